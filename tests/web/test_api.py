import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from server.app import App
from tests.web.site import Caller, Class, made_app


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> App:
    return made_app(Path(tmp_path_factory.mktemp("data")))


@pytest.fixture
def room(app: App) -> Class:
    return Class(app, tables=2)


def code_of(answer: Any) -> str:
    error = answer.get_json()["error"]
    assert set(error) == {"code", "message", "facts"}
    assert error["message"]
    return str(error["code"])


# --- classes ---


def test_a_class_is_made_with_its_tables(room: Class) -> None:
    assert [t["table"] for t in room.made["talks"]] == [1, 2]
    assert len(room.made["join_code"]) == 6
    assert room.made["projector_token"]
    status = room.teacher.get(f"/classrooms/{room.id}").get_json()
    assert status["title"] == "IR 201"
    assert status["open"] is True
    assert [t["state"] for t in status["talks"]] == ["lobby", "lobby"]


def test_a_class_with_a_roster_gives_each_a_code(app: App) -> None:
    teacher = Class(app).teacher
    roster = [{"name": "Ann", "table": 1, "delegation": "rok"}, {"name": "Bo"}]
    body = {"title": "R", "scenario": "six-party", "tables": 1, "roster": roster}
    made = teacher.post("/classrooms", body).get_json()
    assert [(r["name"], r["delegation"]) for r in made["roster"]] == [("Ann", "rok"), ("Bo", None)]
    back = Caller(app).post("/rejoin", {"rejoin_code": made["roster"][0]["rejoin_code"]})
    assert back.get_json()["delegation"] == "rok"


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"title": 3}, 400, "bad_command"),
        ({"title": ""}, 400, "bad_command"),
        ({"tables": 0}, 400, "bad_command"),
        ({"tables": "2"}, 400, "bad_command"),
        ({"tables": 61}, 400, "bad_command"),
        ({"surprise": 1}, 400, "bad_command"),
        ({"policies": {"scores": [1]}}, 400, "bad_command"),
        ({"roster": [{"name": "A", "seat": 1}]}, 400, "bad_command"),
        ({"scenario": "nowhere"}, 404, "not_found"),
        ({"preset": "nowhere"}, 409, "unknown_preset"),
        ({"difficulty": "nowhere"}, 409, "unknown_difficulty"),
        ({"policies": {"scores": "loud"}}, 409, "unknown_policy"),
    ],
)
def test_a_class_that_cannot_be_made_says_why(
    app: App, changes: dict[str, Any], status: int, code: str
) -> None:
    teacher = Class(app).teacher
    before = len(app.classrooms.all())
    body = {"title": "T", "scenario": "two-party", "tables": 1} | changes
    answer = teacher.post("/classrooms", body)
    assert (answer.status_code, code_of(answer)) == (status, code)
    assert len(app.classrooms.all()) == before


def test_deleting_a_class_deletes_everything(room: Class) -> None:
    delegate, _ = room.joins("Ann")
    assert room.teacher.call("DELETE", f"/classrooms/{room.id}").status_code == 204
    assert room.teacher.get(f"/classrooms/{room.id}").status_code == 404
    assert room.teacher.get(f"/talks/{room.talks}/events").status_code == 404
    assert delegate.get(f"/talks/{room.talks}/view").status_code == 401
    assert room.teacher.call("DELETE", f"/classrooms/{room.id}").status_code == 404


# --- joining ---


def test_joining_gives_a_seat_with_a_view(room: Class) -> None:
    delegate, seat = room.joins("Ann", table=2)
    assert seat["table"] == 2
    view = delegate.get(f"/talks/{seat['talks']}/view").get_json()
    assert set(view) == {"etag", "entities", "server_now"}
    assert view["entities"]["me"]["name"] == "Ann"
    assert view["entities"]["me"]["delegation"] == seat["delegation"]
    assert len(view["etag"]) == 16


