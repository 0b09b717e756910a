"""Forms and calls whose answer was lost: sent again they make nothing anew."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from server.app import App, create_app
from server.config import Settings
from server.rules.ids import TalksId
from server.service.classrooms import Created
from server.service.people import TokenKind
from server.web.site.security import limiter
from tests.web.pages_site import PagesSite
from tests.web.site import SECRET, Caller, Class, made_app


@pytest.fixture
def site() -> Iterator[PagesSite]:
    yield PagesSite()
    limiter.reset()


@pytest.fixture
def room(site: PagesSite) -> Created:
    made = site.classrooms.create("IR 214", "two-party", 2)
    assert isinstance(made, Created)
    return made


def form_of(client: FlaskClient, page: str) -> dict[str, str]:
    """What every form of the page brings."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(page).text)
    assert found is not None
    return {"csrf_token": found[1]}


def people(site: PagesSite, room: Created) -> int:
    return len(site.classrooms.people_in(room.classroom.id))


def forget_answers(client: FlaskClient, talks: str) -> None:
    """As if the answer with the seat's cookie had never arrived."""
    client.delete_cookie(f"seat_{talks}")


def test_a_join_sent_again_leads_to_the_same_seat(site: PagesSite, room: Created) -> None:
    client = site.browser().client
    path = f"/join/{room.classroom.join_code}"
    form = {**form_of(client, path), "name": "Kim Minji", "seat": "any"}
    first = client.post(path, data=form)
    talks = first.location.split("/")[2]
    forget_answers(client, talks)
    again = client.post(path, data={**form, "name": "Kim Min-ji"})
    assert again.status_code == 302
    assert again.location == first.location
    assert people(site, room) == 1
    assert client.get(f"/talks/{talks}").status_code == 200
    code = re.search(r'id="rejoin-code">(\w+)<', client.get(again.location).text)
    assert code is not None
    assert site.browser().post("/rejoin", rejoin_code=code[1]).status_code == 302


def test_two_sendings_at_one_moment_take_one_seat(site: PagesSite, room: Created) -> None:
    client = site.browser().client
    path = f"/join/{room.classroom.join_code}"
    form = {**form_of(client, path), "name": "Kim Minji", "seat": "any"}
    session = client.get_cookie("sixparty")
    assert session is not None

    def send(_: int) -> str:
        other = site.flask.test_client()
        other.set_cookie("sixparty", session.value)
        return str(other.post(path, data=form).location)

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(send, range(8)))) == 1
    assert people(site, room) == 1


def test_two_pages_and_two_browsers_are_two_people(site: PagesSite, room: Created) -> None:
    path = f"/join/{room.classroom.join_code}"
    for _ in range(2):
        assert site.browser().post(path, from_page=path, name="Kim", seat="any").status_code == 302
    client = site.browser().client
    for _ in range(2):
        form = {**form_of(client, path), "name": "Kim", "seat": "any"}
        forget_answers(client, client.post(path, data=form).location.split("/")[2])
    assert people(site, room) == 4


def test_a_table_tried_alone_is_made_once(site: PagesSite) -> None:
    client = site.browser().client
    form = {**form_of(client, "/"), "delegation": "dprk"}
    first, again = (client.post("/try", data=form) for _ in range(2))
    assert first.status_code == again.status_code == 303
    assert first.location == again.location
    other = client.post("/try", data={**form, "delegation": "rok"})
    assert other.location != first.location


