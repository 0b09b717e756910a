"""The outcomes of a whole conference: the best in sum, and those that no other improves on.

In every cell it is known which causes hold, so a forum's outcomes add to the totals whatever
happens elsewhere, and the same pruning as within a forum works over forums: of the sums so far
those are dropped that another one dominates, or that cannot bring everybody to the total without
any agreement. Cells in which the same causes hold are taken together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from server.analysis.agreed import Agreements, holds_with
from server.analysis.conference.causes import Cause, causes
from server.analysis.conference.classes import CELLS, Cells, Classes
from server.analysis.conference.worths import NO_AGREEMENT, Part, Scale, parts
from server.analysis.frontier import efficient
from server.analysis.space import Ints, Space
from server.rules.ids import ForumId, IssueId, OptionId
from server.rules.state.in_force import modified
from server.rules.written.forum import Forum
from server.rules.written.modifiers import ModifierKind
from server.rules.written.scenario import Preset, Scenario

MOST = 40_000
"""Outcomes, whole or in part, beyond which the search for the efficient ones is given up."""

WORK = 3_000_000
"""Sums that are compared before it is given up: a quarter of a minute for six delegations."""

TOO_MANY = f"there are more than {MOST:,}, or too many sums to compare"

AT_ONCE = 400_000
"""Sums compared at once: a few dozen megabytes."""

NOWHERE = -(2**62)
"""The worth of a class without packages that can be agreed."""


class TooManyOutcomesError(ValueError):
    """The conference has too many outcomes for what was asked."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Outcomes of the conference: everybody's totals, shape (outcomes, delegations), in units of
    the scale; each forum's package number, shape (outcomes, forums); the causes that hold."""

    totals: Ints
    packages: Ints
    held: Ints

    def kept(self, keep: Ints) -> "Sums":
        """Only these outcomes."""
        return Sums(self.totals[keep], self.packages[keep], self.held[keep])


