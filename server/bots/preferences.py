"""A delegation's own side of a forum, exact: what each package is worth, and which it may sign.

Built from the view's `forum/ID` and `mandate/ID` only, and shared by content: the same mandate
in a hundred talks is laid out once.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from server.bots.foresight import Foreseen, foreseen
from server.rules.written.mandate import crosses

Entity = Mapping[str, Any]
Package = Mapping[str, str]

MOST = 60_000
"""Packages a bot lays out. In a larger forum it leaves out the options it likes least; it still
judges exactly whatever the others propose."""


@dataclass(frozen=True, slots=True)
class Line:
    """A red line: crossed by the option, unless the other issue has one of the options."""

    issue: str
    option: str
    unless: tuple[str, frozenset[str]] | None

    def crossed_by(self, package: Package) -> bool:
        """True when the package takes the option and nothing in it lifts the line."""
        return crosses(package, self.issue, self.option, self.unless)


@dataclass(frozen=True, slots=True)
class Need:
    """An option that a package can hold only beside one of these options of another issue."""

    issue: str
    option: str
    other: str
    options: frozenset[str]


@dataclass(frozen=True, slots=True)
class Layout:
    """The forum's issues and options in order; option o of issue i has one flat number.

    `options` are all options, barred ones too, so that everybody's layout is the same.
    """

    issues: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]
    flat: Mapping[tuple[str, str], int] = field(compare=False, repr=False)

    @classmethod
    def of(cls, forum: Entity) -> "Layout":
        """The layout of a `forum/ID` entity."""
        issues = tuple(str(i["id"]) for i in forum["issues"])
        options = tuple(tuple(str(o["id"]) for o in i["options"]) for i in forum["issues"])
        pairs = [(i, o) for i, known in zip(issues, options, strict=True) for o in known]
        return cls(issues, options, {pair: n for n, pair in enumerate(pairs)})

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """(issue, option) of each flat number."""
        return list(self.flat)


@dataclass(frozen=True, slots=True)
class Terms:
    """What the sheet is made from; its own cache key."""

    layout: Layout
    worth: tuple[tuple[int, ...], ...]
    walk_away: int
    lines: tuple[Line, ...]
    barred: frozenset[tuple[str, str]]
    settled: tuple[tuple[str, str], ...]
    needs: tuple[Need, ...] = ()
    foreseen: tuple[Foreseen, ...] = ()

    @classmethod
    def of(cls, forum: Entity, mandate: Entity, linkages: Iterable[Entity] = ()) -> "Terms":
        """The terms in a `forum/ID`, the own `mandate/ID` entity and what each `linkage/ID` would
        change in it."""
        layout = Layout.of(forum)
        issues = mandate["issues"]
        return cls(
            layout=layout,
            worth=tuple(
                tuple(int(issues[i]["worth"][o]) for o in options)
                for i, options in zip(layout.issues, layout.options, strict=True)
            ),
            walk_away=int(mandate["reservation"]),
            lines=tuple(_line(line) for line in mandate["red_lines"]),
            barred=frozenset(
                (str(i["id"]), str(o["id"]))
                for i in forum["issues"]
                for o in i["options"]
                if o.get("barred_by")
            ),
            settled=tuple(sorted(forum["settled"].items())),
            needs=tuple(_needs(forum)),
            foreseen=foreseen(str(forum["id"]), mandate, linkages),
        )


def _needs(forum: Entity) -> Iterator[Need]:
    for issue in forum["issues"]:
        for option in issue["options"]:
            for beside in option.get("requires", ()):
                other, options = str(beside["issue"]), frozenset(beside["options"])
                yield Need(str(issue["id"]), str(option["id"]), other, options)


def _line(line: Entity) -> Line:
    unless = line.get("unless")
    lifted = None if unless is None else (str(unless["issue"]), frozenset(unless["options"]))
    return Line(str(line["issue"]), str(line["option"]), lifted)


class Sheet:
    """The packages the delegation may sign, best first.

    `chosen` has shape (packages, issues): the option's flat number; `marks` is the same as zeros
    and ones over all options; `worth` has shape (packages,), hundredths, falling.
    """

    __slots__ = ("_rows", "_value", "best", "chosen", "marks", "terms", "worth")

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        layout = terms.layout
        values = [value for values in terms.worth for value in values]
        self._value = dict(zip(layout.flat, values, strict=True))
        choices = _choices(terms)
        grids = np.meshgrid(*(np.array(c, dtype=np.int64) for c in choices), indexing="ij")
        chosen = np.stack([grid.reshape(-1) for grid in grids], axis=1)
        worth = np.array(values, dtype=np.int64)[chosen].sum(axis=1)
        worth = worth + _after(terms, chosen)
        may = ~(_crossing(terms, chosen) | _impossible(terms, chosen))
        self.best = int(worth[may].max(initial=terms.walk_away))
        may &= worth >= terms.walk_away
        chosen, worth = chosen[may], worth[may]
        order = np.argsort(-worth, kind="stable")
        self.chosen: NDArray[np.int64] = chosen[order]
        self.worth: NDArray[np.int64] = worth[order]
        self.marks: NDArray[np.float32] = np.zeros((len(order), len(layout.flat)), dtype=np.float32)
        np.put_along_axis(self.marks, self.chosen, 1.0, axis=1)
        self._rows = {tuple(row): n for n, row in enumerate(self.chosen.tolist())}

    def __len__(self) -> int:
        return len(self.worth)

    def package(self, row: int) -> dict[str, str]:
        """The package in that row."""
        pairs = self.terms.layout.pairs
        return dict(pairs[flat] for flat in self.chosen[row].tolist())

    def flats(self, package: Package) -> list[int]:
        """The flat numbers of the package's options, in the order of the issues."""
        layout = self.terms.layout
        return [layout.flat[i, package[i]] for i in layout.issues if i in package]

    def row(self, package: Package) -> int | None:
        """The row of a complete package that the delegation may sign, or None."""
        return self._rows.get(tuple(self.flats(package)))

    def value(self, package: Package) -> int:
        """What the package's issues are worth together, in hundredths."""
        return sum(self._value[item] for item in package.items())

    def after(self, package: Package) -> int:
        """How much more the package would be worth once it is agreed, in hundredths."""
        return sum(foreseen.worth(package) for foreseen in self.terms.foreseen)

    def crosses(self, package: Package) -> bool:
        """True when the package crosses an own red line."""
        return any(line.crossed_by(package) for line in self.terms.lines)

    def losses(self, package: Package) -> dict[str, int]:
        """For each issue what the package's option lacks of the best one, in hundredths."""
        layout = self.terms.layout
        return {
            issue: max(values) - self._value[issue, package[issue]]
            for issue, values in zip(layout.issues, self.terms.worth, strict=True)
            if issue in package
        }


