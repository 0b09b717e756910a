"""Where forms may come from behind https, and what people are told of each that may not."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.app import App
from server.web.site.security import limiter
from tests.web.pages_site import words
from tests.web.site import Class, made_app

URL = "https://talks.example.edu"


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    yield
    limiter.reset()


def join(
    app: App,
    headers: Mapping[str, str],
    *,
    base: str = URL,
    cookies: bool = True,
    token: str | None = None,
) -> TestResponse:
    """The answer to a join form, opened and sent with these headers."""
    path = f"/join/{Class(app).made['join_code']}"
    client: FlaskClient = app.flask.test_client(use_cookies=cookies)
    page = client.get(path, base_url=base).text
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found is not None
    form = {"csrf_token": found[1] if token is None else token, "name": "Ann", "seat": "any"}
    return client.post(path, data=form, base_url=base, headers=dict(headers))


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": URL},
        {"Origin": URL + ":443"},
        {"Origin": "https://TALKS.example.edu"},
        {"Referer": URL + "/join/ABCDEF"},
        {"Origin": "null", "Referer": URL + "/"},
        {"Sec-Fetch-Site": "same-origin"},
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
    ],
)
def test_one_sign_that_the_form_is_ours_is_enough(
    tmp_path: Path, headers: Mapping[str, str]
) -> None:
    assert join(made_app(tmp_path, public_url=URL), headers).status_code == 302


@pytest.mark.parametrize("base", ["https://talks.example.edu", "http://127.0.0.1:8060"])
def test_the_public_address_counts_whatever_the_proxy_passes_on(tmp_path: Path, base: str) -> None:
    port = "https://talks.example.edu:8443"
    app = made_app(tmp_path, public_url=port)
    app.flask.config["SESSION_COOKIE_SECURE"] = False  # as the browser's side of the proxy sees it
    assert join(app, {"Origin": port}, base=base).status_code == 302
    assert join(app, {"Referer": port + "/join"}, base=base).status_code == 302


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "https://talks.example.edu.elsewhere.example"},
        {"Origin": "http://talks.example.edu"},
        {"Origin": URL + ":8443"},
        {"Origin": "https://[nonsense"},
        {"Origin": "https://elsewhere.example", "Referer": URL + "/"},
        {"Referer": "https://elsewhere.example/talks.example.edu"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_foreign_page_is_refused_whatever_token_it_has(
    tmp_path: Path, headers: Mapping[str, str]
) -> None:
    answer = join(made_app(tmp_path, public_url=URL), headers)
    assert answer.status_code == 400
    assert "another site's page" in words(answer)


def test_each_cause_has_a_sentence_of_its_own(tmp_path: Path) -> None:
    app = made_app(tmp_path, public_url=URL)
    told = {
        "does not say from which page": join(app, {}),
        "blocks cookies": join(app, {"Origin": URL}, cookies=False),
        "begins with https": join(app, {}, base="http://talks.example.edu", cookies=False),
        "too old or incomplete": join(app, {"Origin": URL}, token="nonsense"),
    }
    for sentence, answer in told.items():
        assert answer.status_code == 400
        assert sentence in words(answer)
        assert sum(other in words(answer) for other in told) == 1


@pytest.mark.parametrize(
    "path", ["/join/CODE", "/try", "/rejoin", "/facilitate/sign-in", "/setup/T"]
)
def test_a_browser_without_cookies_is_told_so_at_every_door(tmp_path: Path, path: str) -> None:
    app = made_app(tmp_path)
    code, setup = Class(app).made["join_code"], app.classrooms.facilitators.setup_token()
    path = path.replace("CODE", code).replace("/T", f"/{setup}")
    client = app.flask.test_client(use_cookies=False)
    page = client.get(path).text
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found is not None
    answer = client.post(path, data={"csrf_token": found[1], "name": "Ann"})
    assert answer.status_code == 400
    assert "This browser blocks cookies" in words(answer)


def test_the_api_says_the_cause_too(tmp_path: Path) -> None:
    app = made_app(tmp_path)
    room = Class(app)
    _, seat = room.joins("Ann")
    client = app.flask.test_client()
    client.set_cookie(f"seat_{seat['talks']}", seat["seat_token"])
    client.get("/join")
    answer = client.post(f"/api/v1/talks/{seat['talks']}/commands", json={"id": "a", "name": "x"})
    assert answer.status_code == 400
    assert answer.get_json()["error"]["code"] == "form_expired"
