"""Counting without listing: how many packages are adopted, and how many every party accepts.

Issue by issue, partial packages are sorted out as soon as what the remaining issues can add settles
the matter, for all that begin with them at once. Exact; asserted against enumeration in the tests.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from server.analysis.space import BLOCK, Bools, Ints, Space
from server.analysis.zone import meets_rule
from server.rules.written.forum import Forum

WORK = 3_000_000
"""Partial packages that are looked at before a count is given up: a second, on the event loop."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many packages meet the adoption rule, and how many every party accepts."""

    feasible: int
    zone: int


def tally(space: Space) -> Tally | None:
    """Both counts; None where they would take too long, or where options need others beside
    them, so that no issue can be judged by itself."""
    if space.constrained:
        return None
    everybody = space.parties

    def adopted(accepts: Bools) -> Bools:
        return meets_rule(space.forum, accepts, accepts.sum(axis=0, dtype=np.int8))

    def unanimous(accepts: Bools) -> Bools:
        whole: Bools = accepts.sum(axis=0) == everybody
        return whole

    zone = _count(space, unanimous)
    feasible = zone if _needs_all(space.forum) or zone is None else _count(space, adopted)
    return None if feasible is None or zone is None else Tally(feasible, zone)


def _needs_all(forum: Forum) -> bool:
    """True where the rule asks what the zone of agreement does: that every party accepts."""
    rule = forum.rule
    seated = set(rule.all_of) <= set(forum.parties)
    return seated and rule.at_least >= len(forum.parties) and not rule.chair_breaks_ties


def _count(space: Space, met: Callable[[Bools], Bools]) -> int | None:
    """How many packages the rule lets through; it may only want more acceptances, never fewer."""
    if space.size == 0:
        return 0
    worth = [w[: space.parties] for w in space.worth]
    most, least = _still_to_come(worth, np.max), _still_to_come(worth, np.min)
    sizes = [w.shape[1] for w in worth]
    below = [int(np.prod(sizes[n:], dtype=object)) for n in range(len(sizes) + 1)]
    needed = space.reservation[: space.parties, None]
    found = work = 0
    waiting: list[tuple[int, Ints]] = [(0, np.zeros((space.parties, 1), dtype=np.int64))]
    while waiting:
        issue, sums = waiting.pop()
        work += sums.shape[1]
        if work > WORK:
            return None
        sure = met(sums + least[issue][:, None] >= needed)
        found += int(sure.sum()) * below[issue]
        open_ = sums[:, ~sure & met(sums + most[issue][:, None] >= needed)]
        if open_.shape[1] == 0:
            continue
        grown = (open_[:, :, None] + worth[issue][:, None, :]).reshape(space.parties, -1)
        # Depth first and in blocks, so that memory stays small.
        waiting += [
            (issue + 1, np.ascontiguousarray(grown[:, start : start + BLOCK]))
            for start in range(0, grown.shape[1], BLOCK)
        ]
    return found


def _still_to_come(worth: list[Ints], ends: Callable[..., Ints]) -> list[Ints]:
    """What the issues from each on can add at most (or at least) for each party, ends included."""
    sums: list[Ints] = [np.zeros(len(worth[0]), dtype=np.int64)]
    for w in reversed(worth):
        sums.append(sums[-1] + ends(w, axis=1))
    return sums[::-1]
