"""A message may ask one delegation something, or answer, and names nothing its readers may not
know."""

import pytest

from server.rules.commands.questions import Answer, AnswerKind, Question, QuestionKind
from server.rules.commands.talk import OpenChannel, Say
from server.rules.ids import (
    PLENARY,
    ChannelId,
    DelegationId,
    ForumId,
    IssueId,
    MessageId,
    OptionId,
    ProposalId,
)
from server.rules.refusals import Refusal
from server.rules.seats import DelegationView, PublicView
from server.rules.views.gate import view_for
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    PEACE,
    ROK,
    USA,
    Table,
    forum,
    head,
    negotiating,
    scenario,
    tabled,
)

OIL, PACE = IssueId("oil"), IssueId("pace")
LOW, HIGH = OptionId("low"), OptionId("high")
CAUCUS = ChannelId("caucus:a")
P1 = ProposalId("p1")


def ask(
    question: Question, channel: ChannelId = PLENARY, name: str = "q1", text: str = "Well?"
) -> Say:
    return Say(MessageId(name), channel, text, question)


def code(table: Table, by: DelegationId, said: Say) -> str:
    answer = table.does(head(by), said)
    return answer.code if isinstance(answer, Refusal) else ""


def about(kind: QuestionKind, to: DelegationId = USA, proposal: ProposalId | None = P1) -> Question:
    return Question(kind, to, ENERGY, proposal)


def with_a_proposal() -> Table:
    table = negotiating()
    tabled(table)
    return table


def test_a_question_about_a_proposal_stands_in_the_message_for_all_who_read_it() -> None:
    table = with_a_proposal()
    table.ok(head(ROK), ask(about(QuestionKind.ACCEPTABLE)))
    for audience in (DelegationView(DPRK), PublicView(plenary=True)):
        asked = view_for(table.talks, audience)["message/q1"]["question"]
        assert asked["kind"] == "acceptable"
        assert (asked["to"], asked["proposal"]) == ("usa", "p1")


def test_a_plain_message_has_neither_part() -> None:
    table = negotiating()
    table.ok(head(ROK), Say(MessageId("m1"), PLENARY, "hello"))
    assert not {"question", "answer"} & set(
        view_for(table.talks, DelegationView(USA))["message/m1"]
    )


def test_what_is_asked_in_a_caucus_stays_there() -> None:
    table = with_a_proposal()
    table.ok(head(ROK), OpenChannel(CAUCUS, (USA,)))
    table.ok(head(ROK), ask(about(QuestionKind.WHY), CAUCUS))
    assert "message/q1~rok" in view_for(table.talks, DelegationView(USA))
    assert "message/q1~rok" not in view_for(table.talks, DelegationView(DPRK))
    assert code(table, ROK, ask(about(QuestionKind.WHY, DPRK), CAUCUS, "q2")) == "bad_question"


@pytest.mark.parametrize(
    ("question", "refused"),
    [
        (about(QuestionKind.WHY, ROK), "bad_question"),
        (about(QuestionKind.WHY, proposal=None), "bad_question"),
        (about(QuestionKind.WHY, proposal=ProposalId("none")), "not_found"),
        (Question(QuestionKind.MATTERS, USA, ForumId("none")), "not_found"),
        (Question(QuestionKind.TRADE, USA, ENERGY), "bad_question"),
        (Question(QuestionKind.TRADE, USA, ENERGY, None, {OIL: LOW}, {OIL: HIGH}), "bad_question"),
        (Question(QuestionKind.MATTERS, USA, ENERGY, None, {OIL: LOW}), "bad_question"),
        (
            Question(QuestionKind.TRADE, USA, ENERGY, None, {OIL: LOW}, {PACE: OptionId("no")}),
            "unknown_option",
        ),
        (
            Question(QuestionKind.TRADE, USA, ENERGY, None, {IssueId("no"): LOW}, {PACE: LOW}),
            "unknown_issue",
        ),
        (Question(QuestionKind.TRADE, USA, ENERGY, None, {OIL: LOW}, {PACE: HIGH}), ""),
        (Question(QuestionKind.MATTERS, USA, ENERGY), ""),
    ],
)
def test_a_question_is_whole_and_names_what_exists(question: Question, refused: str) -> None:
    assert code(with_a_proposal(), ROK, ask(question)) == refused


def test_of_a_closed_forum_nothing_is_asked_or_answered_before_others() -> None:
    table = negotiating(scenario(forum(PEACE, open=False, parties=(USA, DPRK))))
    question = Question(QuestionKind.MATTERS, USA, PEACE)
    assert code(table, DPRK, ask(question)) == "closed_elsewhere"
    yes = Say(MessageId("a1"), PLENARY, "yes", answer=Answer(AnswerKind.YES, PEACE))
    assert code(table, DPRK, yes) == "closed_elsewhere"
    table.ok(head(DPRK), OpenChannel(CAUCUS, (USA,)))
    assert code(table, DPRK, ask(question, ChannelId("caucus:a~dprk"))) == ""


def test_who_does_not_attend_a_forum_neither_asks_nor_is_asked_of_it() -> None:
    table = negotiating(scenario(forum(PEACE, parties=(USA, DPRK))))
    assert code(table, ROK, ask(Question(QuestionKind.MATTERS, USA, PEACE))) == "not_attending"
    assert code(table, USA, ask(Question(QuestionKind.MATTERS, ROK, PEACE))) == "bad_question"


def test_people_answer_with_a_part_too_and_only_where_they_were_asked() -> None:
    table = with_a_proposal()
    table.ok(head(ROK), ask(about(QuestionKind.ACCEPTABLE)))
    whole = {OIL: LOW, PACE: HIGH}
    answer = Answer(AnswerKind.CHANGES, ENERGY, MessageId("q1"), (OIL,), whole)
    table.ok(head(USA), Say(MessageId("a1"), PLENARY, "With less oil.", answer=answer))
    seen = view_for(table.talks, DelegationView(ROK))["message/a1"]["answer"]
    assert (seen["to"], seen["issues"], seen["package"]) == ("q1", ["oil"], whole)
    elsewhere = Say(MessageId("a2"), ChannelId("delegation:usa"), "so", answer=answer)
    assert code(table, USA, elsewhere) == "not_found"
