import pytest

from server.rules.commands.life import Archive, Conclude, RollBack
from server.rules.commands.preparing import AnswerQuiz, WritePosition
from server.rules.commands.schedule import Advance, SetReady, Start
from server.rules.commands.seats import AssignSeat, SeatBot
from server.rules.ids import ForumId, PersonId
from server.rules.refusals import Refusal
from server.rules.seats import (
    Audience,
    DelegateView,
    DelegationView,
    FacilitatorView,
    InnerRole,
    PublicView,
)
from server.rules.views.gate import view_for
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    FACILITATOR,
    PEACE,
    ROK,
    USA,
    Table,
    bot,
    head,
    lobby,
    negotiating,
)

BEST = "best.oil"
RIGHT = {"heaviest": "oil", BEST: "high", "walk_away": "4000"}
"""The answers of the United States in the energy forum."""


def briefing(**policies: str) -> Table:
    table = lobby(None, **policies)
    table.ok(FACILITATOR, Start())
    return table


def quiz(table: Table, **answers: str) -> None:
    for question, answer in answers.items():
        table.ok(head(USA), AnswerQuiz(ENERGY, question, answer))


def mine(table: Table) -> dict[str, object]:
    entry = view_for(table.talks, DelegateView(head(USA).person))["me"]["quiz"]
    return {q["id"]: (q["answer"], q["right"]) for q in entry["questions"]}


def test_answers_are_told_right_or_wrong_at_once_and_wrong_ones_given_again() -> None:
    table = briefing()
    assert mine(table) == dict.fromkeys(RIGHT, (None, None))
    quiz(table, heaviest="pace")
    assert mine(table)["heaviest"] == ("pace", False)
    assert table.refused(head(USA), AnswerQuiz(ENERGY, "heaviest", "pace")) == "nothing_changes"
    quiz(table, heaviest="oil")
    assert mine(table)["heaviest"] == ("oil", True)
    assert table.refused(head(USA), AnswerQuiz(ENERGY, "heaviest", "pace")) == "nothing_changes"


def test_the_gate_keeps_a_delegation_from_being_ready_until_the_quiz_is_passed() -> None:
    table = briefing(quiz="gate")
    assert table.refused(head(USA), SetReady(True)) == "quiz_first"
    may = view_for(table.talks, DelegateView(head(USA).person))["may"]["set_ready"]
    assert may["code"] == "quiz_first"
    quiz(table, **{**RIGHT, BEST: "low"})
    assert table.refused(head(USA), SetReady(True)) == "quiz_first"
    quiz(table, **{BEST: "high"})
    table.ok(head(USA), SetReady(True), SetReady(False))
    table.ok(FACILITATOR, Advance())
    table.ok(head(ROK), SetReady(True))  # only the briefing has a gate


def test_without_a_gate_everybody_may_be_ready() -> None:
    for policy in ("off", "offered"):
        briefing(quiz=policy).ok(head(USA), SetReady(True))


def test_a_class_without_a_quiz_asks_nothing() -> None:
    table = briefing(quiz="off")
    view = view_for(table.talks, DelegateView(head(USA).person))
    assert view["me"]["quiz"] is None
    assert view["may"]["answer_quiz"]["code"] == "no_quiz"
    assert table.refused(head(USA), AnswerQuiz(ENERGY, "heaviest", "oil")) == "no_quiz"


@pytest.mark.parametrize(
    ("forum", "question", "answer"),
    [("nowhere", "heaviest", "oil"), ("energy", "colour", "oil"), ("energy", "heaviest", "gas")],
)
def test_there_is_no_such_question(forum: str, question: str, answer: str) -> None:
    command = AnswerQuiz(ForumId(forum), question, answer)
    assert briefing().refused(head(USA), command) == "not_found"


def test_one_prepares_in_the_lobby_and_not_after_the_end() -> None:
    table = lobby()
    quiz(table, heaviest="oil")
    # A later forum's, ahead of time.
    table.ok(head(USA), AnswerQuiz(PEACE, "heaviest", "oil"))
    table.ok(FACILITATOR, Start(), Conclude())
    assert table.refused(head(USA), AnswerQuiz(ENERGY, BEST, "low")) == "not_running"
    assert view_for(table.talks, DelegateView(head(USA).person))["me"]["quiz"] is None


