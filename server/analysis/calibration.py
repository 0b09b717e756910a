"""The scenario as it is played: reservation values of the difficulty, and what could be gained."""

from contextlib import suppress
from dataclasses import replace
from functools import lru_cache

from server.analysis.frontier import MOST, frontier
from server.analysis.solutions import solve
from server.analysis.space import LIMIT, Space, TooManyPackagesError
from server.analysis.zone import count
from server.rules.ids import ForumId
from server.rules.same import Same
from server.rules.written.forum import Forum
from server.rules.written.scenario import Benchmark, Scenario


def benchmarks(scenario: Scenario) -> Scenario:
    """The scenario with the best sum and product of gains of its forums filled in.

    Left out are forums of which not even the efficient packages can be found.
    """
    found: dict[ForumId, Benchmark] = {}
    for name, forum in scenario.forums.items():
        with suppress(TooManyPackagesError):
            found[name] = benchmark(forum)
    return replace(scenario, benchmarks=found)


def benchmark(forum: Forum) -> Benchmark:
    """The best sum and product of gains over the packages that no party is below reservation in.

    Raises TooManyPackagesError where not even the efficient packages can be found.
    """
    space = Space.of(forum)
    small = space.size <= LIMIT
    solutions = solve(space, count(space).zone if small else frontier(space, zone=True, most=MOST))
    if solutions is None:
        return Benchmark(0, 0)
    return Benchmark(solutions.best_sum, solutions.best_product)


def calibrate(scenario: Scenario, difficulty: str) -> Scenario:
    """The scenario at that difficulty, benchmarks included; the same object for the same question.

    Raises KeyError for a difficulty the scenario does not have.
    """
    return _calibrated(Same(scenario), difficulty)


@lru_cache(maxsize=64)
def _calibrated(scenario: Same[Scenario], difficulty: str) -> Scenario:
    return benchmarks(scenario.thing.at_difficulty(difficulty))
