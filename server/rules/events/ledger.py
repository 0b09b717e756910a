"""Events of obligations and side letters."""

from dataclasses import dataclass

from server.rules.commands.ledger import Pledge, Report, Settlement
from server.rules.ids import DelegationId, LetterId, ObligationId


@dataclass(frozen=True, slots=True)
class ObligationReported:
    """Its owner said what became of an obligation."""

    obligation_id: ObligationId
    by: DelegationId
    status: Report
    note: str


@dataclass(frozen=True, slots=True)
class ObligationContested:
    """Another delegation contested what its owner reported."""

    obligation_id: ObligationId
    by: DelegationId
    note: str


@dataclass(frozen=True, slots=True)
class ObligationSettled:
    """The facilitator decided about an obligation."""

    obligation_id: ObligationId
    status: Settlement
    note: str


@dataclass(frozen=True, slots=True)
class ObligationLapsed:
    """An obligation's due round passed without a report."""

    obligation_id: ObligationId


@dataclass(frozen=True, slots=True)
class LetterDrafted:
    """A side letter was drafted, or its draft changed; `members` in seating order."""

    letter_id: LetterId
    by: DelegationId
    members: tuple[DelegationId, ...]
    text: str
    obligations: tuple[Pledge, ...]


@dataclass(frozen=True, slots=True)
class LetterSigned:
    """A delegation signed a side letter; the last signature puts it in force."""

    letter_id: LetterId
    by: DelegationId


@dataclass(frozen=True, slots=True)
class LetterDeclined:
    """A delegation declined a side letter, or its drafter took it back."""

    letter_id: LetterId
    by: DelegationId
    reason: str


@dataclass(frozen=True, slots=True)
class LetterDisclosed:
    """A signatory made a side letter public."""

    letter_id: LetterId
    by: DelegationId


Event = (
    ObligationReported
    | ObligationContested
    | ObligationSettled
    | ObligationLapsed
    | LetterDrafted
    | LetterSigned
    | LetterDeclined
    | LetterDisclosed
)
