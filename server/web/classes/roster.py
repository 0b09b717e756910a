"""A roster as a facilitator pastes or uploads it: one student a row, from a list or a spreadsheet.

Columns are the name or its halves, e-mail, table, delegation and role. Headings may have them in
any order and many languages; without any the order is name, table, delegation, role, and a cell
with an @ is the e-mail wherever it stands. Every cell that is not used is said, with its line.
"""

import csv
from codecs import BOM_UTF8
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from server.rules.written.scenario import Scenario
from server.service.people import RosterLine
from server.storage.delimited import Line, delimited
from server.storage.text_files import NotText
from server.storage.workbooks import MAGIC, NoWorkbook, text_of_workbook
from server.web.classes import roster_letters
from server.web.classes.roster_columns import layout
from server.web.classes.roster_layout import MOST_COLUMNS, Chosen, Layout, Said, column, shown
from server.web.classes.roster_lines import tidied
from server.web.classes.roster_rows import Places, Reader
from server.web.classes.roster_words import Meaning
from server.web.site.i18n import gettext as _
from server.wire.values import clean_text

_NO_LISTS = (MAGIC.lower(), b"\xd0\xcf\x11\xe0", b"%pdf-", b"{\\rtf", b"<")
"""How old workbooks, documents and web pages begin, which people take for the list in them."""

MAX_LINES = 500
MAX_BYTES = 256 * 1024
_ABOVE = 20
"""Lines beyond the students that a file may have: headings, hints, totals."""


@dataclass(frozen=True, slots=True)
class Row:
    """A student as the roster has them; `line` is where the row begins, counted from 1."""

    line: int
    entry: RosterLine


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it was read: its heading, its first cells, and what it was taken for."""

    number: int
    heading: str
    cells: tuple[str, ...]
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Roster:
    """The rows that can be taken, and what is wrong with the others; both in the file's order.

    `passed` says what was left out on purpose. `heading` is the line of the headings, 0 for none;
    `first` the first lines, any of which could be that.
    """

    rows: tuple[Row, ...] = ()
    errors: tuple[Said, ...] = ()
    passed: tuple[Said, ...] = ()
    columns: tuple[Column, ...] = ()
    heading: int = 0
    first: tuple[tuple[int, str], ...] = ()

    @property
    def entries(self) -> tuple[RosterLine, ...]:
        """The students, without where they stood."""
        return tuple(row.entry for row in self.rows)


class Unreadable(ValueError):
    """A file that is no text; the sentence says what to do."""


def decoded(raw: bytes, told: str = "") -> tuple[str, str]:
    """The text of an uploaded file, and the code page it was read in. Raises `Unreadable`.

    `told` is the code page that somebody chose.
    """
    if len(raw) > MAX_BYTES:
        raise Unreadable(_("The file is too large for a roster."))
    if raw.startswith(MAGIC):
        with suppress(NoWorkbook):
            return text_of_workbook(raw), ""
    if raw.removeprefix(BOM_UTF8).lstrip().lower().startswith(_NO_LISTS):
        said = _("This is a document or a web page, no list. Save it as CSV first.")
        raise Unreadable(said)
    try:
        return roster_letters.decoded(raw, told)
    except NotText as error:
        said = _(
            "Line %(line)s is no text in UTF-8. In the spreadsheet, save it as “CSV UTF-8”, or say"
            " below which letters the file has and choose it again.",
            line=error.line,
        )
        raise Unreadable(said) from None


def read(text: str, scenario: Scenario, tables: int, chosen: Chosen | None = None) -> Roster:
    """The roster in a text; `tables` is the highest number a table may have.

    The columns are as somebody has chosen them, or else as the list tells.
    """
    try:
        table = delimited(roster_letters.mended(str(clean_text(text))))
    except csv.Error:
        return Roster(errors=(_unclosed(1),))
    if len(table.lines) > MAX_LINES + _ABOVE:
        return Roster(errors=(_too_many(table.lines[MAX_LINES].number),))
    places = Places(scenario, tables)
    table, left_out = tidied(table, places.fits)
    columns = layout(table, places.fits, chosen)
    reader = Reader(places, columns, table.separator)
    if not columns.problems:
        for line in columns.rows:
            reader.take(line)
    errors = [*columns.problems, *reader.errors]
    if table.unclosed is not None:
        errors.append(_unclosed(table.unclosed))
    if len(reader.rows) > MAX_LINES:
        errors.append(_too_many(reader.rows[MAX_LINES][0]))
    return Roster(
        tuple(Row(line, entry) for line, entry in reader.rows[:MAX_LINES]),
        tuple(sorted(errors, key=lambda e: e.line)),
        tuple(sorted((*left_out, *columns.passed, *reader.passed), key=lambda e: e.line)),
        _columns(columns, table.lines),
        columns.line,
        tuple(
            (line.number, shown(", ".join(filter(None, line.cells)))) for line in table.lines[:8]
        ),
    )


def _unclosed(line: int) -> Said:
    return Said(line, _("a quotation mark opens here and nothing closes it"))


def _too_many(line: int) -> Said:
    return Said(line, _("A roster has at most %(most)s rows.", most=MAX_LINES))


def _columns(read: Layout, lines: Sequence[Line]) -> tuple[Column, ...]:
    """The columns for somebody to look at; those of the widest row where some are wider."""
    rows = [line for line in lines if line.number > read.line]
    width = max((len(line.cells) for line in rows), default=0)
    width = min(max(width, len(read.meanings)), MOST_COLUMNS)
    found = []
    for at in range(width):
        meaning = read.meanings[at] if at < len(read.meanings) else Meaning.UNUSED
        heading = read.headings[at] if at < len(read.headings) else ""
        cells = tuple(shown(cell) for cell in column(rows, at)[:3])
        found.append(Column(at + 1, heading, cells, meaning))
    return tuple(found)
