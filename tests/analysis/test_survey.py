"""Forums too large to be listed: the same answers by sorting out, and how fast."""

import time
from collections.abc import Callable
from dataclasses import replace
from math import prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.analysis import tally as tallying
from server.analysis.calibration import benchmark
from server.analysis.frontier import frontier
from server.analysis.outcomes import analyze
from server.analysis.solutions import solve
from server.analysis.space import Space, TooManyPackagesError
from server.analysis.survey import survey
from server.analysis.tally import tally
from server.analysis.zone import count
from server.rules.ids import DelegationId
from server.rules.written.forum import AdoptionRule, Forum
from tests.analysis.forums import forum_of, forums

WHY = TooManyPackagesError("forum", 0)
SHARED = (
    "pareto",
    "opposition",
    "nash",
    "kalai_smorodinsky",
    "utilitarian",
    "egalitarian",
    "issues",
)


@settings(max_examples=150, deadline=None)
@given(forums())
def test_what_a_survey_says_is_what_the_list_says(forum: Forum) -> None:
    surveyed, listed = survey(forum, WHY), analyze(forum).to_json()
    assert {key: surveyed[key] for key in SHARED} == {key: listed[key] for key in SHARED}
    assert surveyed["frontier"] == listed["frontier"]
    whole, inside = set(frontier(Space.of(forum)).tolist()), frontier(Space.of(forum), zone=True)
    assert set(inside.tolist()) == whole & set(count(Space.of(forum)).zone.tolist())
    assert (surveyed["feasible"], surveyed["zone"]) == (listed["feasible"], listed["zone"])


@settings(max_examples=150, deadline=None)
@given(forums(most_parties=6), st.sampled_from([4, 16, 64]))
def test_counts_do_not_depend_on_what_is_taken_together(forum: Forum, tail: int) -> None:
    space = Space.of(forum)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(tallying, "TAIL", tail)
        patched.setattr(tallying, "AT_ONCE", 2)
        found = tally(space)
    if found is None:
        assert prod(len(space.options[n]) for n in space.tied) > tail
    else:
        counted = count(space)
        assert (found.feasible, found.zone) == (counted.feasible, len(counted.zone))


@settings(max_examples=60, deadline=None)
@given(forums())
def test_benchmarks_do_not_depend_on_the_size(forum: Forum) -> None:
    small = benchmark(forum)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("server.analysis.calibration.LIMIT", -1)
        assert benchmark(forum) == small


def great(issues: int, options: int, parties: int) -> Forum:
    """Parties that want different ends of the issues, with numbers that hardly tie."""
    points = {
        f"i{i}": {
            f"d{d}": [
                (7 * i + 11 * d + 5 * o * (1 if (i + d) % 2 else -1)) % 97 for o in range(options)
            ]
            for d in range(parties)
        }
        for i in range(issues)
    }
    best = {f"d{d}": sum(max(by[f"d{d}"]) for by in points.values()) for d in range(parties)}
    return forum_of(points, {d: 3 * sum_ // 4 for d, sum_ in best.items()})


def test_two_billion_packages_are_surveyed_in_seconds() -> None:
    """A second or two on a quiet machine; all that is counted one by one is given up or short."""
    space = Space.of(great(12, 6, 5))
    assert space.size == 6**12
    began = time.perf_counter()
    assert solve(space, frontier(space, zone=True)) is not None
    assert time.perf_counter() - began < 30


@pytest.mark.parametrize("at_least", [12, 5])
def test_two_billion_packages_are_counted_in_seconds(at_least: int) -> None:
    """Exactly, whatever the rule: a second on a quiet machine."""
    parties = tuple(DelegationId(f"d{d}") for d in range(6))
    rule = AdoptionRule(all_of=(), at_least=min(at_least, 6), veto=parties[:2], silence_seconds=0)
    space = Space.of(replace(great(12, 6, 6), rule=rule))
    began = time.perf_counter()
    found = tally(space)
    assert time.perf_counter() - began < 30
    assert found is not None
    assert found.zone == 241_663
    assert found.feasible == (found.zone if at_least == 12 else 10_313_546)


def test_a_million_packages_take_a_few_times_what_adding_them_up_takes() -> None:
    """Five times on a quiet machine; the least of several runs each, so that noise says little."""
    forum = great(6, 10, 6)
    space = Space.of(forum)

    def added_up() -> int:
        sums = np.zeros((6, 1), dtype=np.int64)
        for worth in space.worth:
            sums = (sums[:, :, None] + worth[:, None, :]).reshape(6, -1)
        return sums.shape[1]

    times = [(_seconds(added_up), _seconds(lambda: analyze(forum))) for _ in range(7)]
    plain, whole = (min(column) for column in zip(*times, strict=True))
    assert whole < 20 * plain


def _seconds(what: Callable[[], object]) -> float:
    began = time.perf_counter()
    what()
    return time.perf_counter() - began


def test_a_count_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tallying, "WORK", 10)
    forum = great(6, 4, 3)
    assert tally(Space.of(forum)) is None
    found = survey(forum, WHY)
    assert found["zone"] is found["feasible"] is None
    assert found["nash"] is not None
