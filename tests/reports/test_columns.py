"""Columns are a promise: what a file has, the codebook explains, and they stay as they are."""

import csv
import io
from typing import Any

from server.reports.log_files import LOG_COLUMNS
from server.reports.records import measures as m
from server.reports.records.codebook import codebook, entries, sheets_of
from server.reports.records.columns import Kind, Sheet
from server.reports.records.source import ClassRecord
from server.reports.records.tables import csv_of
from server.rules.ids import PersonId
from server.service.people import Person
from tests.reports.classes import ROOM, a_class, file_of
from tests.reports.test_masking import logs
from tests.rules.ledgers import everything


def record() -> ClassRecord:
    return a_class(everything(), logs()[:3])


def rows_of(raw: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def sheet(name: str, of: ClassRecord) -> Sheet[Any]:
    return next(s for s in sheets_of(of) if s.name == name)


def test_every_column_of_every_file_is_in_the_codebook_and_nothing_else() -> None:
    whole = record()
    sheets = sheets_of(whole)
    files = {s.name: next(csv.reader(io.StringIO(_head(s)))) for s in sheets}
    files["codebook"] = next(csv.reader(io.StringIO(_head(codebook(sheets)))))
    files["log"] = next(csv.reader(io.StringIO(file_of("csv", whole).decode("utf-8-sig"))))
    explained: dict[str, list[str]] = {}
    for line in rows_of(file_of("codebook", whole)):
        assert line["meaning"], line
        assert line["source"], line
        if not line["column"].startswith("measure="):
            explained.setdefault(line["file"], []).append(line["column"])
    assert explained == files
    assert files["log"] == list(LOG_COLUMNS)


def _head(of: Sheet[Any]) -> str:
    return next(iter(csv_of(of))).decode("utf-8-sig")


def test_every_measure_of_the_long_file_is_in_the_codebook() -> None:
    whole = record()
    said = {x.column for x in entries(sheets_of(whole)) if x.column.startswith("measure=")}
    assert said == {f"measure={x.name} ({x.of})" for x in m.ALL}
    used = {r["measure"] for r in rows_of(file_of("long", whole))}
    assert used <= {x.name for x in m.ALL}
    assert used >= {"total", "score", "zone", "agreed", "role", "found.one_change"}


def test_no_file_names_a_column_twice() -> None:
    for one in sheets_of(record()):
        names = [c.name for c in one.columns]
        assert len(names) == len(set(names)), one.name


def test_a_row_a_participant_with_dotted_names() -> None:
    whole = record()
    rows = rows_of(file_of("wide", whole))
    assert len(rows) == len(whole.people)
    usa = next(r for r in rows if r["participant.delegation"] == "USA")
    table = next(t for t in whole.tables if t.talks.id == usa["talks.id"])
    for forum in table.debrief["forums"]:
        agreed = forum["state"] == "agreed"
        assert usa[f"{forum['id']}.agreed"] == str(int(agreed))
        for side, outcome in forum["outcome"].items():
            assert float(usa[f"{forum['id']}.score.{side}"]) == outcome["score"] / 100
    assert float(usa["own.total"]) == table.debrief["totals"]["usa"] / 100


def test_the_long_file_says_what_the_wide_one_says() -> None:
    whole = record()
    long = {
        (r["talks.id"], r["delegation"], r["forum"], r["measure"]): r["value"]
        for r in rows_of(file_of("long", whole))
    }
    for row in rows_of(file_of("wide", whole)):
        if not row["participant.delegation"]:
            continue
        side = row["participant.delegation"].lower()
        for name, value in row.items():
            owner, _, measure = name.partition(".")
            if owner == "own":
                assert long.get((row["talks.id"], side, "", measure), "") == value, name
            elif measure.startswith("own."):
                found = long.get((row["talks.id"], side, owner, measure[4:]), "")
                assert found == value, name


def test_times_are_universal_time_in_iso() -> None:
    whole = record()
    for row in rows_of(file_of("messages", whole)):
        assert row["message.at"].endswith("Z")
        assert row["message.at"][10] == "T"
    kinds = {c.kind for c in sheet("tables", whole).columns}
    assert Kind.TIME in kinds


def test_somebody_of_the_roster_who_never_came_has_a_row() -> None:
    late = Person(PersonId("nobody"), ROOM.id, "=Never Came", "hash", joined=False)
    whole = a_class(everything(), logs()[:1], people=[late])
    row = rows_of(file_of("wide", whole))[0]
    assert row["participant.name"] == "'=Never Came"  # no formula in a spreadsheet
    assert (row["participant.joined"], row["talks.table"]) == ("0", "")


def test_one_table_alone_has_its_own_people_only() -> None:
    every = a_class(everything(), logs()[:2])
    one = a_class(everything(), logs()[:2], tables=["t2"])
    assert [t.number for t in one.tables] == [2]
    assert {p.code for p in one.people} <= {p.code for p in every.people}
    assert {r["talks.table"] for r in rows_of(file_of("messages", one))} == {"2"}
