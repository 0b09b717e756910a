"""The server below a path of a larger site, behind a proxy that takes the path off or leaves it."""

import re
from pathlib import Path

import pytest
from werkzeug.test import Client, TestResponse

from server.app import App
from tests.web.site import Caller, Class, made_app

SITE = "https://www.example.edu"
PAGES = (
    "/",
    "/join",
    "/rejoin",
    "/try",
    "/help",
    "/help/player",
    "/facilitate/sign-in",
    "/nowhere",
)


def mounted(folder: Path, base: str) -> App:
    return made_app(folder, public_url=SITE + base, proxies=1)


def get(app: App, path: str) -> TestResponse:
    return Client(app.flask).get(path, base_url=SITE)


@pytest.fixture
def app(tmp_path: Path) -> App:
    return mounted(tmp_path, "/sixparty")


def outside(base: str, text: str) -> list[str]:
    """Every address of our own in a page that does not lead below the base."""
    found = re.findall(r'(?:href|src|action|value|url)="(/[^"]*)"', text)
    found += re.findall(r'": ?"(/[^"]*)"', text)
    return [path for path in found if not path.startswith(base + "/")]


@pytest.mark.parametrize("base", ["/sixparty", "/a/b-c.d", "/join"])
@pytest.mark.parametrize("path", PAGES)
def test_every_address_on_a_page_leads_below_the_path(tmp_path: Path, base: str, path: str) -> None:
    app = mounted(tmp_path, base)
    stripped, whole = get(app, path), get(app, base + path)
    assert stripped.status_code == whole.status_code == (404 if path == "/nowhere" else 200)
    for answer in (stripped, whole):
        assert not outside(base, answer.text)
    assert f'href="{base}/static/css/base.css"' in stripped.text


def test_tables_below_a_path_that_is_called_like_them(tmp_path: Path) -> None:
    app = mounted(tmp_path, "/talks")
    room = Class(app)
    _, seat = room.joins("Mr Cole")
    for path in (f"/talks/{room.talks}", f"/talks/talks/{room.talks}"):
        environ = {"HTTP_COOKIE": f"seat_{room.talks}={seat['seat_token']}"}
        answer = Client(app.flask, use_cookies=False).get(
            path, base_url=SITE, environ_overrides=environ
        )
        assert answer.status_code == 200, path
        assert '"preact": "/talks/static/vendor/preact.js"' in answer.text


def test_redirects_and_cookies_stay_below_the_path(app: App) -> None:
    door = get(app, "/facilitate")
    assert door.location == "/sixparty/facilitate/sign-in?next=/sixparty/facilitate"
    cookies = get(app, "/join").headers.getlist("Set-Cookie")
    assert cookies
    assert all("Path=/sixparty;" in f"{cookie};" for cookie in cookies)
    code = Class(app).made["join_code"]
    assert get(app, f"/join?code={code}").location == f"/sixparty/join/{code}"


def test_the_colours_come_back_to_the_page_they_were_chosen_on(app: App) -> None:
    client = app.flask.test_client()
    page = client.get("/help/player", base_url=f"{SITE}/sixparty").text
    [token] = set(re.findall(r'name="csrf_token" value="([^"]+)"', page))
    [onward] = re.findall(r'name="next" value="([^"]+)"', page)
    answer = client.post(
        "/theme",
        base_url=f"{SITE}/sixparty",
        data={"csrf_token": token, "next": onward, "theme": "dark"},
        headers={"Referer": f"{SITE}/sixparty/help/player"},
    )
    assert answer.location == "/sixparty/help/player"
    [chosen] = [c for c in answer.headers.getlist("Set-Cookie") if c.startswith("theme=")]
    assert "Path=/sixparty" in chosen


def test_the_api_says_where_it_lives(app: App) -> None:
    assert Caller(app).get("/openapi.json").get_json()["servers"] == [{"url": "/sixparty"}]
    plain = made_app(app.settings.data_dir)
    assert Caller(plain).get("/openapi.json").get_json()["servers"] == [{"url": "/"}]


@pytest.mark.parametrize("path", ["/socket.io/", "/sixparty/socket.io/"])
def test_sockets_are_found_with_the_path_or_without(app: App, path: str) -> None:
    assert get(app, f"{path}?EIO=4&transport=polling").text.startswith('0{"sid"')
