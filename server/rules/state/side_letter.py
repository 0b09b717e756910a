"""A side letter as talks hold it: what some delegations promise each other, known to them alone."""

from dataclasses import dataclass
from enum import StrEnum

from server.rules.commands.ledger import Pledge
from server.rules.ids import DelegationId, LetterId


class LetterState(StrEnum):
    """Where a letter stands."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Letter:
    """`members` are the drafter and those it is for, in seating order; `at` is when it was last
    changed, `in_force_at` when the last of them signed. Milliseconds."""

    id: LetterId
    by: DelegationId
    members: tuple[DelegationId, ...]
    text: str
    pledges: tuple[Pledge, ...]
    at: int
    signed: tuple[DelegationId, ...] = ()
    state: LetterState = LetterState.DRAFT
    declined_by: DelegationId | None = None
    reason: str = ""
    in_force_at: int | None = None
    disclosed_by: DelegationId | None = None
