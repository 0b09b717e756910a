from dataclasses import replace

from hypothesis import given

from server.rules.ids import DelegationId, IssueId, OptionId
from server.rules.written.forum import Forum
from server.rules.written.mandate import RedLine, Written
from server.rules.written.quiz import Ask, questions
from server.storage.scenarios.loader import catalogue, default_folders
from tests.analysis.forums import forum_of, forums
from tests.rules.negotiation import DPRK, ENERGY, ROK, USA
from tests.rules.negotiation import forum as small


def test_the_questions_come_from_the_mandate() -> None:
    asked = {q.ask: q for q in questions(small(ENERGY), DPRK)}
    assert asked[Ask.HEAVIEST].right == "oil"
    assert asked[Ask.HEAVIEST].choices == ("oil", "pace")
    assert (asked[Ask.BEST].issue, asked[Ask.BEST].right) == ("oil", "low")
    assert asked[Ask.RED_LINE].right == "high"
    assert asked[Ask.WALK_AWAY].right == "3000"
    assert len(asked[Ask.WALK_AWAY].choices) == 4


def test_what_the_author_wrote_is_asked_first() -> None:
    one = small(ENERGY)
    written = Written("Who pays?", ("We", "They"), 2, "They said so.")
    mandates = {**one.mandates, USA: replace(one.mandates[USA], quiz=(written,))}
    first = questions(replace(one, mandates=mandates), USA)[0]
    assert (first.ask, first.text, first.words) == (Ask.WRITTEN, "Who pays?", ("We", "They"))
    assert (first.choices, first.right, first.why) == (("1", "2"), "2", "They said so.")


def test_what_has_no_single_right_answer_is_not_asked() -> None:
    # The ROK weighs both issues alike and has no red line.
    asked = questions(small(ENERGY), ROK)
    assert [(q.ask, q.issue) for q in asked] == [
        (Ask.BEST, "oil"),
        (Ask.BEST, "pace"),
        (Ask.WALK_AWAY, None),
    ]
    assert questions(small(ENERGY), DelegationId("mars")) == ()


def test_two_red_lines_on_an_issue_are_not_both_among_the_choices() -> None:
    lines = tuple(
        RedLine(IssueId("i0"), OptionId(o), "never", cost=cost)
        for o, cost in (("o0", 100), ("o2", 900))
    )
    one = forum_of({"i0": {"usa": [0, 5, 9]}}, {"usa": 3}, red_lines={"usa": lines})
    asked = next(q for q in questions(one, USA) if q.ask is Ask.RED_LINE)
    assert (asked.choices, asked.right) == (("o1", "o2"), "o2")


@given(forums())
def test_every_question_has_one_right_answer_among_its_choices(one: Forum) -> None:
    for delegation, mandate in one.mandates.items():
        asked = questions(one, delegation)
        assert len({q.id for q in asked}) == len(asked)
        for question in asked:
            assert question.choices.count(question.right) == 1
            assert len(set(question.choices)) == len(question.choices) >= 2
        walk_away = next(q for q in asked if q.ask is Ask.WALK_AWAY)
        assert walk_away.right == str(mandate.reservation)
        assert asked is questions(one, delegation), "made once"


def test_every_delegation_of_the_projects_scenarios_is_asked_something() -> None:
    places = set()
    for scenario in catalogue(default_folders()).values():
        for one in scenario.forums.values():
            for delegation in one.mandates:
                asked = questions(one, delegation)
                assert asked, (scenario.id, one.id, delegation)
                last = asked[-1]
                places.add(last.choices.index(last.right))
    assert places == {0, 1, 2, 3}, "the place of the right number must say nothing"
