"""A network between browser and server that lets WebSockets through, or does not."""

import contextlib
import socket
import threading
from enum import StrEnum


class WebSockets(StrEnum):
    """What becomes of a request for an upgrade."""

    PASS = "pass"
    REFUSE = "refuse"
    SWALLOW = "swallow"  # accepted and never answered
    MUTE = "mute"  # the handshake passes, nothing after it
    CUT = "cut"  # the handshake passes, then the connection ends


class Relay:
    """Passes connections on, request by request; `websockets` may change while it runs.

    `stall()` keeps back from now on what the WebSockets that are open say, both ways.
    """

    def __init__(self, server_port: int, websockets: WebSockets = WebSockets.PASS) -> None:
        self._server_port = server_port
        self.websockets = websockets
        self.upgrades = 0
        self._stalled = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def stall(self) -> None:
        """From now on nothing comes through the WebSockets that are open now."""
        self._stalled = self.upgrades

    def close(self) -> None:
        """Accept nothing more."""
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near: socket.socket) -> None:
        far: socket.socket | None = None
        with contextlib.suppress(OSError), near:
            while head := near.recv(65536):
                if b"upgrade: websocket" in head.lower():
                    self._upgrade(near, head)
                    break
                if far is None:
                    far = socket.create_connection(("127.0.0.1", self._server_port))
                    threading.Thread(target=_pump, args=(far, near), daemon=True).start()
                far.sendall(head)
        if far is not None:
            _end(far)  # its pump ends, and closes it

    def _upgrade(self, near: socket.socket, head: bytes) -> None:
        self.upgrades += 1
        number, fate = self.upgrades, self.websockets
        if fate is WebSockets.REFUSE:
            near.sendall(
                b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            )
            return
        if fate is WebSockets.SWALLOW:
            while near.recv(65536):
                pass
            return
        with socket.create_connection(("127.0.0.1", self._server_port)) as far:
            far.sendall(head)
            answer = b""
            while b"\r\n\r\n" not in answer:
                answer += far.recv(1)
            near.sendall(answer)
            if fate is WebSockets.CUT:
                return
            if fate is WebSockets.MUTE:
                while near.recv(65536):
                    pass
                return
            back = threading.Thread(target=self._pump_open, args=(far, near, number), daemon=True)
            back.start()
            self._pump_open(near, far, number)

    def _pump_open(self, source: socket.socket, sink: socket.socket, number: int) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if number > self._stalled:
                    sink.sendall(data)
        _end(sink)


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError), source:
        while data := source.recv(65536):
            sink.sendall(data)
    _end(sink)


def _end(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
