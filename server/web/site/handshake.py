"""Who opens a socket: by token, or by the cookies of the browser's handshake."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from flask import Flask
from werkzeug.http import parse_cookie

from server.rules.ids import ClassroomId, DelegationId, TalksId
from server.rules.refusals import Refusal
from server.service.admission import Admission
from server.service.classrooms import Classrooms
from server.service.identities import Identity, Steward
from server.web.site.identity import BROWSER, seat_cookie
from server.web.site.sessions import OLD_NAME, read_session


class Asked(Protocol):
    """What a client asks for when it connects."""

    @property
    def token(self) -> str | None:
        """A token, from clients that are no browsers and from secret addresses."""

    @property
    def talks(self) -> TalksId | None:
        """The table it wants to see."""

    @property
    def classroom(self) -> ClassroomId | None:
        """The class whose tables it wants to see."""

    @property
    def as_(self) -> DelegationId | None:
        """The delegation through whose eyes a facilitator or assistant looks."""


def identifier(
    app: Flask, classrooms: Classrooms, admission: Admission
) -> Callable[[Mapping[str, Any], Asked], Identity | None]:
    """A function that says who connects.

    A token counts before cookies. A browser's seat at the table counts before the account to which
    it may be signed in too, unless the class or a delegation to look through is asked for: the
    pages of those who run tables do that.
    """

    def identify(environ: Mapping[str, Any], asks: Asked) -> Identity | None:
        if asks.token is not None:
            return classrooms.authenticate(asks.token)
        cookies = parse_cookie(environ.get("HTTP_COOKIE", ""))
        if asks.talks is not None and asks.as_ is None and asks.classroom is None:
            token = cookies.get(seat_cookie(asks.talks))
            found = classrooms.authenticate(token) if token else None
            if not isinstance(admission.seat(found, asks.talks), Refusal):
                return found
        session = cookies.get(app.config["SESSION_COOKIE_NAME"], cookies.get(OLD_NAME))
        return _signed_in(app, classrooms, session)

    return identify


def _signed_in(app: Flask, classrooms: Classrooms, cookie: str | None) -> Steward | None:
    """Whose account Flask's session cookie opens, read without a request context."""
    session = read_session(app, cookie) if cookie else None
    token = session.get(BROWSER) if session else None
    return classrooms.browsers.who(token) if isinstance(token, str) else None
