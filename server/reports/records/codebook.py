"""The codebook: every column of every file, made from the columns themselves."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from server.reports.log_files import LOG_COLUMNS
from server.reports.records import lists, narrow, wide
from server.reports.records import measures as m
from server.reports.records.columns import Column, Kind, Sheet
from server.reports.records.source import ClassRecord


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the codebook."""

    file: str
    column: str
    kind: str
    meaning: str
    source: str


def sheets_of(record: ClassRecord) -> list[Sheet[Any]]:
    """Every table of data of a class, in the order of the workbook."""
    return [
        wide.participants(record),
        lists.tables(record),
        lists.forums(record),
        lists.proposals(record),
        lists.stances(record),
        lists.messages(record),
        lists.findings(record),
        wide.delegations(record),
        narrow.long(record),
    ]


def entries(sheets: Iterable[Sheet[Any]]) -> Iterator[Entry]:
    """A line for each column; for the long file one for each measure, too."""
    for sheet in sheets:
        for column in sheet.columns:
            yield Entry(sheet.name, column.name, column.kind, column.meaning, column.source)
        if sheet.name == "long":
            for x in m.ALL:
                said = f"Of a {x.of}{f', in {x.unit}' if x.unit else ''}. {x.meaning}"
                yield Entry("long", f"measure={x.name} ({x.of})", x.kind, said, x.source)
    for name, meaning in LOG_COLUMNS.items():
        yield Entry("log", name, Kind.TEXT, meaning, "the log")


def codebook(sheets: Iterable[Sheet[Any]]) -> Sheet[Entry]:
    """The codebook as a table of data; its own columns are in it."""
    columns: tuple[Column[Entry], ...] = (
        Column("file", Kind.TEXT, "The file, and the sheet of the workbook.",
               "this program", lambda x: x.file),
        Column("column", Kind.TEXT, "The column.", "this program", lambda x: x.column),
        Column("kind", Kind.TEXT, "What it holds. A time is ISO 8601 in universal time; "
               "the workbook has it a second time, as a date, in a column of the same name "
               "with \".date\" after it.", "this program", lambda x: x.kind),
        Column("meaning", Kind.TEXT, "What it says, with its formula.", "this program",
               lambda x: x.meaning),
        Column("source", Kind.TEXT, "The events of the log, or the part of the program, "
               "that it is read from.", "this program", lambda x: x.source),
    )  # fmt: skip
    own = Sheet("codebook", "a column of a file", columns, lambda: ())
    return Sheet(own.name, own.a_row, columns, lambda: entries([*sheets, own]))
