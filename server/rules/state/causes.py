"""What has been applied to talks: causes with their modifiers, in log order."""

from dataclasses import dataclass
from enum import StrEnum

from server.rules.ids import DelegationId
from server.rules.written.modifiers import Modifier


class CauseKind(StrEnum):
    """What brought modifiers about."""

    LINKAGE = "linkage"
    INJECT = "inject"
    RUNG = "rung"
    AGREEMENT = "agreement"
    OBLIGATION = "obligation"


@dataclass(frozen=True, slots=True)
class Cause:
    """Modifiers in force, and why. `id` is that of the linkage, inject, rung, forum or obligation;
    `to` is empty when it is everybody's, else only these delegations may know of it. `at` in
    milliseconds."""

    kind: CauseKind
    id: str
    modifiers: tuple[Modifier, ...]
    at: int
    to: tuple[DelegationId, ...] = ()

    def concerns(self, delegation: DelegationId | None) -> bool:
        """True when the delegation (None: the public) may know of it."""
        return not self.to or delegation in self.to