@dataclass(slots=True)
class Together:
    """The forums of a schedule with what holds between them."""

    scenario: Scenario
    forums: tuple[ForumId, ...]
    scale: Scale
    causes: tuple[Cause, ...]
    cells: Cells
    held: Ints
    """For each cell the causes that hold, a bit each."""

    _known: dict[tuple[ForumId, int], tuple[Space, list[Part | None]]] = field(
        default_factory=dict, repr=False
    )

    @classmethod
    def of(cls, scenario: Scenario, preset: Preset) -> "Together":
        """Raises TooManyOutcomesError, and ValueError as in Scale."""
        named = [f for r in preset.rounds for f in r.forums] + [*preset.initiatives]
        forums = tuple(dict.fromkeys(f for f in named if f in scenario.forums))
        found = causes(scenario, preset, forums)
        cells = Cells(tuple(Classes.of(scenario.forums[f], found) for f in forums))
        if cells.many > CELLS or len(found) > 60:
            raise TooManyOutcomesError(
                f"its linkages tell {cells.many:,} ways apart in which the conference can go"
            )
        held: Ints = np.zeros(cells.shape, dtype=np.int64)
        for n, cause in enumerate(found):
            held |= cells.holds(cause.when).astype(np.int64) << n
        return cls(scenario, forums, Scale.of(scenario, forums), found, cells, held)

    def parts(self, axis: int, held: int) -> tuple[Space, list[Part | None]]:
        """A forum's outcomes by class when these causes hold."""
        forum = self.forums[axis]
        key = (forum, held & self._bearing(forum))
        if key not in self._known:
            known = self._forum(forum, key[1])
            self._known[key] = parts(known, self.scale, self.cells.classes[axis])
        return self._known[key]

    def given(self, held: int) -> Ints:
        """What causes add to the totals themselves."""
        row = np.zeros(len(self.scale.delegations), dtype=np.int64)
        for n, cause in enumerate(self.causes):
            if held >> n & 1:
                for m in cause.modifiers:
                    if m.kind is ModifierKind.SCORE:
                        row += self.scale.score(m)
        return row

    def totals(self, agreements: Agreements) -> Ints:
        """Everybody's total with these agreements, which may be in part, and no others."""
        held = sum(
            1 << n
            for n, cause in enumerate(self.causes)
            if holds_with(agreements, cause.when, self.forums)
        )
        row = self.given(held)
        for forum in self.forums:
            row = row + self.scale.added(self._forum(forum, held), agreements.get(forum))
        return row

    def at_best(self) -> tuple[Ints, Ints]:
        """For each cell the most that each delegation can have, delegations first, and the most
        that all can have together; far below 0 where a forum has no package of that class."""
        each: Ints = np.zeros((len(self.scale.delegations), *self.cells.shape), dtype=np.int64)
        whole: Ints = np.zeros(self.cells.shape, dtype=np.int64)
        for mask, add in self._scored():
            each += np.where(mask, add.reshape(-1, *[1] * mask.ndim), 0)
            whole += np.where(mask, int(add.sum()), 0)
        for axis, forum in enumerate(self.forums):
            own = self.held & self._bearing(forum)
            for held in np.unique(own):
                mask, (_, by_class) = own == held, self.parts(axis, int(held))
                tops = [_top(part, len(each)) for part in by_class]
                whole += np.where(mask, self.cells.along(axis, np.array([t[1] for t in tops])), 0)
                for d in range(len(each)):
                    values = np.array([t[0][d] for t in tops])
                    each[d] += np.where(mask, self.cells.along(axis, values), 0)
        return each, whole

    def richest(self, cell: int) -> Sums:
        """The outcome of a cell (by number) that is best for all together."""
        held = int(self.held.flat[cell])
        found = self._start(held)
        for axis, place in enumerate(np.unravel_index(cell, self.cells.shape)):
            part = self.parts(axis, held)[1][int(place)]
            if part is None:
                raise ValueError(f"{self.forums[axis]} has no such package")
            found.totals[0] += part.added[part.richest]
            found.packages[0, axis] = part.packages[part.richest]
        return found

    def settled(self, outcome: Sums) -> dict[ForumId, dict[IssueId, OptionId] | None]:
        """What each forum agrees in an outcome (one row); None for no agreement."""
        found: dict[ForumId, dict[IssueId, OptionId] | None] = {}
        for axis, forum in enumerate(self.forums):
            number = int(outcome.packages[0, axis])
            space = self.parts(axis, int(outcome.held[0]))[0]
            found[forum] = None if number == NO_AGREEMENT else space.package(number)
        return found

    def efficient(self, least: Ints, each: Ints, whole: Ints, most: int = WORK) -> Sums:
        """Every outcome in which nobody has less than `least` and that no other improves on; one
        of those with the same totals. `each` and `whole` as from `at_best`; `most` are the sums to
        compare before it is given up.

        Raises TooManyOutcomesError.
        """
        count, work = len(self.scale.delegations), 0
        reach = (each >= least.reshape(-1, *[1] * self.held.ndim)).all(axis=0)
        found = self._start(0).kept(np.zeros(0, dtype=np.int64))
        cells = np.flatnonzero(reach)
        alike = self.held.ravel()[cells]
        groups = [cells[alike == held] for held in np.unique(alike)]
        groups.sort(key=lambda group: -int(whole.ravel()[group].max()))
        for group in groups:
            tops = each.reshape(count, -1)[:, group].T
            group = group[~_beaten(tops, found.totals)]
            if len(group):
                some, done = self._of_group(group, least, most - work)
                work += done
                found = _thinned(_stacked([found, some]))
        return found

    def _of_group(self, group: Ints, least: Ints, left: int) -> tuple[Sums, int]:
        """The efficient outcomes of cells in which the same causes hold, and the work it was.

        Forums about which something is asked first, cell by cell; then the others, once.
        """
        held = int(self.held.flat[int(group[0])])
        axes = range(len(self.forums))
        asked = [a for a in axes if self.cells.classes[a].size > 1]
        others = sorted(
            (a for a in axes if a not in asked), key=lambda a: len(self._all(a, held).packages)
        )
        rest = sum((self._all(a, held).best for a in others), np.zeros_like(least))
        work, sums = 0, []
        for cell in group:
            places = np.unravel_index(int(cell), self.cells.shape)
            chosen = [(a, self.parts(a, held)[1][int(places[a])]) for a in asked]
            line = [(a, part) for a, part in chosen if part is not None]
            one, done = self._added(self._start(held), line, least - rest, left - work)
            work += done
            sums.append(one)
        whole = _thinned(_stacked(sums))
        line = [(a, self._all(a, held)) for a in others]
        whole, done = self._added(whole, line, least, left - work)
        return whole, work + done

    def _added(
        self, sums: Sums, line: Sequence[tuple[int, Part]], least: Ints, left: int
    ) -> tuple[Sums, int]:
        """The sums with each outcome of more forums, as far as they can reach `least`."""
        work = 0
        for place, (axis, part) in enumerate(line):
            rest = sum((p.best for _, p in line[place + 1 :]), np.zeros_like(least))
            work += len(sums.totals) * len(part.added)
            if work > left:
                raise TooManyOutcomesError(TOO_MANY)
            sums = _thinned(_stacked(list(_grown(sums, axis, part, least - rest))))
            if len(sums.totals) > MOST:
                raise TooManyOutcomesError(TOO_MANY)
        return sums, work

    def _all(self, axis: int, held: int) -> Part:
        """The outcomes of a forum that nothing asks about."""
        part = self.parts(axis, held)[1][0]
        if part is None:
            raise ValueError(f"{self.forums[axis]} has no outcome")
        return part

    def _forum(self, forum: ForumId, held: int) -> Forum:
        """The forum when these causes hold."""
        which = (cause for n, cause in enumerate(self.causes) if held >> n & 1)
        own = [m for cause in which for m in cause.modifiers if m.forum == forum]
        return modified(self.scenario.forums[forum], own)

    def _start(self, held: int) -> Sums:
        """Before any forum: what the causes give."""
        packages = np.full((1, len(self.forums)), NO_AGREEMENT, dtype=np.int64)
        return Sums(self.given(held)[None], packages, np.array([held], dtype=np.int64))

    def _bearing(self, forum: ForumId) -> int:
        """The causes that change the forum, a bit each."""
        return sum(
            1 << n
            for n, cause in enumerate(self.causes)
            if any(m.forum == forum and m.kind is not ModifierKind.SCORE for m in cause.modifiers)
        )

    def _scored(self) -> Iterator[tuple[Ints, Ints]]:
        """Where causes hold that add to the totals themselves, and what they add."""
        for n in range(len(self.causes)):
            add = self.given(1 << n)
            if add.any():
                yield (self.held >> n & 1) == 1, add


