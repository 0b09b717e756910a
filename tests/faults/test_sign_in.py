"""Signing in under attack: who signed in here before gets in, and nobody learns who there is."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests
from argon2 import PasswordHasher
from flask.testing import FlaskClient

from server.app import App
from server.rules.ids import ClassroomId, TalksId
from server.rules.refusals import Refusal
from server.service.facilitators import Facilitators
from server.service.memory import MemoryEventLog
from server.service.memory_people import MemoryPeople
from server.service.passwords import MOST_WAITING, Passwords
from server.service.ports import Unavailable
from server.web.site import known
from server.web.site.security import limiter
from tests.live import LiveServer
from tests.service.world import HandClock
from tests.web.site import Class, made_app

PASSWORD = "correct horse battery"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> App:
    monkeypatch.setattr("server.service.passwords.PasswordHasher", lambda: CHEAP)
    monkeypatch.setattr(known, "SLOW_S", 0)
    made = made_app(tmp_path)
    made.flask.config["WTF_CSRF_METHODS"] = []  # forged forms have tests of their own
    made.classrooms.facilitators.change_password(PASSWORD)
    with made.flask.app_context():
        limiter.reset()
    return made


def tries(browser: FlaskClient, password: str, name: str = "facilitator") -> int:
    return browser.post(
        "/facilitate/sign-in", data={"name": name, "password": password}
    ).status_code


def test_strangers_who_fail_never_shut_out_a_browser_that_signed_in_before(app: App) -> None:
    mine, stranger = app.flask.test_client(), app.flask.test_client()
    assert tries(mine, PASSWORD) == 302
    mine.post("/facilitate/sign-out")
    assert [tries(stranger, "wrong") for _ in range(22)][-1] == 429
    assert tries(stranger, PASSWORD) == 429
    assert tries(mine, PASSWORD) == 302


def test_ones_own_mistakes_make_it_slow_and_never_shut_it(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("server.web.site.known.time.sleep", waited.append)
    mine = app.flask.test_client()
    assert tries(mine, PASSWORD) == 302
    mine.post("/facilitate/sign-out")
    assert {tries(mine, "wrong") for _ in range(40)} == {403}
    assert len(waited) == 35
    assert tries(mine, PASSWORD) == 302


def test_a_cookie_of_another_account_is_a_strangers(app: App) -> None:
    room = Class(app)
    made = app.classrooms.assistants.make(ClassroomId(room.id), "Min-ji", [TalksId(room.talks)])
    assert not isinstance(made, Refusal)
    app.classrooms.assistants.set_up(made[1], PASSWORD)
    helper = app.flask.test_client()
    assert tries(helper, PASSWORD, "Min-ji") == 302
    helper.post("/facilitate/sign-out")
    assert [tries(helper, "wrong") for _ in range(22)][-1] == 429
    assert tries(helper, PASSWORD, "min-JI") == 302


def test_spellings_of_a_name_are_one_name_to_the_count(app: App) -> None:
    spellings = ["facilitator", "Facilitator", " FACILITATOR ", "ｆacilitator", "facilit\u200bator"]
    stranger = app.flask.test_client()
    said = [tries(stranger, "wrong", spellings[n % 5]) for n in range(22)]
    assert said[-1] == 429
    assert tries(app.flask.test_client(), "wrong", "somebody else") == 403


def test_nobody_learns_by_time_which_names_there_are() -> None:
    """Counted, not timed: every answer costs one comparison."""
    made: list[str] = []

    def counting(work: Callable[[], None]) -> None:
        made.append("hash")
        work()

    people = MemoryPeople(MemoryEventLog())
    facilitators = Facilitators(people, HandClock(), passwords=Passwords(CHEAP, counting))
    facilitators.sign_in("so that the one for nobody is made")
    made.clear()
    facilitators.sign_in("nobody has a password yet")
    assert made == ["hash"]
    facilitators.change_password(PASSWORD)
    made.clear()
    facilitators.sign_in("wrong")
    assert made == ["hash"]


def test_an_unknown_assistant_costs_what_a_known_one_does(app: App) -> None:
    room = Class(app)
    made: list[str] = []

    def counting(work: Callable[[], None]) -> None:
        made.append("hash")
        work()

    app.classrooms.facilitators.passwords._run = counting
    app.classrooms.assistants.make(ClassroomId(room.id), "Not set up", [TalksId(room.talks)])
    app.classrooms.assistants.sign_in("nobody", "wrong")
    for name in ("nobody", "Not set up", ""):
        made.clear()
        assert app.classrooms.assistants.sign_in(name, "wrong") is None
        assert made == ["hash"], name


def test_too_many_at_once_are_asked_to_come_again() -> None:
    def stuffed(work: Callable[[], None]) -> None:
        if depth[0] < MOST_WAITING:
            depth[0] += 1
            passwords.fits(None, "wrong")
        work()

    depth = [0]
    passwords = Passwords(CHEAP)
    passwords.fits(None, "wrong")
    passwords = Passwords(CHEAP, stuffed)
    with pytest.raises(Unavailable):
        passwords.fits(None, "wrong")


def test_nobody_waits_while_passwords_are_compared(
    live_server: Callable[..., LiveServer],
) -> None:
    server = live_server()
    token = server.setup_link.rsplit("/", 1)[1]
    first = requests.Session()
    page = first.get(server.setup_link, timeout=5).text
    form = page.split('name="csrf_token" value="')[1].split('"')[0]
    chosen = {"csrf_token": form, "password": PASSWORD, "again": PASSWORD}
    assert first.post(f"{server.url}/setup/{token}", data=chosen, timeout=20).ok

    def wrong(_: int) -> int:
        one = requests.Session()
        page = one.get(f"{server.url}/facilitate/sign-in", timeout=20).text
        form = page.split('name="csrf_token" value="')[1].split('"')[0]
        asked = {"csrf_token": form, "name": "facilitator", "password": "wrong"}
        return one.post(f"{server.url}/facilitate/sign-in", data=asked, timeout=30).status_code

    with ThreadPoolExecutor(6) as pool:
        going = pool.map(wrong, range(6))
        waits = []
        for _ in range(20):
            began = time.monotonic()
            assert requests.get(f"{server.url}/healthz", timeout=10).ok
            waits.append(time.monotonic() - began)
            time.sleep(0.02)
        assert set(going) == {403}
    assert sorted(waits)[len(waits) // 2] < 0.5
