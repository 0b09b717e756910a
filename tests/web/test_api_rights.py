"""The API for observers' tokens and assistants' browsers: what is theirs, and nothing else."""

import re
from pathlib import Path
from uuid import uuid4

import orjson
import pytest
from flask.testing import FlaskClient

from server.app import App
from server.rules.ids import ClassroomId, TalksId
from server.rules.refusals import Refusal
from server.rules.seats import Audience, DelegationView, FacilitatorView, PublicView
from server.rules.views.gate import view_for
from server.service.identities import Sees
from server.service.people import TokenKind
from tests.web.site import V1, Caller, Class, made_app


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> App:
    return made_app(Path(tmp_path_factory.mktemp("data")))


@pytest.fixture
def room(app: App) -> Class:
    return Class(app, tables=2)


def closed(room: Class) -> list[tuple[str, str]]:
    """Calls that are the facilitator's."""
    return [
        ("GET", f"/classrooms/{room.id}"),
        ("DELETE", f"/classrooms/{room.id}"),
        ("GET", f"/classrooms/{room.id}/export"),
        ("GET", f"/talks/{room.talks}/events"),
        ("GET", f"/talks/{room.talks}/analysis"),
    ]


@pytest.mark.parametrize("sees", [s for s in Sees if s is not Sees.REPLAY])
def test_an_observers_token_sees_what_its_audience_does_at_its_tables_only(
    room: Class, sees: Sees
) -> None:
    one, two = (TalksId(t["id"]) for t in room.made["talks"])
    room.joins("Ann", table=1)
    first = room.app.negotiations.talks(one).scenario.delegations[0].id
    token = room.app.classrooms.links.new_observer(
        ClassroomId(room.id),
        [one],
        sees=sees,
        delegation=first if sees is Sees.DELEGATION else None,
    )
    assert isinstance(token, str)
    observer = Caller(room.app, token)
    audiences: dict[Sees, Audience] = {
        Sees.PUBLIC: PublicView(plenary=True),
        Sees.DELEGATION: DelegationView(first),
        Sees.EVERYTHING: FacilitatorView(),
    }
    talks, present, _ = room.app.negotiations.snapshot(one)
    expected = orjson.loads(orjson.dumps(view_for(talks, audiences[sees], present)))
    assert observer.get(f"/talks/{one}/view").get_json()["entities"] == expected
    assert observer.get(f"/talks/{one}/view?as={first}").get_json()["entities"] == expected
    message = {"id": "c1", "name": "start"}
    for method, path in [*closed(room), ("GET", f"/talks/{two}/view")]:
        assert observer.call(method, path).status_code == 404, path
    assert observer.post(f"/talks/{one}/commands", message).status_code == 404
    room.app.classrooms.links.revoke_all(ClassroomId(room.id), TokenKind.OBSERVER)
    assert observer.get(f"/talks/{one}/view").status_code == 401


def helper_of(room: Class, *tables: str) -> FlaskClient:
    """A browser in which an assistant of these tables is signed in."""
    service = room.app.classrooms
    made = service.assistants.make(ClassroomId(room.id), uuid4().hex, [*map(TalksId, tables)])
    assert not isinstance(made, Refusal)
    client = room.app.flask.test_client()
    page = client.get(f"/assistant/{made[1]}").text
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    password = "a long enough password"
    form = {"csrf_token": found[1], "password": password, "again": password}
    assert client.post(f"/assistant/{made[1]}", data=form).status_code == 302
    return client


def test_an_assistants_browser_reaches_the_own_tables_only(room: Class) -> None:
    one, two = (t["id"] for t in room.made["talks"])
    helper = helper_of(room, one)
    status = helper.get(f"{V1}/classrooms/{room.id}").get_json()
    assert [t["id"] for t in status["talks"]] == [one]
    assert helper.get(f"{V1}/talks/{one}/view").get_json()["entities"]["me"]["audience"] == (
        "facilitator"
    )
    exported = helper.get(f"{V1}/classrooms/{room.id}/export")
    assert one in exported.text
    assert two not in exported.text
    assert helper.get(f"{V1}/talks/{one}/events").status_code == 200
    for path in (f"/talks/{two}/view", f"/talks/{two}/events", f"/talks/{two}/analysis"):
        assert helper.get(V1 + path).status_code == 404, path
    assert helper.get(f"{V1}/classrooms/{Class(room.app).id}").status_code == 404


def test_an_assistants_browser_commands_with_the_forms_token_only(room: Class) -> None:
    one, two = (t["id"] for t in room.made["talks"])
    helper = helper_of(room, one)
    message = {"id": "c1", "name": "announce", "body": {"text": "Hello."}}
    assert helper.post(f"{V1}/talks/{one}/commands", json=message).status_code == 400
    page = helper.get(f"/facilitate/{room.id}").text
    found = re.search(r'"csrf": "([^"]+)"', page)
    assert found
    headers = {"X-CSRFToken": found[1]}

    def status(method: str, path: str, body: object = None) -> int:
        return helper.open(V1 + path, method=method, json=body, headers=headers).status_code

    told = helper.post(f"{V1}/talks/{one}/commands", json=message, headers=headers)
    assert told.get_json() == {"id": "c1", "accepted": True}
    assert status("POST", f"/talks/{two}/commands", message) == 404
    assert status("DELETE", f"/classrooms/{room.id}") == 404
    assert status("POST", "/classrooms", {"title": "x", "scenario": "two-party"}) == 404
    assert room.teacher.get(f"/classrooms/{room.id}").status_code == 200


def test_the_wrong_kind_of_request_is_told_which_are_right(room: Class) -> None:
    answer = room.teacher.call("DELETE", f"/talks/{room.talks}/view")
    error = answer.get_json()["error"]
    assert (answer.status_code, error["code"]) == (405, "method_not_allowed")
    assert "GET" in answer.headers["Allow"]
    assert set(error) == {"code", "message", "facts"}
    nowhere = room.teacher.call("DELETE", "/nowhere")
    assert (nowhere.status_code, nowhere.get_json()["error"]["code"]) == (404, "not_found")
