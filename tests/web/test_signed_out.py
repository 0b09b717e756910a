"""Signing a seat out everywhere: by its owner, from the desk, and by the API."""

from pathlib import Path
from uuid import uuid4

import pytest

from server.app import App
from server.web.site.identity import BROWSER, seat_cookie
from tests.web.site import Caller, Class, made_app


@pytest.fixture
def app(tmp_path: Path) -> App:
    made = made_app(tmp_path)
    made.flask.config["WTF_CSRF_METHODS"] = []  # forged forms have tests of their own
    return made


def test_the_owner_stays_and_every_other_device_goes(app: App) -> None:
    room = Class(app)
    thief, seat = room.joins("Ann")
    view = f"/talks/{seat['talks']}/view"
    mine = Caller(app).post("/rejoin", {"rejoin_code": seat["rejoin_code"]}).get_json()
    owner = app.flask.test_client()
    owner.set_cookie(seat_cookie(seat["talks"]), mine["seat_token"])
    page = f"/talks/{seat['talks']}/seat"
    assert thief.get(view).status_code == 200
    assert "Sign out every other device" in owner.get(page).text
    assert owner.post(f"{page}/sign-out").location == page
    assert thief.get(view).status_code == 401
    assert owner.get(page).status_code == 200
    assert Caller(app).post("/rejoin", {"rejoin_code": seat["rejoin_code"]}).status_code == 404
    assert app.flask.test_client().post(f"{page}/sign-out").status_code == 403


def test_a_script_signs_its_seats_other_devices_out(app: App) -> None:
    room = Class(app)
    thief, seat = room.joins("Ann")
    mine = Caller(app).post("/rejoin", {"rejoin_code": seat["rejoin_code"]}).get_json()
    owner = Caller(app, mine["seat_token"])
    made = owner.post(f"/talks/{seat['talks']}/seat/sign-out")
    assert made.status_code == 200
    assert thief.get(f"/talks/{seat['talks']}/view").status_code == 401
    assert owner.get(f"/talks/{seat['talks']}/view").status_code == 200
    assert Caller(app).post("/rejoin", made.get_json()).status_code == 200


def test_the_desk_signs_a_seat_out(app: App) -> None:
    room = Class(app)
    ann, seat = room.joins("Ann")
    kim, _ = room.joins("Kim")
    view = f"/talks/{seat['talks']}/view"
    code = room.teacher.post(f"/classrooms/{room.id}/people/{seat['person']}/code")
    assert code.status_code == 200
    assert (ann.get(view).status_code, kim.get(view).status_code) == (401, 200)
    back = Caller(app).post("/rejoin", code.get_json()).get_json()
    assert Caller(app, back["seat_token"]).get(view).status_code == 200
    teacher = app.flask.test_client()
    with teacher.session_transaction() as session:
        session[BROWSER] = app.classrooms.browsers.sign_in("facilitator")
    people = f"/facilitate/{room.id}/people"
    assert (
        "every device is signed out" in teacher.post(people, data={"person": seat["person"]}).text
    )
    assert Caller(app, back["seat_token"]).get(view).status_code == 401
    assert room.teacher.post(f"/classrooms/{room.id}/people/nobody/code").status_code == 404


def test_the_form_that_took_the_seat_does_not_bring_it_back(app: App) -> None:
    room = Class(app)
    asked = {"code": room.made["join_code"], "name": "Ann"}
    key = {"Idempotency-Key": str(uuid4())}
    seat = Caller(app).post("/join", asked, headers=key).get_json()
    room.teacher.post(f"/classrooms/{room.id}/people/{seat['person']}/code")
    assert Caller(app).post("/join", asked, headers=key).status_code == 404
    assert Caller(app, seat["seat_token"]).get(f"/talks/{seat['talks']}/view").status_code == 401
