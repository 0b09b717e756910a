"""Lists and tables as spreadsheets save them: lines of cells between tabs, semicolons or commas.

The separator is that of the file as a whole, or of its first line `sep=;`, which is no row. Cells
may be quoted, by word processors and spreadsheets too (“a, b”); spaces around them are nothing, nor
are empty lines.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

SEPARATORS = ("\t", ";", ",", "|", "，", "；")
"""In the order in which they are believed when two would fit a file equally well."""

_SIGNS = r"\t;,|，；"
_QUOTATIONS = ('[ ]+"|"|"', "[ ]*[“„‟«]|[”“»]|“”„‟«»", "[ ]*[‘‚']|[’‘']|‘’‚'")
"""How each opens, how it closes, and what cannot stand within: CSV's own behind a space, others."""

_HINT = re.compile(r'"?sep=(?P<sign>\\t|[^\w\s"]|\t)?"?[\s,;|]*', re.IGNORECASE)
_END = "\x1fend\x1f"


@dataclass(frozen=True, slots=True)
class Line:
    """A row that is not empty: where it begins, counted from 1, its cells, and its text."""

    number: int
    cells: tuple[str, ...]
    raw: str


@dataclass(frozen=True, slots=True)
class Delimited:
    """A text read as a table. `unclosed` is where a quotation mark opens that nothing closes."""

    separator: str
    lines: tuple[Line, ...]
    unclosed: int | None = None


def delimited(text: str) -> Delimited:
    """The rows of a text. Raises `csv.Error` for a cell longer than `csv.field_size_limit()`."""
    text = text.removeprefix("\ufeff")
    hint = _hint(text)
    if hint is not None:
        text = _blanked(text)
    text = _quoted(text)
    fits = {sign: _rows(text, sign) for sign in SEPARATORS}
    best = max(SEPARATORS, key=lambda sign: _weight(fits[sign], sign))
    if not _weight(fits[best], best)[0]:
        best = ","
    if hint is not None and hint not in fits:
        fits[hint] = _rows(text, hint)
    if hint is not None and (_weight(fits[hint], hint)[0] or not _weight(fits[best], best)[0]):
        best = hint
    lines = fits[best]
    if lines and _END in lines[-1].raw:
        return Delimited(best, tuple(lines[:-1]), lines[-1].number)
    return Delimited(best, tuple(lines))


def parts_by(raw: str, separator: str) -> int:
    """How many cells a line's text would be with that separator."""
    row = next(csv.reader(io.StringIO(raw, newline=""), delimiter=separator), [])
    return sum(bool(cell.strip()) for cell in row)


def _hint(text: str) -> str | None:
    """The separator that the first line names for Excel; a tab may be lost on the way."""
    first = re.split(r"[\r\n]", text, maxsplit=1)[0].strip(" ")
    found = _HINT.fullmatch(first)
    if found is None:
        return None
    sign = found["sign"] or "\t"
    return "\t" if sign == r"\t" else sign


def _quoted(text: str) -> str:
    """The text with the quotation marks of CSV around whole cells that hold a separator."""
    for quotation in _QUOTATIONS[:1] if '"' in text else _QUOTATIONS[1:]:
        opens, closes, never = quotation.split("|")
        some = rf"[^{never}\r\n]{{0,120}}"
        cell = rf"(^|[{_SIGNS}\r\n]){opens}({some}[{_SIGNS}]{some}){closes}[ ]*(?=[{_SIGNS}\r\n]|$)"
        text = re.sub(cell, r'\1"\2"', text)
    return text


def _blanked(text: str) -> str:
    """The text with an empty first line, so that lines keep their numbers."""
    first = re.split(r"[\r\n]", text, maxsplit=1)[0]
    return text.removeprefix(first)


def _rows(text: str, separator: str) -> list[Line]:
    return list(_read(text, separator))


def _read(text: str, separator: str) -> Iterator[Line]:
    """Every row that is not empty; a last one holds the end mark when a quotation swallowed it."""
    source = io.StringIO(f"{text}\n{_END}", newline="").readlines()
    rows = csv.reader(source, delimiter=separator)
    begins = 0
    for row in rows:
        cells = tuple(cell.strip() for cell in row)
        raw = "".join(source[begins : rows.line_num])
        if any(cells) and raw != _END:
            yield Line(begins + 1, cells, raw)
        begins = rows.line_num


def _weight(lines: list[Line], separator: str) -> tuple[int, bool]:
    """How many rows are divided by the separator, the first among them; tabs at the end are space.

    (0, False) for one that divides nothing.
    """
    if separator == "\t":
        divided = [any(line.cells[1:]) for line in lines]
    else:
        divided = [len(line.cells) > 1 for line in lines]
    return sum(divided), divided[:1] == [True]
