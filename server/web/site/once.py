"""The key by which a form or a call that is sent again is known to be the same.

Every page's forms bring a token against other sites; a random part of it differs with each page
that was opened. Together with the browser's own secret it names one opened form.
"""

import re
import secrets

from flask import g, request, session
from flask_wtf.csrf import generate_csrf

from server.rules.refusals import Refusal
from server.web.site.errors import Refused

HEADER = "Idempotency-Key"
MIN_KEY, MAX_KEY = 32, 200
"""Characters of a key, at least the digits of a UUID: whoever knows it is given the same seat, so
it must not be guessed as a row number or a name could."""

KEY_PATTERN = f"""^("[!#-~]{{{MIN_KEY},{MAX_KEY}}}"|[!#-~]{{{MIN_KEY},{MAX_KEY}}})$"""
"""What can be seen of ASCII, with or without quotation marks around it."""

_MARK = "~"


def bare_token(sent: str) -> str:
    """The token against other sites, without the part that names the page."""
    return sent.partition(_MARK)[0]


def form_token() -> str:
    """The token of this page's forms."""
    if "opened_page" not in g:
        g.opened_page = secrets.token_urlsafe(12)
    return f"{generate_csrf()}{_MARK}{g.opened_page}"


def renew_form_tokens() -> None:
    """Let no form that is open in this browser now be sent by the next person at it."""
    session.pop("csrf_token", None)


def form_key(*choices: str) -> str:
    """The key of the form that was sent: the same when it is sent again from the same browser.

    `choices` are fields that make another form of it; "" when the form names no page.
    """
    page = request.form.get("csrf_token", "").partition(_MARK)[2]
    if not page:
        return ""
    return "\x1f".join((request.path, str(session.get("csrf_token", "")), page, *choices))


def call_key() -> str:
    """The key of an API call, from its header; "" without one. Raises `Refused`."""
    key = request.headers.get(HEADER)
    if key is None:
        return ""
    if not re.fullmatch(KEY_PATTERN, key):
        facts: dict[str, str | int] = {"field": HEADER, "at_least": MIN_KEY, "limit": MAX_KEY}
        raise Refused(Refusal("bad_command", facts))
    return key.strip('"')
