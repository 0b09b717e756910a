"""A roster as a facilitator pastes it: one student a line, from a list or a spreadsheet."""

import csv
from collections.abc import Mapping, Sequence

from server.rules.ids import DelegationId
from server.rules.scenario import Scenario
from server.rules.seats import InnerRole
from server.service.joining import MAX_NAME
from server.service.people import RosterLine
from server.web.i18n import gettext as _

MAX_LINES = 500

COLUMNS = ("name", "table", "delegation", "role")
_SYNONYMS = {
    "student": "name",
    "full name": "name",
    "e-mail": "email",
    "mail": "email",
    "group": "table",
    "party": "delegation",
    "country": "delegation",
    "inner_role": "role",
    "inner role": "role",
}


class RosterError(ValueError):
    """A line that cannot be read; the text says which and why."""


def parse(text: str, scenario: Scenario, tables: int) -> tuple[RosterLine, ...]:
    """The entries of a pasted roster. Raises RosterError at the first line that is wrong.

    Columns are name, table, delegation, role in this order unless the first line names them;
    they are separated by tabs, semicolons or commas.
    """
    lines = text.strip().splitlines()
    if not lines:
        return ()
    if len(lines) > MAX_LINES:
        raise RosterError(_("A roster has at most %(most)s lines.", most=MAX_LINES))
    separator = next((s for s in ("\t", ";") if s in lines[0]), ",")
    rows = [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=separator)]
    columns = _columns(rows[0])
    first = 2 if columns else 1
    entries = []
    for number, row in enumerate(rows[1:] if columns else rows, first):
        if any(row):
            cells = dict(zip(columns or COLUMNS, row, strict=False))
            entries.append(_entry(number, cells, scenario, tables))
    return tuple(entries)


def _columns(row: Sequence[str]) -> tuple[str, ...] | None:
    """The columns when the first line names them, else None."""
    names = tuple(_SYNONYMS.get(cell.lower(), cell.lower()) for cell in row)
    return names if "name" in names and (len(names) == 1 or set(names) & {*COLUMNS[1:]}) else None


def _entry(number: int, cells: Mapping[str, str], scenario: Scenario, tables: int) -> RosterLine:
    name = cells.get("name", "")
    if not name or len(name) > MAX_NAME:
        raise RosterError(_("Line %(number)s has no name, or a very long one.", number=number))
    return RosterLine(
        name=name,
        table=_table(number, cells.get("table", ""), tables),
        delegation=_delegation(number, cells.get("delegation", ""), scenario),
        inner_role=_role(number, cells.get("role", "")),
        email=cells.get("email", "")[:254],
    )


def _table(number: int, cell: str, tables: int) -> int | None:
    if not cell:
        return None
    digits = cell.lower().removeprefix("table").strip()
    if digits.isascii() and digits.isdigit() and 1 <= int(digits[:6]) <= tables:
        return int(digits)
    raise RosterError(
        _("Line %(number)s: there is no table %(cell)s.", number=number, cell=cell[:40])
    )


def _delegation(number: int, cell: str, scenario: Scenario) -> DelegationId | None:
    if not cell:
        return None
    for delegation in scenario.delegations:
        known = (delegation.id, delegation.code, delegation.short, delegation.name)
        if cell.lower() in (word.lower() for word in known):
            return delegation.id
    known_codes = ", ".join(d.code for d in scenario.delegations)
    raise RosterError(
        _(
            "Line %(number)s: there is no delegation %(cell)s; known: %(known)s.",
            number=number,
            cell=cell[:40],
            known=known_codes,
        )
    )


def _role(number: int, cell: str) -> InnerRole | None:
    word = cell.lower().replace(" ", "_").replace("-", "_")
    if not word:
        return None
    if word in tuple(InnerRole):
        return InnerRole(word)
    raise RosterError(
        _(
            "Line %(number)s: there is no role %(cell)s; known: %(known)s.",
            number=number,
            cell=cell[:40],
            known=", ".join(InnerRole),
        )
    )
