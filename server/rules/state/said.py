"""Who reads what, and what was said."""

from dataclasses import dataclass
from typing import Literal

from server.rules.commands.questions import Answer, Question
from server.rules.ids import ChannelId, DelegationId, MessageId

ChannelKind = Literal["plenary", "delegation", "caucus"]
SaidKind = Literal["say", "press", "hand_over"]


@dataclass(frozen=True, slots=True)
class Channel:
    """A set of readers."""

    id: ChannelId
    kind: ChannelKind
    members: tuple[DelegationId, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A message; `by` None is the facilitator."""

    id: MessageId
    channel: ChannelId
    by: DelegationId | None
    name: str
    text: str
    at: int
    kind: SaidKind = "say"
    question: Question | None = None
    answer: Answer | None = None