def test_codes_are_taken_as_people_type_them(room: Class) -> None:
    code = room.made["join_code"]
    typed = f" {code[:3].lower()}-{code[3:]} "
    answer = Caller(room.app).post("/join", {"code": typed, "name": "Ann"})
    assert answer.status_code == 201


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"code": "ZZZZZZ"}, 404, "unknown_code"),
        ({"name": " "}, 400, "name_needed"),
        ({"name": "x" * 81}, 400, "text_too_long"),
        ({"table": 9}, 404, "not_found"),
        ({"delegation": "mars"}, 409, "unknown_delegation"),
        ({"table": "1"}, 400, "bad_command"),
    ],
)
def test_joining_in_vain_says_why(
    room: Class, changes: dict[str, Any], status: int, code: str
) -> None:
    body = {"code": room.made["join_code"], "name": "Ann"} | changes
    answer = Caller(room.app).post("/join", body)
    assert (answer.status_code, code_of(answer)) == (status, code)


def test_locked_seats_and_a_full_delegation_conflict(room: Class) -> None:
    _, seat = room.joins("Ann", table=1)
    wish = {"table": 1, "delegation": seat["delegation"]}
    for name in ("Bo", "Cy", "Di"):
        room.joins(name, **wish)
    body = {"code": room.made["join_code"], "name": "Ed", **wish}
    full = Caller(room.app).post("/join", body)
    assert (full.status_code, code_of(full)) == (409, "seat_taken")
    assert full.get_json()["error"]["facts"]["free"]
    for table in room.made["talks"]:
        assert room.teacher.does(table["id"], "lock_seats", {"locked": True})["accepted"]
    locked = Caller(room.app).post("/join", body)
    assert (locked.status_code, code_of(locked)) == (409, "seats_locked")


def test_the_rejoin_code_gives_the_same_seat(room: Class) -> None:
    _, seat = room.joins("Ann")
    again = Caller(room.app).post("/rejoin", {"rejoin_code": seat["rejoin_code"].lower()})
    assert again.status_code == 200
    found = again.get_json()
    assert (found["talks"], found["delegation"]) == (seat["talks"], seat["delegation"])
    assert found["seat_token"] != seat["seat_token"]
    wrong = Caller(room.app).post("/rejoin", {"rejoin_code": "ABCDEFGH"})
    assert (wrong.status_code, code_of(wrong)) == (404, "bad_token")


# --- at the table ---


def test_commands_go_through_the_same_door_as_the_sockets(room: Class) -> None:
    delegate, seat = room.joins("Ann")
    talks = seat["talks"]
    assert room.teacher.does(talks, "start") == {"id": "c1", "accepted": True}
    said = delegate.does(
        talks, "say", {"message_id": "m1", "channel": "plenary", "text": "Good morning"}
    )
    assert said == {"id": "c1", "accepted": True}
    refused = delegate.does(talks, "pause")
    assert refused["accepted"] is False
    assert refused["refusal"] == "not_allowed"
    assert refused["message"]
    view = delegate.get(f"/talks/{talks}/view").get_json()["entities"]
    assert view["message/m1"]["text"] == "Good morning"


def test_what_is_no_json_is_refused(room: Class) -> None:
    path = f"/talks/{room.talks}/commands"
    for sent in (b"", b"{", b"[" * 10_000, b'{"id": NaN', b"\xff\xfe"):
        answer = room.teacher.call("POST", path, data=sent, content_type="application/json")
        assert (answer.status_code, code_of(answer)) == (400, "bad_command")


def test_a_command_over_16_kib_is_refused_and_a_request_over_a_megabyte_not_read(
    room: Class,
) -> None:
    path = f"/talks/{room.talks}/commands"
    body = {"package": {f"{n:03}": "x" * 80 for n in range(100)}, "forum": "f", "note": "y" * 9000}
    big = {"id": "a", "name": "record_agreement", "body": body}
    assert room.teacher.post(path, big).get_json()["refusal"] == "too_large"
    huge = room.teacher.call("POST", path, data=b" " * (1024 * 1024 + 1))
    assert (huge.status_code, code_of(huge)) == (413, "too_large")


def test_half_a_character_is_replaced_not_refused(room: Class) -> None:
    sent = b'{"id": "a", "name": "announce", "body": {"text": "five \\ud83d minutes\\u0000"}}'
    path = f"/talks/{room.talks}/commands"
    answer = room.teacher.call("POST", path, data=sent, content_type="application/json")
    assert answer.get_json()["accepted"] is True
    events = room.teacher.get(f"/talks/{room.talks}/events").text
    assert "five \ufffd minutes\ufffd" in events


