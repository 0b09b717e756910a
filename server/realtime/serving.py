"""The web server: gevent's pywsgi, with what measurement asked for."""

import gc
import logging
import signal
import socket
import sys
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

import gevent
from flask import Flask
from gevent import socket as gevent_socket
from gevent.event import Event

from server.realtime.transport.dispatch import Sockets
from server.realtime.transport.http import Server

_journal = logging.getLogger(__name__)

COMMAND_BYTES = 16 * 1024
"""A larger event is refused, its connection lives."""

MESSAGE_BYTES = 128 * 1024
"""A larger WebSocket message or polled body is not read: the connection is closed, code 1009."""

BACKLOG_BYTES = 1024 * 1024
"""The most that is kept for a client that does not read; beyond it the client is cut off."""

SEND_BUFFER_BYTES = 128 * 1024
"""What the kernel keeps for a client on top of that (it doubles the number for its own needs)."""

GREETING_SECONDS = 20.0
"""How long a socket may take until somebody was admitted over it."""

GRACE_SECONDS = 8.0
"""What a request may take that is under way when the server leaves: more than it waits for a
database that somebody else holds."""

_LISTEN_BACKLOG = 1024


def make_sockets(
    app: Flask,
    *,
    public_url: str | None = None,
    message_queue: str | None = None,
    backlog: int = BACKLOG_BYTES,
    greeting: float = GREETING_SECONDS,
    ping_interval: float = 25,
    ping_timeout: float = 20,
) -> Sockets:
    """Flask-SocketIO on `app`, over the lean transport.

    Browsers' pages are heard only from the own host, or from `public_url` when there is one.
    """
    return Sockets(
        app,
        async_mode="gevent",
        cors_allowed_origins=allowed_origins(public_url),
        message_queue=message_queue,
        event_limit=COMMAND_BYTES,
        backlog=backlog,
        greeting=greeting,
        max_http_buffer_size=MESSAGE_BYTES,
        ping_interval=ping_interval,
        ping_timeout=ping_timeout,
        transports=["websocket", "polling"],
        manage_session=False,
    )


def allowed_origins(public_url: str | None) -> Callable[[str | None, dict[str, Any]], bool]:
    """Says for an Origin header and a request whether its page may open a socket."""
    public = _origin(public_url) if public_url else None
    told: set[str] = set()

    def allowed(origin: str | None, environ: dict[str, Any]) -> bool:
        if not origin:  # no browser's page
            return False
        host = str(environ.get("HTTP_HOST"))
        scheme, found, port = _origin(origin)
        own = {public, _origin(f"{scheme}://{host}")}
        if found and (scheme, found, port) in own:
            return True
        if not told and public is None:
            told.add(origin)
            _journal.warning(
                "a page of %.100s was refused a socket of %.100s: if that is the address people "
                "type, set SIXPARTY_PUBLIC_URL to it",
                origin,
                host,
            )
        return False

    return allowed


def _origin(url: str) -> tuple[str, str, int | None]:
    """Scheme, host and port; a usual port is the same as none. Nonsense is nobody's origin."""
    try:
        parts = urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
        return parts.scheme, (parts.hostname or "").casefold(), port
    except ValueError:
        return "", "", None


class WebServer:
    """Serves a WSGI application on one address; `port` 0 takes a free one."""

    def __init__(self, application: Callable[..., Iterable[bytes]], host: str, port: int) -> None:
        listener = _listener(host, port)
        self.port: int = listener.getsockname()[1]
        self._server = Server(listener, application)
        self._stopped = Event()

    def start(self) -> None:
        """Accept connections from now on; returns at once."""
        self._server.start()

    def serve_forever(self) -> None:
        """Serve until `stop` is called."""
        if not self._server.started:
            self.start()
        self._stopped.wait()

    def leave(self) -> None:
        """Accept nothing more; requests under way go on, connections without one end."""
        self._server.leave()

    def stop(self, grace: float = GRACE_SECONDS) -> None:
        """Give requests `grace` seconds to end, and let go; those cut off are answered 503."""
        self.leave()
        self._server.stop(timeout=grace)
        self._stopped.set()


def _listener(host: str, port: int) -> Any:
    """A listening socket whose connections do not wait to send small packets (Nagle)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = gevent_socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
    listener.bind((host, port))
    listener.listen(_LISTEN_BACKLOG)
    return listener


def run(
    application: Callable[..., Iterable[bytes]],
    host: str,
    port: int,
    *,
    before_stop: Callable[[], None] = lambda: None,
    ready: Callable[[int], None] = lambda port: None,
) -> None:
    """Serve until SIGTERM or SIGINT, then let go in order: `before_stop`, then the server.

    `ready` is called with the port once connections are accepted. Raises OSError when the address
    cannot be had.
    """
    server = WebServer(application, host, port)
    asked_to_stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, asked_to_stop.set)
    spare_the_collector()
    server.start()
    ready(server.port)
    asked_to_stop.wait()
    server.leave()
    before_stop()
    server.stop()


def spare_the_collector() -> None:
    """Look for cycles less often: states are trees, and what was loaded at the start stays.

    With fifty tables the collector's default pace took an eighth of a command's time. Threads that
    weigh and fold beside the loop give way to it after a millisecond; Python's default is five.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    sys.setswitchinterval(0.001)
