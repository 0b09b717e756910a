"""API tokens: listed, named, dated and taken back, on the page and by the API."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from server.app import App
from server.rules.ids import ClassroomId, TalksId
from server.rules.refusals import Refusal
from server.web.site.identity import BROWSER
from tests.web.site import Caller, Class, made_app

PAGE = "/account/tokens"


@pytest.fixture
def app(tmp_path: Path) -> App:
    made = made_app(tmp_path)
    made.flask.config["WTF_CSRF_METHODS"] = []  # forged forms have tests of their own
    return made


def signed_in(app: App, account: str = "facilitator") -> FlaskClient:
    client = app.flask.test_client()
    with client.session_transaction() as session:
        session[BROWSER] = app.classrooms.browsers.sign_in(account)
    return client


def made_on_page(teacher: FlaskClient, name: str) -> str:
    answer = teacher.post(PAGE, data={"name": name}).text
    shown = re.search(r"<code>([^<]{20,})</code></output>", answer)
    assert shown
    return shown[1]


def test_a_token_is_made_shown_once_used_and_taken_back_on_the_page(app: App) -> None:
    teacher = signed_in(app)
    token = made_on_page(teacher, "grader")
    assert token not in teacher.get(PAGE).text
    assert "never used" in teacher.get(PAGE).text
    assert Caller(app, token).get("/tokens").status_code == 200
    listed = teacher.get(PAGE).text
    assert "last used just now" in listed
    [one] = re.findall(r'name="token" value="([^"]+)"', listed)
    assert teacher.post(PAGE, data={"do": "revoke", "token": one}).status_code == 200
    assert Caller(app, token).get("/tokens").status_code == 401
    assert teacher.post(PAGE, data={"do": "revoke", "token": one}).status_code == 404
    assert teacher.post(PAGE, data={"name": " "}).status_code == 400


def test_the_api_lists_and_takes_back(app: App) -> None:
    mine = Caller(app, app.classrooms.facilitators.create_token("mine"))
    lost = Caller(app, app.classrooms.facilitators.create_token("lost"))
    listed = {one["name"]: one for one in mine.get("/tokens").get_json()["tokens"]}
    assert listed["mine"]["used_at"] >= listed["mine"]["made_at"] > 0
    assert listed["lost"]["used_at"] is None
    assert mine.call("DELETE", f"/tokens/{listed['lost']['id']}").status_code == 204
    assert lost.get("/tokens").status_code == 401
    assert mine.call("DELETE", "/tokens/none").status_code == 404
    assert [one["name"] for one in mine.get("/tokens").get_json()["tokens"]] == ["mine"]


def test_tokens_are_the_facilitators_alone(app: App) -> None:
    room = Class(app)
    ann, _ = room.joins("Ann")
    assert ann.get("/tokens").status_code == 404
    assert app.flask.test_client().get(PAGE).status_code == 302
    made = app.classrooms.assistants.make(ClassroomId(room.id), "Min-ji", [TalksId(room.talks)])
    assert not isinstance(made, Refusal)
    app.classrooms.assistants.set_up(made[1], "long enough")
    assert signed_in(app, "Min-ji").get(PAGE).status_code == 404
