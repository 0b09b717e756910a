"""Commands inside a delegation, and the capital's answers to it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from server.rules.commands.proposals import OfProposal, StanceKind
from server.rules.ids import NEW, DelegationId, MessageId, PersonId, ProposalId


class CapitalDecision(StrEnum):
    """What the capital answers when its delegation asks to cross a red line."""

    APPROVE = "approve"
    SEND_BACK = "send_back"
    INSTRUCT = "instruct"


@dataclass(frozen=True, slots=True)
class HandOver:
    """Give the head's seat to a member of the own delegation; the old head becomes deputy."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class CastBallot(OfProposal):
    """Say inside the delegation where it should stand; may change while the proposal is open."""

    proposal_id: ProposalId
    stance: StanceKind


@dataclass(frozen=True, slots=True)
class PressStatement:
    """Speak to the press: everybody reads it, in the plenary and on the projector."""

    message_id: Annotated[MessageId, NEW]
    text: str


@dataclass(frozen=True, slots=True)
class Capital:
    """Answer a delegation that asked to accept across a red line; `approve` casts its acceptance,
    `instruct` needs a text."""

    proposal_id: ProposalId
    delegation: DelegationId
    decision: CapitalDecision
    text: str = ""


DelegateCommand = HandOver | CastBallot | PressStatement

FacilitatorCommand = Capital
