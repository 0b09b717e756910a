"""The scenario as it is played."""

from math import prod

import pytest
from hypothesis import given, settings

from server.analysis.calibration import benchmarks, calibrate
from server.rules.written.forum import Forum
from tests.analysis import oracle
from tests.analysis.forums import forum_of, forums, scenario_of


@settings(max_examples=60, deadline=None)
@given(forums())
def test_benchmarks_are_the_best_sum_and_product_of_gains(forum: Forum) -> None:
    found = benchmarks(scenario_of(forum)).benchmarks[forum.id]
    gains = [oracle.gains(forum, p) for p in oracle.zone(forum)]
    assert found.best_sum == max((sum(g) for g in gains), default=0)
    assert found.best_product == max((prod(g) for g in gains), default=0)


def test_calibrating_twice_gives_the_same_object() -> None:
    scenario = scenario_of(forum_of({"i": {"a": [0, 100], "b": [100, 0]}}, {"a": 0, "b": 0}))
    assert calibrate(scenario, "hard") is calibrate(scenario, "hard")
    assert calibrate(scenario, "hard") is not calibrate(scenario, "standard")


def test_difficulty_moves_reservation_values_and_so_the_benchmarks() -> None:
    forum = forum_of({"i": {"a": [0, 50, 100], "b": [100, 50, 0]}}, {"a": 0, "b": 0})
    hard = calibrate(scenario_of(forum), "hard")
    assert [m.reservation for m in hard.forums[forum.id].mandates.values()] == [10, 10]
    assert hard.benchmarks[forum.id].best_sum == 80


def test_an_unknown_difficulty_is_refused() -> None:
    scenario = scenario_of(forum_of({"i": {"a": [0, 1]}}, {"a": 0}))
    with pytest.raises(KeyError):
        calibrate(scenario, "impossible")
