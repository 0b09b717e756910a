"""The files that people read: report and transcript, of a class or of one table."""

from collections.abc import Iterable, Iterator, Mapping
from typing import IO

from flask_babel import lazy_gettext

from server.reports.records.source import ClassRecord, TableRecord
from server.web.records.blocks import Block
from server.web.records.formats import Format, Writer
from server.web.records.html import report_page, transcript_page
from server.web.records.report import class_report, table_report
from server.web.records.transcript import transcript, transcript_text
from server.web.site.i18n import gettext as _


def title_of(record: ClassRecord) -> str:
    """What a report is called."""
    numbers = [str(t.number) for t in record.tables]
    if len(numbers) == 1:
        return _("Report: %(title)s, table %(n)s", title=record.room.title, n=numbers[0])
    return _("Report: %(title)s", title=record.room.title)


def over(record: ClassRecord) -> list[TableRecord]:
    """The tables that have ended."""
    return [t for t in record.tables if t.talks.state.is_over]


def report_parts(record: ClassRecord) -> Iterator[list[Block]]:
    """The class, where it has more than one table, and each table that is over."""
    if len(record.tables) > 1:
        yield [*class_report(record)]
    for table in over(record):
        yield [*table_report(record, table)]


def write_report(
    out: IO[bytes], form: str, title: str, parts: Iterable[list[Block]]
) -> Iterator[None]:
    """Write the parts as `html` or `pdf`, a step a part."""
    whole = []
    for part in parts:
        whole.append(part)
        yield
    if form == "html":
        out.write(report_page(title, whole))
        return
    # Imported when a PDF is asked for: it is large, and most servers start without a need.
    from server.web.records.pdf import report_pdf

    out.write(report_pdf(title, whole))


def _report(form: str) -> Writer:
    def write(out: IO[bytes], record: ClassRecord, _home: str) -> Iterator[None]:
        return write_report(out, form, title_of(record), report_parts(record))

    return write


def _transcript(out: IO[bytes], record: ClassRecord, _home: str) -> Iterator[None]:
    tables = []
    for table in record.tables:
        tables.append(transcript(record, table))
        yield
    out.write(transcript_page(_("Transcript: %(title)s", title=record.room.title), tables))


def _text(out: IO[bytes], record: ClassRecord, _home: str) -> Iterator[None]:
    for table in record.tables:
        out.write(transcript_text(transcript(record, table)).encode())
        yield


PAPERS: Mapping[str, Format] = {
    "pdf": Format(
        "application/pdf", "pdf", lazy_gettext("Report (PDF)"),
        lazy_gettext("What happened, what was possible and why, with the debrief's pictures; to "
                     "print or to send."),
        _report("pdf"), over=True,
    ),
    "html": Format(
        "text/html; charset=utf-8", "html", lazy_gettext("Report (web page)"),
        lazy_gettext("The same as a page in one file that needs no network, with the numbers "
                     "behind each picture."),
        _report("html"), over=True,
    ),
    "transcript": Format(
        "text/html; charset=utf-8", "html", lazy_gettext("Transcript (web page)"),
        lazy_gettext("What was said and done, in order, with who could read it."),
        _transcript,
    ),
    "text": Format(
        "text/plain; charset=utf-8", "txt", lazy_gettext("Transcript (text)"),
        lazy_gettext("The same as plain text."),
        _text,
    ),
}  # fmt: skip
"""Format -> file."""
