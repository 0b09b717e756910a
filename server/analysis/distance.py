"""How far an agreement is from what could have been had, in whole numbers."""

from dataclasses import dataclass, replace

import numpy as np

from server.analysis.frontier import MOST, frontier
from server.analysis.outcomes import in_zone, nearest
from server.analysis.solutions import Solution, Solutions, solve
from server.analysis.space import LIMIT, Ints, Json, Space
from server.rules.state.scoring import JointGain, realised
from server.rules.written.package import Package
from server.rules.written.scenario import Benchmark

FAIR = ("nash", "kalai_smorodinsky", "utilitarian", "egalitarian")


@dataclass(frozen=True, slots=True)
class LeftOver:
    """What an agreement left: `points` are the most (hundredths, all parties together) by which
    another package is worth more to some and less to nobody; 0 and None for an efficient one."""

    points: int
    package: Package | None


@dataclass(frozen=True, slots=True)
class Distance:
    """Where an agreement lies. `gain` are its gains as shares of the best joint gain, None where
    nothing was to be gained. `frontier` is how far the nearest efficient package is, `fair[name]`
    the nearest of that solution's ties, as in `nearest`; None where the zone was empty."""

    gain: JointGain | None
    left: LeftOver
    frontier: int
    fair: dict[str, int | None]

    def to_json(self) -> Json:
        """Shares in basis points, points in hundredths, distances in ten-thousandths."""
        return {
            "sum_share_bp": self.gain.sum_share if self.gain else None,
            "nash_share_bp": self.gain.nash_share if self.gain else None,
            "left": self.left.points,
            "better": None if self.left.package is None else dict(self.left.package),
            "distances": {"frontier": self.frontier, **self.fair},
        }


def distance(space: Space, agreed: Package) -> Distance:
    """Where the agreement lies among the packages of the space.

    Raises TooManyPackagesError where not even the efficient packages can be found.
    """
    point = _worth(space, agreed)
    efficient = frontier(space, most=_most(space))
    found = solve(space, in_zone(space, efficient))
    best = Benchmark(found.best_sum, found.best_product) if found else Benchmark(0, 0)
    gains = [p - int(r) for p, r in zip(point, space.reservation, strict=False)]
    return Distance(
        gain=realised(gains, best),
        left=left_over(space, agreed),
        # Packages barred meanwhile are no part of the space; then an agreement may lie beyond it.
        frontier=nearest(space, point, _scores(space, efficient)) or 0,
        fair={name: _from(space, point, found, name) for name in FAIR},
    )


def left_over(space: Space, agreed: Package) -> LeftOver:
    """The best package that costs nobody anything, first in order of several.

    Found like the zone of agreement, with what was agreed for everybody's walk-away; raises
    TooManyPackagesError as there.
    """
    point = _worth(space, agreed)
    least = space.reservation.copy()
    least[: space.parties] = point
    better = frontier(replace(space, reservation=least), zone=True, most=_most(space))
    sums = _scores(space, better).sum(axis=1)
    if len(sums) == 0 or int(sums.max()) <= sum(point):
        return LeftOver(0, None)
    best = int(sums.argmax())
    return LeftOver(int(sums[best]) - sum(point), space.package(int(better[best])))


def _most(space: Space) -> int | None:
    """Efficient packages beyond which the search is given up: none where packages are listed."""
    return None if space.size <= LIMIT else MOST


def _worth(space: Space, agreed: Package) -> list[int]:
    return [space.forum.mandates[d].worth_of(agreed) for d in space.forum.parties]


def _scores(space: Space, indices: Ints) -> Ints:
    return space.scores(indices)[:, : space.parties]


def _from(space: Space, point: list[int], found: Solutions | None, name: str) -> int | None:
    if found is None:
        return None
    solution: Solution = getattr(found, name)
    return nearest(space, point, _scores(space, np.array(solution.ties, dtype=np.int64)))
