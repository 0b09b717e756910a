"""Who asks: a facilitator (cookie or token), a delegate (cookie or token), or nobody known."""

from functools import wraps
from typing import Any, Protocol

from flask import Response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.http import parse_options_header

from server.rules.ids import TalksId
from server.rules.refusals import Refusal
from server.service.identities import DelegateIdentity, FacilitatorIdentity, Identity
from server.web.errors import Refused
from server.web.parts import parts
from server.web.security import csrf

__all__ = [
    "bearer_token",
    "by_token",
    "caller",
    "facilitator",
    "forget_seat",
    "need_facilitator",
    "parts",
    "remember_seat",
    "seat",
    "seat_cookie",
    "seats",
    "sign_in_facilitator",
    "sign_out",
    "wants_json",
]

FACILITATOR = "facilitator"
SEAT_DAYS = 120
_MAX_TOKEN = 200


def facilitator() -> FacilitatorIdentity | None:
    """The signed-in facilitator of this browser."""
    name = session.get(FACILITATOR)
    return FacilitatorIdentity(name) if isinstance(name, str) and name else None


def sign_in_facilitator(name: str) -> None:
    """Make this browser the facilitator's; anything the session held before is dropped."""
    session.clear()
    session[FACILITATOR] = name
    session.permanent = True


def sign_out() -> None:
    """Forget the facilitator in this browser."""
    session.clear()


def seat_cookie(talks_id: str) -> str:
    """The name of the cookie that holds a seat's token."""
    return f"seat_{talks_id}"


def seat(talks_id: str) -> DelegateIdentity | None:
    """The seat that this browser has at the table."""
    token = request.cookies.get(seat_cookie(talks_id), "")
    found = parts().classrooms.authenticate(token) if 0 < len(token) <= _MAX_TOKEN else None
    return found if isinstance(found, DelegateIdentity) and found.talks == talks_id else None


def seats() -> list[DelegateIdentity]:
    """Every seat that this browser has, at any table."""
    names = (n.removeprefix("seat_") for n in request.cookies if n.startswith("seat_"))
    return [found for name in names if (found := seat(name)) is not None]


def remember_seat(response: Response, talks_id: str, token: str) -> None:
    """Keep the seat's token in this browser, out of reach of scripts."""
    response.set_cookie(
        seat_cookie(talks_id),
        token,
        max_age=SEAT_DAYS * 24 * 3600,
        httponly=True,
        samesite="Lax",
        secure=parts().settings.is_https,
    )


def forget_seat(response: Response, talks_id: str) -> None:
    """Drop the seat's token from this browser."""
    response.delete_cookie(seat_cookie(talks_id), httponly=True, samesite="Lax")


def bearer_token() -> str | None:
    """The token of the Authorization header, if there is one."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def by_token() -> Identity | None:
    """Whoever the Authorization header's token stands for.

    Raises `Refused` when there is a token that is nobody's.
    """
    token = bearer_token()
    if token is None:
        return None
    found = parts().classrooms.authenticate(token) if len(token) <= _MAX_TOKEN else None
    if found is None:
        raise Refused(Refusal("bad_token"))
    return found


def caller(talks_id: TalksId | None = None) -> Identity | None:
    """Who calls the API: by token, else by cookie, then with protection against other sites.

    At a table a browser's seat counts before the facilitator who may use the same browser.
    """
    found = by_token()
    if found is None:
        found = (seat(talks_id) if talks_id else None) or facilitator()
        if found is not None and request.method not in ("GET", "HEAD", "OPTIONS"):
            csrf.protect()
    return found


class _View(Protocol):
    __name__: str

    def __call__(self, *args: Any, **kwargs: Any) -> ResponseReturnValue: ...


def need_facilitator(view: _View) -> _View:
    """A page for the facilitator: anybody else is asked to sign in, and comes back after it."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        if facilitator() is None:
            asked = request.full_path.rstrip("?") if request.method == "GET" else None
            return redirect(url_for("facilitate.sign_in", next=asked))
        return view(*args, **kwargs)

    return guarded


def wants_json() -> bool:
    """True when the request brings JSON."""
    return parse_options_header(request.content_type or "")[0] == "application/json"
