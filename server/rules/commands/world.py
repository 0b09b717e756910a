"""Commands of the facilitator that bring in the world outside."""

from dataclasses import dataclass

from server.rules.ids import DelegationId, InjectId
from server.rules.written.modifiers import Modifier


@dataclass(frozen=True, slots=True)
class Inject:
    """Fire an inject of the scenario; `to` narrows it to some delegations."""

    inject: InjectId
    to: tuple[DelegationId, ...] = ()


@dataclass(frozen=True, slots=True)
class WriteInject:
    """Fire an inject of one's own making, to all or to some delegations."""

    inject: InjectId
    title: str
    story: str
    to: tuple[DelegationId, ...] = ()
    modifiers: tuple[Modifier, ...] = ()


@dataclass(frozen=True, slots=True)
class UndoInject:
    """Take an inject back."""

    inject: InjectId
    reason: str = ""
