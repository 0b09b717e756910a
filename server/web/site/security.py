"""Headers, cross-site protection, limits: what no page has to think of."""

import secrets

from flask import Flask, Response, g, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute

from server.web.site.crosssite import Protection
from server.web.site.once import form_token
from server.web.site.sessions import Sessions, cookie_name

MAX_REQUEST_BYTES = 1024 * 1024
"""The most a request may bring (a roster, a log to read in); commands have their own limit."""

csrf = Protection()
limiter = Limiter(key_func=get_remote_address, storage_uri="memory://", default_limits=[])

_PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()"


def nonce() -> str:
    """The nonce of this answer's import map."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(18)
    made: str = g.csp_nonce
    return made


def policy(host: str) -> str:
    """The Content-Security-Policy: own files only, sockets to the own host, one nonce."""
    script = f"script-src 'self' 'nonce-{g.csp_nonce}'" if "csp_nonce" in g else "script-src 'self'"
    rules = (
        "default-src 'self'",
        script,
        "style-src 'self'",
        "img-src 'self' data:",
        f"connect-src 'self' ws://{host} wss://{host}",
        "font-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
    return "; ".join(rules)


def protect(app: Flask, *, secure: bool, server_id: str = "") -> None:
    """Put everything of this module into force for the application.

    `server_id` tells this server's cookie from that of another one on the same machine: a browser
    sends cookies to every port of a host.
    """
    app.session_interface = Sessions()
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_REQUEST_BYTES,
        SESSION_COOKIE_NAME=cookie_name(server_id),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=secure,
        PERMANENT_SESSION_LIFETIME=14 * 24 * 3600,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_CHECK_DEFAULT=True,
        WTF_CSRF_SSL_STRICT=False,  # `crosssite` looks at the origin itself
        RATELIMIT_HEADERS_ENABLED=False,
    )
    csrf.init_app(app)
    limiter.init_app(app)
    app.after_request(_headers)
    app.jinja_env.globals["csp_nonce"] = nonce
    app.jinja_env.globals["csrf_token"] = form_token
    app.context_processor(lambda: {"csrf_token": form_token})


def _headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", policy(_host()))
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("X-Frame-Options", "DENY")
    headers.setdefault("Permissions-Policy", _PERMISSIONS)
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    if response.mimetype == "text/html":
        headers.setdefault("Cache-Control", "no-store")
    return response


def _host() -> str:
    """The host of the request, if it is one that may stand in a header."""
    host = request.host
    plain = host.replace(".", "").replace("-", "").replace(":", "").strip("[]")
    return host if plain.isascii() and plain.isalnum() else "localhost"


class Failures:
    """Counts failed tries only: a whole class behind one address is never locked out by success.

    From an address, for each kind of door: a few for each thing that is tried (`what`, such as an
    account or a join code), more for all of them together; and for each thing a hundred a minute
    from everywhere. Codes of a class are long enough for six times as many: seventy-two students
    who mistype share one address, and while it is blocked the right code does not help either.
    Browsers that are known count by themselves; see `known`.
    """

    _AT_ONE: tuple[RateLimitItem, ...] = (RateLimitItemPerMinute(20), RateLimitItemPerHour(200))
    _PLACE: tuple[RateLimitItem, ...] = (RateLimitItemPerMinute(60), RateLimitItemPerHour(600))
    _CLASS: tuple[RateLimitItem, ...] = (RateLimitItemPerMinute(120), RateLimitItemPerHour(1200))
    _CLASS_DOORS = frozenset({"join", "rejoin"})
    _THING: tuple[RateLimitItem, ...] = (RateLimitItemPerMinute(100),)
    _OWN = RateLimitItemPerMinute(5)

    def blocked(self, door: str, what: str = "") -> bool:
        """True when there were too many failures; ask before trying."""
        strategy = limiter.limiter
        return not all(strategy.test(*limit) for limit in self._limits(door, what))

    def count(self, door: str, what: str = "") -> None:
        """One more failed try."""
        for limit in self._limits(door, what):
            limiter.limiter.hit(*limit)

    def is_slow(self, door: str, browser: str) -> bool:
        """True when a known browser was wrong a few times within a minute."""
        return not limiter.limiter.test(self._OWN, "failed-own", door, browser)

    def count_own(self, door: str, browser: str) -> None:
        """One more failed try of a known browser."""
        limiter.limiter.hit(self._OWN, "failed-own", door, browser)

    def _limits(self, door: str, what: str) -> list[tuple[RateLimitItem, str, str, str]]:
        place = get_remote_address()
        if door in self._CLASS_DOORS:
            limits = [(item, "failed", door, place) for item in self._CLASS]
        elif what:
            limits = [(item, "failed", door, place) for item in self._PLACE]
            at_one = f"{place} {what[:64]}"
            limits += [(item, "failed-at-one", door, at_one) for item in self._AT_ONE]
        else:
            limits = [(item, "failed", door, place) for item in self._AT_ONE]
        if what:
            limits += [(item, "failed-thing", door, what[:64]) for item in self._THING]
        return limits


failures = Failures()