def test_the_log_is_for_facilitators_and_goes_on_after_a_number(room: Class) -> None:
    room.teacher.does(room.talks, "start")
    lines = room.teacher.get(f"/talks/{room.talks}/events").text.splitlines()
    log = [json.loads(line) for line in lines]
    assert [one["seq"] for one in log] == list(range(1, len(log) + 1))
    rest = room.teacher.get(f"/talks/{room.talks}/events?after={len(log) - 1}").text.splitlines()
    assert rest == lines[-1:]
    bad = room.teacher.get(f"/talks/{room.talks}/events?after=-1")
    assert (bad.status_code, code_of(bad)) == (400, "bad_command")


def test_the_analysis_is_for_facilitators_and_for_seats_at_the_debrief(room: Class) -> None:
    delegate, seat = room.joins("Ann")
    path = f"/talks/{seat['talks']}/analysis"
    early = delegate.get(path)
    assert (early.status_code, code_of(early)) == (409, "not_concluded")
    forums = room.teacher.get(path).get_json()["forums"]
    assert all(f["packages"] >= f["feasible"] >= 0 and f["path"] == [] for f in forums)
    room.teacher.does(seat["talks"], "start")
    room.teacher.does(seat["talks"], "conclude")
    assert delegate.get(path).status_code == 409
    room.teacher.does(seat["talks"], "reveal", {"stage": "channels"})
    assert delegate.get(path).status_code == 409  # it tells mandates, which are not laid open yet
    room.teacher.does(seat["talks"], "reveal", {"stage": "mandates"})
    assert delegate.get(path).get_json()["forums"] == forums_after(room, path)


def forums_after(room: Class, path: str) -> Any:
    return room.teacher.get(path).get_json()["forums"]


def test_the_path_of_offers_has_each_partys_score(room: Class) -> None:
    delegate, seat = room.joins("Ann")
    talks = seat["talks"]
    room.teacher.does(talks, "start")
    room.teacher.does(talks, "advance")
    view = delegate.get(f"/talks/{talks}/view").get_json()["entities"]
    [forum] = view["talks"]["forums_now"]
    issue = view[f"forum/{forum}"]["issues"][0]
    package = {issue["id"]: issue["options"][0]["id"]}
    tabled = {"proposal_id": "p1", "forum": forum, "package": package}
    assert delegate.does(talks, "table_proposal", tabled)["accepted"]
    found = room.teacher.get(f"/talks/{talks}/analysis").get_json()["forums"]
    [offer] = next(f for f in found if f["forum"] == forum)["path"]
    assert offer["package"] == package
    assert (
        offer["scores"][seat["delegation"]]
        == view[f"mandate/{forum}"]["issues"][issue["id"]]["worth"][issue["options"][0]["id"]]
    )


def test_a_facilitator_looks_through_a_delegations_eyes(room: Class) -> None:
    _, seat = room.joins("Ann")
    path = f"/talks/{seat['talks']}/view"
    everything = room.teacher.get(path).get_json()["entities"]
    theirs = room.teacher.get(f"{path}?as={seat['delegation']}").get_json()["entities"]
    assert theirs["me"]["audience"] == "delegation"
    assert len(theirs) < len(everything)
    assert room.teacher.get(f"{path}?as=mars").status_code == 404


# --- who may ---


def paths(room: Class) -> list[tuple[str, str]]:
    return [
        ("GET", f"/classrooms/{room.id}"),
        ("DELETE", f"/classrooms/{room.id}"),
        ("GET", f"/classrooms/{room.id}/export?format=jsonl"),
        ("GET", f"/talks/{room.talks}/events"),
    ]


