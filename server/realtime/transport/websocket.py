"""One client's WebSocket, the server's side."""

import contextlib
import socket as sockets
import struct
from collections import deque
from typing import Any, Protocol

from gevent import get_hub

from server.realtime.transport.frames import (
    CLOSE_BAD_DATA,
    CLOSE_NORMAL,
    CLOSE_PROTOCOL_ERROR,
    FrameError,
    FrameReader,
    Opcode,
    close_frame,
    frame,
)
from server.realtime.transport.outgoing import Outgoing

LINGER_SECONDS = 5.0
"""How long a client may take to answer our close frame, and to take what was sent before it."""

_RECEIVE_BYTES = 4096


class Stream(Protocol):
    """A connected gevent socket."""

    def fileno(self) -> int: ...
    def recv(self, size: int) -> bytes: ...
    def shutdown(self, how: int) -> None: ...


class WebSocket:
    """Receives in the connection's own greenlet; is posted to from any, without waiting.

    `limit` is the largest message from the client, `backlog` the most bytes kept for one that does
    not read; both in bytes. `received` are bytes that came with the opening request.
    """

    __slots__ = ("_broken", "_closing", "_linger", "_messages", "_outgoing", "_reader", "_stream")

    def __init__(self, stream: Stream, limit: int, backlog: int, received: bytes = b"") -> None:
        self._stream = stream
        self._reader = FrameReader(limit)
        self._outgoing = Outgoing(stream, backlog, self._hang_up)
        self._messages: deque[tuple[int, bytes]] = deque()
        self._closing = False
        self._broken = False
        self._linger: Any = None  # a timer of gevent's loop, whose types are not public
        if received:
            self._feed(received)

    @property
    def waiting(self) -> int:
        """How many bytes the client has not taken yet."""
        return self._outgoing.waiting

    def receive(self) -> str | bytes | None:
        """The next text (str) or binary (bytes) message; None when the connection is over."""
        while True:
            while self._messages:
                opcode, payload = self._messages.popleft()
                if opcode == Opcode.CLOSE:
                    self._answer_close(payload)
                    return None
                if self._closing:
                    continue
                if opcode == Opcode.TEXT:
                    try:
                        return payload.decode()
                    except UnicodeDecodeError:
                        self.close(CLOSE_BAD_DATA)
                elif opcode == Opcode.BINARY:
                    return payload
                elif opcode == Opcode.PING:
                    self.post(frame(Opcode.PONG, payload))
            try:
                data = self._stream.recv(_RECEIVE_BYTES)
            except OSError:
                return None
            if not data:
                return None
            self._feed(data)

    def post(self, data: bytes) -> None:
        """Send a whole frame; never waits, never raises. Nothing is sent after a close frame."""
        if not self._closing:
            self._outgoing.post(data)

    def close(self, code: int = CLOSE_NORMAL) -> None:
        """Say goodbye; what comes in after this is dropped. `receive` ends by itself soon after."""
        if self._closing:
            return
        self._outgoing.post(close_frame(code))
        self._closing = True
        self._linger = get_hub().loop.timer(LINGER_SECONDS)
        self._linger.start(self._hang_up)

    def end(self) -> None:
        """Give everything back; to be called once `receive` has ended."""
        self._closing = True
        self._outgoing.stop()
        linger, self._linger = self._linger, None
        if linger is not None:
            linger.stop()
            linger.close()

    def _feed(self, data: bytes) -> None:
        if self._broken:
            return
        try:
            self._messages.extend(self._reader.feed(data))
        except FrameError as error:
            self._broken = True
            self.close(error.code)

    def _answer_close(self, payload: bytes) -> None:
        code = CLOSE_NORMAL
        if len(payload) == 1 or (payload and not _sendable(payload)):
            code = CLOSE_PROTOCOL_ERROR
        elif payload:
            (code,) = struct.unpack_from("!H", payload)
        self.close(code)

    def _hang_up(self) -> None:
        with contextlib.suppress(OSError):
            self._stream.shutdown(sockets.SHUT_RDWR)


def _sendable(payload: bytes) -> bool:
    """True when a close frame's status may be sent on the wire and its reason is UTF-8."""
    (code,) = struct.unpack_from("!H", payload)
    try:
        payload[2:].decode()
    except UnicodeDecodeError:
        return False
    return 3000 <= code < 5000 or (1000 <= code <= 1014 and code not in (1004, 1005, 1006))