@lru_cache(maxsize=256)
def sheet_of(terms: Terms) -> Sheet:
    """The sheet of these terms; shared, so nobody may change it."""
    return Sheet(terms)


def _choices(terms: Terms) -> list[list[int]]:
    """The flat numbers of each issue's options that can be chosen, cut down in a huge forum."""
    layout, settled = terms.layout, dict(terms.settled)
    ranked: list[list[tuple[int, int]]] = []
    for issue, options, values in zip(layout.issues, layout.options, terms.worth, strict=True):
        open_ = [
            (value, layout.flat[issue, option])
            for option, value in zip(options, values, strict=True)
            if settled.get(issue, option) == option
            and (issue in settled or (issue, option) not in terms.barred)
        ]
        ranked.append(sorted(open_, key=lambda pair: (-pair[0], pair[1])))
    while prod(len(r) for r in ranked) > MOST:
        worst = max((r for r in ranked if len(r) > 1), key=lambda r: r[0][0] - r[-1][0])
        worst.pop()
    return [sorted(flat for _, flat in r) for r in ranked]


def _after(terms: Terms, chosen: NDArray[np.int64]) -> NDArray[np.int64]:
    """The same as `Sheet.after` for each row."""
    layout = terms.layout
    more: NDArray[np.int64] = np.zeros(len(chosen), dtype=np.int64)
    for one in terms.foreseen:
        met: NDArray[np.bool_] = np.zeros(len(chosen), dtype=np.bool_)
        for line in one.when:
            holds: NDArray[np.bool_] = np.ones(len(chosen), dtype=np.bool_)
            for issue, options in line:
                flats = [layout.flat[issue, o] for o in sorted(options)]
                holds &= np.isin(chosen[:, layout.issues.index(issue)], flats)
            met |= holds
        more += met * one.always
        for issue, option, change in one.options:
            held = chosen[:, layout.issues.index(issue)] == layout.flat[issue, option]
            more += (met & held) * change
    return more


def _crossing(terms: Terms, chosen: NDArray[np.int64]) -> NDArray[np.bool_]:
    layout = terms.layout
    crossed: NDArray[np.bool_] = np.zeros(len(chosen), dtype=np.bool_)
    for line in terms.lines:
        issue = layout.issues.index(line.issue)
        over = chosen[:, issue] == layout.flat[line.issue, line.option]
        if line.unless is not None:
            other = layout.issues.index(line.unless[0])
            lifting = [layout.flat[line.unless[0], o] for o in sorted(line.unless[1])]
            over &= ~np.isin(chosen[:, other], lifting)
        crossed |= over
    return crossed


def _impossible(terms: Terms, chosen: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Packages that hold an option without what it needs beside it."""
    layout = terms.layout
    unmet: NDArray[np.bool_] = np.zeros(len(chosen), dtype=np.bool_)
    for need in terms.needs:
        issue, other = layout.issues.index(need.issue), layout.issues.index(need.other)
        beside = [layout.flat[need.other, o] for o in sorted(need.options)]
        takes = chosen[:, issue] == layout.flat[need.issue, need.option]
        unmet |= takes & ~np.isin(chosen[:, other], beside)
    return unmet
