"""Efficient packages: those no other package improves for one party without loss to another.

Scores add up over issues, so a partial package that another one dominates can be dropped at once:
whatever is added to both keeps the order. Working issue by issue is exact, and far cheaper than
comparing whole packages (asserted against enumeration in the tests).
"""

import numpy as np
from numpy.typing import NDArray

from server.analysis.space import LIMIT, Bools, Ints, Space, TooManyPackagesError

CHUNK = 64
"""Rows that are compared with all others at once."""


def frontier(space: Space) -> Ints:
    """The indices of the efficient packages over the parties' scores, ascending.

    Packages with equal scores for all parties are all in, or all out.
    """
    if space.size == 0:
        return np.zeros(0, dtype=np.int64)
    if space.constrained:
        return _of_the_possible(space)
    scores: Ints = np.zeros((space.parties, 1), dtype=np.int64)
    indices: Ints = np.zeros(1, dtype=np.int64)
    for worth, stride in zip(space.worth, space.strides, strict=True):
        steps = np.arange(worth.shape[1], dtype=np.int64) * stride
        grown = scores[:, :, None] + worth[: space.parties, None, :]
        scores = grown.reshape(space.parties, -1)
        indices = (indices[:, None] + steps[None, :]).reshape(-1)
        keep = efficient(scores)
        scores, indices = scores[:, keep], indices[keep]
    return np.sort(indices)


def _of_the_possible(space: Space) -> Ints:
    """The same where options need others beside them: then no issue can be judged by itself."""
    if space.size > LIMIT:
        raise TooManyPackagesError(space.forum.id, space.size)
    indices: Ints = np.arange(space.size, dtype=np.int64)
    indices = indices[space.allowed(indices)]
    return indices[efficient(np.ascontiguousarray(space.scores(indices)[:, : space.parties].T))]


def efficient(scores: Ints) -> Bools:
    """Which columns of (parties, packages) no other dominates; equal columns share a fate."""
    count = scores.shape[1]
    totals = scores.sum(axis=0)
    order = np.argsort(-totals, kind="stable")
    rows = _narrow(scores[:, order])
    totals = totals[order]
    alive = np.arange(count)
    first = 0
    # A dominating column has the larger total, so it stands before what it dominates; and what
    # dominates a dropped column dominates its victims too.
    while first < len(alive):
        last = min(first + CHUNK, len(alive))
        beaten = totals[None, first:] < totals[first:last, None]
        for row in rows:
            beaten &= row[None, first:] <= row[first:last, None]
        keep = np.ones(len(alive), dtype=np.bool_)
        keep[first:] = ~beaten.any(axis=0)
        survivors = int(keep[first:last].sum())
        rows, totals, alive = rows[:, keep], totals[keep], alive[keep]
        first += survivors
    result = np.zeros(count, dtype=np.bool_)
    result[order[alive]] = True
    return result


def _narrow(scores: Ints) -> NDArray[np.int32] | Ints:
    """The same numbers in fewer bytes when they fit; only compared, never added."""
    if scores.size and np.abs(scores).max() < 2**31:
        return scores.astype(np.int32)
    return scores