def test_another_delegations_mandate_is_another_quiz() -> None:
    table = briefing(quiz="gate")
    quiz(table, **RIGHT)
    table.ok(FACILITATOR, AssignSeat(head(USA).person, DPRK, "Head", InnerRole.HEAD))
    assert table.refused(head(USA), SetReady(True)) == "quiz_first"


def test_the_facilitator_sees_who_is_prepared_and_others_do_not() -> None:
    table = briefing()
    quiz(table, heaviest="oil", **{BEST: "low"})
    table.ok(head(USA), WritePosition("We want oil."))
    delegation = view_for(table.talks, FacilitatorView())["delegation/usa"]
    assert delegation["delegates"][0]["prepared"] == {"right": 1, "of": 3}
    assert delegation["delegates"][0]["wrote"] is True
    others: tuple[Audience, ...] = (
        DelegateView(head(ROK).person),
        DelegateView(head(USA).person),
        PublicView(),
    )
    for audience in others:
        entry = view_for(table.talks, audience)["delegation/usa"]["delegates"][0]
        assert not {"prepared", "wrote"} & set(entry)


def test_a_position_paper_is_read_by_the_delegation_and_the_facilitator() -> None:
    table = lobby()
    mate = PersonId("mate")
    table.ok(FACILITATOR, AssignSeat(mate, USA, "Mate"))
    table.ok(head(USA), WritePosition("Draft."))
    table.later(5).ok(head(USA), WritePosition("We want oil."))
    for audience in (DelegateView(mate), DelegationView(USA), FacilitatorView()):
        (paper,) = view_for(table.talks, audience)["papers/usa"]["papers"]
        assert (paper["name"], paper["text"], paper["at"]) == (
            "Head of usa",
            "We want oil.",
            table.now,
        )
    assert view_for(table.talks, DelegateView(head(USA).person))["me"]["position"] == "We want oil."
    assert view_for(table.talks, DelegateView(mate))["me"]["position"] == ""
    for outsider in (DelegateView(head(ROK).person), PublicView(plenary=True)):
        assert not [k for k in view_for(table.talks, outsider) if k.startswith("papers")]


def test_a_paper_stays_with_the_delegation_it_was_written_for() -> None:
    table = lobby()
    table.ok(head(USA), WritePosition("Our secret."))
    table.ok(FACILITATOR, AssignSeat(head(USA).person, ROK, "Moved"))
    view = view_for(table.talks, DelegateView(head(USA).person))
    assert view["me"]["position"] == ""
    assert "papers/usa" not in view
    assert "papers/rok" not in view


def test_papers_have_limits() -> None:
    table = lobby()
    assert table.refused(head(USA), WritePosition("  ")) == "text_needed"
    assert table.refused(head(USA), WritePosition("x" * 4001)) == "text_too_long"
    table.ok(head(USA), WritePosition("Same."))
    assert table.refused(head(USA), WritePosition("Same.")) == "nothing_changes"
    table.ok(FACILITATOR, Start(), Conclude(), Archive())
    assert table.refused(head(USA), WritePosition("Late.")) == "archived"


def test_bots_do_not_prepare_and_people_beside_them_may() -> None:
    table = briefing(quiz="gate")
    table.ok(FACILITATOR, SeatBot(USA, "firm", 1))
    for command in (AnswerQuiz(ENERGY, "heaviest", "oil"), WritePosition("We.")):
        assert isinstance(table.does(bot(USA), command), Refusal)
        table.ok(head(USA), command)


def test_a_roll_back_keeps_what_was_prepared() -> None:
    table = negotiating()
    checkpoint = min(table.talks.checkpoints)
    quiz(table, heaviest="oil")
    table.ok(head(USA), WritePosition("We want oil."))
    table.ok(FACILITATOR, RollBack(checkpoint, "again"))
    assert mine(table)["heaviest"] == ("oil", True)
    assert view_for(table.talks, DelegateView(head(USA).person))["me"]["position"]
