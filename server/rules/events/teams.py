"""Events inside a delegation, and between it and its capital. Only press statements are public."""

from dataclasses import dataclass

from server.rules.commands.proposals import StanceKind
from server.rules.commands.teams import CapitalDecision
from server.rules.ids import DelegationId, ForumId, MessageId, PersonId, ProposalId


@dataclass(frozen=True, slots=True)
class SpecialistSet:
    """A specialist acts for the delegation in this forum, or (None) only advises again."""

    person: PersonId
    forum: ForumId | None


@dataclass(frozen=True, slots=True)
class HeadHandedOver:
    """The head gave the seat to another delegate; the message tells the team."""

    delegation: DelegationId
    person: PersonId
    to: PersonId
    message_id: MessageId


@dataclass(frozen=True, slots=True)
class BallotCast:
    """A delegate said inside the delegation where it should stand."""

    proposal_id: ProposalId
    by: DelegationId
    person: PersonId
    stance: StanceKind


@dataclass(frozen=True, slots=True)
class PressStated:
    """A delegation spoke to the press."""

    message_id: MessageId
    by: DelegationId
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class ApprovalAsked:
    """A delegate wants to accept across a red line; the acceptance waits for the capital."""

    proposal_id: ProposalId
    by: DelegationId
    person: PersonId
    reason: str


@dataclass(frozen=True, slots=True)
class CapitalDecided:
    """The capital answered."""

    proposal_id: ProposalId
    delegation: DelegationId
    decision: CapitalDecision
    text: str


Event = SpecialistSet | HeadHandedOver | BallotCast | PressStated | ApprovalAsked | CapitalDecided
