"""Events of preparation."""

from dataclasses import dataclass

from server.rules.ids import DelegationId, ForumId, PersonId


@dataclass(frozen=True, slots=True)
class QuizAnswered:
    """A delegate answered a question about the mandate; `right` under the mandate of that time."""

    person: PersonId
    delegation: DelegationId
    forum: ForumId
    question: str
    answer: str
    right: bool


@dataclass(frozen=True, slots=True)
class PositionWritten:
    """A delegate wrote a position paper, or wrote it anew."""

    person: PersonId
    delegation: DelegationId
    text: str


Event = QuizAnswered | PositionWritten
