"""Exact utilities as whole points, with the same packages acceptable to everybody.

Where utilities have a common denominator that is small enough, points are utilities by another
unit. Else they are rounded, and every package is looked at: one that would be acceptable to a party
that refused it, or the other way round, makes the game be refused rather than changed.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil, gcd, lcm, prod

import numpy as np
from numpy.typing import NDArray

from server.storage.games.game import Game, Party, Worths
from server.storage.score_sheet import ScoreSheet

MOST_POINTS = 1_000_000
MOST_PACKAGES = 2_000_000
"""Packages that are looked at one by one where points are rounded."""

COARSEST = 500
"""Points that the best option has at least where points are rounded."""

NEAR = 1e-9
"""Share of the largest utility within which floating-point numbers decide nothing."""

Points = list[list[int]]


class WouldFlip(ValueError):
    """No rounding to whole points leaves the same packages acceptable to the party."""


def sheet_of(game: Game) -> tuple[ScoreSheet, list[str]]:
    """The game as a score sheet, and what is to be said of its numbers. Raises WouldFlip."""
    sheet = ScoreSheet(game.title, tuple(party.name for party in game.parties), rule=game.rule)
    said = list(game.notes)
    found = []
    for party in game.parties:
        points, least, note = whole_points(party)
        found.append((points, least))
        said += [note] if note else []
    for place, (issue, options) in enumerate(game.issues):
        sheet.options[issue] = list(options)
        for number, option in enumerate(options):
            sheet.points[issue, option] = tuple(p[place][number] for p, _ in found)
    sheet.reservations = tuple(least for _, least in found)
    return sheet, said


def whole_points(party: Party) -> tuple[Points, int, str]:
    """Points by issue and option, the walk-away, and a sentence where the unit is another one."""
    worths = party.worths
    under = lcm(*(w.denominator for row in worths for w in row))
    over = gcd(*(int(w * under) for row in worths for w in row)) or 1
    for scale in (Fraction(under), Fraction(under, over)):
        exact = [[int(w * scale) for w in row] for row in worths]
        if _fits(exact):
            return exact, _least(exact, party.least, scale), _unit(party.name, scale, "")
    for scale in _scales(worths):
        points = [[round(w * scale) for w in row] for row in worths]
        least = _checked(points, party) if _fits(points) else None
        if least is not None:
            said = ", rounded; the same packages are acceptable, others may tie"
            return points, least, _unit(party.name, scale, said)
    raise WouldFlip(f"{party.name}: rounded to whole points, other packages would be acceptable")


def _fits(points: Points) -> bool:
    """True when the points, and a walk-away anywhere between their sums, are not too large."""
    low, high = sum(min(row) for row in points), sum(max(row) for row in points)
    ends = (*(p for row in points for p in row), low, high + 1)
    return all(abs(p) <= MOST_POINTS for p in ends)


def _unit(name: str, scale: Fraction, rounded: str) -> str:
    if scale == 1 and not rounded:
        return ""
    return f"{name}: a point is {1 / scale} of the file's unit{rounded}"


def _least(points: Points, least: Fraction | None, scale: Fraction) -> int:
    """The walk-away in points: the next whole number, kept within what a scenario can hold."""
    low, high = sum(min(row) for row in points), sum(max(row) for row in points)
    if least is None:
        return low
    found = ceil(least * scale)
    return found if abs(found) <= MOST_POINTS else max(low, min(found, high + 1))


def _scales(worths: Worths) -> Iterator[Fraction]:
    """Points to a unit: what small fractions suggest, powers of ten, then as fine as can be."""
    yield Fraction(lcm(*(w.limit_denominator(10_000).denominator for row in worths for w in row)))
    most = max(abs(w) for row in worths for w in row)
    for power in range(-12, 13):
        scale = Fraction(10) ** power
        if COARSEST <= most * scale <= MOST_POINTS:
            yield scale
    yield (MOST_POINTS - 1) / (most * len(worths))


def _checked(points: Points, party: Party) -> int | None:
    """The walk-away that parts the same packages, or None where no one does."""
    if party.least is None:
        return sum(min(row) for row in points)
    if prod(len(row) for row in points) > MOST_PACKAGES:
        raise WouldFlip(
            f"{party.name}: too many packages to make sure that rounding leaves the same ones"
            " acceptable"
        )
    acceptable = _acceptable(party.worths, party.least)
    sums = np.zeros(1, dtype=np.int64)
    for row in points:
        sums = (sums[:, None] + np.array(row, dtype=np.int64)[None, :]).ravel()
    lowest = int(sums[acceptable].min()) if acceptable.any() else int(sums.max()) + 1
    return None if (sums[~acceptable] >= lowest).any() else lowest


def _acceptable(worths: Worths, least: Fraction) -> NDArray[np.bool_]:
    """Which packages are worth that much, the last issue turning fastest; exact."""
    sums = np.zeros(1, dtype=np.float64)
    for row in worths:
        sums = (sums[:, None] + np.array([float(w) for w in row])[None, :]).ravel()
    found: NDArray[np.bool_] = sums >= float(least)
    most = float(sum(max(abs(w) for w in row) for row in worths) + abs(least))
    for index in np.flatnonzero(np.abs(sums - float(least)) <= NEAR * most):
        found[index] = _worth(worths, int(index)) >= least
    return found


def _worth(worths: Sequence[Sequence[Fraction]], index: int) -> Fraction:
    total = Fraction(0)
    for row in reversed(worths):
        index, digit = divmod(index, len(row))
        total += row[digit]
    return total
