"""Protection against other sites' forms: a token, and the page from which the form comes.

Each cause of a refusal has a sentence of its own, for only some of them go away by reloading.
"""

from typing import Any, NoReturn
from urllib.parse import urlsplit

from flask import current_app, request
from flask_wtf.csrf import CSRFProtect

from server.rules.refusals import Refusal
from server.web.site.errors import Refused
from server.web.site.once import bare_token
from server.web.site.parts import parts

_PORTS = {"http": 80, "https": 443}


class Protection(CSRFProtect):  # type: ignore[misc]  # Flask-WTF ships no types
    """Flask-WTF's token, and own rules for where a form may come from.

    A page of another site is refused whatever it brings. Over https a browser must say somehow
    that the form is ours: by Sec-Fetch-Site, by the origin, or by the referrer; one is enough.
    """

    def protect(self, apply_exemptions: bool = False) -> None:
        """Check the request. Raises `Refused`."""
        super().protect(apply_exemptions)
        exempt = apply_exemptions and (not request.endpoint or self._is_exempt())
        if not exempt and request.method in current_app.config["WTF_CSRF_METHODS"]:
            _check_origin()

    def _get_csrf_token(self) -> Any:
        token = super()._get_csrf_token()
        return bare_token(token) if isinstance(token, str) else token

    def _error_response(self, reason: str) -> NoReturn:
        raise Refused(_why())


def _why() -> Refusal:
    """Why the token is none: told apart by what the browser sent with it."""
    name = current_app.session_interface.get_cookie_name(current_app)
    if name in request.cookies:
        return Refusal("form_expired")
    settings = parts().settings
    if settings.is_https and not request.is_secure:
        return Refusal("insecure_address", {"address": settings.public_url or ""})
    return Refusal("cookies_needed")


def _check_origin() -> None:
    fetched = request.headers.get("Sec-Fetch-Site", "")
    if fetched == "same-origin":
        return
    origin = request.headers.get("Origin", "")
    said = origin if origin not in ("", "null") else request.referrer or ""
    if said and _origin(said) in _ours():
        return
    if said or fetched == "cross-site":
        raise Refused(Refusal("foreign_origin", {"origin": said[:200], "ours": _address()}))
    if request.is_secure or parts().settings.is_https:
        raise Refused(Refusal("origin_unknown"))


def _address() -> str:
    return parts().settings.public_url or request.url_root.rstrip("/")


def _ours() -> set[tuple[str, str, int | None]]:
    """The origins of this site: as people type it, and as the request reached it."""
    return {_origin(_address()), _origin(request.url_root)}


def _origin(address: str) -> tuple[str, str, int | None]:
    """Scheme, host and port; a usual port is the same as none. Nonsense is nobody's origin."""
    try:
        found = urlsplit(address)
        port = found.port or _PORTS.get(found.scheme)
        return found.scheme, (found.hostname or "").casefold(), port
    except ValueError:
        return "", "", None
