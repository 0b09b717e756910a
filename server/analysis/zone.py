"""Counting what the adoption rule lets through, and finding the zone of agreement.

A delegation accepts a package exactly when it is worth at least its reservation value. The zone
holds the packages that every party accepts. Red lines are costs a delegation may choose to pay,
so they do not narrow the zone; how much of it crosses none is counted beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from server.analysis.space import Bools, Ints, Space
from server.rules.ids import DelegationId
from server.rules.written.forum import Forum
from server.rules.written.mandate import RedLine

Stances = NDArray[Any]
"""A truth value a package, or a bit: (parties, packages) who accepts, or (packages,) what is so."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a pass over all packages finds.

    `packages` counts those that can be agreed: no option barred, none without what it needs.
    `feasible` packages meet the adoption rule; `zone` are the indices of those every party
    accepts; `nearly[d]` those that every party but d accepts and d does not.
    """

    packages: int
    feasible: int
    zone: Ints
    nearly: dict[DelegationId, Ints]

    @property
    def without(self) -> dict[DelegationId, int]:
        """How many packages all others accept, the party's own view aside."""
        return {d: len(self.zone) + len(nearly) for d, nearly in self.nearly.items()}


def count(space: Space) -> Counted:
    """One pass over all packages; raises TooManyPackagesError above the limit."""
    forum = space.forum
    parties = space.parties
    least = space.reservation[:parties, None]
    feasible = 0
    zone: list[Ints] = []
    alone: list[list[Ints]] = [[] for _ in range(parties)]
    packages = space.size
    for start, scores in space.blocks():
        accepts = scores >= least
        possible: Bools | bool = True
        if space.constrained:
            possible = space.allowed(np.arange(start, start + scores.shape[1], dtype=np.int64))
            packages -= int((~possible).sum())
            accepts &= possible
        everybody, nearly = at_most_missing(accepts, 1)
        feasible += int((everybody if needs_all(forum) else meets_rule(forum, accepts)).sum())
        zone.append(np.flatnonzero(everybody) + start)
        close = np.flatnonzero(nearly & ~everybody & possible)
        missing = accepts[:, close].argmin(axis=0)
        for party, indices in enumerate(alone):
            indices.append(close[missing == party] + start)
    missing_one = {d: _joined(alone[i]) for i, d in enumerate(forum.parties)}
    return Counted(packages, feasible, _joined(zone), missing_one)


def _joined(parts: list[Ints]) -> Ints:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)


def needs_all(forum: Forum) -> bool:
    """True where the rule asks what the zone of agreement does: that every party accepts."""
    rule = forum.rule
    seated = set(rule.all_of) <= set(forum.parties)
    return seated and rule.at_least >= len(forum.parties) and not rule.chair_breaks_ties


def meets_rule(forum: Forum, accepts: Stances) -> Stances:
    """Which packages are adopted when `accepts` (parties, packages) are the stances.

    A party that does not accept rejects: so every party with a veto has to accept.
    """
    rule, missing = forum.rule, len(forum.parties) - forum.rule.at_least
    if any(d not in forum.parties for d in rule.all_of) or missing < -1:
        return np.zeros_like(accepts[0])
    *_, enough, one_short = np.zeros_like(accepts[0]), *at_most_missing(accepts, missing + 1)
    if rule.chair_breaks_ties and forum.chair in forum.parties:
        enough |= one_short & accepts[forum.parties.index(forum.chair)]
    for row, party in enumerate(forum.parties):
        if party in rule.all_of or party in rule.veto:
            enough &= accepts[row]
    return enough


def meets_unanimity(accepts: Stances) -> Stances:
    """Which packages every party accepts."""
    return at_most_missing(accepts, 0)[0]


def at_most_missing(accepts: Stances, most: int) -> list[Stances]:
    """For each number up to `most`, which packages all parties but so many, or fewer, accept."""
    # found[n]: at most n of the parties looked at so far do not accept.
    found: list[Stances] = [~np.zeros_like(accepts[0]) for _ in range(most + 1)]
    for row in accepts:
        for n in range(most, 0, -1):
            found[n] &= row
            found[n] |= found[n - 1]
        found[0] &= row
    return found


def crossing(space: Space, indices: Ints, line: RedLine) -> Bools:
    """Which of the packages cross the red line."""
    digits = space.digits(indices)
    nowhere: Bools = np.zeros(len(indices), dtype=np.bool_)
    issue = space.issues.index(line.issue)
    if line.option not in space.options[issue]:
        return nowhere
    crossed: Bools = digits[:, issue] == space.options[issue].index(line.option)
    if line.unless is None:
        return crossed
    other, lifting = line.unless
    position = space.issues.index(other)
    lifted = [n for n, o in enumerate(space.options[position]) if o in lifting]
    return crossed & ~np.isin(digits[:, position], lifted)


def within_red_lines(
    space: Space, indices: Ints, parties: Sequence[DelegationId] | None = None
) -> Bools:
    """Which of the packages cross no red line of these parties, or of any."""
    crossed: Bools = np.zeros(len(indices), dtype=np.bool_)
    for party in space.forum.parties if parties is None else parties:
        for line in space.forum.mandates[party].red_lines:
            crossed |= crossing(space, indices, line)
    return ~crossed
