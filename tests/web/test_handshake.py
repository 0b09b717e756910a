from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import session

from server.app import App
from server.rules.ids import ClassroomId, DelegationId, TalksId
from server.service.admission import Admission
from server.service.identities import (
    DelegateIdentity,
    FacilitatorIdentity,
    Identity,
    ProjectorIdentity,
)
from server.web.site.handshake import identifier
from server.web.site.identity import seat_cookie, sign_in
from tests.web.site import Class, made_app


@dataclass
class Asks:
    """What a client asks for."""

    token: str | None = None
    talks: TalksId | None = None
    classroom: ClassroomId | None = None
    as_: DelegationId | None = None


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> App:
    return made_app(Path(tmp_path_factory.mktemp("data")))


@pytest.fixture
def room(app: App) -> Class:
    return Class(app, tables=2)


def environ(**cookies: str) -> dict[str, Any]:
    return {"HTTP_COOKIE": "; ".join(f"{k}={v}" for k, v in cookies.items())}


def signed_in(app: App, name: str = "facilitator") -> dict[str, str]:
    """The session cookie of a browser that was signed in to an account."""
    with app.flask.test_request_context():
        sign_in(name)
        response = app.flask.make_response("")
        app.flask.session_interface.save_session(app.flask, session, response)
        cookie = response.headers["Set-Cookie"].split(";")[0]
    key, _, value = cookie.partition("=")
    return {key: value}


def identifier_of(app: App) -> Callable[[Mapping[str, Any], Asks], Identity | None]:
    admission = Admission(app.classrooms, app.negotiations)
    return identifier(app.flask, app.classrooms, admission)


def test_a_token_counts_before_cookies(app: App, room: Class) -> None:
    identify = identifier_of(app)
    screen = identify(environ(**signed_in(app)), Asks(token=room.made["projector_token"]))
    assert isinstance(screen, ProjectorIdentity)
    assert identify(environ(**signed_in(app)), Asks(token="nobody's")) is None
    teacher = identify({}, Asks(token=room.teacher.token))
    assert teacher == FacilitatorIdentity("teacher")


def test_a_browser_with_a_seat_is_the_delegate_at_that_table_only(app: App, room: Class) -> None:
    identify = identifier_of(app)
    _, seat = room.joins("Ann", table=1)
    mine, other = (TalksId(t["id"]) for t in room.made["talks"])
    cookies = environ(**{seat_cookie(mine): seat["seat_token"]})
    assert identify(cookies, Asks(talks=mine)) == DelegateIdentity(seat["person"], mine)
    assert identify(cookies, Asks(talks=other)) is None
    forged = environ(**{seat_cookie(other): seat["seat_token"]})
    assert identify(forged, Asks(talks=other)) is None


def test_the_facilitator_of_the_same_browser_looks_with_as(app: App, room: Class) -> None:
    identify = identifier_of(app)
    _, seat = room.joins("Ann", table=1)
    talks = TalksId(room.talks)
    both = environ(**{seat_cookie(talks): seat["seat_token"]}, **signed_in(app))
    assert isinstance(identify(both, Asks(talks=talks)), DelegateIdentity)
    looks = identify(both, Asks(talks=talks, as_=DelegationId("rok")))
    assert looks == FacilitatorIdentity("facilitator")
    desk = Asks(talks=talks, classroom=ClassroomId(room.id))
    assert identify(both, desk) == FacilitatorIdentity("facilitator")
    assert identify(both, Asks()) == FacilitatorIdentity("facilitator")


def test_a_forged_session_is_nobodys(app: App) -> None:
    identify = identifier_of(app)
    [(key, value)] = signed_in(app).items()
    forged = value[:-4] + ("AAAA" if not value.endswith("AAAA") else "BBBB")
    assert identify(environ(**{key: value}), Asks()) is not None
    assert identify(environ(**{key: forged}), Asks()) is None
    assert identify(environ(**{key: "x"}), Asks()) is None
    assert identify({}, Asks()) is None
