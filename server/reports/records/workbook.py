"""A workbook as Excel, LibreOffice and Numbers open it, written row by row.

Only what tables of data need: text, numbers, dates, a bold first row that stays in sight, filters.
Text is text, so nothing is ever a formula; it is guarded as in the CSV files too, for a sheet that
is saved as one. Equal input makes equal bytes.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, Any

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from server.reports.records.columns import Column, Kind, Sheet, Value, iso
from server.storage.csv_files import guarded

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 1_048_576
MOST_TEXT = 32_767
"""Characters in a cell; what is longer ends in an ellipsis, and is whole in the CSV file."""

_STEP = 4_000  # cells
_EPOCH_DAYS = 25_569  # 1970-01-01 in days as spreadsheets count them, from 1899-12-30
_DAY_MS = 86_400_000
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MADE = datetime(1980, 1, 1, tzinfo=UTC)


def write_workbook(out: IO[bytes], sheets: Sequence[Sheet[Any]]) -> Iterator[None]:
    """Write the sheets as a workbook; a step a few thousand cells. Raises OSError."""
    with TemporaryFile() as whole:
        book = Workbook(whole, {"constant_memory": True})
        book.set_properties({"created": _MADE})
        bold = book.add_format({"bold": True})
        date = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for sheet in sheets:
            yield from _written(book.add_worksheet(sheet.name), sheet, bold, date)
        try:
            book.close()
        except FileCreateError as error:
            raise error.args[0] from None  # what the system said
        whole.seek(0)
        copyfileobj(whole, out)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A column of the workbook; `date` for the second one of a time."""

    column: Column[Any]
    date: bool = False

    @property
    def name(self) -> str:
        return f"{self.column.name}.date" if self.date else self.column.name

    @property
    def width(self) -> int:
        if self.column.kind is Kind.TEXT:
            return 24
        return 20 if self.column.kind is Kind.TIME else 14


def shown(sheet: Sheet[Any]) -> list[str]:
    """The names of a sheet's columns in the workbook."""
    return [one.name for one in _shown(sheet)]


def _shown(sheet: Sheet[Any]) -> list[_Shown]:
    found: list[_Shown] = []
    for column in sheet.columns:
        found.append(_Shown(column))
        if column.kind is Kind.TIME:
            found.append(_Shown(column, date=True))
    return found


def _written(page: Worksheet, sheet: Sheet[Any], bold: Format, date: Format) -> Iterator[None]:
    columns = _shown(sheet)
    page.freeze_panes(1, 0)
    for n, one in enumerate(columns):
        page.set_column(n, n, one.width)
        page.write_string(0, n, one.name, bold)
    last = 0
    for last, row in enumerate(sheet.rows(), 1):
        if last == MOST_ROWS:
            break
        for n, one in enumerate(columns):
            _write(page, last, n, one, one.column.read(row), date)
        if last % (_STEP // len(columns) + 1) == 0:
            yield
    page.autofilter(0, 0, last, len(columns) - 1)
    yield


def _write(page: Worksheet, row: int, n: int, one: _Shown, value: Value, date: Format) -> None:
    match value:
        case None | "":
            pass
        case int() if one.date:
            page.write_number(row, n, value / _DAY_MS + _EPOCH_DAYS, date)
        case int() if one.column.kind is Kind.TIME:
            page.write_string(row, n, iso(value))
        case int() | Decimal():
            page.write_number(row, n, float(value))
        case str():
            text = _NOT_XML.sub("\ufffd", guarded(value))
            if len(text) > MOST_TEXT:
                text = text[: MOST_TEXT - 1] + "…"
            page.write_string(row, n, text)
