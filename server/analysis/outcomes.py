"""What a forum can come to: counts, the zone of agreement, the frontier and fair packages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isqrt

import numpy as np

from server.analysis.frontier import frontier
from server.analysis.solutions import Solution, Solutions, solve
from server.analysis.space import LIMIT, Ints, Json, Space
from server.analysis.zone import Counted, count, within_red_lines
from server.rules.ids import DelegationId
from server.rules.written.forum import Forum
from server.rules.written.package import Package

LISTED = 1_000
"""Efficient packages, and ties of a fair one, that are listed; all are counted. Where points only
change hands, every package is efficient and many tie: hundreds of thousands tell nobody more."""


@dataclass(frozen=True, slots=True)
class Range:
    """A delegation's scores, in hundredths: `min`, `max`, `mean` (rounded) inside the zone, None
    when it is empty; `worst` and `ideal` over all packages not barred."""

    reservation: int
    min: int | None
    max: int | None
    mean: int | None
    worst: int
    ideal: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """The exact analysis of one forum; indices are package numbers of `space`.

    `opposition` is the distance from everybody's ideal to the nearest package, in ten-thousandths,
    each party's scores taken from 0 (its worst) to 1 (its ideal): 0 where all ideals coincide,
    at most 10000 times the square root of the number of parties.
    """

    space: Space
    counted: Counted
    within_red_lines: int
    efficient: Ints
    solutions: Solutions | None
    ranges: Mapping[DelegationId, Range]
    opposition: int

    @property
    def forum(self) -> Forum:
        """The forum that was analyzed."""
        return self.space.forum

    def to_json(self) -> Json:
        """The documented JSON; every score in hundredths of a point."""
        space = self.space
        return {
            "forum": self.forum.id,
            "parties": list(self.forum.parties),
            "packages": self.counted.packages,
            "feasible": self.counted.feasible,
            "pareto": len(self.efficient),
            "zone": len(self.counted.zone),
            "zone_within_red_lines": self.within_red_lines,
            "zone_without": {str(d): n for d, n in self.counted.without.items()},
            "opposition": self.opposition,
            **solutions_json(space, self.solutions),
            "per_delegation": {str(d): _range_json(r) for d, r in self.ranges.items()},
            "frontier": self.outcomes([int(i) for i in self.efficient[:LISTED]]),
            "issues": space.to_json(),
        }

    def outcomes(self, indices: Sequence[int]) -> list[Json]:
        """Packages with what each delegation scores there."""
        return self.space.outcomes(indices)


def solutions_json(space: Space, found: Solutions | None) -> Json:
    """The four solutions, each with its ties; null where the zone of agreement is empty."""
    if found is None:
        return dict.fromkeys(("nash", "kalai_smorodinsky", "utilitarian", "egalitarian"))
    return {
        "nash": _solution(space, found.nash),
        "kalai_smorodinsky": _solution(space, found.kalai_smorodinsky),
        "utilitarian": _solution(space, found.utilitarian),
        "egalitarian": _solution(space, found.egalitarian),
    }


def _solution(space: Space, solution: Solution) -> Json:
    ties = space.outcomes(solution.ties[:LISTED])
    return space.outcomes([solution.index])[0] | {"ties": ties, "tied": len(solution.ties)}


def analyze(forum: Forum, settled: Package | None = None) -> Analysis:
    """Everything about the forum, issues in `settled` kept as they are.

    Raises TooManyPackagesError where the forum is too large to enumerate.
    """
    space = Space.of(forum, settled)
    counted = count(space)
    efficient = frontier(space)
    return Analysis(
        space=space,
        counted=counted,
        within_red_lines=int(within_red_lines(space, counted.zone).sum()),
        efficient=efficient,
        solutions=solve(space, in_zone(space, efficient)),
        ranges=_ranges(space, counted.zone),
        opposition=opposition(space, efficient),
    )


def in_zone(space: Space, indices: Ints) -> Ints:
    """Those of the packages that every party accepts."""
    parties = slice(space.parties)
    kept: Ints = indices[
        (space.scores(indices)[:, parties] >= space.reservation[parties]).all(axis=1)
    ]
    return kept


def _ranges(space: Space, zone: Ints) -> dict[DelegationId, Range]:
    inside = space.scores(zone)
    bounds = ends(space)
    ranges = {}
    for n, delegation in enumerate(space.delegations):
        column = inside[:, n]
        some = len(zone) > 0
        ranges[delegation] = Range(
            reservation=int(space.reservation[n]),
            min=int(column.min()) if some else None,
            max=int(column.max()) if some else None,
            mean=_rounded(int(column.sum()), len(zone)) if some else None,
            worst=bounds[n][0],
            ideal=bounds[n][1],
        )
    return ranges


def ends(space: Space) -> list[tuple[int, int]]:
    """(worst, ideal) of each delegation over all packages that can be agreed; 0 without any."""
    if space.constrained and space.size <= LIMIT:
        indices: Ints = np.arange(space.size, dtype=np.int64)
        scores = space.scores(indices[space.allowed(indices)])
        if len(scores) == 0:
            return [(0, 0)] * len(space.delegations)
        low, high = scores.min(axis=0).tolist(), scores.max(axis=0).tolist()
        return list(zip(low, high, strict=True))
    if not space.size:
        return [(0, 0)] * len(space.delegations)
    return [
        (sum(int(w[n].min()) for w in space.worth), sum(int(w[n].max()) for w in space.worth))
        for n in range(len(space.delegations))
    ]


def _rounded(total: int, number: int) -> int:
    return (2 * total + number) // (2 * number)


def opposition(space: Space, efficient: Ints) -> int:
    """The distance of the nearest package to all ideals, see Analysis; it is an efficient one, so
    only those are looked at."""
    ideal = [end for _, end in ends(space)[: space.parties]]
    found = nearest(space, ideal, space.scores(efficient)[:, : space.parties])
    return found or 0


def nearest(space: Space, point: Sequence[int], scores: Ints) -> int | None:
    """How near the nearest of some packages' scores (packages, parties) is to a point: the root of
    the sum of squares, each party's scores taken from 0 (its worst) to 1 (its ideal), in
    ten-thousandths, rounded down. None without packages."""
    if len(scores) == 0:
        return None
    worst, ideal = np.array(ends(space)[: space.parties]).T
    apart = ideal > worst
    short, width = (np.array(point) - scores)[:, apart], (ideal - worst)[apart]
    squares = ((short / width) ** 2).sum(axis=1)
    close = short[squares <= squares.min() * (1 + 1e-9) + 1e-15]
    # Over a common denominator, so that the root is taken of a whole number.
    common = 1
    for w in width.tolist():
        common *= w * w
    least = min(
        sum(s * s * (common // (w * w)) for s, w in zip(row, width.tolist(), strict=True))
        for row in close.tolist()
    )
    return isqrt(10**8 * least // common)


def _range_json(r: Range) -> Json:
    return {
        "reservation": r.reservation,
        "min": r.min,
        "max": r.max,
        "mean": r.mean,
        "worst": r.worst,
        "ideal": r.ideal,
    }
