"""Every file of a class by its format: what it is for, and what writes it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any

from flask_babel import lazy_gettext

from server.reports import log_files
from server.reports.records import lists, narrow, wide
from server.reports.records.codebook import codebook, sheets_of
from server.reports.records.columns import Sheet
from server.reports.records.logs import log_of
from server.reports.records.source import ClassRecord
from server.reports.records.tables import csv_of
from server.reports.records.workbook import MEDIA_TYPE as XLSX
from server.reports.records.workbook import write_workbook
from server.reports.records.xapi import MEDIA_TYPE as XAPI
from server.reports.records.xapi import xapi_json

CSV = "text/csv; charset=utf-8"
Writer = Callable[[IO[bytes], ClassRecord, str], Iterator[None]]
"""Writes the file to a stream, step by step; the text is the server's address."""


@dataclass(frozen=True, slots=True)
class Format:
    """A file: its media type, how its name ends, what it is for in a sentence, and its writer.

    `over` is True for one that tells how tables ended, and needs one that has.
    """

    media: str
    ending: str
    title: Any
    purpose: Any
    write: Writer
    over: bool = False


def _pieces(make: Callable[[ClassRecord, str], Iterator[bytes]]) -> Writer:
    def write(out: IO[bytes], record: ClassRecord, home: str) -> Iterator[None]:
        for number, piece in enumerate(make(record, home)):
            out.write(piece)
            if number % 200 == 0:
                yield

    return write


def _csv(sheet: Callable[[ClassRecord], Sheet[Any]]) -> Writer:
    return _pieces(lambda record, _home: csv_of(sheet(record)))


def _workbook(out: IO[bytes], record: ClassRecord, _home: str) -> Iterator[None]:
    sheets = sheets_of(record)
    yield from write_workbook(out, [*sheets, codebook(sheets)])


DATA: Mapping[str, Format] = {
    "xlsx": Format(
        XLSX, "xlsx", lazy_gettext("Workbook (XLSX)"),
        lazy_gettext("Everything in one workbook, a sheet each for participants, tables, forums, "
                     "proposals, stances, messages, findings and what each column means."),
        _workbook,
    ),
    "wide": Format(
        CSV, "csv", lazy_gettext("One row a participant (CSV)"),
        lazy_gettext("For statistics: what each person did, and what their delegation and table "
                     "came to, with names such as energy.score.rok."),
        _csv(wide.participants),
    ),
    "long": Format(
        CSV, "csv", lazy_gettext("One row a measure (CSV)"),
        lazy_gettext("For statistics: a row for each table, delegation, forum and measure."),
        _csv(narrow.long),
    ),
    "delegations": Format(
        CSV, "csv", lazy_gettext("One row a delegation (CSV)"),
        lazy_gettext("Outcomes, findings and measures of each delegation at each table."),
        _csv(wide.delegations),
    ),
    "messages": Format(
        CSV, "csv", lazy_gettext("Messages (CSV)"),
        lazy_gettext("Every message with its channel, sender and readers."),
        _csv(lists.messages),
    ),
    "codebook": Format(
        CSV, "csv", lazy_gettext("Codebook (CSV)"),
        lazy_gettext("What each column of each file is, with its formula and where it is read."),
        _csv(lambda record: codebook(sheets_of(record))),
    ),
    "jsonl": Format(
        log_files.FORMATS["jsonl"], "jsonl", lazy_gettext("Log (JSON Lines)"),
        lazy_gettext("Every event as it happened. import-log makes the same talks of it again."),
        _pieces(lambda record, _home: log_of(record, "jsonl")),
    ),
    "csv": Format(
        CSV, "csv", lazy_gettext("Log (CSV)"),
        lazy_gettext("The same, one row an event."),
        _pieces(lambda record, _home: log_of(record, "csv")),
    ),
    "xapi": Format(
        XAPI, "json", lazy_gettext("xAPI statements (JSON)"),
        lazy_gettext("What people did, for a learning record store; by code, never by name."),
        _pieces(xapi_json),
    ),
}  # fmt: skip
"""The files that are data."""
