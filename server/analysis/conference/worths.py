"""What the outcomes of a forum add to everybody's totals, once it is known which causes hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd, lcm

import numpy as np

from server.analysis.conference.classes import Classes
from server.analysis.frontier import efficient
from server.analysis.space import BLOCK, LIMIT, Ints, Space, TooManyPackagesError
from server.analysis.zone import crossing
from server.rules.ids import DelegationId, ForumId
from server.rules.written.forum import Forum
from server.rules.written.modifiers import Modifier
from server.rules.written.package import Package
from server.rules.written.scenario import Scenario

MOST = 2**53
"""Units of a total from which floating-point numbers, in which they are compared, have gaps."""

NO_AGREEMENT = -1
"""The package number of no agreement."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Totals as whole numbers: `one` units are a hundredth of a point of anybody's total, and
    `steps[f][d]` units what a hundredth in a forum adds to delegation d's."""

    delegations: tuple[DelegationId, ...]
    steps: dict[ForumId, Ints]
    one: int

    @classmethod
    def of(cls, scenario: Scenario, forums: Sequence[ForumId]) -> "Scale":
        """Raises ValueError where the forum weights have no common denominator in reach."""
        delegations = tuple(d.id for d in scenario.delegations)
        shares: dict[DelegationId, dict[ForumId, tuple[int, int]]] = {}
        for d in delegations:
            given = scenario.forum_weights.get(d, {})
            own = {f: given.get(f, 0) for f in forums if d in scenario.forums[f].mandates}
            over = sum(own.values())
            shares[d] = {f: (w // gcd(w, over), over // gcd(w, over)) for f, w in own.items() if w}
        one = lcm(*(under for own in shares.values() for _, under in own.values()))
        if one * max(_most(scenario.forums[f]) for f in forums) >= MOST:
            raise ValueError("the forum weights have no common denominator that is small enough")
        steps = {
            f: np.array(
                [
                    whole * one // under
                    for whole, under in (shares[d].get(f, (0, 1)) for d in delegations)
                ],
                dtype=np.int64,
            )
            for f in forums
        }
        return cls(delegations, steps, one)

    def added(self, forum: Forum, package: Package | None) -> Ints:
        """What the forum adds to each delegation's total with this agreement, red lines that
        parties cross taken off, or with None."""
        row = np.zeros(len(self.delegations), dtype=np.int64)
        for n, d in enumerate(self.delegations):
            mandate = forum.mandates.get(d)
            if mandate is None:
                continue
            worth = mandate.reservation if package is None else mandate.worth_of(package)
            if package is not None and d in forum.parties:
                worth -= sum(line.cost for line in mandate.red_lines_crossed(package))
            row[n] = worth * self.steps[forum.id][n]
        return row

    def score(self, modifier: Modifier) -> Ints:
        """What a modifier of a total adds, for each delegation."""
        row = np.zeros(len(self.delegations), dtype=np.int64)
        if modifier.delegation in self.delegations:
            row[self.delegations.index(modifier.delegation)] = modifier.amount * self.one
        return row


def _most(forum: Forum) -> int:
    """Hundredths that a score can have at most, or lack, red lines and changes included."""
    most = 0
    for mandate in forum.mandates.values():
        worths = (max(map(abs, p.worth.values())) for p in mandate.positions.values())
        lines = sum(line.cost for line in mandate.red_lines)
        most = max(most, sum(worths) + lines, abs(mandate.reservation))
    return 4 * most


@dataclass(frozen=True, slots=True)
class Part:
    """Outcomes of a forum that no other of the same class improves on: what each adds to the
    totals, shape (outcomes, delegations), and its package number, or NO_AGREEMENT."""

    added: Ints
    packages: Ints

    @property
    def best(self) -> Ints:
        """The most that one of them adds, for each delegation."""
        found: Ints = self.added.max(axis=0)
        return found

    @property
    def richest(self) -> int:
        """The place of the one that adds most to all together."""
        return int(self.added.sum(axis=1).argmax())


def parts(forum: Forum, scale: Scale, classes: Classes) -> tuple[Space, list[Part | None]]:
    """For each class of the forum, as causes have made it, its outcomes; None where none of its
    packages can be agreed. Where nothing asks about the forum there is one class, of everything.
    Package numbers are those of the space.

    Raises TooManyPackagesError where the forum is too large to be listed.
    """
    space = Space.of(forum)
    if space.size > LIMIT:
        raise TooManyPackagesError(forum.id, space.size)
    none = scale.added(forum, None)[None]
    found: list[list[Part]] = [[] for _ in range(classes.size)]
    found[0].append(Part(none, np.array([NO_AGREEMENT], dtype=np.int64)))
    for start in range(0, space.size, BLOCK):
        indices: Ints = np.arange(start, min(start + BLOCK, space.size), dtype=np.int64)
        indices = indices[space.allowed(indices)]
        added = _added(space, scale, indices)
        number = classes.number(space, indices)
        for one in np.unique(number):
            mine = number == one
            found[int(one)].append(_thinned(Part(added[mine], indices[mine])))
    return space, [_joined(some) for some in found]


def _added(space: Space, scale: Scale, indices: Ints) -> Ints:
    """What packages add to the totals, red lines that parties cross taken off."""
    scores, forum = space.scores(indices), space.forum
    added: Ints = np.zeros((len(indices), len(scale.delegations)), dtype=np.int64)
    for column, d in enumerate(space.delegations):
        row = scores[:, column]
        if d in forum.parties:
            for line in forum.mandates[d].red_lines:
                row = row - line.cost * crossing(space, indices, line)
        place = scale.delegations.index(d)
        added[:, place] = row * scale.steps[forum.id][place]
    return added


def _joined(some: list[Part]) -> Part | None:
    if not some:
        return None
    added = np.concatenate([part.added for part in some])
    return _thinned(Part(added, np.concatenate([part.packages for part in some])))


def _thinned(part: Part) -> Part:
    """Without what another outcome improves on, and one of those that add the same."""
    _, first = np.unique(part.added, axis=0, return_index=True)
    kept = np.sort(first)[efficient(part.added[np.sort(first)])]
    return Part(part.added[kept], part.packages[kept])
