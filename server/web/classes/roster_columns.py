"""Which column of a list is what: from its headings, from its cells, or as somebody has chosen."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from server.storage.delimited import Delimited, Line
from server.web.classes.roster_words import Meaning, heading, plain
from server.web.site.i18n import gettext as _

MOST_COLUMNS = 60
_LOOKED_AT = 15
"""Lines in which the headings may stand below a title or hints."""

OURS = ("name", "email", "table", "delegation", "role")
IN_ORDER = (Meaning.NAME, Meaning.TABLE, Meaning.DELEGATION, Meaning.ROLE)
NAMES = (Meaning.NAME, Meaning.GIVEN, Meaning.FAMILY)
_SURNAME_COMMA = re.compile(r'[^,"]+,\s')

Fits = Callable[[Meaning, str], bool]
"""Whether a cell can be a table, delegation or role, or nearly so."""


@dataclass(frozen=True, slots=True)
class Said:
    """Something about a line that somebody should read."""

    line: int
    said: str
    nearest: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody chose: a meaning for each column, and the line of the headings (0: none)."""

    meanings: tuple[Meaning, ...]
    heading: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a list and its rows below the headings.

    `loose` rows have no headings: an address may stand anywhere in them. `surname_first` rows are
    `Surname, Given` without quotes. `ours` is a list that this program wrote, in which a name is
    taken to the letter.
    """

    meanings: tuple[Meaning, ...]
    headings: tuple[str, ...] = ()
    line: int = 0
    rows: tuple[Line, ...] = ()
    passed: tuple[Said, ...] = ()
    problems: tuple[Said, ...] = ()
    loose: bool = False
    surname_first: bool = False
    ours: bool = False


def layout(read: Delimited, fits: Fits, chosen: Chosen | None = None) -> Layout:
    """The columns of what was read."""
    if chosen is not None:
        return _as_chosen(read.lines, chosen)
    for at, line in enumerate(read.lines[:_LOOKED_AT]):
        if _names_columns(line):
            return _Headed(read.lines, at, fits).layout()
    return _without_headings(read, fits)


def shown(cell: str) -> str:
    """A cell in a sentence: short."""
    return cell if len(cell) <= 40 else cell[:39] + "…"


def like_a_name(cell: str) -> bool:
    """True for what could be a part of a person's name."""
    letters = any(ch.isalpha() for ch in cell)
    return letters and not re.search(r"[\d@:/;|]", cell) and len(cell.split()) <= 4


def _names_columns(line: Line) -> bool:
    known = [heading(cell) for cell in line.cells if cell]
    of_names = [(k, c) for k, c in zip(known, filter(None, line.cells), strict=True) if k]
    if not any(k[0] in NAMES for k, _cell in of_names):
        return False
    if len(known) == 1:
        return of_names[0][0][0] is Meaning.NAME
    if any("@" in cell or cell.isdigit() for cell in line.cells):
        return False
    return len(of_names) > 1 or len(plain(of_names[0][1])) > 3 or not of_names[0][1].isascii()


def _as_chosen(lines: Sequence[Line], chosen: Chosen) -> Layout:
    above = [line for line in lines if line.number < chosen.heading]
    headings = next((line.cells for line in lines if line.number == chosen.heading), ())
    rows = tuple(line for line in lines if line.number > chosen.heading)
    meanings = chosen.meanings
    while headings and len(meanings) > len(headings) and meanings[-1] is Meaning.UNUSED:
        meanings = meanings[:-1]
    problems = [] if {*meanings} & {*NAMES} else [_no_name(chosen.heading)]
    problems += _twice(meanings, chosen.heading)
    return Layout(meanings, headings, chosen.heading, rows, _above(above), tuple(problems))


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
    whole, parts = Meaning.NAME in meanings, {Meaning.GIVEN, Meaning.FAMILY} & {*meanings}
    if whole and parts:
        said = _("the whole name stands beside a part of it: choose below which columns to use")
        found.append(Said(line or 1, said))
    return found


