"""Browsers that signed in to an account before: what strangers get wrong never shuts them out.

A student who tries the facilitator's password twenty times locks out every stranger behind the
same address for a minute. A browser with this cookie is counted by itself, and made slow, not
refused. The cookie opens nothing: whoever has it still needs the password.
"""

import secrets
import time
from hashlib import sha256

from flask import Response, after_this_request, current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from server.rules import names
from server.service.locks import Locks
from server.service.ports import Unavailable
from server.web.site.parts import parts
from server.web.site.security import failures

DAYS = 400
SLOW_S = 3.0
"""What each further try costs a known browser that was wrong a few times within a minute."""

MOST_WAITING = 6
"""Tries of one browser that wait at once."""

_turns = Locks()
_waiting: dict[str, int] = {}


def _cookie() -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}_known"


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="known browser")


def _read() -> dict[str, str]:
    """The accounts that this browser signed in to, with its id at each."""
    try:
        found = _serializer().loads(request.cookies.get(_cookie(), ""), max_age=DAYS * 86_400)
    except BadSignature:
        return {}
    return found if isinstance(found, dict) else {}


def _mark(account: str) -> str:
    return sha256(names.key(account).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def known(account: str) -> str:
    """The id of this browser, if it signed in to the account before; else ""."""
    return _read().get(_mark(account), "")


def remember(account: str) -> None:
    """Know this browser from now on."""
    accounts = {**_read()}
    mark = _mark(account)
    accounts[mark] = accounts.pop(mark, "") or secrets.token_urlsafe(12)
    value = _serializer().dumps(dict(list(accounts.items())[-8:]))

    @after_this_request
    def keep(response: Response) -> Response:
        response.set_cookie(
            _cookie(),
            value,
            max_age=DAYS * 86_400,
            httponly=True,
            samesite="Lax",
            secure=parts().settings.is_https or request.is_secure,
            path=request.script_root or "/",
        )
        return response


def may_try(door: str, account: str) -> bool:
    """False for a stranger where too many were wrong. A known browser waits its turn instead.

    Raises `Unavailable` when one browser sends more at once than anybody types.
    """
    browser = known(account)
    if not browser:
        return not failures.blocked(door, names.key(account))
    if failures.is_slow(door, browser):
        _wait(browser)
    return True


def _wait(browser: str) -> None:
    if _waiting.get(browser, 0) >= MOST_WAITING:
        raise Unavailable("one browser tries many passwords at once")
    _waiting[browser] = _waiting.get(browser, 0) + 1
    try:
        with _turns.of(browser):
            time.sleep(SLOW_S)
    finally:
        _waiting[browser] -= 1
        if not _waiting[browser]:
            del _waiting[browser]


def count(door: str, account: str) -> None:
    """One more wrong try: this browser's own, or a stranger's."""
    browser = known(account)
    if browser:
        failures.count_own(door, browser)
    else:
        failures.count(door, names.key(account))
