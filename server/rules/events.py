"""Events: facts about talks, in the order they happened. Past tense; the log holds nothing else.

Times are milliseconds since the epoch, as the server's clock gave them with the command.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from server.rules.commands import StanceKind
from server.rules.ids import (
    ChannelId,
    CommandId,
    DelegationId,
    ForumId,
    IssueId,
    MessageId,
    OptionId,
    PersonId,
    ProposalId,
)
from server.rules.seats import Actor, InnerRole


@dataclass(frozen=True, slots=True)
class TalksOpened:
    """The lobby is open."""

    preset: str
    difficulty: str
    policies: Mapping[str, str | bool | int]


@dataclass(frozen=True, slots=True)
class SeatAssigned:
    """A person took, or was given, a seat; an earlier seat of the same person is left."""

    person: PersonId
    name: str
    delegation: DelegationId
    inner_role: InnerRole


@dataclass(frozen=True, slots=True)
class SeatReleased:
    """A person left a seat."""

    person: PersonId
    reason: str


@dataclass(frozen=True, slots=True)
class InnerRoleSet:
    """A delegate's part changed."""

    person: PersonId
    inner_role: InnerRole


@dataclass(frozen=True, slots=True)
class SeatsLocked:
    """Seats were closed to newcomers, or opened."""

    locked: bool


@dataclass(frozen=True, slots=True)
class BotSeated:
    """The automated negotiator plays this delegation."""

    delegation: DelegationId
    temperament: str
    seed: int


@dataclass(frozen=True, slots=True)
class BotUnseated:
    """People play this delegation again."""

    delegation: DelegationId


@dataclass(frozen=True, slots=True)
class PolicySet:
    """Policies changed; only those named."""

    policies: Mapping[str, str | bool | int]


@dataclass(frozen=True, slots=True)
class PhaseBegan:
    """A phase of a round began; `why` is started, advanced, expired, all_ready, all_agreed,
    or stepped_back. `ends_at` is when its clock runs out."""

    round: int
    phase: str
    ends_at: int
    why: str


@dataclass(frozen=True, slots=True)
class Paused:
    """Every clock stopped."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """Every clock goes on."""


@dataclass(frozen=True, slots=True)
class ClockExtended:
    """The phase's clock got more time; `why` is facilitator or silence."""

    seconds: int
    why: str


@dataclass(frozen=True, slots=True)
class ReadySet:
    """A delegation said it is ready, or is not."""

    delegation: DelegationId
    ready: bool


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


@dataclass(frozen=True, slots=True)
class ChannelOpened:
    """A caucus opened; members in seating order."""

    channel_id: ChannelId
    by: DelegationId
    members: tuple[DelegationId, ...]


@dataclass(frozen=True, slots=True)
class MessageSent:
    """A delegate (or bot) said something; `by` None is the facilitator's announcement."""

    message_id: MessageId
    channel: ChannelId
    by: DelegationId | None
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class NoteSent:
    """The facilitator told one delegation or one delegate something."""

    to: str
    text: str


@dataclass(frozen=True, slots=True)
class HelpAsked:
    """A delegate asked the facilitator."""

    person: PersonId
    text: str


@dataclass(frozen=True, slots=True)
class SteppedOut:
    """A delegate stepped out of role, or back in."""

    person: PersonId
    on: bool


@dataclass(frozen=True, slots=True)
class Reflected:
    """A delegate answered a reflection prompt."""

    person: PersonId
    prompt: str
    text: str


@dataclass(frozen=True, slots=True)
class RolledBack:
    """The state is that of the checkpoint `to_seq` again."""

    to_seq: int
    reason: str


@dataclass(frozen=True, slots=True)
class Revealed:
    """A card of the debrief was turned."""

    stage: str


@dataclass(frozen=True, slots=True)
class Concluded:
    """The talks ended; `why` is schedule or facilitator."""

    why: str


@dataclass(frozen=True, slots=True)
class Archived:
    """The talks were closed for good."""


Event = (
    TalksOpened
    | SeatAssigned
    | SeatReleased
    | InnerRoleSet
    | SeatsLocked
    | BotSeated
    | BotUnseated
    | PolicySet
    | PhaseBegan
    | Paused
    | Resumed
    | ClockExtended
    | ReadySet
    | ProposalTabled
    | ProposalCosponsored
    | StanceTaken
    | SilenceBegan
    | SilenceBroken
    | ProposalWithdrawn
    | ProposalAdopted
    | ProposalLapsed
    | AgreementRecorded
    | AgreementVoided
    | ForumFailed
    | ForumAgreed
    | ChannelOpened
    | MessageSent
    | NoteSent
    | HelpAsked
    | SteppedOut
    | Reflected
    | RolledBack
    | Revealed
    | Concluded
    | Archived
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as the log holds it: `seq` is 1, 2, 3 ... without gaps; `at` in milliseconds."""

    seq: int
    at: int
    by: Actor
    command_id: CommandId
    event: Event
