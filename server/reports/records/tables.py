"""A table of data as CSV."""

from collections.abc import Iterator
from typing import Any

from server.reports.records.columns import Kind, Sheet, Value, iso
from server.storage.csv_files import MARK, Cell, row


def csv_of(sheet: Sheet[Any]) -> Iterator[bytes]:
    """The file, row by row."""
    yield MARK + row(column.name for column in sheet.columns)
    times = [column.kind is Kind.TIME for column in sheet.columns]
    for cells in sheet.cells():
        yield row(map(_cell, cells, times))


def _cell(value: Value, is_time: bool) -> Cell:
    if value is None:
        return ""
    return iso(value) if is_time and isinstance(value, int) else value
