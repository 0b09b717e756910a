"""Events of proposals and agreements."""

from collections.abc import Mapping
from dataclasses import dataclass

from server.rules.commands.proposals import StanceKind
from server.rules.ids import (
    DelegationId,
    ForumId,
    IssueId,
    OptionId,
    ProposalId,
)


@dataclass(frozen=True, slots=True)
class ProposalTabled:
    """A package lies on the table. `changes` is set on an amendment; `number` counts in a forum."""

    proposal_id: ProposalId
    forum: ForumId
    number: int
    by: DelegationId
    package: Mapping[IssueId, OptionId]
    note: str
    amends: ProposalId | None = None
    changes: Mapping[IssueId, OptionId | None] | None = None


@dataclass(frozen=True, slots=True)
class ProposalCosponsored:
    """Another delegation put its name to a proposal."""

    proposal_id: ProposalId
    by: DelegationId


@dataclass(frozen=True, slots=True)
class StanceTaken:
    """A party said where it stands."""

    proposal_id: ProposalId
    by: DelegationId
    stance: StanceKind
    reason: str


@dataclass(frozen=True, slots=True)
class SilenceBegan:
    """The rule is met; adopted at `ends_at` unless a party breaks silence."""

    proposal_id: ProposalId
    ends_at: int


@dataclass(frozen=True, slots=True)
class SilenceBroken:
    """A party broke silence; its stance is open again."""

    proposal_id: ProposalId
    by: DelegationId
    reason: str


@dataclass(frozen=True, slots=True)
class ProposalWithdrawn:
    """The author took it off the table."""

    proposal_id: ProposalId


@dataclass(frozen=True, slots=True)
class ProposalAdopted:
    """Silence was kept; the package is agreed, in whole or in part."""

    proposal_id: ProposalId


@dataclass(frozen=True, slots=True)
class ProposalLapsed:
    """It can no longer be adopted; `why` is another_adopted, settled_otherwise, or forum_ended."""

    proposal_id: ProposalId
    why: str


@dataclass(frozen=True, slots=True)
class ProposalReopened:
    """It lies on the table again as it did: the facilitator went back before its phase ended."""

    proposal_id: ProposalId


@dataclass(frozen=True, slots=True)
class AgreementRecorded:
    """The facilitator recorded an agreement reached face to face."""

    forum: ForumId
    package: Mapping[IssueId, OptionId]


@dataclass(frozen=True, slots=True)
class AgreementVoided:
    """The facilitator undid an agreement."""

    forum: ForumId
    reason: str


@dataclass(frozen=True, slots=True)
class ForumFailed:
    """The round ended without agreement."""

    forum: ForumId


@dataclass(frozen=True, slots=True)
class ForumAgreed:
    """The forum reached its agreement and closed."""

    forum: ForumId


Event = (
    ProposalTabled
    | ProposalCosponsored
    | StanceTaken
    | SilenceBegan
    | SilenceBroken
    | ProposalWithdrawn
    | ProposalAdopted
    | ProposalLapsed
    | ProposalReopened
    | AgreementRecorded
    | AgreementVoided
    | ForumFailed
    | ForumAgreed
)
