"""Counting without listing: how many packages are adopted, and how many every party accepts.

The last few issues are taken together, their packages ranked for each party: which of them suffice
beside what the first issues give is a row of bits then, and the adoption rule is put to 64 packages
at once. Issue by issue, what begins the packages is sorted out as soon as what remains to be added
settles the matter. Exact; asserted against enumeration in the tests.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from server.analysis.space import Ints, Space
from server.analysis.zone import Stances, meets_rule, meets_unanimity, needs_all

Words = NDArray[np.uint64]
Met = Callable[[Stances], Stances]

TAIL = 1_500
"""Packages of the last issues that are taken together."""

AT_ONCE = 16_384
"""Words of 64 packages, or beginnings of packages, looked at together: small enough for the
processor's cache."""

WORK = 300_000_000
"""Words, one for each party, after which a count is given up: seconds, beside the event loop."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many packages meet the adoption rule, and how many every party accepts."""

    feasible: int
    zone: int


def tally(space: Space) -> Tally | None:
    """Both counts; None where they would take too long, or where the issues that depend on each
    other have too many packages."""
    if space.size == 0:
        return Tally(0, 0)
    if prod(len(space.options[n]) for n in space.tied) > TAIL:
        return None
    split = _Split.of(space)
    zone = split.count(meets_unanimity)
    if zone is None or needs_all(space.forum):
        return None if zone is None else Tally(zone, zone)
    feasible = split.count(lambda accepts: meets_rule(space.forum, accepts))
    return None if feasible is None else Tally(feasible, zone)


@dataclass(frozen=True, slots=True)
class _Split:
    """`heads` are the parties' worths of the first issues, `ranked[d]` what the packages of the
    last are worth to party d, ascending, and `bits[d][n]` those without the n that give least."""

    heads: tuple[Ints, ...]
    ranked: Ints
    bits: tuple[Words, ...]
    needed: Ints

    @classmethod
    def of(cls, space: Space) -> "_Split":
        """The issues that depend on each other last, and before them those that matter most
        first, so that beginnings are soon settled."""
        worth = [w[: space.parties] for w in space.worth]
        last = list(space.tied)
        for n in sorted(range(len(worth)), key=lambda n: int(np.ptp(worth[n], axis=1).sum())):
            if n not in last and prod(worth[m].shape[1] for m in [*last, n]) <= TAIL:
                last.append(n)
        steps: Ints = np.zeros(1, dtype=np.int64)
        for n in last:
            digits = np.arange(worth[n].shape[1], dtype=np.int64)
            steps = (steps[:, None] + digits[None, :] * space.strides[n]).ravel()
        kept = steps[space.allowed(steps)]
        digits_of = space.digits(kept)
        tail: Ints = np.zeros((space.parties, len(kept)), dtype=np.int64)
        for n in last:
            tail += worth[n][:, digits_of[:, n]]
        first = [n for n in range(len(worth)) if n not in last]
        first.sort(key=lambda n: -int(np.ptp(worth[n], axis=1).sum()))
        return cls(
            tuple(worth[n] for n in first),
            np.sort(tail, axis=1),
            tuple(_suffixes(row) for row in tail),
            space.reservation[: space.parties],
        )

    def count(self, met: Met) -> int | None:
        """How many packages the rule lets through; it may only want more acceptances, never
        fewer."""
        tails, width = self.ranked.shape[1], self.bits[0].shape[1]
        if tails == 0:
            return 0
        sizes = [w.shape[1] for w in self.heads]
        below = [prod(sizes[n:]) * tails for n in range(len(sizes) + 1)]
        most = self._still_to_come(self.ranked[:, -1], np.max)
        least = self._still_to_come(self.ranked[:, 0], np.min)
        needed = self.needed[:, None]
        found = work = 0
        waiting: list[tuple[int, Ints]] = [(0, np.zeros((len(needed), 1), dtype=np.int64))]
        while waiting:
            issue, sums = waiting.pop()
            sure = met(sums + least[issue][:, None] >= needed)
            found += int(sure.sum()) * below[issue]
            open_ = sums[:, ~sure & met(sums + most[issue][:, None] >= needed)]
            last = issue == len(sizes)
            work += len(needed) * (sums.shape[1] + open_.shape[1] * width * last)
            if work > WORK:
                return None
            if last:
                found += self._beside(open_, met)
                continue
            grown = (open_[:, :, None] + self.heads[issue][:, None, :]).reshape(len(needed), -1)
            # Depth first and in blocks, so that memory stays small.
            at_once = AT_ONCE if issue + 1 < len(sizes) else max(1, AT_ONCE // width)
            waiting += [
                (issue + 1, np.ascontiguousarray(grown[:, start : start + at_once]))
                for start in range(0, grown.shape[1], at_once)
            ]
        return found

    def _beside(self, sums: Ints, met: Met) -> int:
        """How many packages of the last issues do beside these sums, all together."""
        if sums.shape[1] == 0:
            return 0
        short = self.needed[:, None] - sums
        accepts = np.stack(
            [
                bits[np.searchsorted(ranked, row)]
                for bits, ranked, row in zip(self.bits, self.ranked, short, strict=True)
            ]
        )
        return int(np.bitwise_count(met(accepts)).sum(dtype=np.int64))

    def _still_to_come(self, tail: Ints, ends: Callable[..., Ints]) -> list[Ints]:
        """What the issues from each on can add at most (or at least) for each party."""
        sums: list[Ints] = [tail]
        for w in reversed(self.heads):
            sums.append(sums[-1] + ends(w, axis=1))
        return sums[::-1]


def _suffixes(scores: Ints) -> Words:
    """Row n: a bit for each package but the n with the smallest scores; the rest of a row is 0."""
    number = len(scores)
    place = np.empty(number, dtype=np.int64)
    place[np.argsort(scores, kind="stable")] = np.arange(number)
    rows = np.zeros((number + 1, -(-number // 64) * 64), dtype=np.bool_)
    rows[:, :number] = place[None, :] >= np.arange(number + 1)[:, None]
    return np.packbits(rows, axis=1).view(np.uint64)