def _top(part: Part | None, count: int) -> tuple[Ints, int]:
    if part is None:
        return np.full(count, NOWHERE // 64, dtype=np.int64), NOWHERE // 64
    return part.best, int(part.added[part.richest].sum())


def _grown(sums: Sums, axis: int, part: Part, least: Ints) -> Iterator[Sums]:
    """Each sum with each of the outcomes, block by block, efficient within a block."""
    step = max(1, AT_ONCE // len(part.added))
    for start in range(0, max(1, len(sums.totals)), step):
        before = sums.totals[start : start + step]
        totals = (before[:, None, :] + part.added[None, :, :]).reshape(-1, before.shape[1])
        reach = np.flatnonzero((totals >= least).all(axis=1))
        kept = reach[efficient(totals[reach])]
        came, outcome = np.divmod(kept, len(part.added))
        packages = sums.packages[start + came]
        packages[:, axis] = part.packages[outcome]
        yield Sums(totals[kept], packages, sums.held[start + came])


def _stacked(some: Sequence[Sums]) -> Sums:
    return Sums(
        np.concatenate([s.totals for s in some]),
        np.concatenate([s.packages for s in some]),
        np.concatenate([s.held for s in some]),
    )


def _thinned(sums: Sums) -> Sums:
    """Without sums that another dominates, and one of those that are equal."""
    _, first = np.unique(sums.totals, axis=0, return_index=True)
    first = np.sort(first)
    return sums.kept(first[efficient(sums.totals[first])])


def _beaten(tops: Ints, found: Ints) -> "np.typing.NDArray[np.bool_]":
    """Which of the rows some known outcome is at least as good as, for everybody."""
    beaten = np.zeros(len(tops), dtype=np.bool_)
    for n, top in enumerate(tops):
        beaten[n] = bool((found >= top).all(axis=1).any()) if len(found) else False
    return beaten
