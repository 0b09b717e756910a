"""Commands of delegates."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from server.rules.ids import (
    ChannelId,
    DelegationId,
    ForumId,
    IssueId,
    MessageId,
    OptionId,
    ProposalId,
)


class StanceKind(StrEnum):
    """Where a party stands on a proposal."""

    ACCEPT = "accept"
    REJECT = "reject"
    RESERVE = "reserve"


@dataclass(frozen=True, slots=True)
class TableProposal:
    """Put a package on the table; implies the author's acceptance when the author is a party."""

    proposal_id: ProposalId
    forum: ForumId
    package: Mapping[IssueId, OptionId]
    note: str = ""


@dataclass(frozen=True, slots=True)
class AmendProposal:
    """Table a proposal that differs from another by the changes; None takes an issue out."""

    proposal_id: ProposalId
    amends: ProposalId
    changes: Mapping[IssueId, OptionId | None]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cosponsor:
    """Put the own delegation's name to another's proposal."""

    proposal_id: ProposalId


@dataclass(frozen=True, slots=True)
class TakeStance:
    """Accept, reject (with a reason) or reserve; may change until adoption."""

    proposal_id: ProposalId
    stance: StanceKind
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BreakSilence:
    """Stop a proposal's silence period; the own stance is open again."""

    proposal_id: ProposalId
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawProposal:
    """Take the own proposal off the table."""

    proposal_id: ProposalId


@dataclass(frozen=True, slots=True)
class Say:
    """Send a message to a channel."""

    message_id: MessageId
    channel: ChannelId
    text: str


@dataclass(frozen=True, slots=True)
class OpenChannel:
    """Open a caucus with one to four other delegations."""

    channel_id: ChannelId
    with_: tuple[DelegationId, ...]


@dataclass(frozen=True, slots=True)
class SetReady:
    """Say that the own delegation is ready for the phase to end, or is not."""

    ready: bool


@dataclass(frozen=True, slots=True)
class AskHelp:
    """Ask the facilitator; only the facilitator and the asking delegate read it."""

    text: str


@dataclass(frozen=True, slots=True)
class StepOut:
    """Step out of role, or back in; private to the facilitator."""

    on: bool


@dataclass(frozen=True, slots=True)
class Reflect:
    """Answer a reflection prompt; the facilitator and the delegate read it."""

    prompt: str
    text: str
