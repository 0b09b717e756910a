"""Commands with which a delegate prepares."""

from dataclasses import dataclass

from server.rules.ids import ForumId


@dataclass(frozen=True, slots=True)
class AnswerQuiz:
    """Answer a question about the own mandate; wrong answers may be given again."""

    forum: ForumId
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class WritePosition:
    """Write the own position paper anew; the delegation and the facilitator read it."""

    text: str


DelegateCommand = AnswerQuiz | WritePosition
