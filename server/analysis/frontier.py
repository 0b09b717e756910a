"""Efficient packages: those no other package improves for one party without loss to another.

Scores add up over issues, so a partial package that another one dominates can be dropped at once:
whatever is added to both keeps the order. Working issue by issue is exact, and far cheaper than
comparing whole packages (asserted against enumeration in the tests). Issues whose options need
others beside them are joined first, since only what is possible of them may be compared.
"""

from collections.abc import Iterable
from math import prod

import moocore
import numpy as np

from server.analysis.space import LIMIT, Bools, Ints, Space, TooManyPackagesError

MOST = 20_000
"""Efficient packages, whole or in part, beyond which the search in a large forum is given up."""


def frontier(space: Space, *, zone: bool = False, most: int | None = None) -> Ints:
    """The indices of the efficient packages over the parties' scores, ascending; with `zone` only
    those that every party accepts, which are found sooner.

    Packages with equal scores for all parties are all in, or all out. However many packages there
    are; raises TooManyPackagesError where the issues that depend on each other have too many, and
    where more than `most` partial packages are efficient.
    """
    if space.size == 0:
        return np.zeros(0, dtype=np.int64)
    tied = space.tied
    if prod(len(space.options[n]) for n in tied) > LIMIT:
        raise TooManyPackagesError(space.forum.id, space.size)
    order = [*tied, *(n for n in range(len(space.worth)) if n not in tied)]
    best = np.array([w[: space.parties].max(axis=1) for w in space.worth])
    scores: Ints = np.zeros((1, space.parties), dtype=np.int64)
    indices: Ints = np.zeros(1, dtype=np.int64)
    for place, number in enumerate(order, 1):
        scores, indices = _grown(space, number, scores, indices)
        if place < len(tied):
            continue
        if place == len(tied):
            scores, indices = _kept(space.allowed(indices), scores, indices)
        if zone:
            reach = scores + best[order[place:]].sum(axis=0)
            can = (reach >= space.reservation[: space.parties]).all(axis=1)
            scores, indices = _kept(can, scores, indices)
        scores, indices = _kept(efficient(scores), scores, indices)
        if most is not None and len(indices) > most:
            raise TooManyPackagesError(space.forum.id, space.size)
    return np.sort(indices)


def _grown(space: Space, number: int, scores: Ints, indices: Ints) -> tuple[Ints, Ints]:
    """Each partial package with each option of one more issue."""
    worth = space.worth[number][: space.parties].T
    steps = np.arange(len(worth), dtype=np.int64) * space.strides[number]
    return (
        (scores[:, None, :] + worth[None, :, :]).reshape(-1, space.parties),
        (indices[:, None] + steps[None, :]).reshape(-1),
    )


def _kept(keep: Bools, *columns: Ints) -> Iterable[Ints]:
    return (column[keep] for column in columns)


def efficient(scores: Ints) -> Bools:
    """Which rows of (packages, parties) no other dominates; equal rows share a fate.

    Scores are far below 2**53, so that they are whole as the floating-point numbers it takes.
    """
    if len(scores) == 0:
        return np.zeros(0, dtype=np.bool_)
    kept: Bools = moocore.is_nondominated(
        scores.astype(np.float64), maximise=True, keep_weakly=True
    )
    return kept
