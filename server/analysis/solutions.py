"""The packages that theories of fair division point to, found exactly, with all ties.

All four look at the zone of agreement only, and at gains: hundredths above the reservation value.
Each is reached by efficient packages alone, so only those of the zone are looked at. Products of
six gains leave 64 bits, so floating point only shortens the list; the decision is made with whole
numbers of any size.
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
    """Nash: largest product of gains; where one gain at least is 0 in every package, most gains
    above 0 and then the largest product of those (maximum Nash welfare). Kalai-Smorodinsky:
    largest smallest share of each party's best gain in the zone, then the second smallest, and so
    on (leximin). Utilitarian: largest sum. Egalitarian: largest smallest gain, leximin as well."""

    nash: Solution
    kalai_smorodinsky: Solution
    utilitarian: Solution
    egalitarian: Solution
    best_sum: int
    best_product: int


def solve(space: Space, candidates: Ints) -> Solutions | None:
    """The solutions over packages of the zone, all its efficient ones among them; None when there
    is none."""
    gains = space.scores(candidates)[:, : space.parties] - space.reservation[: space.parties]
    return solve_gains(gains, candidates)


def solve_gains(gains: Ints, names: Ints) -> Solutions | None:
    """The solutions over rows of gains (outcomes, parties), none below 0; each is told by its
    row's name."""
    if len(names) == 0:
        return None
    sums = gains.sum(axis=1)
    products, best_product = _best_products(gains)
    return Solutions(
        nash=_solution(names, gains, products),
        kalai_smorodinsky=_solution(names, gains, _best_shares(gains)),
        utilitarian=_solution(names, gains, np.flatnonzero(sums == sums.max())),
        egalitarian=_solution(names, gains, _leximin(np.sort(gains, axis=1))),
        best_sum=int(sums.max()),
        best_product=best_product,
    )


def _solution(names: Ints, gains: Ints, best: "NDArray[np.intp]") -> Solution:
    ascending = np.sort(gains[best], axis=1)
    keys = [names[best], *(-ascending[:, i] for i in reversed(range(ascending.shape[1])))]
    first = int(np.lexsort(keys)[0])
    return Solution(int(names[best[first]]), tuple(int(i) for i in names[best]))


def _best_products(gains: Ints) -> tuple["NDArray[np.intp]", int]:
    """The rows of the best product, and that; 0 where no row is above 0 throughout."""
    above = (gains > 0).sum(axis=1)
    rows = np.flatnonzero(above == above.max())
    factors = np.where(gains[rows] > 0, gains[rows], 1)
    logs = np.log(factors.astype(np.float64)).sum(axis=1)
    close = logs >= logs.max() - MARGIN * max(1.0, abs(float(logs.max())))
    exact = [prod(int(g) for g in row) for row in factors[close]]
    best = max(exact)
    found = rows[close][[value == best for value in exact]]
    return found, best if above.max() == gains.shape[1] else 0


def _leximin(ascending: Ints) -> "NDArray[np.intp]":
    """The rows that are largest in the first column, then among those in the second, and so on."""
    rows = np.arange(len(ascending))
    for column in ascending.T:
        rows = rows[column[rows] == column[rows].max()]
    return rows


def _best_shares(gains: Ints) -> "NDArray[np.intp]":
    room = gains.max(axis=0)
    counted = room > 0
    if not counted.any():
        return np.arange(len(gains))
    gains, room = gains[:, counted], room[counted]
    smallest = (gains / room).min(axis=1)
    close = np.flatnonzero(smallest >= smallest.max() - MARGIN)
    exact = [_shares(row, room) for row in gains[close]]
    best = max(exact)
    return close[[shares == best for shares in exact]]


def _shares(gains: Ints, room: Ints) -> list[Fraction]:
    """Each party's share of its best gain, the smallest first."""
    return sorted(Fraction(int(g), int(r)) for g, r in zip(gains, room, strict=True))
