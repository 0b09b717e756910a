"""Files of a class over the API: who gets them, in which form, and what is said when not."""

import csv
import io
import re
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from server.app import App
from server.rules.ids import ClassroomId
from server.service.people import Classroom
from server.web.records.catalogue import FORMATS
from server.web.site.class_names import class_name
from tests.web.site import Caller, Class, made_app
from tests.web.test_api_tokens import signed_in


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> App:
    return made_app(Path(tmp_path_factory.mktemp("data")))


@pytest.fixture(scope="module")
def room(app: App) -> Class:
    """Two tables; at the first Kim spoke, and it has ended."""
    made = Class(app, tables=2)
    kim, _seat = made.joins("Kim Min", table=1, delegation="island")
    made.joins("Lee", table=2, delegation="ferry")
    made.teacher.does(made.talks, "start")
    made.teacher.does(made.talks, "advance")
    said = {"message_id": "m1", "channel": "plenary", "text": "Kim Min here, kim@x.org."}
    assert kim.does(made.talks, "say", said)["accepted"]
    assert made.teacher.does(made.talks, "conclude")["accepted"]
    return made


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline="")))


def export(who: Caller, path: str, **query: str) -> Any:
    return who.get(f"{path}/export?" + "&".join(f"{k}={v}" for k, v in query.items()))


@pytest.mark.parametrize("form", FORMATS)
def test_every_file_comes_whole_and_under_its_name(room: Class, form: str) -> None:
    answer = export(room.teacher, f"/classrooms/{room.id}", format=form)
    assert answer.status_code == 200, answer.text
    assert answer.content_type == FORMATS[form].media
    raw = answer.get_data()
    assert len(raw) == answer.content_length > 100
    name = answer.headers["Content-Disposition"]
    assert re.search(r'filename="[a-z0-9-]+-20\d\d-\d\d-\d\d[a-z0-9.-]*"', name), name
    assert name.endswith(f'.{FORMATS[form].ending}"')
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Seminar B: Séoul / 2", "seminar-b-seoul-2"),
        ('../..\\"\r\nX', "x"),
        ("\uc138\ubbf8\ub098", "class-c1"),
        ("long " * 40, "long-long-long-long-long-long-long-long"),
    ],
)
def test_a_file_bears_the_title_and_the_day_of_its_class(title: str, name: str) -> None:
    made = 1_790_000_000_000
    room = Classroom(ClassroomId("c1"), title, "six-party", "standard", "K", made_at=made)
    assert class_name(room) == f"{name}-2026-09-21"


@pytest.mark.parametrize("form", FORMATS)
def test_a_delegate_a_stranger_and_nobody_get_none_of_them(room: Class, form: str) -> None:
    delegate, _ = room.joins(f"Somebody {form}")
    for path in (f"/classrooms/{room.id}", f"/talks/{room.talks}"):
        assert export(delegate, path, format=form).status_code == 404
        assert export(Caller(room.app), path, format=form).status_code == 401


def test_one_table_holds_nobody_of_another(room: Class) -> None:
    whole = rows(export(room.teacher, f"/classrooms/{room.id}", format="wide").text)
    one = rows(export(room.teacher, f"/talks/{room.talks}", format="wide").text)
    assert {r["talks.table"] for r in whole} == {"1", "2"}
    assert {r["talks.table"] for r in one} == {"1"}
    assert "Lee" not in {r["participant.name"] for r in one}


def test_names_and_texts_are_in_or_out_as_asked(room: Class) -> None:
    def said(**query: str) -> tuple[str, str]:
        path = f"/classrooms/{room.id}"
        messages = export(room.teacher, path, format="messages", **query).text
        people = export(room.teacher, path, format="wide", **query).text
        return messages, people

    messages, people = said()
    assert "Kim Min here" in messages
    assert "Kim Min" in people
    messages, people = said(names="masked")
    assert "here" in messages
    for text in (messages, people):
        assert not {"Kim", "kim@x.org"} & {*text.replace(",", " ").split()}
    messages, people = said(names="masked", free_text="no")
    assert "here" not in messages
    codes = {r["participant.code"] for r in rows(people)}
    assert {r["message.sender"] for r in rows(messages)} <= codes
    messages, people = said(free_text="no")
    assert "here" not in messages
    assert "Kim Min" in people


