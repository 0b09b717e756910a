"""Events of what is said."""

from dataclasses import dataclass

from server.rules.commands.questions import Answer, Question
from server.rules.commands.talk import FlagKind
from server.rules.ids import ChannelId, DelegationId, FlaggedId, MessageId, PersonId


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
    question: Question | None = None
    answer: Answer | None = None


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
class HelpClosed:
    """The request of that number was answered aloud."""

    number: int


@dataclass(frozen=True, slots=True)
class Flagged:
    """A facilitator marked a message or a proposal, or wrote another note on the mark."""

    kind: FlagKind
    ref: FlaggedId
    note: str
    by: str


@dataclass(frozen=True, slots=True)
class Unflagged:
    """The mark was taken away."""

    kind: FlagKind
    ref: FlaggedId


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


Event = (
    ChannelOpened
    | MessageSent
    | NoteSent
    | HelpAsked
    | HelpClosed
    | Flagged
    | Unflagged
    | SteppedOut
    | Reflected
)
