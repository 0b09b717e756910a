"""Aspirations fall, and never below the walk-away value."""

from hypothesis import given
from hypothesis import strategies as st

from server.bots.aspiration import aspiration
from server.bots.temperaments import BY_NAME, HISTORICAL, temperament_of
from server.rules import limits

TEMPERAMENTS = st.sampled_from([*BY_NAME.values(), *HISTORICAL.values()])
TIMES = st.floats(0, 1)


@given(TEMPERAMENTS, TIMES, TIMES, st.integers(-5000, 9000), st.integers(0, 10_000))
def test_it_never_rises_and_never_falls_below_walk_away(
    temperament: object, one: float, other: float, walk_away: int, room: int
) -> None:
    early, late = sorted((one, other))
    best = walk_away + room
    first = aspiration(temperament, early, walk_away, best)  # type: ignore[arg-type]  # sampled
    second = aspiration(temperament, late, walk_away, best)  # type: ignore[arg-type]  # sampled
    assert best + 1e-6 >= first >= second >= walk_away


def test_the_walk_away_value_is_reached_before_the_end() -> None:
    for temperament in BY_NAME.values():
        assert aspiration(temperament, temperament.final, 5000, 9000) == 5000
        assert aspiration(temperament, temperament.final - 0.1, 5000, 9000) > 5000


def test_a_firm_bot_asks_more_at_half_time_than_a_cooperative_one() -> None:
    asked = [aspiration(BY_NAME[n], 0.5, 5000, 9000) for n in ("firm", "balanced", "cooperative")]
    assert asked == sorted(asked, reverse=True)


def test_historical_bots_differ_and_strangers_are_balanced() -> None:
    assert temperament_of("historical", "dprk") != temperament_of("historical", "rok")
    assert temperament_of("historical", "atlantis") == BY_NAME["balanced"]


def test_every_temperament_that_can_be_asked_for_has_its_numbers() -> None:
    assert {*BY_NAME, "historical"} == set(limits.TEMPERAMENTS)
    assert set(limits.MIXED) <= set(BY_NAME)
