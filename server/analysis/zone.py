"""Counting what the adoption rule lets through, and finding the zone of agreement.

A delegation accepts a package exactly when it is worth at least its reservation value. The zone
holds the packages that every party accepts. Red lines are costs a delegation may choose to pay,
so they do not narrow the zone; how much of it crosses none is counted beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from server.analysis.space import Bools, Ints, Space
from server.rules.ids import DelegationId
from server.rules.written.forum import Forum
from server.rules.written.mandate import RedLine


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
        yes = accepts.sum(axis=0, dtype=np.int8)
        feasible += int(meets_rule(forum, accepts, yes).sum())
        zone.append(np.flatnonzero(yes == parties) + start)
        close = np.flatnonzero((yes == parties - 1) & possible)
        missing = accepts[:, close].argmin(axis=0)
        for party, indices in enumerate(alone):
            indices.append(close[missing == party] + start)
    nearly = {d: _joined(alone[i]) for i, d in enumerate(forum.parties)}
    return Counted(packages, feasible, _joined(zone), nearly)


def _joined(parts: list[Ints]) -> Ints:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)


def meets_rule(forum: Forum, accepts: Bools, yes: "np.typing.NDArray[np.int8]") -> Bools:
    """Which packages are adopted when `accepts` (parties, packages) are the stances.

    A party that does not accept rejects: so every party with a veto has to accept.
    """
    rule = forum.rule
    rows = [i for i, d in enumerate(forum.parties) if d in rule.all_of or d in rule.veto]
    enough: Bools = yes >= rule.at_least
    if rule.chair_breaks_ties and forum.chair in forum.parties:
        chair = accepts[forum.parties.index(forum.chair)]
        enough |= (yes == rule.at_least - 1) & chair
    if any(d not in forum.parties for d in rule.all_of):
        return np.zeros_like(enough)
    return enough & accepts[rows].all(axis=0)


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
