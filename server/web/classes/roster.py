"""A roster as a facilitator pastes or uploads it: one student a row, from a list or a spreadsheet.

Columns are name, e-mail, table, delegation and role. A first row that names them may have them in
any order; without one the order is name, table, delegation, role, and a cell with an @ is the
e-mail wherever it stands. Cells are separated by tabs, semicolons or commas, and may be quoted.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from server.rules.ids import DelegationId
from server.rules.limits import MAX_NAME
from server.rules.seats import InnerRole
from server.rules.written.scenario import Scenario
from server.service.joining import clean, name_problem
from server.service.people import RosterLine
from server.web.site.i18n import gettext as _
from server.wire.values import clean_text

MAX_LINES = 500
MAX_BYTES = 256 * 1024
MAX_EMAIL = 254
OBSERVER = "observer"

COLUMNS = ("name", "email", "table", "delegation", "role")
"""The columns of a roster, as its file writes them."""

_IN_ORDER = ("name", "table", "delegation", "role")
_SYNONYMS = {
    "student": "name",
    "full name": "name",
    "student name": "name",
    "e-mail": "email",
    "mail": "email",
    "e-mail address": "email",
    "email address": "email",
    "group": "table",
    "team": "table",
    "party": "delegation",
    "country": "delegation",
    "inner_role": "role",
    "inner role": "role",
    "part": "role",
}
_SEPARATORS = ("\t", ";", ",")
_ROLES = (*InnerRole, OBSERVER)


@dataclass(frozen=True, slots=True)
class Row:
    """A student as the roster has them; `line` is where the row begins, counted from 1."""

    line: int
    entry: RosterLine


@dataclass(frozen=True, slots=True)
class RowError:
    """A row that cannot be taken: what is wrong, what was expected, what may have been meant."""

    line: int
    said: str
    nearest: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """The rows that can be taken, and what is wrong with the others; both in the file's order."""

    rows: tuple[Row, ...] = ()
    errors: tuple[RowError, ...] = ()

    @property
    def entries(self) -> tuple[RosterLine, ...]:
        """The students, without where they stood."""
        return tuple(row.entry for row in self.rows)


class Unreadable(ValueError):
    """A file that is no text; the sentence says what to do."""


def decoded(raw: bytes) -> str:
    """The text of an uploaded file. Raises `Unreadable`."""
    if len(raw) > MAX_BYTES:
        raise Unreadable(_("The file is too large for a roster."))
    utf16 = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return raw.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(
            _("This is no text in UTF-8. In the spreadsheet, save it as “CSV UTF-8”.")
        ) from None


def read(text: str, scenario: Scenario, tables: int) -> Roster:
    """The roster in a text; `tables` is the highest number a table may have."""
    text = str(clean_text(text)).removeprefix("\ufeff")
    try:
        records = list(_records(text))
    except csv.Error:
        return Roster((), (RowError(1, _("This is no list: a quotation mark is not closed.")),))
    if len(records) > MAX_LINES + 1:
        said = _("A roster has at most %(most)s rows.", most=MAX_LINES)
        return Roster((), (RowError(records[MAX_LINES][0], said),))
    named = _columns(records[0][1]) if records else None
    reader = _Reader(scenario, tables)
    for line, cells in records[1:] if named else records:
        reader.take(line, dict(zip(named, cells, strict=False)) if named else _in_order(cells))
    return Roster(tuple(reader.rows), tuple(sorted(reader.errors, key=lambda e: e.line)))


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of every row that is not empty."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(first))
    begins = 1
    for row in rows:
        cells = [cell.strip() for cell in row]
        if any(cells):
            yield begins, cells
        begins = rows.line_num + 1


def _separator(line: str) -> str:
    """The separator that the line has most of outside quotation marks."""
    outside = "".join(line.split('"')[::2])
    return max(reversed(_SEPARATORS), key=outside.count)


def _columns(row: Sequence[str]) -> tuple[str, ...] | None:
    """The columns when the first row names them, else None."""
    names = tuple(_SYNONYMS.get(cell.lower(), cell.lower()) for cell in row)
    return names if "name" in names and (len(names) == 1 or set(names) & {*COLUMNS[1:]}) else None


def _in_order(cells: Sequence[str]) -> dict[str, str]:
    email = next((cell for cell in cells[1:] if "@" in cell), "")
    others = [*cells[:1], *(cell for cell in cells[1:] if "@" not in cell)]
    return {**dict(zip(_IN_ORDER, others, strict=False)), "email": email}


class _Reader:
    """Rows one after another, for a name may stand in a roster once only."""

    def __init__(self, scenario: Scenario, tables: int) -> None:
        self._scenario, self._tables = scenario, tables
        self._seen: dict[tuple[str, str], int] = {}
        self.rows: list[Row] = []
        self.errors: list[RowError] = []

    def take(self, line: int, cells: Mapping[str, str]) -> None:
        wrong = len(self.errors)
        name = clean(cells.get("name", ""))
        if name_problem(name) is not None:
            said = _("expected a name of 1 to %(most)s characters", most=MAX_NAME)
            self._wrong(line, said)
        email = cells.get("email", "")
        if email and ("@" not in email or len(email) > MAX_EMAIL):
            self._wrong(line, _("expected an e-mail address, found %(cell)s", cell=_short(email)))
        same = self._seen.setdefault((name.casefold(), email.casefold()), line)
        if same != line:
            self._wrong(line, _("%(name)s stands in line %(line)s already", name=name, line=same))
        role = self._role(line, cells.get("role", ""))
        entry = RosterLine(
            name,
            self._table(line, cells.get("table", "")),
            self._delegation(line, cells.get("delegation", "")),
            None if role == OBSERVER or role is None else InnerRole(role),
            email,
            observes=role == OBSERVER,
        )
        if len(self.errors) == wrong:
            self.rows.append(Row(line, entry))

    def _wrong(self, line: int, said: str, nearest: str = "") -> None:
        self.errors.append(RowError(line, said, nearest))

    def _table(self, line: int, cell: str) -> int | None:
        if not cell:
            return None
        digits = cell.lower().removeprefix("table").strip()
        if digits.isascii() and digits.isdigit() and 1 <= int(digits[:6]) <= self._tables:
            return int(digits[:6])
        said = _(
            "expected a table from 1 to %(most)s, found %(cell)s",
            most=self._tables,
            cell=_short(cell),
        )
        self._wrong(line, said)
        return None

    def _delegation(self, line: int, cell: str) -> DelegationId | None:
        if not cell:
            return None
        known = {
            word.casefold(): d
            for d in self._scenario.delegations
            for word in (d.id, d.code, d.short, d.name)
        }
        if cell.casefold() in known:
            return known[cell.casefold()].id
        codes = ", ".join(d.code for d in self._scenario.delegations)
        said = _("expected one of %(known)s, found %(cell)s", known=codes, cell=_short(cell))
        near = get_close_matches(cell.casefold(), known, 1, 0.5)
        self._wrong(line, said, known[near[0]].short if near else "")
        return None

    def _role(self, line: int, cell: str) -> str | None:
        word = cell.lower().replace(" ", "_").replace("-", "_")
        if not word:
            return None
        if word in _ROLES:
            return word
        said = _(
            "expected one of %(known)s, found %(cell)s",
            known=", ".join(_ROLES),
            cell=_short(cell),
        )
        self._wrong(line, said, next(iter(get_close_matches(word, _ROLES, 1, 0.5)), ""))
        return None


def _short(cell: str) -> str:
    return cell if len(cell) <= 40 else cell[:39] + "…"
