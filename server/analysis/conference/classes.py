"""The ways a conference can go, as far as conditions can tell them apart.

A forum's outcomes fall into classes: no agreement, and packages that hold the same of the options
that conditions ask about. A cell is one class for each forum. Everything about cells is an array
with an axis a forum, of length 1 where no condition asks about it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np

from server.analysis.conference.causes import Cause
from server.analysis.space import Bools, Ints, Space
from server.rules.ids import ForumId, IssueId, OptionId
from server.rules.written.conditions import (
    Agreed,
    AllOf,
    AnyOf,
    Condition,
    Not,
    NotAgreed,
    Settled,
    leaves,
)
from server.rules.written.forum import Forum

Groups = Mapping[IssueId, Mapping[OptionId, int]]

CELLS = 2_000_000
"""Cells that are looked at; with more of them a conference is given up."""


@dataclass(frozen=True, slots=True)
class Classes:
    """The classes of a forum: of no agreement (the first), then of packages, by the group that
    their option belongs to in each issue that is asked about. None where nothing asks."""

    forum: ForumId
    groups: Groups
    kinds: tuple[tuple[int, ...] | None, ...] | None

    @classmethod
    def of(cls, forum: Forum, causes: tuple[Cause, ...]) -> "Classes":
        """The classes that the causes' conditions tell apart."""
        asked = [leaf for cause in causes for leaf in leaves(cause.when)]
        own = [leaf for leaf in asked if isinstance(leaf, Agreed | NotAgreed | Settled)]
        if not any(leaf.forum == forum.id for leaf in own):
            return cls(forum.id, {}, None)
        settled = [leaf for leaf in own if isinstance(leaf, Settled) and leaf.forum == forum.id]
        groups: dict[IssueId, dict[OptionId, int]] = {}
        for issue in forum.issues:
            sets = [leaf.options for leaf in settled if leaf.issue == issue.id]
            if sets:
                marks = {o.id: tuple(o.id in options for options in sets) for o in issue.options}
                known = list(dict.fromkeys(marks.values()))
                groups[issue.id] = {o: known.index(mark) for o, mark in marks.items()}
        kinds = product(*(range(max(g.values()) + 1) for g in groups.values()))
        return cls(forum.id, groups, (None, *kinds))

    @property
    def size(self) -> int:
        """The length of the forum's axis."""
        return 1 if self.kinds is None else len(self.kinds)

    def number(self, space: Space, indices: Ints) -> Ints:
        """Which class each of the packages is of; 0 for all where nothing asks."""
        if self.kinds is None:
            return np.zeros(len(indices), dtype=np.int64)
        digits = space.digits(indices)
        found: Ints = np.zeros(len(indices), dtype=np.int64)
        for issue, group in self.groups.items():
            place = space.issues.index(issue)
            of_option = np.array([group[o] for o in space.options[place]], dtype=np.int64)
            found = found * (max(group.values()) + 1) + of_option[digits[:, place]]
        return found + 1

    def settles(self, issue: IssueId, options: frozenset[OptionId]) -> list[bool]:
        """For each class, whether its packages hold one of these options."""
        place = list(self.groups).index(issue)
        of_options = {self.groups[issue][o] for o in options if o in self.groups[issue]}
        return [kind is not None and kind[place] in of_options for kind in self.kinds or ()]


@dataclass(frozen=True, slots=True)
class Cells:
    """Every cell: an axis a forum."""

    classes: tuple[Classes, ...]

    @property
    def shape(self) -> tuple[int, ...]:
        """How many classes each forum has."""
        return tuple(c.size for c in self.classes)

    @property
    def many(self) -> int:
        """How many cells there are."""
        return prod(self.shape)

    def along(self, axis: int, values: Ints | Bools) -> Ints | Bools:
        """Values of a forum's classes, laid along its axis."""
        shape = [1] * len(self.classes)
        shape[axis] = len(values)
        return values.reshape(shape)

    def holds(self, condition: Condition) -> Bools:
        """Where it holds once all forums have ended: no rung reached, no obligation reported."""
        match condition:
            case Agreed(forum) | NotAgreed(forum):
                axis = self._axis(forum)
                if axis is None:
                    return self._everywhere(value=False)
                failed = np.arange(self.classes[axis].size) == 0
                wanted = failed if isinstance(condition, NotAgreed) else ~failed
                return self.along(axis, wanted).astype(np.bool_)
            case Settled(forum, issue, options):
                axis = self._axis(forum)
                if axis is None or issue not in self.classes[axis].groups:
                    return self._everywhere(value=False)
                settled = np.array(self.classes[axis].settles(issue, options), dtype=np.bool_)
                return self.along(axis, settled).astype(np.bool_)
            case AllOf(parts):
                whole = self._everywhere(value=True)
                for part in parts:
                    whole = whole & self.holds(part)
                return whole
            case AnyOf(parts):
                some = self._everywhere(value=False)
                for part in parts:
                    some = some | self.holds(part)
                return some
            case Not(part):
                return ~self.holds(part)
            case _:
                return self._everywhere(value=False)

    def _axis(self, forum: ForumId) -> int | None:
        return next((n for n, c in enumerate(self.classes) if c.forum == forum), None)

    def _everywhere(self, *, value: bool) -> Bools:
        return np.full([1] * len(self.classes), value, dtype=np.bool_)
