import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from server.app import App
from server.rules.ids import TalksId
from server.web.site.identity import seat_cookie
from server.web.site.security import limiter
from tests.web.site import Caller, Class, made_app

PAGES = ("/", "/join", "/rejoin", "/try", "/facilitate/sign-in", "/help", "/nowhere", "/healthz")


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    yield made_app(tmp_path)
    limiter.reset()


@pytest.mark.parametrize("path", [*PAGES, "/api/v1/openapi.json", "/api/v1/nowhere"])
def test_every_answer_has_the_headers(app: App, path: str) -> None:
    headers = app.flask.test_client().get(path).headers
    rules = dict(
        rule.strip().partition(" ")[::2] for rule in headers["Content-Security-Policy"].split(";")
    )
    assert rules["default-src"] == "'self'"
    assert set(rules["script-src"].split()) == {"'self'"}
    assert rules["style-src"] == "'self'"
    assert rules["frame-ancestors"] == rules["object-src"] == rules["base-uri"] == "'none'"
    assert rules["form-action"] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("path", PAGES[:7])
def test_no_page_has_a_script_or_style_in_it(app: App, path: str) -> None:
    html = app.flask.test_client().get(path).text
    scripts = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", html)
    assert all("application/json" in s or ("importmap" in s and "nonce=" in s) for s in scripts)
    assert "<style" not in html
    assert not re.search(r"<[^>]+\s(?:on\w+|style)=", html)
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", html)


def test_a_tables_import_map_has_a_nonce_of_its_own(app: App) -> None:
    room = Class(app)
    client = seated(app, room)
    first, second = (client.get(f"/talks/{room.talks}") for _ in range(2))
    nonces = []
    for page in (first, second):
        [nonce] = re.findall(r'<script type="importmap" nonce="([^"]+)"', page.text)
        assert f"'nonce-{nonce}'" in page.headers["Content-Security-Policy"]
        nonces.append(nonce)
    assert nonces[0] != nonces[1]


def seated(app: App, room: Class) -> FlaskClient:
    """A browser with a seat, by its cookie."""
    _, seat = room.joins("Ann")
    client = app.flask.test_client()
    client.set_cookie(seat_cookie(seat["talks"]), seat["seat_token"])
    return client


def csrf_of(client: FlaskClient, page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(page).text)
    assert found is not None
    return found[1]


def test_a_browsers_call_needs_the_csrf_header(app: App) -> None:
    room = Class(app)
    client = seated(app, room)
    path = f"/api/v1/talks/{room.talks}/commands"
    message = {"id": "a", "name": "ask_help", "body": {"text": "?"}}
    without = client.post(path, json=message)
    assert without.status_code == 400
    assert app.negotiations.talks(TalksId(room.talks)).helps == ()
    token = csrf_of(client, "/join")
    with_it = client.post(path, json=message, headers={"X-CSRFToken": token})
    assert with_it.get_json() == {"id": "a", "accepted": True}


def test_reading_by_cookie_needs_none(app: App) -> None:
    room = Class(app)
    client = seated(app, room)
    assert client.get(f"/api/v1/talks/{room.talks}/view").status_code == 200


def test_a_call_by_token_needs_none_whatever_cookies_say(app: App) -> None:
    room = Class(app)
    client = seated(app, room)
    headers = {"Authorization": f"Bearer {room.teacher.token}"}
    message = {"id": "a", "name": "start"}
    answer = client.post(f"/api/v1/talks/{room.talks}/commands", json=message, headers=headers)
    assert answer.get_json() == {"id": "a", "accepted": True}


@pytest.mark.parametrize("path", ["/rejoin", "/facilitate/sign-in", "/try", "/theme"])
def test_every_form_needs_its_csrf_token(app: App, path: str) -> None:
    assert app.flask.test_client().post(path, data={"name": "x"}).status_code == 400


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(tmp_path: Path) -> None:
    for public_url, secure in ((None, False), ("https://talks.example.edu", True)):
        app = made_app(tmp_path, public_url=public_url)
        room = Class(app)
        client = app.flask.test_client()
        token = csrf_of(client, f"/join/{room.made['join_code']}")
        form = {"csrf_token": token, "name": "Ann", "seat": "any"}
        base = public_url or "http://localhost"
        headers = {"Referer": f"{base}/join"}
        joined = client.post(
            f"/join/{room.made['join_code']}", data=form, headers=headers, base_url=base
        )
        if secure:  # the session cookie of the first page was not sent along: http is not https
            client = app.flask.test_client()
            page = client.get(f"/join/{room.made['join_code']}", base_url=base)
            found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
            assert found is not None
            form["csrf_token"] = found[1]
            joined = client.post(
                f"/join/{room.made['join_code']}", data=form, headers=headers, base_url=base
            )
        cookies = joined.headers.getlist("Set-Cookie")
        assert len(cookies) == 2
        for cookie in cookies:
            assert "HttpOnly" in cookie
            assert "SameSite=Lax" in cookie
            assert ("Secure" in cookie) is secure


def test_guessing_codes_is_slowed_but_a_class_behind_one_address_is_not(app: App) -> None:
    room = Class(app, tables=6)
    caller = Caller(app)
    alphabet = "ABCDEFGHJK"
    wrong = [f"ZZZ{a}{b}Z" for a in alphabet for b in alphabet] + [
        f"YY{a}ZZZ" for a in alphabet * 2
    ]
    for n, code in enumerate(wrong):
        assert caller.post("/join", {"code": code, "name": "x"}).status_code == 404
        if n == 60:
            room.joins("One who typed it right after sixty who did not")
    slowed = caller.post("/join", {"code": "ZZZZZY", "name": "x"})
    assert slowed.status_code == 429
    assert slowed.headers["Retry-After"] == "60"
    assert slowed.get_json()["error"]["code"] == "too_fast"
    limiter.reset()
    for n in range(30):
        room.joins(f"Student {n}")


def test_tries_for_one_thing_are_slowed_from_everywhere(app: App) -> None:
    codes = []
    for n in range(11):
        client = app.flask.test_client()
        place = {"REMOTE_ADDR": f"10.0.0.{n}"}
        for _ in range(10):
            body = {"code": "ZZZZZZ", "name": "x"}
            answer = client.post("/api/v1/join", json=body, environ_overrides=place)
            codes.append(answer.status_code)
    assert codes[:100] == [404] * 100
    assert codes[100:] == [429] * 10


def test_a_strange_host_does_not_reach_the_policy(app: App) -> None:
    answer = app.flask.test_client().get("/healthz", headers={"Host": "a;script-src *"})
    assert "script-src *" not in answer.headers.get("Content-Security-Policy", "")


def test_tokens_are_kept_as_hashes_only(app: App) -> None:
    room = Class(app)
    _, seat = room.joins("Ann")
    people = app.stores.people
    kept = repr(vars(people))
    for secret in (seat["seat_token"], seat["rejoin_code"], room.made["projector_token"]):
        assert secret not in kept
    assert str(room.teacher.token) not in kept


def test_a_fault_of_ours_is_told_without_its_inside(
    app: App, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("the secret inside")

    room = Class(app)
    monkeypatch.setattr(app.negotiations, "snapshot", fails)
    answer = room.teacher.get(f"/talks/{room.talks}/view")
    assert answer.status_code == 500
    assert answer.get_json()["error"]["code"] == "internal_error"
    assert "secret inside" not in answer.text
    assert "the secret inside" in caplog.text
