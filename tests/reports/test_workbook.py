"""The workbook: what stands in the CSV files stands there, as numbers, dates and text."""

import csv
import io
import re
import zipfile
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from xml.etree import ElementTree as ET

from server.reports.records.codebook import codebook, sheets_of
from server.reports.records.source import ClassRecord
from server.reports.records.tables import csv_of
from server.reports.records.workbook import shown
from server.storage.workbooks import text_of_workbook
from tests.reports.classes import a_class, file_of, planted
from tests.reports.test_masking import logs
from tests.rules.ledgers import everything

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Cell = str | Decimal | datetime


@cache
def record() -> ClassRecord:
    return a_class(everything(), [planted(log, "=HYPERLINK() \x07& <b>") for log in logs()[:2]])


@cache
def workbook() -> dict[str, list[list[Cell]]]:
    """Sheet -> rows, read as the standard says."""
    archive = zipfile.ZipFile(io.BytesIO(file_of("xlsx", record())))
    names = [
        x.attrib["name"]
        for x in ET.fromstring(archive.read("xl/workbook.xml")).iter(f"{MAIN}sheet")
    ]
    return {
        name: [
            _row(row)
            for row in ET.fromstring(archive.read(f"xl/worksheets/sheet{n}.xml")).iter(f"{MAIN}row")
        ]
        for n, name in enumerate(names, 1)
    }


def _row(row: ET.Element) -> list[Cell]:
    found: list[Cell] = []
    for cell in row:
        letters = re.sub(r"\d", "", cell.attrib["r"])
        at = 0
        for ch in letters:
            at = at * 26 + ord(ch) - 64
        found += [""] * (at - 1 - len(found))
        assert cell.find(f"{MAIN}f") is None, "a formula"
        if cell.attrib.get("t") == "inlineStr":
            found.append("".join(cell.itertext()))
        elif cell.attrib.get("s") == "2":
            days = float(cell.findtext(f"{MAIN}v", ""))
            found.append(datetime(1899, 12, 30, tzinfo=UTC) + timedelta(days=days))
        else:
            found.append(Decimal(cell.findtext(f"{MAIN}v", "")))
    return found


def test_the_sheets_are_those_people_look_for() -> None:
    assert list(workbook()) == [
        "participants", "tables", "forums", "proposals", "stances", "messages", "findings",
        "delegations", "long", "codebook",
    ]  # fmt: skip


def test_every_cell_is_that_of_the_csv_file_and_numbers_are_numbers() -> None:
    sheets = sheets_of(record())
    for sheet in [*sheets, codebook(sheets)]:
        head, *rows = workbook()[sheet.name]
        assert head == shown(sheet)
        text = b"".join(csv_of(sheet)).decode("utf-8-sig")
        wanted = list(csv.reader(io.StringIO(text, newline="")))[1:]
        assert len(rows) == len(wanted)
        kept = [n for n, name in enumerate(head) if not str(name).endswith(".date")]
        for row, line in zip(rows, wanted, strict=True):
            row += [""] * (len(head) - len(row))
            for n, cell in zip(kept, line, strict=True):
                found = row[n]
                if isinstance(found, Decimal):
                    assert found == Decimal(cell), (sheet.name, head[n])
                else:
                    assert found == cell.replace("\x07", "\ufffd"), (sheet.name, head[n])


def test_no_text_of_anybody_begins_like_a_formula() -> None:
    texts = [c for rows in workbook().values() for row in rows for c in row if isinstance(c, str)]
    assert any("HYPERLINK" in text for text in texts)
    assert not [text for text in texts if text.startswith(("=", "+", "@"))]


def test_a_time_is_there_as_iso_and_as_a_date() -> None:
    head, *rows = workbook()["messages"]
    iso, date = head.index("message.at"), head.index("message.at.date")
    assert rows
    for row in rows:
        said, when = row[iso], row[date]
        assert isinstance(said, str)
        assert isinstance(when, datetime)
        apart = datetime.fromisoformat(said) - when
        assert abs(apart.total_seconds()) < 0.001


def test_the_program_that_reads_rosters_reads_it() -> None:
    head = text_of_workbook(file_of("xlsx", record())).splitlines()[0].split("\t")
    assert head[:2] == ["participant.code", "participant.name"]


def test_equal_classes_make_equal_bytes() -> None:
    assert file_of("xlsx", record()) == file_of("xlsx", record())
