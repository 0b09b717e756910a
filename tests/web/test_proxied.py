"""Behind a proxy: what it says counts when the settings know of it, for pages and sockets alike."""

import logging
from pathlib import Path

import pytest

from server.realtime.serving import allowed_origins
from tests.web.site import Class, made_app

SAID = {
    "X-Forwarded-For": "10.1.2.3",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "talks.example.edu",
}


def cookies_of(folder: Path, proxies: int) -> list[str]:
    app = made_app(folder, proxies=proxies)
    room = Class(app)
    client = app.flask.test_client()
    page = client.get(f"/join/{room.made['join_code']}", headers=SAID)
    theme = client.post("/theme", data={"theme": "dark"}, headers=SAID)
    return page.headers.getlist("Set-Cookie") + theme.headers.getlist("Set-Cookie")


def test_cookies_are_for_https_alone_when_a_known_proxy_says_https(tmp_path: Path) -> None:
    known = cookies_of(tmp_path, 1)
    assert known
    assert all("Secure" in cookie for cookie in known)
    assert not any("Secure" in cookie for cookie in cookies_of(tmp_path, 0))


def test_sockets_hear_the_page_of_the_address_that_a_known_proxy_says(tmp_path: Path) -> None:
    app = made_app(tmp_path, proxies=1)
    seen: list[str] = []
    allowed = app.socketio.server.eio.cors_allowed_origins

    def noting(origin: str, environ: dict[str, str]) -> bool:
        seen.append(environ["HTTP_HOST"])
        return bool(allowed(origin, environ))

    app.socketio.server.eio.cors_allowed_origins = noting
    client = app.flask.test_client()
    asked = {**SAID, "Origin": "https://talks.example.edu"}
    answer = client.get("/socket.io/?EIO=4&transport=polling", headers=asked)
    assert seen
    assert set(seen) == {"talks.example.edu"}
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(
    ("origin", "host", "is_heard"),
    [
        ("https://a.edu", "a.edu", True),
        ("https://A.edu", "a.edu:443", True),
        ("http://a.edu:80", "a.edu", True),
        ("https://a.edu:8060", "a.edu", False),
        ("https://b.edu", "a.edu", False),
        ("null", "a.edu", False),
        (None, "a.edu", False),
        ("https://a.edu:x", "a.edu", False),
    ],
)
def test_a_page_is_heard_from_the_own_host(origin: str | None, host: str, is_heard: bool) -> None:
    assert allowed_origins(None)(origin, {"HTTP_HOST": host}) is is_heard


def test_a_refused_page_and_an_unknown_proxy_are_said_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    app = made_app(tmp_path)
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            app.flask.test_client().get("/", headers=SAID)
        allowed = allowed_origins(None)
        for _ in range(3):
            allowed("https://talks.example.edu", {"HTTP_HOST": "127.0.0.1:8060"})
    said = [one.getMessage() for one in caplog.records]
    assert len(said) == 2
    assert "SIXPARTY_PROXIES" in said[0]
    assert "SIXPARTY_PUBLIC_URL" in said[1]
