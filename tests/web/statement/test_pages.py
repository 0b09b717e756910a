"""Who reads the Joint Statement, in which forms."""

from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from server.web.site.identity import seat_cookie
from tests.web.site import Caller, Class, made_app

NAME = "Eve <b>*bold*</b>"
CLAUSE = "The Company shall sail on every day of the week."
PACKAGE = {"sailings": "daily", "subsidy": "k500", "term": "three_years", "fares": "frozen"}


@pytest.fixture
def room(tmp_path: Path) -> Class:
    """Two parties, running."""
    made = Class(made_app(tmp_path))
    assert made.teacher.does(made.talks, "start")["accepted"]
    return made


def agree(room: Class) -> None:
    """Face to face."""
    view = room.teacher.get(f"/talks/{room.talks}/view").get_json()["entities"]
    issues = view["forum/contract"]["issues"]
    package = {i["id"]: PACKAGE.get(i["id"], i["options"][0]["id"]) for i in issues}
    body = {"forum": "contract", "package": package}
    assert room.teacher.does(room.talks, "record_agreement", body)["accepted"]


def statement(caller: Caller, room: Class, form: str = "html") -> TestResponse:
    return caller.get(f"/talks/{room.talks}/statement", query_string={"format": form})


def in_browser(room: Class, token: str, ending: str = "") -> TestResponse:
    client = room.app.flask.test_client()
    client.set_cookie(seat_cookie(room.talks), token)
    return client.get(f"/talks/{room.talks}/statement{ending}")


def test_the_page_holds_the_clauses_and_who_signs_and_no_markup_of_theirs(room: Class) -> None:
    agree(room)
    _, seat = room.joins(NAME)
    page = in_browser(room, seat["seat_token"])
    assert page.status_code == 200
    assert CLAUSE in page.text
    assert "Draft Joint Statement" in page.text
    assert "Eve &lt;b&gt;" in page.text
    assert "<b>*bold*" not in page.text


def test_before_anything_is_agreed_it_says_so(room: Class) -> None:
    caller, _ = room.joins("Kim")
    assert "Nothing has been agreed" in statement(caller, room).text


def test_the_same_document_as_markdown_and_pdf(room: Class) -> None:
    agree(room)
    caller, seat = room.joins(NAME)
    text = statement(caller, room, "md")
    assert text.mimetype == "text/markdown"
    assert CLAUSE in text.text
    assert r"Eve \<b\>\*bold\*" in text.text
    document = statement(caller, room, "pdf")
    assert document.mimetype == "application/pdf"
    assert document.data.startswith(b"%PDF-")
    assert "joint-statement-table-1.pdf" in document.headers["Content-Disposition"]
    for ending, mimetype in ((".md", "text/markdown"), (".pdf", "application/pdf")):
        assert in_browser(room, seat["seat_token"], ending).mimetype == mimetype
    assert statement(caller, room, "docx").status_code == 400


def test_a_facilitator_reads_it_and_may_look_as_a_delegation(room: Class) -> None:
    agree(room)
    assert CLAUSE in statement(room.teacher, room).text
    path = f"/talks/{room.talks}/statement"
    known = room.teacher.get("/talks/" + room.talks + "/view").get_json()["entities"]
    some = next(key.removeprefix("delegation/") for key in known if key.startswith("delegation/"))
    assert room.teacher.get(path, query_string={"as": some}).status_code == 200
    assert room.teacher.get(path, query_string={"as": "mars"}).status_code == 404


def test_nobody_else_reads_it(room: Class) -> None:
    agree(room)
    stranger = room.app.flask.test_client()
    assert stranger.get(f"/talks/{room.talks}/statement").status_code == 403
    assert stranger.get(f"/talks/{room.talks}/statement.pdf").status_code == 403
    assert stranger.get(f"/talks/{room.talks}/statement.exe").status_code == 404
    assert statement(Caller(room.app), room).status_code == 401
    caller, _ = Class(room.app).joins("Somebody")
    assert statement(caller, room).status_code == 404
    assert room.teacher.get("/talks/nowhere/statement").status_code == 404
