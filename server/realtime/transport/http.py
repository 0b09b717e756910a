"""HTTP connections: none is kept for nothing, and none is answered 500 because the server leaves.

Everybody may open a connection, and each costs a descriptor: one that sends nothing, half a
request, or does not take its answer is closed.
"""

import io
import socket
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

import gevent
from gevent import GreenletExit, pywsgi
from gevent.pool import Pool

from server.realtime.transport.upgrade import CONNECTION
from server.rules.refusals import SENTENCES, Refusal
from server.wire.outgoing import encode, error

IDLE_SECONDS = 65.0
"""How long a connection may wait for its next request; proxies keep theirs for 60 s."""

HEAD_SECONDS = 15.0
"""How long the first line and the headers of a request may take to come."""

BODY_SECONDS = 60.0
"""How long the rest may take, a megabyte at most."""

SEND_SECONDS = 120.0
"""How long a client may take for an answer, or for a part of a long one."""

LAST_SECONDS = 0.5
"""How long a new connection may take for its first request while the server leaves."""

_TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class TooSlow(ValueError):
    """The client did not send its request in time."""


class Connection(pywsgi.WSGIHandler):
    """An HTTP connection that a WebSocket can take over."""

    server: "Server"
    _taken = False
    _served = False

    def get_environ(self) -> dict[str, Any]:
        """The WSGI environment, with the connection in it."""
        environ: dict[str, Any] = super().get_environ()
        environ[CONNECTION] = self
        return environ

    def take_over(self, response: bytes) -> tuple[Any, bytes]:
        """Write the response; gives the socket, and the bytes that were read already."""
        self._taken = True
        self.close_connection = True
        self.socket.sendall(response)
        self.socket.setblocking(False)
        received = self.rfile.peek() or b""
        self.socket.setblocking(True)
        # The read buffer is not needed any more, and would be 8 KiB a connection.
        self.rfile = io.BufferedReader(io.BytesIO(), 1)
        return self.socket, received

    def read_requestline(self) -> str:
        """The first line of a request; "" when none comes, or the server leaves."""
        if self.server.leaving and self._served:
            return ""
        wait = IDLE_SECONDS if self._served else HEAD_SECONDS
        self.socket.settimeout(SEND_SECONDS)
        self.server.idle.add(self)
        line = ""
        try:
            with gevent.Timeout(wait):
                line = super().read_requestline()
        except gevent.Timeout:
            line = ""
        finally:
            self.server.idle.discard(self)
            self._served = True
        return line

    def read_request(self, raw_requestline: str) -> Any:
        """Read the headers."""
        with gevent.Timeout(HEAD_SECONDS, TooSlow()):
            return super().read_request(raw_requestline)

    def handle_one_response(self) -> None:
        """Answer; a body that does not come within its time ends early, and so does the request."""
        environ = self.environ or {}
        if not self.content_length and "HTTP_TRANSFER_ENCODING" not in environ:
            super().handle_one_response()
            return
        timer: Any = gevent.get_hub().loop.timer(BODY_SECONDS)
        timer.start(self._end_body, environ["wsgi.input"], self.socket)
        try:
            super().handle_one_response()
        finally:
            timer.stop()
            timer.close()

    def run_application(self) -> None:
        """Run it; once cut off, nothing more is read of the request either."""
        try:
            super().run_application()
        except GreenletExit:
            with suppress(OSError):
                self.socket.shutdown(socket.SHUT_RD)
            raise

    def _end_body(self, body: Any, stream: Any) -> None:
        if body.content_length is None or body.position < body.content_length:
            self.close_connection = True
            with suppress(OSError):
                stream.shutdown(socket.SHUT_RD)

    def hang_up(self) -> None:
        """End a connection on which no request is under way. One that is new has a moment: its
        first request may be on its way."""
        if self._served:
            self._stop_reading()
        else:
            gevent.spawn_later(LAST_SECONDS, self._stop_reading)

    def _stop_reading(self) -> None:
        if self in self.server.idle:
            with suppress(OSError):
                self.socket.shutdown(socket.SHUT_RD)

    def process_result(self) -> None:
        """Send the response, unless the connection was taken over."""
        if not self._taken:
            super().process_result()

    def _handle_client_error(self, ex: Exception) -> tuple[str, bytes]:
        if isinstance(ex, TooSlow):
            return "408", _TOO_SLOW
        answer: tuple[str, bytes] = super()._handle_client_error(ex)  # type: ignore[misc]  # untyped
        return answer

    def handle_error(self, t: Any, v: Any, tb: Any) -> None:
        """What the server's end cuts off, and what a client does not send, is no mistake of the
        program: both are told what it is."""
        if issubclass(t, GreenletExit):
            self._answer_in_words("503 Service Unavailable", Refusal("unavailable"))
        elif issubclass(t, OSError):  # nothing but the client's line raises these as far as here
            self._answer_in_words("408 Request Timeout", Refusal("bad_command"))
        else:
            super().handle_error(t, v, tb)

    def _answer_in_words(self, status: str, refusal: Refusal) -> None:
        self.close_connection = True
        if self._taken or self.response_length:
            return
        is_api = "/api/" in (self.path or "")
        body = encode(error(refusal)) if is_api else SENTENCES[refusal.code].encode()
        kind = "application/json" if is_api else "text/plain; charset=utf-8"
        headers = [("Content-Type", kind), ("Content-Length", str(len(body)))]
        try:
            self.start_response(status, [*headers, ("Retry-After", "5")])
            self.write(body)
        except (OSError, AssertionError):  # gone, or the answer had begun
            return


class Server(pywsgi.WSGIServer):
    """Knows which of its connections wait for a request."""

    def __init__(self, listener: Any, application: Callable[..., Iterable[bytes]]) -> None:
        self.idle: set[Connection] = set()
        self.leaving = False
        super().__init__(
            listener,
            application,
            spawn=Pool(),  # which `stop` waits for
            handler_class=Connection,
            log=None,
            error_log=None,
        )

    def leave(self) -> None:
        """Accept nothing more; requests that are under way go on."""
        self.leaving = True
        self.close()
        for connection in list(self.idle):
            connection.hang_up()