def test_links_assistants_and_copies_are_made_once(site: PagesSite, room: Created) -> None:
    client = site.facilitator().client
    base = f"/facilitate/{room.classroom.id}"
    form = {**form_of(client, f"{base}/observers"), "label": "Dean", "sees": "public"}
    shown = []
    for _ in range(2):
        assert client.post(f"{base}/observers", data=form).status_code == 302
        shown.append(
            re.findall(r"http://[^\"<]+/watch/[\w-]+", client.get(f"{base}/observers").text)
        )
    assert shown[0]
    assert shown[0] == shown[1]
    links = site.classrooms.links.of(room.classroom.id)
    assert sum(link.kind is TokenKind.OBSERVER for link in links) == 1

    form = {**form_of(client, f"{base}/assistants"), "name": "Noor", "table": room.talks[0].id}
    shown = []
    for _ in range(2):
        assert client.post(f"{base}/assistants", data=form).status_code == 302
        shown.append(re.findall(r"/assistant/[\w-]+", client.get(f"{base}/assistants").text))
    assert shown[0]
    assert shown[0] == shown[1]

    form = form_of(client, f"{base}/settings")
    copies = {client.post(f"{base}/clone", data=form).location for _ in range(2)}
    assert len(copies) == 1
    assert len(site.classrooms.all()) == 2


# --- the API ---


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    yield made_app(tmp_path)
    limiter.reset()


def test_a_call_with_a_key_makes_one_seat(app: App) -> None:
    room = Class(app)
    body = {"code": room.made["join_code"], "name": "Kim"}
    headers = {"Idempotency-Key": str(uuid4())}
    first, again = (Caller(app).post("/join", body, headers=headers) for _ in range(2))
    assert first.status_code == again.status_code == 201
    assert first.get_json() == again.get_json()
    assert len(app.negotiations.talks(TalksId(room.talks)).seats) == 1
    other = Caller(app).post("/join", {**body, "name": "Park"}, headers=headers)
    assert other.status_code == 409
    assert other.get_json()["error"]["code"] == "key_reused"
    assert Caller(app).post("/join", body).get_json() != first.get_json()


@pytest.mark.parametrize("key", ["short", "student-1", "kim@example.edu", "x" * 201])
def test_a_key_that_can_be_guessed_is_refused(app: App, key: str) -> None:
    room = Class(app)
    body = {"code": room.made["join_code"], "name": "Kim"}
    answer = Caller(app).post("/join", body, headers={"Idempotency-Key": key})
    assert answer.status_code == 400
    assert answer.get_json()["error"]["facts"]["field"] == "Idempotency-Key"


def test_a_class_is_made_once_by_key_and_found_again_after_a_restart(tmp_path: Path) -> None:
    settings = Settings(f"sqlite:///{tmp_path / 'kept.sqlite3'}", SECRET, tmp_path)
    headers = {"Idempotency-Key": str(uuid4())}
    roster = [{"name": "Kim", "table": 1}, {"name": "Lee"}]
    body = {"title": "IR 201", "scenario": "two-party", "tables": 2, "roster": roster}
    answers = []
    token = None
    seat_key = {"Idempotency-Key": str(uuid4())}
    for _ in range(2):
        app = create_app(settings)
        token = token or app.classrooms.facilitators.create_token("teacher")
        teacher = Caller(app, token)
        made = teacher.post("/classrooms", body, headers=headers)
        assert made.status_code == 201
        join = {"code": made.get_json()["join_code"], "name": "Park", "table": 2}
        seat = Caller(app).post("/join", join, headers=seat_key)
        answers.append((made.get_json(), seat.get_json()))
        assert len(app.classrooms.all()) == 1
        app.stop()
        limiter.reset()
    assert answers[0] == answers[1]
    other = Caller(create_app(settings), token).post(
        "/classrooms", {**body, "roster": []}, headers=headers
    )
    assert other.get_json()["error"]["code"] == "key_reused"


def test_the_answers_to_keys_are_nowhere_in_the_database(tmp_path: Path) -> None:
    file = tmp_path / "kept.sqlite3"
    app = create_app(Settings(f"sqlite:///{file}", SECRET, tmp_path))
    room = Class(app)
    key = str(uuid4())
    body = {"code": room.made["join_code"], "name": "Kim"}
    seat = Caller(app).post("/join", body, headers={"Idempotency-Key": key}).get_json()
    app.stop()
    kept = b"".join(one.read_bytes() for one in tmp_path.glob("kept.sqlite3*"))
    assert b"Kim" in kept
    for secret in (key, seat["seat_token"], seat["rejoin_code"]):
        assert secret.encode() not in kept
