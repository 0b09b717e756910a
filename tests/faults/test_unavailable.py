"""A database that is locked, read-only, full or gone: 503 in words, everywhere, and back again."""

import logging
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from flask_socketio import SocketIOTestClient
from werkzeug.test import TestResponse

from server.app import App, LazyBots
from server.realtime.ticker import Ticker
from server.rules.commands.schedule import Start
from server.rules.refusals import SENTENCES
from server.rules.seats import Facilitator
from server.service.classrooms import Created
from server.storage import engine as engines
from server.web.site.identity import BROWSER, seat_cookie
from tests.cli.command import Shell
from tests.faults.breaking import WAYS, broken, kept_app, locked
from tests.web.site import Caller, Class

LEAKS = ("Traceback", "sqlite", "sqlalchemy", "SELECT ", "INSERT ", "UPDATE ", "no_such_disk")


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    monkeypatch.setattr(engines, "WRITE_WAIT_MS", 60)
    made = kept_app(tmp_path)
    made.flask.config["WTF_CSRF_METHODS"] = []  # forged forms have tests of their own
    yield made
    made.stores.close()


def in_words(answer: TestResponse) -> None:
    assert answer.status_code == 503, answer.text
    assert SENTENCES["unavailable"] in answer.text
    assert answer.headers["Retry-After"].isdigit()
    assert not [leak for leak in LEAKS if leak.casefold() in answer.text.casefold()]


def browser_of(app: App, *, seat: dict[str, Any] | None = None) -> FlaskClient:
    """A browser that is signed in to the facilitator's account, or holds a seat."""
    client = app.flask.test_client()
    if seat is not None:
        client.set_cookie(seat_cookie(seat["talks"]), seat["seat_token"])
        return client
    token = app.classrooms.browsers.sign_in("facilitator")
    with client.session_transaction() as session:
        session[BROWSER] = token
    return client


@pytest.mark.parametrize("way", WAYS)
def test_whatever_needs_to_be_kept_is_refused_in_words_and_taken_afterwards(
    app: App, way: str, caplog: pytest.LogCaptureFixture
) -> None:
    room = Class(app)
    _, seat = room.joins("Ann")
    teacher, anybody, code = browser_of(app), app.flask.test_client(), room.made["join_code"]
    new_class = {"title": "T" * 80, "scenario": "two-party", "tables": 3}
    with broken(app, way), caplog.at_level(logging.WARNING):
        in_words(room.teacher.post("/classrooms", new_class))
        in_words(room.teacher.call("DELETE", f"/classrooms/{room.id}"))
        in_words(teacher.post(f"/facilitate/{room.id}/delete", data={"confirm": "IR 201"}))
        in_words(Caller(app).post("/join", {"code": code, "name": "Kim"}))
        in_words(Caller(app).post("/rejoin", {"rejoin_code": seat["rejoin_code"]}))
        in_words(anybody.post(f"/join/{code}", data={"name": "Kim", "seat": "any"}))
        in_words(anybody.post("/rejoin", data={"rejoin_code": seat["rejoin_code"]}))
    assert caplog.records, "whoever runs the server is told"
    told = "\n".join(f"{one.getMessage()}{one.exc_text or ''}" for one in caplog.records)
    assert not [leak for leak in LEAKS if leak.casefold() in told.casefold()], told
    assert anybody.post("/rejoin", data={"rejoin_code": seat["rejoin_code"]}).status_code == 302
    assert Caller(app).post("/join", {"code": code, "name": "Kim"}).status_code == 201


