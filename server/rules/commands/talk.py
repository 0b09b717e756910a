"""Commands about what is said, asked and noted."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from server.rules.commands.questions import Answer, Question
from server.rules.ids import NEW, ChannelId, DelegationId, FlaggedId, MessageId


@dataclass(frozen=True, slots=True)
class Say:
    """Send a message to a channel; it may carry a question to one delegation, or an answer."""

    message_id: Annotated[MessageId, NEW]
    channel: ChannelId
    text: str
    question: Question | None = None
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class OpenChannel:
    """Open a caucus with one to four other delegations."""

    channel_id: Annotated[ChannelId, NEW]
    with_: tuple[DelegationId, ...]


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


@dataclass(frozen=True, slots=True)
class Announce:
    """Tell the whole table."""

    text: str


@dataclass(frozen=True, slots=True)
class Message:
    """Tell one delegation (a delegation id) or one delegate (a person id)."""

    to: str
    text: str


@dataclass(frozen=True, slots=True)
class CloseHelp:
    """Take a request for help off the queue: it was answered aloud. `number` is the request's."""

    number: int


class FlagKind(StrEnum):
    """What a facilitator can mark."""

    MESSAGE = "message"
    PROPOSAL = "proposal"


@dataclass(frozen=True, slots=True)
class Flag:
    """Mark a message or a proposal for the debrief; only facilitators see it."""

    kind: FlagKind
    ref: FlaggedId
    note: str = ""


@dataclass(frozen=True, slots=True)
class Unflag:
    """Take a mark away."""

    kind: FlagKind
    ref: FlaggedId


OfAPerson = Say | AskHelp | StepOut | Reflect
"""What the people of a delegation do for themselves, whoever plays it."""

DelegateCommand = OpenChannel | OfAPerson

FacilitatorCommand = Announce | Message | CloseHelp | Flag | Unflag
