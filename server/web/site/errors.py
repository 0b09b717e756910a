"""Errors as answers: JSON for the API, a page for people; one table of codes to statuses."""

import logging
from http import HTTPStatus
from typing import TypeVar

from flask import Flask, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from jinja2 import TemplateNotFound
from werkzeug.exceptions import HTTPException

from server.rules.refusals import Refusal
from server.service.ports import Unavailable
from server.wire import outgoing

API = "/api/"

STATUSES = {
    "bad_command": HTTPStatus.BAD_REQUEST,
    "text_too_long": HTTPStatus.BAD_REQUEST,
    "text_needed": HTTPStatus.BAD_REQUEST,
    "name_needed": HTTPStatus.BAD_REQUEST,
    "bad_token": HTTPStatus.UNAUTHORIZED,
    "agent_unseated": HTTPStatus.UNAUTHORIZED,
    "too_many_waits": HTTPStatus.TOO_MANY_REQUESTS,
    "cookies_needed": HTTPStatus.BAD_REQUEST,
    "insecure_address": HTTPStatus.BAD_REQUEST,
    "form_expired": HTTPStatus.BAD_REQUEST,
    "foreign_origin": HTTPStatus.BAD_REQUEST,
    "origin_unknown": HTTPStatus.BAD_REQUEST,
    "not_found": HTTPStatus.NOT_FOUND,
    "unknown_code": HTTPStatus.NOT_FOUND,
    "too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "too_fast": HTTPStatus.TOO_MANY_REQUESTS,
    "unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
    "not_allowed": HTTPStatus.FORBIDDEN,
    "disk_full": HTTPStatus.INSUFFICIENT_STORAGE,
}
"""Every other refusal is a conflict with the state of things."""

RETRY_AFTER = "5"
"""Seconds after which it makes sense to ask a server again that could not save."""

T = TypeVar("T")

_journal = logging.getLogger(__name__)


class Refused(Exception):
    """Ends the request with a refusal, under the status that fits or the one given."""

    def __init__(self, refusal: Refusal, status: HTTPStatus | None = None) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal
        self.status = status or status_of(refusal)


def granted(found: T | Refusal) -> T:
    """What was found; raises `Refused` instead of a refusal."""
    if isinstance(found, Refusal):
        raise Refused(found)
    return found


def not_found() -> Refused:
    """The same for what is unknown and for what is not the caller's."""
    return Refused(Refusal("not_found"))


def status_of(refusal: Refusal) -> HTTPStatus:
    """The HTTP status that fits the refusal."""
    return STATUSES.get(refusal.code, HTTPStatus.CONFLICT)


def json_response(
    body: object, status: int = 200, content_type: str = "application/json"
) -> Response:
    """A JSON answer that no cache keeps; bytes are written already."""
    text = body if isinstance(body, bytes) else outgoing.encode(body)
    response = Response(text, status, content_type=content_type)
    response.headers["Cache-Control"] = "no-store"
    return response


def install(app: Flask) -> None:
    """Let every error of the application be answered here."""
    app.register_error_handler(Refused, _on_refused)
    app.register_error_handler(Unavailable, _on_unavailable)
    app.register_error_handler(HTTPException, _on_http)
    app.register_error_handler(Exception, _on_fault)


def _wants_json() -> bool:
    return request.path.startswith(API)


def _on_refused(error: Refused) -> ResponseReturnValue:
    status = error.status
    if _wants_json():
        response = json_response(outgoing.error(error.refusal), status)
        if status == HTTPStatus.UNAUTHORIZED:
            response.headers["WWW-Authenticate"] = "Bearer"
        wait = error.refusal.facts.get("wait")
        if status == HTTPStatus.TOO_MANY_REQUESTS and isinstance(wait, int):
            response.headers["Retry-After"] = str(wait)
        elif status == HTTPStatus.SERVICE_UNAVAILABLE:
            response.headers["Retry-After"] = RETRY_AFTER
        return response
    headers = {"Retry-After": RETRY_AFTER} if status == HTTPStatus.SERVICE_UNAVAILABLE else {}
    return _page(status, outgoing.sentence(error.refusal)), status, headers


def _on_unavailable(error: Unavailable) -> ResponseReturnValue:
    """The store does not answer: no fault of the program, so a line of the log says enough."""
    _journal.warning("unavailable at %s %s: %s", request.method, _address(), error)
    return _on_refused(Refused(Refusal("unavailable")))


def _address() -> str:
    """The request's address without what is in it, which may be a secret."""
    return request.url_rule.rule if request.url_rule else "an unknown address"


_BY_STATUS = {
    400: "bad_command",
    401: "bad_token",
    413: "too_large",
    429: "too_fast",
    503: "unavailable",
}


def _on_http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400:
        return error
    headers = {
        name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")
    }
    if not _wants_json():
        return _page(status, _message(status)), status, headers
    known = _BY_STATUS.get(status, "not_found" if status == 404 else None)
    if known:
        body = outgoing.error(Refusal(known))
    else:
        name = HTTPStatus(status).phrase.lower().replace(" ", "_")
        body = {"error": {"code": name, "message": _message(status), "facts": {}}}
    response = json_response(body, status)
    response.headers.update(headers)
    return response


def _on_fault(error: Exception) -> ResponseReturnValue:
    """A fault of ours: logged in full, told in one sentence."""
    _journal.error("a fault at %s %s", request.method, _address(), exc_info=error)
    message = _message(500)
    if _wants_json():
        body = {"error": {"code": "internal_error", "message": message, "facts": {}}}
        return json_response(body, 500)
    return _page(500, message), 500


def _title(status: int) -> str:
    match status:
        case 404:
            return _("Not found")
        case 401 | 403:
            return _("Not for this visitor")
        case 429:
            return _("Too many tries")
        case 503:
            return _("Just a moment")
        case _ if status >= 500:
            return _("Something went wrong here")
        case _:
            return _("That did not work")


def _message(status: int) -> str:
    match status:
        case 400:
            return _("The form was too old or incomplete. Go back, reload the page and try again.")
        case 401 | 403:
            return _("Sign in first, or use the link you were given.")
        case 404:
            return _("There is nothing at this address, or it is not yours to see.")
        case 405:
            return _("This address does not take that kind of request.")
        case 413:
            return _("That is too large.")
        case 429:
            return _("Too many failed tries from this place. Wait a minute and try again.")
        case 503:
            return outgoing.sentence(Refusal("unavailable"))
        case _ if status >= 500:
            return _("The server made a mistake; it was written down. Nothing of yours is lost.")
        case _:
            return _("The request could not be carried out.")


def _page(status: int, message: str) -> str:
    try:
        return render_template(
            "errors/error.html", status=status, title=_title(status), message=message, advice=""
        )
    except TemplateNotFound:
        return message