def test_a_database_that_cannot_be_read_is_said_on_every_page_and_call(app: App) -> None:
    room = Class(app)
    _, seat = room.joins("Ann")
    teacher, ann = browser_of(app), browser_of(app, seat=seat)
    asked = {"classroom_id": room.id, "talks_id": room.talks, "token": "x" * 32}
    asked |= {"code": room.made["join_code"], "form": "md", "name": "player"}
    met = 0
    with broken(app, "gone"):
        for rule in app.flask.url_map.iter_rules():
            if rule.endpoint == "static" or "<path" in rule.rule:
                continue
            path = rule.rule.replace("<any(md, pdf):form>", "md")
            for name, value in asked.items():
                path = path.replace(f"<{name}>", value)
            for method in sorted((rule.methods or set()) & {"GET", "POST", "DELETE"}):
                for client in (teacher, ann):
                    answer = client.open(path, method=method, json={})
                    assert answer.status_code != 500, (method, path, answer.text)
                    assert "Traceback" not in answer.text
                    met += answer.status_code == 503
    assert met > 60  # or the walk went past everything


def test_a_socket_hears_that_nothing_was_saved(app: App) -> None:
    room = Class(app)
    _, seat = room.joins("Ann")
    auth = {"token": seat["seat_token"], "talks": seat["talks"]}
    line = SocketIOTestClient(app.flask, app.socketio, auth=auth)
    with broken(app, "gone"):
        refused = SocketIOTestClient(app.flask, app.socketio, auth=auth)
        assert not refused.is_connected()
    assert line.is_connected()
    line.disconnect()


@pytest.mark.parametrize("way", WAYS)
def test_readyz_says_whether_anything_can_be_kept(
    app: App, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.storage.stores.READY_KEPT_S", 0)
    monkeypatch.setattr("server.storage.stores.READY_WAIT_MS", 50)
    client = app.flask.test_client()
    assert client.get("/readyz").status_code == 200
    with broken(app, way):
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert answer.get_json()["checks"] == {"database": False}
    assert client.get("/readyz").status_code == 200


def test_looking_waits_for_nobody_who_writes(
    app: App, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    room = Class(app)
    teacher = browser_of(app)
    later = app.negotiations.now_ms() + 3_600_000
    monkeypatch.setattr(engines, "WRITE_WAIT_MS", 5_000)
    monkeypatch.setattr("server.service.clocks.SystemClock.now_ms", lambda _clock: later)
    with locked(tmp_path / "talks.sqlite3"):
        began = time.monotonic()
        assert teacher.get(f"/facilitate/{room.id}").status_code == 200
        assert room.teacher.get(f"/classrooms/{room.id}").status_code == 200
        assert time.monotonic() - began < 2


def test_a_lock_that_lasts_is_waited_for_once(
    app: App, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    room = Class(app)
    monkeypatch.setattr(engines, "WRITE_WAIT_MS", 600)
    with locked(tmp_path / "talks.sqlite3"):
        began = time.monotonic()
        for name in ("Kim", "Ben", "Ada", "Min-ji", "Lee", "Ola"):
            in_words(Caller(app).post("/join", {"code": room.made["join_code"], "name": name}))
        assert time.monotonic() - began < 2
    assert room.joins("Kim")


def test_bots_and_clocks_wait_for_it_and_go_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = kept_app(tmp_path)
    made = before.classrooms.create("IR 201", "two-party", bots=True)
    assert isinstance(made, Created)
    start = before.negotiations.handle(made.talks[0].id, "s", Start(), Facilitator("teacher"))
    assert start.accepted
    before.stores.close()
    after = kept_app(tmp_path)
    bots = LazyBots(after.negotiations)
    ticker = Ticker(after.negotiations, bots)
    with broken(after, "gone"), caplog.at_level(logging.WARNING):
        ticker.tick()
    told = "\n".join(f"{one.getMessage()}{one.exc_text or ''}" for one in caplog.records)
    assert "the bots wait" in told
    assert not [leak for leak in LEAKS if leak.casefold() in told.casefold()], told
    ticker.tick()
    assert bots._driver is not None, "they play on"
    after.stores.close()


def test_the_command_line_says_it_in_words(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "WRITE_WAIT_MS", 50)
    shell.ok("migrate")
    with locked(shell.database):
        said = shell.fails("token", "create", "--name", "grader")
    assert "another program holds the database" in said
    assert not [leak for leak in LEAKS if leak.casefold() in said.casefold()]
