"""Cards of the debrief that turn by themselves: for classes that meet at no one time."""

import pytest

from server.rules.commands.life import Archive, Conclude, PlanReveal, Reveal, RollBack
from server.rules.moves.life import DAY_MS, FARTHEST_MS
from server.rules.seats import DelegateView, PublicView
from server.rules.views.gate import view_for
from tests.rules.negotiation import FACILITATOR, USA, Table, head, negotiating


def over() -> Table:
    table = negotiating()
    table.ok(FACILITATOR, Conclude())
    return table


def test_a_card_turns_when_its_date_comes() -> None:
    table = over()
    table.ok(FACILITATOR, PlanReveal("letters", table.now + 60_000))
    for audience in (DelegateView(head(USA).person), PublicView()):
        assert view_for(table.talks, audience)["talks"]["planned"] == {
            "letters": table.now + 60_000
        }
    assert table.talks.next_deadline() == table.now + 60_000
    table.ticks(59)
    assert not table.talks.revealed
    table.ticks(1)
    assert table.talks.revealed == ("letters",)
    assert table.talks.next_deadline() is None
    assert "planned" not in view_for(table.talks, PublicView())["talks"]


def test_what_a_card_is_told_from_turns_with_it() -> None:
    table = over()
    table.ok(FACILITATOR, PlanReveal("moments", table.now + 1000))
    table.ok(FACILITATOR, PlanReveal("mandates", table.now + 9000))
    table.ticks(1)
    assert table.talks.revealed == ("mandates", "moments")
    assert table.talks.next_deadline() is None, "the mandates need no date any more"


def test_a_date_is_changed_and_taken_back() -> None:
    table = over()
    table.ok(FACILITATOR, PlanReveal("scores", table.now + 5000))
    table.ok(FACILITATOR, PlanReveal("scores", table.now + 9000))
    table.ticks(5)
    assert not table.talks.revealed
    table.ok(FACILITATOR, PlanReveal("scores", None))
    table.ticks(60)
    assert not table.talks.revealed
    table.ok(FACILITATOR, PlanReveal("scores", table.now + 5000), Reveal("scores"))
    assert table.talks.next_deadline() is None, "turned by hand before its time"


def test_a_date_that_comes_before_the_end_turns_the_card_at_the_end() -> None:
    table = negotiating()
    table.ok(FACILITATOR, PlanReveal("record", table.now + 1000))
    table.later(5).ok(FACILITATOR, Conclude())
    assert not table.talks.revealed
    table.ticks()
    assert table.talks.revealed == ("record",)


def test_dates_outlive_an_end_that_is_taken_back() -> None:
    table = over()
    table.ok(FACILITATOR, PlanReveal("record", table.now + 1000))
    table.ok(FACILITATOR, RollBack(max(table.talks.checkpoints), "once more"))
    table.ticks(5)
    assert not table.talks.revealed
    table.ok(FACILITATOR, Conclude())
    table.ticks()
    assert table.talks.revealed == ("record",)


@pytest.mark.parametrize(
    ("stage", "after", "code"),
    [
        ("letters", 0, "card_in_the_past"),
        ("letters", -DAY_MS, "card_in_the_past"),
        ("letters", FARTHEST_MS + 1, "card_too_late"),
        ("everything", 1000, "unknown_stage"),
        ("letters", None, "nothing_changes"),
        ("scores", 1000, "nothing_changes"),
    ],
)
def test_dates_are_refused_that_cannot_be(stage: str, after: int | None, code: str) -> None:
    table = over()
    table.ok(FACILITATOR, Reveal("scores"))
    at = None if after is None else table.now + after
    assert table.refused(FACILITATOR, PlanReveal(stage, at)) == code
    table.ok(FACILITATOR, Archive())
    assert table.refused(FACILITATOR, PlanReveal(stage, at)) == "archived"
    assert table.refused(head(USA), PlanReveal(stage, at)) == "not_allowed"
