"""Commands about proposals and agreements."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from server.rules.ids import NEW, ForumId, IssueId, OptionId, ProposalId


class StanceKind(StrEnum):
    """Where a party stands on a proposal."""

    ACCEPT = "accept"
    REJECT = "reject"
    RESERVE = "reserve"


@dataclass(frozen=True, slots=True)
class TableProposal:
    """Put a package on the table; implies the author's acceptance when the author is a party."""

    proposal_id: Annotated[ProposalId, NEW]
    forum: ForumId
    package: Mapping[IssueId, OptionId]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfProposal:
    """A command that means the version of a proposal which its giver saw; empty compares nothing.

    `seen` is `version` of the entity `proposal/ID`, and is refused once there is another one.
    """

    seen: str = ""


@dataclass(frozen=True, slots=True)
class AmendProposal(OfProposal):
    """Table a proposal that differs from another by the changes; None takes an issue out."""

    proposal_id: Annotated[ProposalId, NEW]
    amends: ProposalId
    changes: Mapping[IssueId, OptionId | None]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cosponsor(OfProposal):
    """Put the own delegation's name to another's proposal."""

    proposal_id: ProposalId


@dataclass(frozen=True, slots=True)
class TakeStance(OfProposal):
    """Accept, reject (with a reason) or reserve; may change until adoption."""

    proposal_id: ProposalId
    stance: StanceKind
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BreakSilence(OfProposal):
    """Stop a proposal's silence period; the own stance is open again."""

    proposal_id: ProposalId
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawProposal(OfProposal):
    """Take the own proposal off the table."""

    proposal_id: ProposalId


@dataclass(frozen=True, slots=True)
class RecordAgreement:
    """Record an agreement that the parties reached face to face."""

    forum: ForumId
    package: Mapping[IssueId, OptionId]


@dataclass(frozen=True, slots=True)
class VoidAgreement:
    """Undo an agreement; the forum is open again while its round lasts."""

    forum: ForumId
    reason: str


DelegateCommand = (
    TableProposal | AmendProposal | Cosponsor | TakeStance | BreakSilence | WithdrawProposal
)

FacilitatorCommand = RecordAgreement | VoidAgreement
