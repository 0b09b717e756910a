"""Tables for spreadsheets, in which no cell is a formula."""

import csv
import io
from collections.abc import Iterable
from typing import Any

_RISKY = ("=", "+", "-", "@", "\t", "\r")


def row(cells: Iterable[Any]) -> bytes:
    """A row of CSV in which no cell is a formula."""
    out = io.StringIO()
    csv.writer(out).writerow([_safe(cell) for cell in cells])
    return out.getvalue().encode()


def _safe(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    risky = isinstance(cell, str) and cell.startswith(_RISKY)
    return f"'{cell}" if risky else cell
