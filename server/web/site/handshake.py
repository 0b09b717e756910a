"""Who opens a socket: by token, or by the cookies of the browser's handshake."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from flask import Flask
from itsdangerous import BadSignature
from werkzeug.http import parse_cookie

from server.rules.ids import ClassroomId, DelegationId, TalksId
from server.rules.refusals import Refusal
from server.service.admission import Admission
from server.service.classrooms import Classrooms
from server.service.identities import Identity, Steward
from server.web.site.identity import BROWSER, seat_cookie


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
        return _signed_in(app, classrooms, cookies.get(app.config["SESSION_COOKIE_NAME"]))

    return identify


def _signed_in(app: Flask, classrooms: Classrooms, cookie: str | None) -> Steward | None:
    """Whose account Flask's session cookie opens, read without a request context."""
    interface = app.session_interface
    serializer = interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # it signs
    if cookie is None or serializer is None:
        return None
    age = int(app.permanent_session_lifetime.total_seconds())
    try:
        session = serializer.loads(cookie, max_age=age)
    except BadSignature:
        return None
    token = session.get(BROWSER)
    return classrooms.browsers.who(token) if isinstance(token, str) else None
