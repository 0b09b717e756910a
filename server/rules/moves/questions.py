"""What a question or an answer in a message may name: nothing that its readers may not know."""

from collections.abc import Iterable

from server.rules.commands.questions import Answer, Question, QuestionKind
from server.rules.copying import replace
from server.rules.ids import PLENARY, DelegationId, ForumId, IssueId, OptionId
from server.rules.moves.proposals import seen_proposal
from server.rules.refusals import Refusal
from server.rules.state.said import Channel
from server.rules.state.talks import Talks
from server.rules.written.forum import Forum

ABOUT_A_PROPOSAL = frozenset({QuestionKind.ACCEPTABLE, QuestionKind.WHY, QuestionKind.STEP})


def asked(
    talks: Talks, by: DelegationId, channel: Channel, question: Question
) -> Question | Refusal:
    """The question with the ids as the talks know them, or why it cannot be asked there."""
    forum = _forum(talks, by, channel, question.forum)
    if isinstance(forum, Refusal):
        return forum
    to = question.to
    if to == by or to not in channel.members or not forum.attends(to):
        return Refusal("bad_question")
    problem = _problem(forum, (*question.give.items(), *question.want.items()))
    if problem:
        return problem
    if not _is_whole(question):
        return Refusal("bad_question")
    if question.proposal is None:
        return question
    proposal = seen_proposal(talks, question.proposal, by)
    if proposal is None or proposal.forum != forum.id:
        return Refusal("not_found", {"proposal": question.proposal})
    return replace(question, proposal=proposal.id)


def _is_whole(question: Question) -> bool:
    """A trade has one option on each side, of two issues; most others have a proposal."""
    if question.kind is QuestionKind.TRADE:
        sides = len(question.give) == len(question.want) == 1
        return sides and question.give.keys().isdisjoint(question.want)
    if question.give or question.want:
        return False
    return question.proposal is not None or question.kind not in ABOUT_A_PROPOSAL


def answered(talks: Talks, by: DelegationId, channel: Channel, answer: Answer) -> Refusal | None:
    """Why this cannot be answered there; None when it can."""
    forum = _forum(talks, by, channel, answer.forum)
    if isinstance(forum, Refusal):
        return forum
    if answer.to is not None:
        said = talks.messages.get(answer.to)
        if said is None or said.channel != channel.id:
            return Refusal("not_found", {"message": answer.to})
    unknown = next((i for i in answer.issues if forum.issue(i) is None), None)
    if unknown is not None:
        return Refusal("unknown_issue", {"issue": unknown})
    return _problem(forum, answer.package.items())


def _forum(talks: Talks, by: DelegationId, channel: Channel, forum_id: ForumId) -> Forum | Refusal:
    """The forum, when the delegation attends it and all who read the channel see into it."""
    if forum_id not in talks.scenario.forums or forum_id not in talks.scheduled_forums():
        return Refusal("not_found", {"forum": forum_id})
    forum = talks.forum(forum_id)
    if not forum.attends(by):
        return Refusal("not_attending", {"forum": forum_id})
    if not is_spoken_of(forum, channel):
        return Refusal("closed_elsewhere", {"forum": forum_id})
    return forum


def is_spoken_of(forum: Forum, channel: Channel) -> bool:
    """True where what is said in the channel of the forum reaches nobody who may not know it. The
    plenary has readers without a seat."""
    inside = channel.id != PLENARY and all(forum.attends(d) for d in channel.members)
    return forum.open or inside


def _problem(forum: Forum, options: Iterable[tuple[IssueId, OptionId]]) -> Refusal | None:
    for issue_id, option_id in options:
        issue = forum.issue(issue_id)
        if issue is None:
            return Refusal("unknown_issue", {"issue": issue_id})
        if issue.option(option_id) is None:
            return Refusal("unknown_option", {"issue": issue_id, "option": option_id})
    return None
