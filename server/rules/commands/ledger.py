"""Commands about obligations and side letters."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from server.rules.ids import NEW, DelegationId, ForumId, IssueId, LetterId, ObligationId, OptionId


class Report(StrEnum):
    """What its owner says became of an obligation."""

    DONE = "done"
    DELAYED = "delayed"
    REFUSED = "refused"


class Settlement(StrEnum):
    """What the facilitator decides about an obligation; `open`: its owner still has to."""

    KEPT = "kept"
    BROKEN = "broken"
    OPEN = "open"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class Pledge:
    """An obligation of a side letter. `due_round` counts from 1, as people do; one more than the
    schedule has is after the talks. It may promise support: for an option of a forum's issue."""

    by: DelegationId
    what: str
    due_round: int
    forum: ForumId | None = None
    issue: IssueId | None = None
    option: OptionId | None = None


@dataclass(frozen=True, slots=True)
class ReportObligation:
    """Say that an own obligation is done, takes one round longer (once), or is refused."""

    obligation_id: ObligationId
    status: Report
    note: str = ""


@dataclass(frozen=True, slots=True)
class ContestObligation:
    """Say that another's obligation, reported done or delayed, is not; the facilitator settles."""

    obligation_id: ObligationId
    note: str


@dataclass(frozen=True, slots=True)
class DraftSideLetter:
    """Draft a letter for one to five other delegations; sent again by its drafter with the same
    id it is changed, until somebody signs."""

    letter_id: Annotated[LetterId, NEW]
    with_: tuple[DelegationId, ...]
    text: str
    obligations: tuple[Pledge, ...] = ()


@dataclass(frozen=True, slots=True)
class SignSideLetter:
    """Sign a letter; in force once everybody it is between has signed, its drafter too."""

    letter_id: LetterId


@dataclass(frozen=True, slots=True)
class DeclineSideLetter:
    """Decline a letter, or take the own draft back, before it is in force."""

    letter_id: LetterId
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DiscloseSideLetter:
    """Make a letter in force public, without asking the other signatories."""

    letter_id: LetterId


@dataclass(frozen=True, slots=True)
class SettleObligation:
    """Decide about an obligation: kept, broken, open again, or released."""

    obligation_id: ObligationId
    status: Settlement
    note: str = ""


DelegateCommand = (
    ReportObligation
    | ContestObligation
    | DraftSideLetter
    | SignSideLetter
    | DeclineSideLetter
    | DiscloseSideLetter
)

FacilitatorCommand = SettleObligation