def words() -> Mapping[Meaning, str]:
    """What a column can be, in words."""
    return {
        Meaning.NAME: _("name"),
        Meaning.GIVEN: _("given name"),
        Meaning.FAMILY: _("family name"),
        Meaning.EMAIL: _("e-mail"),
        Meaning.TABLE: _("table"),
        Meaning.DELEGATION: _("delegation"),
        Meaning.ROLE: _("role"),
        Meaning.UNUSED: _("not used"),
    }


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
        for n, meaning in enumerate(meanings):
            if meaning is Meaning.UNUSED:
                self._unused(n, line, rows)
        return Layout(
            tuple(meanings),
            line.cells,
            line.number,
            rows,
            (*_above(self.lines[: self.at]), *self.notes),
            tuple(_twice(meanings, line.number)),
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


def column(rows: Sequence[Line], at: int) -> list[str]:
    """The cells of a column that are not empty."""
    return [r.cells[at] for r in rows if at < len(r.cells) and r.cells[at]]


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
        parts = [n for n, m in enumerate(meanings) if m in (Meaning.GIVEN, Meaning.FAMILY)]
        if all(_holds(r.cells, whole, parts) for r in rows):
            for n in parts:
                meanings[n] = Meaning.UNUSED


def _holds(cells: Sequence[str], whole: int, parts: Sequence[int]) -> bool:
    cell = dict(enumerate(cells))
    name = cell.get(whole, "").casefold()
    return all(cell.get(n, "").casefold() in name for n in parts)


def _without_headings(read: Delimited, fits: Fits) -> Layout:
    """Rows in the order of a typed list; a first line that seems to name columns is asked about."""
    rows = read.lines
    width = max((len(line.cells) for line in rows), default=0)
    plainly = Layout(_guessed(rows, width), rows=rows, loose=True)
    if _two_names(rows, fits):
        if read.separator == "," and all(_SURNAME_COMMA.match(line.raw) for line in rows):
            return _surname_first(rows, width)
        said = _(
            "columns 1 and 2 both seem to hold names (%(found)s): choose below which is the given"
            " name and which the family name",
            found=shown(" · ".join(filter(None, rows[0].cells))),
        )
        unknown = _guessed(rows, width, (Meaning.UNUSED, Meaning.UNUSED))
        return Layout(unknown, problems=(Said(rows[0].number, said),))
    if _may_name_columns(rows, fits):
        said = _(
            "the first line seems to name columns, but none of the names is known: found"
            " %(found)s; known are name, given name, family name, e-mail, table, delegation and"
            " role; choose below which column is what",
            found=shown(", ".join(filter(None, rows[0].cells))),
        )
        known = [heading(cell) for cell in rows[0].cells] + [None] * width
        meanings = tuple(k[0] if k else Meaning.UNUSED for k in known[:width])
        return Layout(
            meanings, rows[0].cells, rows[0].number, problems=(Said(rows[0].number, said),)
        )
    return plainly


def _surname_first(rows: tuple[Line, ...], width: int) -> Layout:
    said = _("each line is read as family name, given name")
    return Layout(
        _guessed(rows, width, (Meaning.FAMILY, Meaning.GIVEN)),
        rows=rows,
        passed=(Said(rows[0].number, said),),
        loose=True,
        surname_first=True,
    )


def _two_names(rows: Sequence[Line], fits: Fits) -> bool:
    """True when every row has two cells of letters first, the second no place or role."""
    return len(rows) > 1 and all(
        len(line.cells) > 1
        and all(map(like_a_name, line.cells[:2]))
        and not any(fits(m, line.cells[1]) for m in IN_ORDER[1:])
        for line in rows
    )


def _may_name_columns(rows: Sequence[Line], fits: Fits) -> bool:
    """True when no cell of the first of several rows can be used, and none looks like data."""
    if len(rows) < 2:
        return False
    cells = [cell for cell in rows[0].cells if cell]
    return (
        len(cells) > 1
        and all(any(ch.isalpha() for ch in cell) and "@" not in cell for cell in cells)
        and not any(fits(m, cell) for cell in cells[1:] for m in IN_ORDER[1:])
        and any(len(line.cells) > 1 and line.cells[1] for line in rows[1:])
    )


def _guessed(
    rows: Sequence[Line], width: int, names: Sequence[Meaning] = (Meaning.NAME,)
) -> tuple[Meaning, ...]:
    """The columns of a typed list: the one with addresses, and the others in their order."""
    rest = [*names, *IN_ORDER[1:]]
    found = []
    for at in range(width):
        cells = column(rows, at)
        if at and cells and 2 * sum("@" in cell for cell in cells) > len(cells):
            found.append(Meaning.EMAIL if Meaning.EMAIL not in found else Meaning.UNUSED)
        else:
            found.append(rest.pop(0) if rest else Meaning.UNUSED)
    return tuple(found)
