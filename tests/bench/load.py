"""Many Socket.IO clients in one process, at a fraction of a proper client's cost.

Frames are cut by their length alone and told apart by their first bytes; they are not parsed.
"""

import json
import select
import socket
import struct
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

_READ = 1 << 18


def frame(text: str) -> bytes:
    """A text frame; the mask is zero, which leaves the payload as it is."""
    data = text.encode()
    if len(data) < 126:
        return bytes((0x81, 0x80 | len(data))) + b"\0\0\0\0" + data
    return struct.pack("!BBH", 0x81, 0xFE, len(data)) + b"\0\0\0\0" + data


@dataclass(slots=True)
class Connection:
    """One client: its place at a table, and how much of what has come."""

    sock: socket.socket
    table: int
    seat: int
    buffer: bytes = b""
    patches: int = 0
    views: int = 0
    acks: int = 0
    received: int = 0


class Load:
    """The clients of one server."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._poll = select.epoll()
        self.last = 0.0
        self.connections: dict[int, Connection] = {}
        self.on_ack: Callable[[Connection], None] = lambda connection: None
        self.on_patch: Callable[[Connection], None] = lambda connection: None

    def close(self) -> None:
        """Let every connection go."""
        for connection in self.connections.values():
            connection.sock.close()
        self.connections.clear()
        self._poll.close()

    def open(self, wanted: Iterable[tuple[int, int, dict[str, Any]]], query: str = "") -> None:
        """Connect (table, seat, auth) each; all requests are sent before any answer is read."""
        for table, seat, auth in wanted:
            sock = socket.create_connection(("127.0.0.1", self._port), timeout=20)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.sendall(
                f"GET /socket.io/?EIO=4&transport=websocket{query.format(table=table)} HTTP/1.1\r\n"
                f"Host: 127.0.0.1:{self._port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n"
                "\r\n".encode()
            )
            connection = Connection(sock, table, seat)
            self._greet(connection, auth)
            self.add(connection)

    def add(self, connection: Connection) -> None:
        """Hear a client that is connected."""
        self.connections[connection.sock.fileno()] = connection
        self._poll.register(connection.sock.fileno(), select.EPOLLIN)

    def _greet(self, connection: Connection, auth: dict[str, Any]) -> None:
        """Read the handshake's answer, then ask to be connected with `auth`."""
        head = b""
        while b"\r\n\r\n" not in head:
            got = connection.sock.recv(_READ)
            if not got:
                raise AssertionError(f"refused: {head!r}")
            head += got
        status, _, rest = head.partition(b"\r\n\r\n")
        if not status.startswith(b"HTTP/1.1 101"):
            raise AssertionError(status)
        connection.buffer = rest
        connection.sock.sendall(frame("40" + json.dumps(auth)))
        connection.sock.setblocking(False)

    def send(self, connection: Connection, data: bytes) -> None:
        """Send a frame; the server is expected to read."""
        connection.sock.setblocking(True)
        connection.sock.sendall(data)
        connection.sock.setblocking(False)

    def run(self, until: Callable[[], bool], seconds: float) -> None:
        """Read what comes in until something is true, at most for so long."""
        end = time.perf_counter() + seconds
        while not until():
            left = end - time.perf_counter()
            if left <= 0:
                return
            self.step(min(left, 0.05))

    def quiet(self, seconds: float) -> None:
        """Read until nothing has come for so long."""
        self.last = time.perf_counter()
        while time.perf_counter() - self.last < seconds:
            self.step(seconds)

    def step(self, wait: float) -> None:
        """Read what is there; wait for something at most so many seconds."""
        for fd, _ in self._poll.poll(wait):
            connection = self.connections[fd]
            try:
                data = connection.sock.recv(_READ)
            except BlockingIOError:
                continue
            if not data:
                raise AssertionError(
                    f"port {self._port}, table {connection.table}, seat {connection.seat}: "
                    f"the server hung up after {connection.buffer!r}"
                )
            connection.received += len(data)
            self.last = time.perf_counter()
            self._cut(connection, data)

    def _cut(self, connection: Connection, data: bytes) -> None:
        if connection.buffer:
            data = connection.buffer + data
        at, have = 0, len(data)
        while have - at >= 2:
            size, head = data[at + 1], 2
            if size == 126:
                if have - at < 4:
                    break
                size, head = (data[at + 2] << 8) | data[at + 3], 4
            elif size == 127:
                if have - at < 10:
                    break
                size, head = int.from_bytes(data[at + 2 : at + 10], "big"), 10
            start = at + head
            if have < start + size:
                break
            self._frame(connection, data, start, start + size)
            at = start + size
        connection.buffer = data[at:]

    def _frame(self, connection: Connection, data: bytes, start: int, end: int) -> None:
        kind = data[start : min(start + 2, end)]
        if kind == b"42":
            if data[start + 4 : start + 5] == b"p":
                connection.patches += 1
                self.on_patch(connection)
            elif data[start + 4 : start + 5] == b"v":
                connection.views += 1
        elif kind == b"43":
            if b'"accepted":true' not in data[start:end]:
                raise AssertionError(
                    f"port {self._port}, table {connection.table}, seat {connection.seat}: "
                    f"a command was refused, so nothing measured counts: {data[start:end]!r}"
                )
            connection.acks += 1
            self.on_ack(connection)
        elif kind == b"2":
            self.send(connection, frame("3"))
        elif kind == b"44":
            raise AssertionError(data[start:end])
