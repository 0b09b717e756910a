"""The typed parts of a message: a question to one delegation, and an answer.

The text says the same in words; the part lets a program, or a person with a button, answer it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from server.rules.ids import DelegationId, ForumId, IssueId, MessageId, OptionId, ProposalId


class QuestionKind(StrEnum):
    """What is asked: which issues weigh most; what would make a proposal acceptable; whether one
    option would be traded for another; why a proposal is not accepted; which step is taken beside
    the one that the proposal asks of the asker."""

    MATTERS = "matters"
    ACCEPTABLE = "acceptable"
    TRADE = "trade"
    WHY = "why"
    STEP = "step"


class AnswerKind(StrEnum):
    """What is answered: these issues; `package` would be signed; yes; no; an offer nobody asked
    for; or that it understood nothing and what it can be asked."""

    ISSUES = "issues"
    CHANGES = "changes"
    YES = "yes"
    NO = "no"
    OFFER = "offer"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Question:
    """To one delegation, about a forum. `give` is the option the asker would grant and `want` the
    one it asks for, each of one issue; both only in a trade."""

    kind: QuestionKind
    to: DelegationId
    forum: ForumId
    proposal: ProposalId | None = None
    give: Mapping[IssueId, OptionId] = field(default_factory=dict)
    want: Mapping[IssueId, OptionId] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """`to` is the message that is answered, in the same channel. A `package` is one that the
    answerer says it would sign; `issues` are those the answer turns on."""

    kind: AnswerKind
    forum: ForumId
    to: MessageId | None = None
    issues: tuple[IssueId, ...] = ()
    package: Mapping[IssueId, OptionId] = field(default_factory=dict)