def test_lists_of_names_are_not_to_be_had_masked(room: Class) -> None:
    for form in ("roster-csv", "results-csv"):
        answer = export(room.teacher, f"/classrooms/{room.id}", format=form, names="masked")
        assert answer.status_code == 400
        assert answer.get_json()["error"]["facts"]["field"] == "names"


@pytest.mark.parametrize(
    ("field", "query"),
    [
        ("format", {"format": "docx"}),
        ("names", {"format": "wide", "names": "some"}),
        ("free_text", {"format": "wide", "free_text": "maybe"}),
    ],
)
def test_what_is_not_known_is_refused_with_what_is(
    room: Class, field: str, query: dict[str, str]
) -> None:
    answer = export(room.teacher, f"/classrooms/{room.id}", **query)
    assert answer.status_code == 400
    facts = answer.get_json()["error"]["facts"]
    assert facts["field"] == field
    assert " or " in facts["expected"]


def test_a_full_disk_is_said_in_words(room: Class, monkeypatch: pytest.MonkeyPatch) -> None:
    full = Path("/dev/full").open  # takes every byte, and has room for none
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: full("w+b"))
    for form in ("xlsx", "jsonl"):
        answer = export(room.teacher, f"/classrooms/{room.id}", format=form)
        assert answer.status_code == 507
        error = answer.get_json()["error"]
        assert error["code"] == "disk_full"
        assert "Make room" in error["message"]
    monkeypatch.undo()
    assert export(room.teacher, f"/classrooms/{room.id}", format="xlsx").status_code == 200


def test_the_workbook_is_one(room: Class) -> None:
    raw = export(room.teacher, f"/classrooms/{room.id}", format="xlsx").get_data()
    assert zipfile.ZipFile(io.BytesIO(raw)).testzip() is None


# --- the page ---


def page(room: Class, query: str = "") -> Any:
    client = signed_in(room.app)
    return client.get(f"/facilitate/{room.id}/files{query}")


def test_the_page_says_of_each_file_what_it_is_for(room: Class) -> None:
    text = page(room).text
    for form in FORMATS:
        assert f'data-file="{form}"' in text
        assert str(FORMATS[form].purpose)[:40] in text
    assert "E-mail addresses are only in the lists for other systems" in text
    assert "E-mail addresses are in none of these files" in page(room, "?table=1").text


def test_the_links_keep_the_choice(room: Class) -> None:
    text = page(room, "?table=1&names=masked&free_text=no").text
    assert "table=1&amp;names=masked&amp;free_text=no" in text
    assert "results-csv" not in text  # a list of names, of the whole class


def test_a_report_waits_for_the_end_and_says_so(app: App) -> None:
    early = Class(app, tables=1)
    client = signed_in(app)
    text = client.get(f"/facilitate/{early.id}/files").text
    assert "No table has come to its end yet." in text
    assert 'data-file="pdf"' not in text
    answer = client.get(f"/facilitate/{early.id}/files/download?format=pdf")
    assert answer.status_code == 409
    assert "No table has come to its end yet" in answer.text
    assert answer.content_type.startswith("text/html")
    over_api = export(early.teacher, f"/classrooms/{early.id}", format="html")
    assert over_api.get_json()["error"]["code"] == "no_table_over"
    assert client.get(f"/facilitate/{early.id}/files/download?format=zip").status_code == 200


def test_the_archive_holds_every_table(room: Class) -> None:
    raw = export(room.teacher, f"/classrooms/{room.id}", format="zip").get_data()
    names = set(zipfile.ZipFile(io.BytesIO(raw)).namelist())
    assert {"README.txt", "data/class.xlsx", "data/codebook.csv", "data/log.jsonl"} <= names
    assert {"table-1/report.pdf", "table-1/report.html", "table-1/transcript.txt"} <= names
    assert "table-2/transcript.html" in names
    assert "table-2/report.pdf" not in names  # it has not ended


def test_the_report_stands_by_itself(room: Class) -> None:
    text = export(room.teacher, f"/talks/{room.talks}", format="html").text
    assert "default-src 'none'" in text
    assert not re.search(r"(?:src|href)=\"(?!#)", text)
    assert "<svg" in text or "Nothing was tabled here." in text
