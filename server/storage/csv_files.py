"""CSV as this program writes it: right in Excel at a double click, and read back as it was.

UTF-8 with the mark that tells Excel so, lines ended by CRLF, text with any separator in quotes. A
text that a spreadsheet would take for a formula has an apostrophe before it, and so has one that
begins with an apostrophe itself, so that taking one away always gives back what was written.
"""

from collections.abc import Iterable
from decimal import Decimal

MARK = "\ufeff".encode()
"""The first bytes of every file."""

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
_QUOTED = frozenset('",;|，；\t\r\n')

Cell = str | int | Decimal


def row(cells: Iterable[Cell]) -> bytes:
    """A row; numbers are numbers, whatever their sign."""
    return (",".join(map(_written, cells)) + "\r\n").encode()


def points(hundredths: int) -> Decimal:
    """Hundredths of points as the pages show them: two decimals, the sign kept."""
    return Decimal(hundredths).scaleb(-2)


def guarded(cell: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_RISKY) else cell


def unguarded(cell: str) -> str:
    """A cell as it was before `row` guarded it."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_RISKY) else cell


def _written(cell: Cell) -> str:
    if not isinstance(cell, str):
        return str(cell)
    text = guarded(cell)
    quoted = not _QUOTED.isdisjoint(text) or text != text.strip()
    return '"' + text.replace('"', '""') + '"' if quoted else text
