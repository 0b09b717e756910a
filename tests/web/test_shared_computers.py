"""Several people at one browser, and several servers at one host."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from server.app import App
from server.service.classrooms import Created
from server.service.people import RosterLine
from server.web.site.security import limiter
from tests.web.pages_site import PASSWORD, PagesSite, Visitor, words
from tests.web.site import made_app


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    yield
    limiter.reset()


def room_of(site: PagesSite) -> Created:
    made = site.classrooms.create("IR 214", "two-party", 2)
    assert isinstance(made, Created)
    return made


def test_the_next_student_joins_in_one_step_and_the_first_keeps_the_seat() -> None:
    site = PagesSite()
    room = room_of(site)
    path = f"/join/{room.classroom.join_code}"
    browser = site.browser()
    first = browser.post(path, from_page=path, name="Ana Example", seat="any").location
    talks = first.split("/")[2]
    code = re.search(r'id="rejoin-code">(\w+)<', browser.get(first).text)
    assert code is not None
    page = browser.get(path)
    assert "Ana Example" in words(page)
    assert f'action="{path}/leave"' in page.text
    left = browser.post(f"{path}/leave", from_page=path)
    assert left.location == path
    assert 'name="name"' in browser.get(path).text
    assert browser.get(f"/talks/{talks}").status_code == 403
    assert code[1] not in browser.get(first).text
    second = browser.post(path, from_page=path, name="Ben Example", seat="any").location
    assert "Ben Example" in words(browser.get(second))
    assert len(site.classrooms.people_in(room.classroom.id)) == 2
    home = Visitor(site.flask.test_client())
    assert home.post("/rejoin", rejoin_code=code[1]).location == f"/talks/{talks}"
    assert "Ana Example" in words(home.get(first))


def test_a_form_left_open_gives_the_next_student_nobody_elses_seat() -> None:
    site = PagesSite()
    room = room_of(site)
    path = f"/join/{room.classroom.join_code}"
    browser = site.browser()
    browser.post(path, from_page=path, name="Ana", seat="any")
    answer = browser.post(path, from_page=path, name="Ben", seat="any")
    assert answer.status_code == 409
    assert "leave it first" in words(answer)
    assert "This is not me" in words(answer)
    assert len(site.classrooms.people_in(room.classroom.id)) == 1


def test_a_form_opened_before_the_seat_was_left_is_too_old() -> None:
    site = PagesSite()
    room = room_of(site)
    path = f"/join/{room.classroom.join_code}"
    browser = site.browser()
    found = re.search(r'name="csrf_token" value="([^"]+)"', browser.get(path).text)
    assert found is not None
    form = {"csrf_token": found[1], "name": "Ana", "seat": "any"}
    assert browser.client.post(path, data=form).status_code == 302
    browser.post(f"{path}/leave", from_page=path)
    assert browser.client.post(path, data={**form, "name": "Ben"}).status_code == 400


def test_the_start_page_and_the_seats_page_offer_it_too() -> None:
    site = PagesSite()
    room = room_of(site)
    path = f"/join/{room.classroom.join_code}"
    browser = site.browser()
    seat = browser.post(path, from_page=path, name="Ana", seat="any").location
    for page in ("/", seat):
        assert f'action="{path}/leave"' in browser.get(page).text


def test_two_of_a_name_are_asked_for_what_tells_them_apart() -> None:
    site = PagesSite()
    roster = (
        RosterLine("Lee Jiwoo", table=1, email="lee1@example.edu"),
        RosterLine("Lee Jiwoo", table=2, email="lee2@example.edu"),
    )
    made = site.classrooms.create("IR 214", "two-party", 2, roster=roster)
    assert isinstance(made, Created)
    path = f"/join/{made.classroom.join_code}"
    browser = site.browser()
    asked = browser.post(path, from_page=path, name="lee jiwoo", seat="any")
    assert asked.status_code == 409
    assert 'name="who"' in asked.text
    assert "More than one person of this name" in words(asked)
    by_mail = browser.post(
        path, from_page=path, name="lee jiwoo", seat="any", who="LEE2@example.edu"
    )
    assert by_mail.location == f"/talks/{made.talks[1].id}/seat"
    wrong = site.browser().post(path, from_page=path, name="Lee Jiwoo", seat="any", who="ZZZZZZZZ")
    assert "No seat has this code" in words(wrong)
    code = made.roster[0].rejoin_code
    by_code = site.browser().post(path, from_page=path, name="Lee Jiwoo", seat="any", who=code)
    assert by_code.location == f"/talks/{made.talks[0].id}/seat"


# --- two servers at one host ---


def facilitating(app: App, client: FlaskClient) -> None:
    """Choose the password and be signed in."""
    setup = f"/setup/{app.classrooms.facilitators.setup_token()}"
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(setup).text)
    assert found is not None
    form = {"csrf_token": found[1], "password": PASSWORD, "again": PASSWORD}
    assert client.post(setup, data=form).status_code == 302
    assert client.get("/facilitate").status_code == 200


def cookies_to(other: FlaskClient, client: FlaskClient) -> None:
    """A browser sends the cookies of one port to every port of the host."""
    for cookie in (client._cookies or {}).values():  # werkzeug lists them nowhere else
        other.set_cookie(cookie.key, cookie.value)


@pytest.mark.parametrize("apart", ["port", "data"])
def test_two_servers_at_one_host_sign_nobody_out(tmp_path: Path, apart: str) -> None:
    if apart == "port":
        one, two = (made_app(tmp_path, port=port) for port in (8511, 8512))
    else:
        urls = (f"sqlite:///{tmp_path / name}" for name in ("one.sqlite3", "two.sqlite3"))
        one, two = (made_app(tmp_path, database_url=url) for url in urls)
    first, second = one.flask.test_client(), two.flask.test_client()
    facilitating(one, first)
    cookies_to(second, first)
    second.get("/join")
    cookies_to(first, second)
    assert first.get("/facilitate").status_code == 200


def test_who_was_signed_in_before_stays_so(tmp_path: Path) -> None:
    app = made_app(tmp_path)
    name = app.flask.config["SESSION_COOKIE_NAME"]
    assert name != "sixparty"
    client = app.flask.test_client()
    facilitating(app, client)
    kept = client.get_cookie(name)
    assert kept is not None
    old = app.flask.test_client()
    old.set_cookie("sixparty", kept.value)
    assert old.get("/facilitate").status_code == 200
    assert old.get_cookie(name) is not None
    assert old.get_cookie("sixparty") is None
    foreign = app.flask.test_client()
    foreign.set_cookie("sixparty", "signed.by.another")
    assert foreign.get("/facilitate").status_code == 302
    assert foreign.get_cookie("sixparty") is not None
