"""How far an agreement is from what could have been had at nobody's expense."""

from dataclasses import dataclass

import numpy as np

from server.analysis.space import Space
from server.rules.written.package import Package


@dataclass(frozen=True, slots=True)
class LeftOver:
    """What an agreement left: `points` are the most (hundredths, all parties together) by which
    another package is worth more to some and less to nobody; 0 and None for an efficient one."""

    points: int
    package: Package | None


def left_over(space: Space, agreed: Package) -> LeftOver:
    """The best package that costs nobody anything, first in order of several.

    Raises TooManyPackagesError where the forum is too large to enumerate.
    """
    parties = space.forum.parties
    worth = [space.forum.mandates[d].worth_of(agreed) for d in parties]
    least = np.array(worth, dtype=np.int64)[:, None]
    most, best = sum(worth), None
    for start, scores in space.blocks():
        fine = (scores >= least).all(axis=0)
        if space.constrained:
            fine &= space.allowed(np.arange(start, start + scores.shape[1], dtype=np.int64))
        where = np.flatnonzero(fine)
        if len(where) == 0:
            continue
        sums = scores[:, where].sum(axis=0)
        top = int(sums.argmax())
        if int(sums[top]) > most:
            most, best = int(sums[top]), start + int(where[top])
    return LeftOver(most - sum(worth), None if best is None else space.package(best))
