"""An obligation as talks hold it: who owes what by which round, and what became of it."""

from dataclasses import dataclass
from enum import StrEnum

from server.rules.ids import DelegationId, ForumId, LetterId, ObligationId, TermId
from server.rules.world import TermUnit


class ObligationStatus(StrEnum):
    """Where an obligation stands. `done` waits to be contested, and counts as kept meanwhile;
    `lapsed` is one whose due round passed without a report."""

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


@dataclass(frozen=True, slots=True)
class Obligation:
    """`forum` and `term` for one of an agreement, `letter` for one of a side letter. `due_round`
    is the round's index from 0; one beyond the schedule falls due after the talks."""

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
    status: ObligationStatus = ObligationStatus.OPEN
    note: str = ""
    contested_by: DelegationId | None = None
    contest_note: str = ""
    settled: bool = False
    at: int | None = None

    @property
    def is_kept(self) -> bool:
        """True for one that counts as kept at present."""
        return self.status in IS_KEPT

    @property
    def is_broken(self) -> bool:
        """True for one that counts as broken at present."""
        return self.status in IS_BROKEN
