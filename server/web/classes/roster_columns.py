"""Which column of a list is what: from its headings, from its cells, or as somebody has chosen."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from server.storage.delimited import Delimited, Line
from server.web.classes.roster_layout import (
    NAMES,
    OURS,
    Chosen,
    Fits,
    Layout,
    Said,
    column,
    like_a_name,
    shown,
    words,
)
from server.web.classes.roster_typed import without_headings
from server.web.classes.roster_words import (
    ALSO_NAMES,
    FAMILY_FIRST,
    Meaning,
    heading,
    plain,
)
from server.web.site.i18n import gettext as _

_LOOKED_AT = 15
"""Lines in which the headings may stand below a title or hints."""

_BESIDE = (Meaning.MIDDLE, Meaning.SECOND)
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+")


def layout(read: Delimited, fits: Fits, chosen: Chosen | None = None) -> Layout:
    """The columns of what was read."""
    if chosen is not None:
        return _as_chosen(read.lines, chosen)
    for at, line in enumerate(read.lines[:_LOOKED_AT]):
        if _names_columns(line):
            return _Headed(read.lines, at, fits).layout()
    return without_headings(read, fits)


def _names_columns(line: Line) -> bool:
    known = [heading(cell) for cell in line.cells if cell]
    of_names = [(k, c) for k, c in zip(known, filter(None, line.cells), strict=True) if k]
    if not any(k[0] in NAMES for k, _cell in of_names):
        return False
    if len(known) == 1:
        return of_names[0][0][0] is Meaning.NAME
    if any("@" in cell or cell.isdigit() for cell in line.cells):
        return False
    word = of_names[0][1]
    alone = plain(word) not in ALSO_NAMES and (len(plain(word)) > 3 or not word.isascii())
    return len(of_names) > 1 or alone


def _as_chosen(lines: Sequence[Line], chosen: Chosen) -> Layout:
    above = [line for line in lines if line.number < chosen.heading]
    headings = next((line.cells for line in lines if line.number == chosen.heading), ())
    rows = tuple(line for line in lines if line.number > chosen.heading)
    meanings = chosen.meanings
    while headings and len(meanings) > len(headings) and meanings[-1] is Meaning.UNUSED:
        meanings = meanings[:-1]
    problems = [] if {*meanings} & {*NAMES} else [_no_name(chosen.heading)]
    problems += _twice(meanings, chosen.heading)
    first = _family_first(meanings, headings)
    return Layout(
        meanings,
        headings,
        chosen.heading,
        rows,
        _above(above),
        tuple(problems),
        family_first=first,
    )


def _family_first(meanings: Sequence[Meaning], headings: Sequence[str]) -> bool:
    """True where the heading of the family name is in a language that says it first."""
    pairs = zip(meanings, headings, strict=False)
    return any(m is Meaning.FAMILY and plain(named) in FAMILY_FIRST for m, named in pairs)


def _no_name(line: int) -> Said:
    return Said(line or 1, _("no column is the name: choose below which column is what"))


def _twice(meanings: Sequence[Meaning], line: int) -> list[Said]:
    """Columns of which only one can be meant."""
    found = []
    for meaning in Meaning:
        at = [str(n) for n, m in enumerate(meanings, 1) if m is meaning]
        if len(at) > 1 and meaning is not Meaning.UNUSED:
            said = _(
                "columns %(columns)s could each be the %(what)s: choose below which one is",
                columns=_(" and ").join(at),
                what=words()[meaning],
            )
            found.append(Said(line or 1, said))
    whole, parts = Meaning.NAME in meanings, {*NAMES[1:], *_BESIDE} & {*meanings}
    if whole and parts:
        said = _("the whole name stands beside a part of it: choose below which columns to use")
        found.append(Said(line or 1, said))
    return found


def _above(lines: Sequence[Line]) -> tuple[Said, ...]:
    said = [(line.number, " · ".join(filter(None, line.cells))) for line in lines]
    return tuple(
        Said(n, _("above the headings, no student: %(found)s", found=shown(text)))
        for n, text in said
    )


@dataclass(slots=True)
class _Headed:
    """A list whose line `at` names its columns."""

    lines: Sequence[Line]
    at: int
    fits: Fits
    notes: list[Said] = field(default_factory=list)

    def layout(self) -> Layout:
        line = self.lines[self.at]
        rows = tuple(r for r in self.lines[self.at + 1 :] if r.cells != line.cells)
        again = [r for r in self.lines[self.at + 1 :] if r.cells == line.cells]
        self.notes += [Said(r.number, _("the headings once more, no student")) for r in again]
        known = [heading(cell) for cell in line.cells]
        meanings = [
            self._believed(k, n, rows) if k else Meaning.UNUSED for n, k in enumerate(known)
        ]
        sure = {k[0] for k in known if k and k[1]}
        for n, k in enumerate(known):
            if k and not k[1] and k[0] in sure:
                meanings[n] = Meaning.UNUSED
        self._filled(meanings, rows)
        _halves(meanings, rows)
        if not {*NAMES[1:]} & {*meanings}:
            meanings = [Meaning.UNUSED if m in _BESIDE else m for m in meanings]
        _addresses(meanings, rows)
        for n, meaning in enumerate(meanings):
            if meaning is Meaning.UNUSED:
                self._unused(n, line, rows)
        return Layout(
            tuple(meanings),
            line.cells,
            line.number,
            rows,
            (*_above(self.lines[: self.at]), *self.notes),
            (*_twice(meanings, line.number), *_half(meanings, line, rows)),
            family_first=_family_first(meanings, line.cells),
            ours=line.cells == OURS,
        )

    def _believed(self, known: tuple[Meaning, bool], at: int, rows: Sequence[Line]) -> Meaning:
        """The meaning, where the cells do not say that another system means something else."""
        meaning, sure = known
        cells = column(rows, at)
        if sure:
            return meaning
        fit = [self.fits(meaning, cell) for cell in cells]
        believed = all(fit) if meaning is Meaning.TABLE else any(fit) or not fit
        return meaning if believed else Meaning.UNUSED

    def _filled(self, meanings: list[Meaning], rows: Sequence[Line]) -> None:
        """Leave out an empty column where another of its kind is filled."""
        for kind in (NAMES, (Meaning.EMAIL,)):
            of_kind = [n for n, m in enumerate(meanings) if m in kind]
            filled = [n for n in of_kind if column(rows, n)]
            for n in of_kind if filled else ():
                meanings[n] = meanings[n] if n in filled else Meaning.UNUSED

    def _unused(self, at: int, line: Line, rows: Sequence[Line]) -> None:
        cells = column(rows, at)
        if not cells:
            return
        found = ", ".join(shown(cell) for cell in cells[:3]) + (", …" if len(cells) > 3 else "")
        named = line.cells[at]
        said = (
            _(
                "column %(number)s, %(heading)s, is not used: %(found)s",
                number=at + 1,
                heading=shown(named),
                found=found,
            )
            if named
            else _("column %(number)s has no heading: %(found)s", number=at + 1, found=found)
        )
        self.notes.append(Said(line.number, said))


def _halves(meanings: list[Meaning], rows: Sequence[Line]) -> None:
    """A "Name" beside the given name is the family name, and the other way round.

    Beside both it is the whole name again, and they are not needed, when every row agrees.
    """
    if meanings.count(Meaning.NAME) != 1:
        return
    whole = meanings.index(Meaning.NAME)
    given, family = Meaning.GIVEN in meanings, Meaning.FAMILY in meanings
    if given != family:
        meanings[whole] = Meaning.FAMILY if given else Meaning.GIVEN
    elif given and family:
        parts = [n for n, m in enumerate(meanings) if m in (*NAMES[1:], *_BESIDE)]
        if all(_holds(r.cells, whole, parts) for r in rows):
            for n in parts:
                meanings[n] = Meaning.UNUSED


def _addresses(meanings: list[Meaning], rows: Sequence[Line]) -> None:
    """A column of nothing but addresses holds them, whatever its heading, if it is the only one."""
    filled = {n: column(rows, n) for n, m in enumerate(meanings) if m is Meaning.UNUSED}
    found = [n for n, cells in filled.items() if cells and all(map(_ADDRESS.fullmatch, cells))]
    if Meaning.EMAIL not in meanings and len(found) == 1:
        meanings[found[0]] = Meaning.EMAIL


def _half(meanings: Sequence[Meaning], line: Line, rows: Sequence[Line]) -> list[Said]:
    """Asks for the other half of the names, where a column that nobody knows may hold it."""
    halves = {*NAMES} & {*meanings}
    if len(halves) != 1 or Meaning.NAME in halves:
        return []
    for n, meaning in enumerate(meanings):
        cells = column(rows, n) if meaning is Meaning.UNUSED else []
        if len({*cells}) > max(1, len(rows) // 2) and all(map(like_a_name, cells)):
            said = _(
                "only the %(half)s is known, and column %(number)s, %(heading)s, may be the other"
                " part (%(found)s): choose below which column is what; if there is one part only,"
                " it is the name",
                half=words()[halves.pop()],
                number=n + 1,
                heading=shown(line.cells[n]) if n < len(line.cells) else "",
                found=", ".join(shown(cell) for cell in cells[:3]),
            )
            return [Said(line.number, said)]
    return []


def _holds(cells: Sequence[str], whole: int, parts: Sequence[int]) -> bool:
    cell = dict(enumerate(cells))
    name = cell.get(whole, "").casefold()
    return all(cell.get(n, "").casefold() in name for n in parts)
