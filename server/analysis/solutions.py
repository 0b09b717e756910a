"""The packages that theories of fair division point to, found exactly, with all ties.

All four look at the zone of agreement only, and at gains: hundredths above the reservation value.
Products of six gains leave 64 bits, so floating point only shortens the list; the decision is
made with whole numbers of any size.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import prod

import numpy as np
from numpy.typing import NDArray

from server.analysis.space import Ints, Space

MARGIN = 1e-9
"""How far below the best, relatively, a floating-point value may lie to be looked at exactly."""


@dataclass(frozen=True, slots=True)
class Solution:
    """`index` is the package reported; `ties` are all that reach the same objective, it included.

    Among ties the one reported is best for the party with the smallest gain, then for the next,
    and so on; then the first in the order of packages.
    """

    index: int
    ties: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Solutions:
    """Nash: largest product of gains. Kalai-Smorodinsky: largest smallest share of each party's
    best gain in the zone. Utilitarian: largest sum. Egalitarian: largest smallest gain."""

    nash: Solution
    kalai_smorodinsky: Solution
    utilitarian: Solution
    egalitarian: Solution
    best_sum: int
    best_product: int


def solve(space: Space, zone: Ints) -> Solutions | None:
    """The solutions over the packages of the zone; None when it is empty."""
    if len(zone) == 0:
        return None
    gains = space.scores(zone)[:, : space.parties] - space.reservation[: space.parties]
    sums = gains.sum(axis=1)
    products, best_product = _best_products(gains)
    smallest = gains.min(axis=1)
    return Solutions(
        nash=_solution(zone, gains, products),
        kalai_smorodinsky=_solution(zone, gains, _best_shares(gains)),
        utilitarian=_solution(zone, gains, np.flatnonzero(sums == sums.max())),
        egalitarian=_solution(zone, gains, np.flatnonzero(smallest == smallest.max())),
        best_sum=int(sums.max()),
        best_product=best_product,
    )


def _solution(zone: Ints, gains: Ints, best: "NDArray[np.intp]") -> Solution:
    ascending = np.sort(gains[best], axis=1)
    keys = [zone[best], *(-ascending[:, i] for i in reversed(range(ascending.shape[1])))]
    first = int(np.lexsort(keys)[0])
    return Solution(int(zone[best[first]]), tuple(int(i) for i in zone[best]))


def _best_products(gains: Ints) -> tuple["NDArray[np.intp]", int]:
    positive = (gains > 0).all(axis=1)
    if not positive.any():
        return np.arange(len(gains)), 0
    rows = np.flatnonzero(positive)
    logs = np.log(gains[rows].astype(np.float64)).sum(axis=1)
    close = rows[logs >= logs.max() - MARGIN * max(1.0, abs(float(logs.max())))]
    exact = [prod(int(g) for g in row) for row in gains[close]]
    best = max(exact)
    return close[[value == best for value in exact]], best


def _best_shares(gains: Ints) -> "NDArray[np.intp]":
    room = gains.max(axis=0)
    counted = room > 0
    if not counted.any():
        return np.arange(len(gains))
    gains, room = gains[:, counted], room[counted]
    shares = (gains / room).min(axis=1)
    close = np.flatnonzero(shares >= shares.max() - MARGIN)
    exact = [
        min(Fraction(int(g), int(r)) for g, r in zip(row, room, strict=True))
        for row in gains[close]
    ]
    best = max(exact)
    return close[[value == best for value in exact]]
