"""The API about the people of a class: waiting to be admitted, and putting the list right."""

from pathlib import Path

import pytest

from server.app import App
from tests.web.site import V1, Caller, Class, made_app
from tests.web.test_api_rights import helper_of


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> App:
    return made_app(Path(tmp_path_factory.mktemp("data")))


def listed(app: App, policy: str) -> Class:
    return Class(
        app,
        scenario="six-party",
        policies={"roster_names": policy},
        roster=[{"name": "Kim Minji", "table": 1, "delegation": "rok"}],
    )


def test_one_waits_is_admitted_and_has_the_seat(app: App) -> None:
    room, anybody = listed(app, "admit"), Caller(app)
    body = {"code": room.made["join_code"], "name": "kim minji"}
    waits = anybody.post("/join", body)
    assert waits.status_code == 202
    ticket = waits.get_json()
    assert set(ticket) == {"admission"}
    assert anybody.post("/join/admission", ticket).status_code == 202
    path = f"/classrooms/{room.id}/admissions"
    (one,) = room.teacher.get(path).get_json()["waiting"]
    assert one["name"] == "kim minji"
    assert room.teacher.post(f"{path}/{one['id']}", {"answer": "perhaps"}).status_code == 400
    assert room.teacher.post(f"{path}/{one['id']}", {"answer": "admit"}).status_code == 204
    assert room.teacher.post(f"{path}/{one['id']}", {"answer": "admit"}).status_code == 404
    seat = anybody.post("/join/admission", ticket)
    assert seat.status_code == 201
    assert seat.get_json()["delegation"] == "rok"


def test_who_is_refused_and_who_never_waited_get_the_same_answer(app: App) -> None:
    room, anybody = listed(app, "admit"), Caller(app)
    body = {"code": room.made["join_code"], "name": "Kim Minji"}
    ticket = anybody.post("/join", body).get_json()
    path = f"/classrooms/{room.id}/admissions"
    (one,) = room.teacher.get(path).get_json()["waiting"]
    assert room.teacher.post(f"{path}/{one['id']}", {"answer": "refuse"}).status_code == 204
    never = anybody.post("/join/admission", {"admission": "x" * 48})
    refused = anybody.post("/join/admission", ticket)
    assert (refused.status_code, refused.get_json()) == (never.status_code, never.get_json())
    assert refused.get_json()["error"]["code"] == "not_admitted"


def test_a_name_that_needs_its_code_says_what_to_give(app: App) -> None:
    room = listed(app, "code")
    answer = Caller(app).post("/join", {"code": room.made["join_code"], "name": "Kim Minji"})
    assert answer.status_code == 409
    error = answer.get_json()["error"]
    assert (error["code"], error["facts"]) == ("code_needed", {"ask": ["rejoin_code"]})


def test_people_are_renamed_made_one_and_removed(app: App) -> None:
    room = listed(app, "first_come")
    _, ann = room.joins("Ann")
    people = f"/classrooms/{room.id}/people"
    (kim,) = (p for p in room.teacher.get(people).get_json()["people"] if p["name"] != "Ann")
    mine = f"{people}/{ann['person']}"
    assert room.teacher.call("PATCH", mine, json={"name": " Anna "}).status_code == 204
    assert room.teacher.post(f"{mine}/merge", {"into": kim["person"]}).status_code == 204
    (left,) = room.teacher.get(people).get_json()["people"]
    assert (left["name"], left["joined"]) == ("Kim Minji", True)
    gone = room.teacher.call("DELETE", f"{people}/{ann['person']}")
    assert gone.get_json()["error"]["code"] == "unknown_person"
    assert room.teacher.call("DELETE", f"{people}/{kim['person']}").status_code == 204
    assert room.teacher.get(people).get_json()["people"] == []


def test_who_runs_some_tables_only_admits_nobody(app: App) -> None:
    room = listed(app, "admit")
    helper = helper_of(room, room.talks)
    answer = helper.get(f"{V1}/classrooms/{room.id}/admissions")
    assert answer.status_code in (403, 409)
    assert answer.get_json()["error"]["code"] == "not_allowed"
