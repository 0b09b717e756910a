"""A facilitator's own schedule, and observers of a table."""

from dataclasses import replace

import pytest

from server.rules.commands.life import Replan, RollBack
from server.rules.commands.schedule import Start
from server.rules.commands.seats import AssignSeat, ReleaseSeat, SeatObserver, SwapSeats
from server.rules.commands.talk import Say
from server.rules.ids import ForumId, PersonId, RoundId
from server.rules.seats import DelegateView, FacilitatorView
from server.rules.state.talks import Phase
from server.rules.views.gate import view_for
from server.rules.written.planning import MAX_ROUNDS, schedule_problem
from server.rules.written.scenario import Round
from tests.rules.negotiation import (
    ENERGY,
    FACILITATOR,
    PEACE,
    ROK,
    TIMEKEEPER,
    USA,
    head,
    lobby,
    negotiating,
    scenario,
)

R1 = Round(RoundId("r1"), "Energy first", (ENERGY,), 60, 600, 0)
R2 = Round(RoundId("r2"), "Then peace", (PEACE,), 0, 300, 30)
WATCHER = PersonId("watcher")


@pytest.mark.parametrize(
    ("rounds", "number", "expected"),
    [
        ((replace(R1, title=" "),), 1, "title"),
        ((R1, replace(R2, title="x" * 81)), 2, "title"),
        ((replace(R1, forums=()),), 1, "forums"),
        ((replace(R1, forums=(ENERGY, ENERGY)),), 1, "forums"),
        ((replace(R1, forums=(ForumId("tea"),)),), 1, "known_forums"),
        ((R1, replace(R2, forums=(PEACE, ENERGY))), 2, "forums_once"),
        ((R1, replace(R2, id=R1.id)), 2, "id"),
        ((replace(R1, briefing=-1),), 1, "clocks"),
        ((replace(R1, result=30 * 86_400 + 1),), 1, "clocks"),
        ((replace(R1, negotiation=29),), 1, "negotiation"),
    ],
)
def test_what_cannot_be_played_is_named(
    rounds: tuple[Round, ...], number: int, expected: str
) -> None:
    refusal = schedule_problem(scenario(), rounds)
    assert refusal is not None
    assert (refusal.code, refusal.facts) == (
        "bad_schedule",
        {"round": number, "expected": expected},
    )


def test_a_schedule_has_rounds_but_not_too_many() -> None:
    for rounds in ((), (R1,) * (MAX_ROUNDS + 1)):
        refusal = schedule_problem(scenario(), rounds)
        assert refusal is not None
        assert refusal.facts["expected"] == "rounds"
    assert schedule_problem(scenario(), (R2, R1)) is None
    assert schedule_problem(scenario(), (replace(R1, id=RoundId(str(ENERGY))),)) is None


def test_talks_play_the_schedule_they_are_given() -> None:
    table = lobby()
    table.ok(FACILITATOR, Replan("all", "standard", (R2, R1)))
    assert table.talks.schedule == (R2, R1)
    assert table.refused(FACILITATOR, Replan("all", "standard", (R2, R1))) == "nothing_changes"
    table.ok(FACILITATOR, Start())
    assert table.talks.phase is Phase.NEGOTIATION
    assert table.talks.phase_ends_at == table.now + 300_000
    assert table.talks.forums_now == (PEACE,)
    assert table.refused(FACILITATOR, Replan("all")) == "already_started"


def test_a_plan_is_taken_back_before_the_start() -> None:
    table = lobby()
    before = table.talks.schedule
    people, channels = table.talks.seats, table.talks.channels
    table.ok(FACILITATOR, Replan("all", "standard", (R1,)), Replan("all"))
    assert table.talks.schedule == before
    assert (table.talks.seats, table.talks.channels) == (people, channels)
    bad = Replan("all", "standard", (replace(R1, forums=()),))
    assert table.refused(FACILITATOR, bad) == "bad_schedule"
    assert table.refused(FACILITATOR, Replan("none")) == "unknown_preset"
    assert table.refused(FACILITATOR, Replan("all", "none")) == "unknown_difficulty"


# --- observers ---


def test_an_observer_hears_the_plenary_and_knows_no_mandate() -> None:
    table = negotiating()
    table.ok(head(ROK), Say("m1", "plenary", "Good morning."))  # type: ignore[arg-type]
    table.ok(head(ROK), Say("m2", "delegation:rok", "Ask for more."))  # type: ignore[arg-type]
    table.ok(FACILITATOR, SeatObserver(head(ROK).person, "Kim"))
    view = view_for(table.talks, DelegateView(head(ROK).person))
    assert view["me"]["audience"] == "observer"
    assert view["me"]["name"] == "Kim"
    assert view["me"]["moved"]["kind"] == "observer"
    assert [v["text"] for k, v in view.items() if k.startswith("message/")] == ["Good morning."]
    assert not any(k.startswith("mandate/") for k in view)
    assert table.refused(head(ROK), Say("m3", "plenary", "?")) == "observing"  # type: ignore[arg-type]


def test_only_the_facilitator_has_the_list_of_observers() -> None:
    table = lobby()
    table.ok(TIMEKEEPER, SeatObserver(WATCHER, "Lee"))
    key = f"observer/{WATCHER}"
    seen = view_for(table.talks, FacilitatorView(), frozenset({WATCHER}))
    assert seen[key] == {"person": WATCHER, "name": "Lee", "present": True}
    for person in (WATCHER, head(ROK).person):
        assert key not in view_for(table.talks, DelegateView(person))
    again = SeatObserver(WATCHER, "Lee")
    assert table.refused(FACILITATOR, again) == "nothing_changes"
    assert table.refused(FACILITATOR, SeatObserver(WATCHER, " ")) == "name_needed"
    assert table.refused(FACILITATOR, SeatObserver(WATCHER, "x" * 81)) == "text_too_long"


def test_an_observer_takes_a_seat_or_goes() -> None:
    table = lobby()
    table.ok(TIMEKEEPER, SeatObserver(WATCHER, "Lee"))
    table.ok(FACILITATOR, AssignSeat(WATCHER, ROK, "Lee"))
    assert not table.talks.observers
    table.ok(FACILITATOR, SeatObserver(WATCHER, "Lee"), ReleaseSeat(WATCHER, "went home"))
    assert WATCHER not in table.talks.observers
    assert view_for(table.talks, DelegateView(WATCHER))["me"]["moved"]["reason"] == "went home"
    assert table.refused(FACILITATOR, ReleaseSeat(WATCHER)) == "unknown_person"


def test_whoever_is_moved_is_told_and_whoever_joins_is_not() -> None:
    table = lobby()
    table.ok(TIMEKEEPER, AssignSeat(WATCHER, ROK, "Lee"))
    me = DelegateView(WATCHER)
    assert "moved" not in view_for(table.talks, me)["me"]
    table.ok(FACILITATOR, SwapSeats(WATCHER, head(USA).person))
    moved = view_for(table.talks, me)["me"]["moved"]
    assert moved == {"at": table.now, "kind": "seated", "reason": ""}
    table.ok(TIMEKEEPER, AssignSeat(WATCHER, ROK, "Lee"))
    assert "moved" not in view_for(table.talks, me)["me"]


def test_moving_and_watching_outlive_a_roll_back() -> None:
    table = negotiating()
    checkpoint = min(table.talks.checkpoints)
    table.ok(FACILITATOR, SeatObserver(WATCHER, "Lee"))
    table.ok(FACILITATOR, RollBack(checkpoint, "again"))
    assert WATCHER in table.talks.observers
    assert WATCHER in table.talks.moved