def test_without_a_token_everything_asks_for_one(room: Class) -> None:
    stranger = Caller(room.app)
    more = [("GET", f"/talks/{room.talks}/view"), ("POST", f"/talks/{room.talks}/commands")]
    for method, path in [*paths(room), *more, ("POST", "/classrooms")]:
        answer = stranger.call(method, path)
        assert (answer.status_code, code_of(answer)) == (401, "bad_token"), path
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_wrong_token_is_refused_everywhere(room: Class) -> None:
    for token in ("nobody's", "x" * 5000):
        stranger = Caller(room.app, token)
        for method, path in paths(room):
            assert stranger.call(method, path).status_code == 401


def test_unknown_and_forbidden_are_the_same_bytes(room: Class) -> None:
    delegate, seat = room.joins("Ann", table=1)
    other = room.made["talks"][1]["id"]
    answers = [delegate.call(method, path) for method, path in paths(room)]
    for talks in (other, "unknown-id"):
        answers.append(delegate.get(f"/talks/{talks}/view"))
        answers.append(delegate.get(f"/talks/{talks}/analysis"))
        message = {"id": "c1", "name": "start", "body": {}}
        answers.append(delegate.post(f"/talks/{talks}/commands", message))
    answers.append(room.teacher.get("/classrooms/unknown"))
    answers.append(room.teacher.get("/talks/unknown/view"))
    answers.append(room.teacher.post("/talks/unknown/commands", {"id": "c1", "name": "start"}))
    assert {(a.status_code, a.data) for a in answers} == {(404, answers[0].data)}
    assert delegate.get(f"/talks/{seat['talks']}/view").status_code == 200


def test_a_screens_token_sees_what_is_public(room: Class) -> None:
    screen = Caller(room.app, room.made["projector_token"])
    view = screen.get(f"/talks/{room.talks}/view").get_json()["entities"]
    assert view["me"] == {"audience": "public", "delegation": None}
    assert not [key for key in view if key.startswith("mandate/")]
    assert screen.get(f"/talks/{Class(room.app).talks}/view").status_code == 404
    message = {"id": "c1", "name": "start"}
    assert screen.post(f"/talks/{room.talks}/commands", message).status_code == 404


# --- files ---


def test_the_export_as_json_lines_is_heads_and_logs(room: Class) -> None:
    answer = room.teacher.get(f"/classrooms/{room.id}/export?format=jsonl")
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert [one["table"] for one in lines if "seq" not in one] == [1, 2]
    assert "attachment" in answer.headers["Content-Disposition"]


def test_the_export_as_a_table_has_a_row_an_event_and_no_formula(room: Class) -> None:
    room.teacher.does(room.talks, "announce", {"text": "=1+1"})
    room.joins("=cmd|calc")
    answer = room.teacher.get(f"/classrooms/{room.id}/export?format=csv")
    rows = list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert {row["talks"] for row in rows} == {t["id"] for t in room.made["talks"]}
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))]


def test_an_unknown_format_is_refused(room: Class) -> None:
    answer = room.teacher.get(f"/classrooms/{room.id}/export?format=docx")
    assert (answer.status_code, code_of(answer)) == (400, "bad_command")


def test_promises_of_letters_are_the_facilitators_until_the_letters_lie_open(room: Class) -> None:
    delegate, seat = room.joins("Ann")
    talks, me = seat["talks"], seat["delegation"]
    path = f"/talks/{talks}/promises"
    for order in ("start", "advance"):
        assert room.teacher.does(talks, order)["accepted"]
    view = delegate.get(f"/talks/{talks}/view").get_json()["entities"]
    other = next(key for key in view if key.startswith("delegation/") and key[11:] != me)[11:]
    assert room.teacher.does(talks, "seat_bot", {"delegation": other})["accepted"]
    promise = {"by": me, "what": "nothing", "due_round": 1}
    body = {"letter_id": "l1", "with": [other], "text": "Between us.", "obligations": [promise]}
    assert delegate.does(talks, "draft_side_letter", body)["accepted"]
    assert room.teacher.get(path).get_json() == {"promises": []}
    assert code_of(delegate.get(path)) == "not_concluded"
    assert room.teacher.does(talks, "conclude")["accepted"]
    assert code_of(delegate.get(path)) == "not_concluded"
    assert room.teacher.does(talks, "reveal", {"stage": "letters"})["accepted"]
    assert delegate.get(path).get_json() == {"promises": []}
