"""Everything of a class in one ZIP archive: data, log, transcripts, reports, one folder a table."""

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import IO

import orjson
from flask_babel import lazy_gettext

from server.reports.records.codebook import codebook, sheets_of
from server.reports.records.source import ClassRecord, TableRecord
from server.reports.records.tables import csv_of
from server.web.records.blocks import Block
from server.web.records.formats import DATA, Format
from server.web.records.papers import PAPERS, over, title_of, write_report
from server.web.records.report import class_report, table_report
from server.web.site.i18n import gettext as _

_LEVEL = 6
_KEPT = (".pdf", ".xlsx")
"""Packed already."""


def _archive(out: IO[bytes], record: ClassRecord, home: str) -> Iterator[None]:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        archive.writestr("README.txt", _readme(record))
        sheets = sheets_of(record)
        for sheet in [*sheets, codebook(sheets)]:
            with archive.open(f"data/{sheet.name}.csv", "w") as file:
                for n, piece in enumerate(csv_of(sheet)):
                    file.write(piece)
                    if n % 200 == 0:
                        yield
        for form in ("xlsx", "jsonl", "csv", "xapi"):
            name = {"csv": "log.csv", "jsonl": "log.jsonl", "xapi": "xapi.json"}.get(
                form, "class.xlsx"
            )
            yield from _written(archive, f"data/{name}", DATA[form], record, home)
        if len(record.tables) > 1 and over(record):
            for form in ("html", "pdf"):  # the tables have reports of their own beside it
                title = title_of(record)
                yield from _report(archive, f"report.{form}", form, title, class_report(record))
        for table in record.tables:
            yield from _table(archive, record, table, home)


def _table(
    archive: zipfile.ZipFile, record: ClassRecord, table: TableRecord, home: str
) -> Iterator[None]:
    folder = f"table-{table.number}"
    one = replace(record, tables=(table,))
    for form in ("transcript", "text"):
        yield from _written(
            archive, f"{folder}/transcript.{PAPERS[form].ending}", PAPERS[form], one, home
        )
    archive.writestr(f"{folder}/debrief.json", orjson.dumps(table.debrief))
    yield
    if table.talks.state.is_over:
        for form in ("html", "pdf"):
            blocks = table_report(record, table)
            yield from _report(archive, f"{folder}/report.{form}", form, title_of(one), blocks)


def _report(
    archive: zipfile.ZipFile, name: str, form: str, title: str, blocks: Iterable[Block]
) -> Iterator[None]:
    with archive.open(_named(name), "w") as file:
        yield from write_report(file, form, title, [[*blocks]])


def _written(
    archive: zipfile.ZipFile, name: str, form: Format, record: ClassRecord, home: str
) -> Iterator[None]:
    with archive.open(_named(name), "w") as file:
        yield from form.write(file, record, home)


def _named(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_STORED if name.endswith(_KEPT) else zipfile.ZIP_DEFLATED
    return info


def _readme(record: ClassRecord) -> str:
    kept = record.kept
    names = (
        _("People appear by name, and by a code that is the same in every export of the class.")
        if kept.names
        else _("People appear by code only; the same person has the same code in every export.")
    )
    texts = (
        _("What people wrote is in the files.")
        if kept.texts and kept.names
        else _("What people wrote is in the files, with codes in the place of the names in it. "
               "Nicknames and other hints nobody can find; read it before you give it away.")
        if kept.texts
        else _("What people wrote was left out.")
    )  # fmt: skip
    return "\n".join(
        [
            record.room.title or record.room.id,
            "",
            f"data/              {_('data, log, statements; codebook.csv explains each column')}",
            f"report.html, .pdf  {_('the tables side by side')}",
            f"table-N/           {_('report, transcript and debrief of a table')}",
            "",
            _("Times are universal time (UTC). E-mail addresses are in none of the files."),
            names,
            texts,
            "",
        ]
    )


ARCHIVE: Mapping[str, Format] = {
    "zip": Format(
        "application/zip", "zip", lazy_gettext("Everything (ZIP)"),
        lazy_gettext("All files of all tables in one archive, to keep or to hand on."),
        _archive,
    ),
}  # fmt: skip
