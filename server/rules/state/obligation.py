"""An obligation as talks hold it: who owes what by which round, and what became of it."""

from dataclasses import dataclass
from enum import StrEnum

from server.rules.ids import (
    DelegationId,
    ForumId,
    IssueId,
    LetterId,
    ObligationId,
    OptionId,
    TermId,
)
from server.rules.written.world import TermUnit


class ObligationStatus(StrEnum):
    """Where an obligation stands. `done` waits to be contested, and counts as kept meanwhile;
    `lapsed` is one whose due round passed without a report; `released` one whose prerequisite
    will not come."""

    OPEN = "open"
    DONE = "done"
    DELAYED = "delayed"
    REFUSED = "refused"
    CONTESTED = "contested"
    KEPT = "kept"
    BROKEN = "broken"
    LAPSED = "lapsed"
    RELEASED = "released"


IS_KEPT = frozenset({ObligationStatus.DONE, ObligationStatus.KEPT})
IS_BROKEN = frozenset({ObligationStatus.REFUSED, ObligationStatus.BROKEN, ObligationStatus.LAPSED})
IS_OWED = frozenset({ObligationStatus.OPEN, ObligationStatus.DELAYED})
"""Nothing was done about it yet, or it was put off: its owner still has to."""


@dataclass(frozen=True, slots=True)
class Support:
    """An option of a forum that somebody promises to support there."""

    forum: ForumId
    issue: IssueId
    option: OptionId


@dataclass(frozen=True, slots=True)
class Obligation:
    """`forum` and `term` for one of an agreement, `letter` for one of a side letter. `due_round`
    is the round's index from 0; one beyond the schedule falls due after the talks. `after` names
    what must be kept first, which may not exist (yet). `settled`: the facilitator decided."""

    id: ObligationId
    by: DelegationId
    to: tuple[DelegationId, ...]
    what: str
    due_round: int
    forum: ForumId | None = None
    term: TermId | None = None
    letter: LetterId | None = None
    after: tuple[ObligationId, ...] = ()
    quantity: int = 0
    unit: TermUnit = TermUnit.NONE
    support: Support | None = None
    status: ObligationStatus = ObligationStatus.OPEN
    delayed: bool = False
    note: str = ""
    contested_by: DelegationId | None = None
    contest_note: str = ""
    settled: bool = False
    settle_note: str = ""
    at: int | None = None

    @property
    def is_kept(self) -> bool:
        """True for one that counts as kept at present."""
        return self.status in IS_KEPT

    @property
    def is_broken(self) -> bool:
        """True for one that counts as broken at present."""
        return self.status in IS_BROKEN

    @property
    def is_owed(self) -> bool:
        """True while its owner still has to do it."""
        return self.status in IS_OWED
