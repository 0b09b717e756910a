"""Lists that are no table yet: numbered lines, addresses out of a mail, rows quoted as one cell.

They become rows of cells; what is taken away in front of names is said.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from server.storage.delimited import Delimited, Line, delimited
from server.web.classes.roster_layout import OURS, Fits, Said, shown
from server.web.classes.roster_words import Meaning, heading
from server.web.site.i18n import gettext as _

ADDRESS = re.compile(r"[^\s@<>()\[\],;]+@[^\s@<>()\[\],;]+")
_ADDRESSED = re.compile(
    rf"(?P<name>.*\S)\s*[<(\[]\s*(?:mailto:)?(?P<email>{ADDRESS.pattern})\s*[>)\]]"
)
_MARK = re.compile(
    r"(?:(?P<number>\d{1,3})(?:\s*[.):．、）]\s*|\s+)|(?P<bullet>[-–—•·*▪◦‣○●])\s+)(?=\S)"
)


def addressed(cell: str) -> tuple[str, str]:
    """`Ann Lee <ann@example.edu>` as the name and the address; any other cell and ""."""
    found = _ADDRESSED.fullmatch(cell)
    return (found["name"].strip("\"' "), found["email"]) if found else (cell, "")


def tidied(read: Delimited, fits: Fits) -> tuple[Delimited, list[Said]]:
    """The rows that are meant, and what was left out of them; a list of ours is as it is."""
    read = _unwrapped(read)
    if read.lines and read.lines[0].cells == OURS:
        return read, []
    lines = [one for line in read.lines for one in _of_addresses(line)]
    said: list[Said] = []
    lines = _without_numbers(_without_marks(lines, said), said)
    lines = _below_tables(_divided(lines, fits), fits, said)
    return replace(read, lines=tuple(lines)), said


def _unwrapped(read: Delimited) -> Delimited:
    """Rows that a program put into quotation marks as a whole, as they were before."""
    if not all(len(line.cells) == 1 and line.raw.lstrip()[:1] == '"' for line in read.lines):
        return read
    text = ""
    for line in read.lines:
        text += "\n" * (line.number - 1 - text.count("\n")) + line.cells[0] + "\n"
    inner = delimited(text)
    wide = [len(line.cells) > 1 for line in inner.lines]
    if inner.unclosed is not None or not wide or not all(wide):
        return read
    of_a_table = sum(bool(heading(cell)) for cell in inner.lines[0].cells) > 1 or all(
        any(map(ADDRESS.fullmatch, line.cells)) for line in inner.lines
    )
    return inner if of_a_table else read


def _of_addresses(line: Line) -> list[Line]:
    """A line of several people with their addresses, as mail programs list them, one by one."""
    cells = [cell for cell in line.cells if cell]
    people = [addressed(cell) for cell in cells]
    if len(cells) < 2 or not all(email for _name, email in people):
        return [line]
    return [Line(line.number, person, line.raw) for person in people]


def _without_marks(lines: list[Line], said: list[Said]) -> list[Line]:
    """Names without the numbers or bullets of a list, where every line has one."""
    at = _below_headings(lines)
    found = [_MARK.match(line.cells[0]) for line in lines[at:]]
    bullets = {mark and mark["bullet"] for mark in found}
    numbers = [mark and mark["number"] for mark in found]
    if len(found) < 2 or not (all(bullets) or _counting(numbers)):
        return lines
    first = lines[at]
    text = _("what stands before the names is left out: %(found)s", found=shown(first.cells[0]))
    said.append(Said(first.number, text))
    kept = [
        replace(line, cells=(line.cells[0][mark.end() :], *line.cells[1:]))
        for line, mark in zip(lines[at:], found, strict=True)
        if mark
    ]
    return [*lines[:at], *kept]


def _without_numbers(lines: list[Line], said: list[Said]) -> list[Line]:
    """Rows without the numbers before the names, in a list without headings."""
    numbered = (
        len(lines) > 1 and not _below_headings(lines) and all(map(_begins_with_number, lines))
    )
    if not numbered:
        return lines
    found = ", ".join(line.cells[0] for line in lines[:3])
    text = _("the numbers before the names are left out: %(found)s", found=shown(found))
    said.append(Said(lines[0].number, text))
    return [replace(line, cells=line.cells[1:]) for line in lines]


def _divided(lines: list[Line], fits: Fits) -> list[Line]:
    """Rows of one cell that spaces or a dash or stroke between spaces divide, in every line."""
    at = _below_headings(lines)
    if len(lines) - at < 2 or any(len(line.cells) > 1 for line in lines):
        return lines
    for sign in (r"[ \u00a0]{2,}", r"\s+[-–—/]\s+"):
        rows = [re.split(sign, line.cells[0]) for line in lines]
        if len({len(row) for row in rows}) == 1 < len(rows[0]) and all(
            any(ADDRESS.fullmatch(cell) or _is_place(cell, fits) for cell in row[1:])
            for row in rows[at:]
        ):
            return [replace(line, cells=tuple(r)) for line, r in zip(lines, rows, strict=True)]
    return lines


def _is_place(cell: str, fits: Fits) -> bool:
    return any(fits(of, cell) for of in (Meaning.TABLE, Meaning.DELEGATION, Meaning.ROLE))


def _below_tables(lines: list[Line], fits: Fits, said: list[Said]) -> list[Line]:
    """Names below a line that only says `Table 2`, each with that table."""
    heads = [_names_table(line.cells, fits) for line in lines]
    of_more = (cell for line in lines for cell in line.cells[1:])
    if (
        _below_headings(lines)
        or not any(heads)
        or not all(not cell or ADDRESS.fullmatch(cell) for cell in of_more)
    ):
        return lines
    table, found = "", []
    for line, is_head in zip(lines, heads, strict=True):
        if is_head:
            table = line.cells[0].rstrip(": ")
            text = _("the students below sit there: %(table)s", table=shown(table))
            said.append(Said(line.number, text))
        else:
            cells = (line.cells[0], table, *line.cells[1:]) if table else line.cells
            found.append(replace(line, cells=cells))
    return found


def _names_table(cells: Sequence[str], fits: Fits) -> bool:
    return not any(cells[1:]) and is_table(cells[0], fits)


def is_table(cell: str, fits: Fits) -> bool:
    """True for `Table 2` and the like; a number alone may be anything."""
    word = cell.rstrip(": ")
    return fits(Meaning.TABLE, word) and any(map(str.isalpha, word))


def _begins_with_number(line: Line) -> bool:
    number, name = (*line.cells, "")[:2]
    return bool(re.fullmatch(r"#?\d[\d./-]*\)?", number)) and any(map(str.isalpha, name))


def _below_headings(lines: Sequence[Line]) -> int:
    """1 for a list whose first line has a heading, else 0."""
    return int(bool(lines) and any(heading(cell) for cell in lines[0].cells))


def _counting(numbers: Sequence[str | None]) -> bool:
    values = [int(number) for number in numbers if number]
    return len(values) == len(numbers) and all(b == a + 1 for a, b in pairwise(values))
