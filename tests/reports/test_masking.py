"""No name in any byte: everything that people can write holds a name, and no file does."""

import gzip
import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from typing import get_args

import pytest

from server.reports.records.masking import Codes, Kept, Mask
from server.reports.records.source import ClassRecord
from server.rules.events import Event, Recorded
from server.rules.ids import PersonId
from server.service.people import Person
from server.web.records.catalogue import FORMATS
from server.web.records.pictures import paper
from server.web.site import pdf as site_pdf
from tests.reports.classes import ROOM, a_class, file_of, planted
from tests.rules.generated import plays
from tests.rules.ledgers import everything
from tests.rules.test_generated_play import knowing, opening

NAME = "Zaphod Beeblebrox"
TRACES = re.compile(rb"(?i)zaphod|beeblebrox|heart\.example")


@cache
def logs() -> tuple[tuple[Recorded, ...], ...]:
    """Tables in which every kind of event happens."""
    missing: set[type] = set(get_args(Event))
    found = []
    for seed in range(500):
        table = opening(in_lobby=seed % 2 == 0)
        for move in knowing(table, seed, 150):
            plays(table, move)
        kinds = {type(r.event) for r in table.log}
        if kinds & missing:
            found.append(tuple(table.log))
        missing -= kinds
        if not missing:
            break
    return tuple(found)


def people() -> list[Person]:
    return [
        Person(
            PersonId("zaphod-p-usa"),
            ROOM.id,
            NAME,
            "hash",
            email="zaphod@heart.example",
            joined=True,
        ),
        Person(PersonId("zaphod-late"), ROOM.id, NAME, "hash", joined=False),
    ]


@cache
def record(names: bool, texts: bool) -> ClassRecord:
    from dataclasses import replace

    room = replace(ROOM, title=f"The class of {NAME}", made_by=NAME)
    marked = [planted(log, NAME) for log in logs()]
    return a_class(everything(), marked, room=room, people=people(), kept=Kept(names, texts))


def inside(raw: bytes) -> Iterator[bytes]:
    """Every byte of a file and of the files in it, however they are packed."""
    yield raw
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for info in archive.infolist():
                yield info.filename.encode()
                yield from inside(archive.read(info))
    if raw.startswith(b"\x1f\x8b"):
        yield from inside(gzip.decompress(raw))


def traces(form: str, of: ClassRecord) -> set[bytes]:
    return {m[0].lower() for piece in inside(file_of(form, of)) for m in TRACES.finditer(piece)}


def test_the_name_is_in_every_kind_of_event_that_holds_somebodys_words() -> None:
    """The planting is worth something."""
    kept = record(names=True, texts=True)
    assert traces("jsonl", kept) == {b"zaphod", b"beeblebrox", b"heart.example"}
    kinds = {type(r.event) for log in logs() for r in log}
    assert kinds == set(get_args(Event))


@pytest.mark.parametrize("form", FORMATS)
def test_an_anonymous_file_holds_no_name(form: str) -> None:
    assert traces(form, record(names=False, texts=False)) == set()


@pytest.mark.parametrize("form", FORMATS)
def test_with_texts_kept_the_names_in_them_are_codes(form: str) -> None:
    assert traces(form, record(names=False, texts=True)) == set()


def test_a_pdf_is_set_without_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its letters are numbers of glyphs, so what it is given to set is looked at."""
    given: list[str] = []
    plain = site_pdf.fonts_of

    def noted(text: str) -> list[tuple[str, str | None]]:
        given.append(text)
        return plain(text)

    for module in (site_pdf, paper):
        monkeypatch.setattr(module, "fonts_of", noted)
    site_pdf.mixed.cache_clear()
    for kept in ((False, False), (False, True), (True, True)):
        given.clear()
        raw = file_of("pdf", record(*kept))
        text = "\n".join(given).encode()
        assert len(given) > 50
        found = {m[0].lower() for m in TRACES.finditer(text + raw)}
        assert (b"zaphod" in found) if kept[0] else (found == set())


def test_texts_left_out_leave_the_names_of_people() -> None:
    without = record(names=True, texts=False)
    assert {b"zaphod", b"beeblebrox"} <= traces("wide", without)
    said = b"wrote hello"
    assert said in file_of("jsonl", record(names=True, texts=True))
    assert said not in file_of("jsonl", without)


def test_a_masked_log_comes_to_the_same() -> None:
    """Scores, states and findings are those of the log with names."""
    open_, masked = record(names=True, texts=True), record(names=False, texts=False)
    for mine, other in zip(open_.tables, masked.tables, strict=True):
        assert mine.talks.seq == other.talks.seq
        assert mine.debrief["totals"] == other.debrief["totals"]
        assert mine.row == other.row
        assert mine.words == other.words
        assert [m["kind"] for m in mine.debrief["moments"]] == [
            m["kind"] for m in other.debrief["moments"]
        ]
    measured = [
        re.sub(rb"[PF]-[A-Z2-7]{8}|zaphod-[\w-]+", b"X", file_of("long", one))
        for one in (open_, masked)
    ]
    assert measured[0] == measured[1]


def test_a_code_is_the_same_in_every_export_and_another_in_another_class() -> None:
    one, again, other = Codes(b"k", "a"), Codes(b"k", "a"), Codes(b"k", "b")
    assert one.person("p") == again.person("p") != other.person("p")
    assert one.person("p") != Codes(b"another key", "a").person("p")
    assert re.fullmatch(r"P-[A-Z2-7]{8}", one.person("p"))
    codes = {p.code for p in record(names=True, texts=True).people}
    assert codes == {p.code for p in record(names=False, texts=False).people}


def mask(names: dict[str, str]) -> Mask:
    return Mask(Kept(False, True), Codes(b"k", "c"), names, ["Dr. Wu"], [everything()])


def test_names_in_a_text_are_found_as_people_write_them() -> None:
    masked = mask({"a": "Ann Park", "k": "김민준", "u": "Usa Ito"})
    code = masked.codes.person("a")
    assert masked.text("ann park, yes") == f"{code}, yes"
    assert masked.text("Ask Ann.") == f"Ask {code}."
    assert masked.text("an Annex at the parking lot") == "an Annex at the parking lot"
    assert masked.text("김민준은 좋다") == f"{masked.codes.person('k')}은 좋다"
    assert "Wu" not in masked.text("Prof. Wu said so")
    assert masked.text("write to ann@x.org") == "write to [...]"


def test_a_delegation_keeps_its_name() -> None:
    assert mask({"u": "USA Ito"}).text("USA accepts") == "USA accepts"
