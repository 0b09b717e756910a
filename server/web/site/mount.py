"""The server below a path of a larger site, as a proxy in front has it."""

from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Mounted:
    """The application below `base`, such as "/talks", sockets included.

    A proxy may take the path off what it passes on or leave it: pages and links are the same, and
    the server's own addresses (this machine, the classroom) work too. `own` are the first steps of
    the application's own paths, "" for its start page: they tell /talks/join below /talks from the
    table /talks/ID, whose path was taken off.
    """

    def __init__(self, application: Application, base: str, own: frozenset[str]) -> None:
        self._application = application
        self._base = base
        self._own = own

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """A request, as WSGI has it."""
        path = environ.get("PATH_INFO", "")
        below = path.removeprefix(self._base)
        if below != path and (
            (below[:1] == "/" and below.split("/")[1] in self._own)
            or (not below and path.split("/")[1] not in self._own)
        ):
            path = below
        environ["SCRIPT_NAME"], environ["PATH_INFO"] = self._base, path or "/"
        return self._application(environ, start_response)
