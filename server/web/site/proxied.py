"""A proxy in front of the server that the settings do not know of: said once, in the log."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]

_MARKS = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST")

_journal = logging.getLogger(__name__)


class Noticing:
    """The application, whose first request by way of an unknown proxy is written down.

    What a proxy says of the address and of https counts only when the settings say that there is
    one, since anybody can send the same headers. Unsaid, cookies go without Secure, everybody
    counts as one address, and a socket's page may look like another site's.
    """

    def __init__(self, application: Application) -> None:
        self._application = application
        self._noticed = False

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """A request, as WSGI has it."""
        if not self._noticed and any(mark in environ for mark in _MARKS):
            self._noticed = True
            _journal.warning(
                "a proxy seems to stand in front (X-Forwarded-...): set SIXPARTY_PROXIES to how "
                "many there are and SIXPARTY_PUBLIC_URL to the address people type; until then "
                "cookies are not limited to https and everybody counts as one address"
            )
        return self._application(environ, start_response)
