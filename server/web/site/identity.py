"""Who asks: a facilitator, an assistant, a delegate (by cookie or token), or nobody known."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Protocol

from flask import Response, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.http import parse_options_header

from server.rules.ids import ClassroomId, TalksId
from server.rules.refusals import Refusal
from server.rules.seats import Facilitator
from server.service.identities import DelegateIdentity, Identity, Steward
from server.service.ports import TalksEntry
from server.web.site import known
from server.web.site.devices import device
from server.web.site.errors import Refused, granted
from server.web.site.parts import parts
from server.web.site.security import csrf

BROWSER = "browser"
"""The key of the session under which a signed-in browser keeps its token."""

SEAT_DAYS = 120


def signed_in() -> Steward | None:
    """Whose account this browser is signed in to; asked once a request."""
    if "steward" not in g:
        token = session.get(BROWSER)
        g.steward = parts().classrooms.browsers.who(token) if isinstance(token, str) else None
    found: Steward | None = g.steward
    return found


def facilitator() -> Facilitator | None:
    """The signed-in facilitator of this browser, as whom to act."""
    found = parts().admission.managing(signed_in())
    return None if isinstance(found, Refusal) else found


def own_tables(classroom_id: ClassroomId) -> Sequence[TalksEntry]:
    """The tables of the class that the account of this browser runs."""
    admission = parts().admission
    return admission.tables(granted(admission.running(signed_in(), classroom_id)))


def sign_in(account: str) -> None:
    """Sign this browser in; anything the session held before is dropped."""
    sign_out()
    words = device(request.headers.get("User-Agent", ""))
    session[BROWSER] = parts().classrooms.browsers.sign_in(account, words)
    session.permanent = True
    known.remember(account)
    g.pop("steward", None)


def sign_out() -> None:
    """Sign this browser out, on the server too, and forget what its session held."""
    found = signed_in()
    if found is not None:
        parts().classrooms.browsers.sign_out(found.key)
        parts().rights_changed()
    session.clear()
    g.pop("steward", None)


def seat_cookie(talks_id: str) -> str:
    """The name of the cookie that holds a seat's token."""
    return f"seat_{talks_id}"


def seat(talks_id: str) -> DelegateIdentity | None:
    """The seat that this browser has at the table."""
    token = request.cookies.get(seat_cookie(talks_id), "")
    found = parts().admission.seat(parts().classrooms.authenticate(token), TalksId(talks_id))
    return None if isinstance(found, Refusal) else found


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
        secure=parts().settings.is_https or request.is_secure,
        path=request.script_root or "/",
    )


def forget_seat(response: Response, talks_id: str) -> None:
    """Drop the seat's token from this browser."""
    response.delete_cookie(
        seat_cookie(talks_id), path=request.script_root or "/", httponly=True, samesite="Lax"
    )


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
    found = parts().classrooms.authenticate(token)
    if found is None:
        raise Refused(Refusal("bad_token"))
    return found


def caller(talks_id: TalksId | None = None) -> Identity | None:
    """Who calls the API: by token, else by cookie, then with protection against other sites.

    At a table a browser's seat counts before the facilitator who may use the same browser.
    """
    found = by_token()
    if found is None:
        found = (seat(talks_id) if talks_id else None) or signed_in()
        if found is not None and request.method not in ("GET", "HEAD", "OPTIONS"):
            csrf.protect()
    return found


class _View(Protocol):
    __name__: str

    def __call__(self, *args: Any, **kwargs: Any) -> ResponseReturnValue: ...


def need_facilitator(view: _View) -> _View:
    """A page for the facilitator: anybody else is asked to sign in, and comes back after it.

    An assistant, who is signed in already, finds nothing here.
    """

    return _guarded(view, lambda _classroom: parts().admission.managing(signed_in()))


def need_steward(view: _View) -> _View:
    """A page for the facilitator and assistants: of a class of theirs, or of their own account.

    The view itself asks whether a table is theirs.
    """

    def ask(classroom: ClassroomId | None) -> object:
        if classroom is None:
            return parts().admission.account(signed_in())
        return parts().admission.running(signed_in(), classroom)

    return _guarded(view, ask)


def _guarded(view: _View, ask: Callable[[ClassroomId | None], object]) -> _View:
    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        found = ask(kwargs.get("classroom_id"))
        if isinstance(found, Refusal) and found.code == "bad_token":
            return _to_the_door()
        granted(found)
        return view(*args, **kwargs)

    return guarded


def _to_the_door() -> ResponseReturnValue:
    asked = request.script_root + request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("facilitate.sign_in", next=asked))


def wants_json() -> bool:
    """True when the request brings JSON."""
    return parse_options_header(request.content_type or "")[0] == "application/json"
