"""What a message asks or answers, as its readers see it."""

from typing_extensions import TypedDict

from server.rules.commands.questions import Answer, AnswerKind, Question, QuestionKind
from server.rules.ids import IssueId, OptionId


class AskedEntry(TypedDict):
    """A question to one delegation; `give` and `want` hold one option each, in a trade."""

    kind: QuestionKind
    to: str
    forum: str
    proposal: str | None
    give: dict[IssueId, OptionId]
    want: dict[IssueId, OptionId]


class AnsweredEntry(TypedDict):
    """An answer: `to` is the message it answers, `package` what the answerer would sign."""

    kind: AnswerKind
    forum: str
    to: str | None
    issues: list[str]
    package: dict[IssueId, OptionId]


def asked_entry(question: Question) -> AskedEntry:
    """The question as JSON."""
    return {
        "kind": question.kind,
        "to": question.to,
        "forum": question.forum,
        "proposal": question.proposal,
        "give": dict(question.give),
        "want": dict(question.want),
    }


def answered_entry(answer: Answer) -> AnsweredEntry:
    """The answer as JSON."""
    return {
        "kind": answer.kind,
        "forum": answer.forum,
        "to": answer.to,
        "issues": list(answer.issues),
        "package": dict(answer.package),
    }
