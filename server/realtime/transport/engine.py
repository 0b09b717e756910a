"""Engine.IO over the lean WebSocket: no writer greenlet, no queue between a packet and its frame.

python-engineio keeps the handshake, long polling and the upgrade; what is replaced is how packets
reach a WebSocket, how pings are scheduled, and how a connection that is over is ended.
"""

import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import engineio
import gevent
from engineio import exceptions
from engineio import socket as engineio_socket
from engineio.packet import MESSAGE, NOOP, OPEN, PING, Packet
from gevent import getcurrent

from server.realtime.transport.frames import CLOSE_NORMAL, Opcode, frame
from server.realtime.transport.pulse import Pulse
from server.realtime.transport.upgrade import upgrade
from server.realtime.transport.websocket import WebSocket

_SEPARATOR = "\x1e"  # between the packets of one polled request

POLLING_BACKLOG = 400
"""How many packets may wait for a client that polls before it is given up."""


UPGRADE_SECONDS = 8.0
"""How long the move to a WebSocket may take; then its client goes on polling."""


class OutgoingPacket(Packet):  # type: ignore[misc]  # the base ships no types
    """A message that is turned into its WebSocket frame once, however many clients get it."""

    def __init__(self, encoded: bytes) -> None:
        """`encoded` is the UTF-8 Engine.IO message: a 4 and the Socket.IO packet."""
        self.packet_type = MESSAGE
        self.binary = False
        self.encoded = encoded
        self.frame = frame(Opcode.TEXT, encoded)

    @property
    def data(self) -> str:
        """The Socket.IO packet."""
        return self.encoded[1:].decode()

    def encode(self, b64: bool = False) -> str:
        """The packet as long polling wants it."""
        return self.encoded.decode()


def frame_of(packet: Packet) -> bytes:
    """The packet's WebSocket frame."""
    if isinstance(packet, OutgoingPacket):
        return packet.frame
    encoded = packet.encode()
    if isinstance(encoded, bytes):
        return frame(Opcode.BINARY, encoded)
    return frame(Opcode.TEXT, encoded.encode())


class LeanSocket(engineio_socket.Socket):  # type: ignore[misc]  # the base ships no types
    """An Engine.IO connection that writes to its WebSocket directly once it has one."""

    server: "LeanEngine"

    def __init__(self, server: "LeanEngine", sid: str) -> None:
        super().__init__(server, sid)
        self.last_ping: float | None = time.monotonic()
        self.websocket: WebSocket | None = None
        self._answering: object = None  # the greenlet that handles what the client sent
        self._held: list[bytes] = []

    def send(self, packet: Packet) -> None:
        """Send, or keep for the next poll; never waits, never raises."""
        if self.closed:
            return
        if self.websocket is not None:
            self._post(frame_of(packet))
        elif self.queue.qsize() < POLLING_BACKLOG:
            self.queue.put(packet)
        elif not self.closing:
            gevent.spawn(self.close, abort=True, reason=self.server.reason.TRANSPORT_ERROR)

    def _post(self, data: bytes) -> None:
        """Send a frame; the client's own patch and acknowledgement go out in one write."""
        if self._answering is getcurrent():
            self._held.append(data)
            return
        self._release()
        if self.websocket is not None:
            self.websocket.post(data)

    def _release(self) -> None:
        """Send what is held. Called before anything else is sent, so order is kept."""
        if self._held and self.websocket is not None:
            data = self._held[0] if len(self._held) == 1 else b"".join(self._held)
            self._held.clear()
            self.websocket.post(data)

    def close(self, wait: bool = False, abort: bool = False, reason: str | None = None) -> None:
        """End the connection; what was sent before still goes out."""
        super().close(wait=False, abort=abort, reason=reason)
        self._release()
        if self.websocket is not None:
            self.websocket.close(CLOSE_NORMAL)

    def schedule_ping(self) -> None:
        """Called at the connection's beginning and when a pong comes."""
        if self.last_ping is not None:
            self.last_ping = None
            self.server.pulse.after(self.server.ping_interval, self._ping)

    def check_ping_timeout(self) -> bool:
        """End a connection whose client has not answered the last ping in time."""
        if self.closed:
            raise exceptions.SocketIsClosedError
        asked = self.last_ping
        if asked is None or time.monotonic() - asked <= self.server.ping_timeout:
            return True
        self.close(reason=self.server.reason.PING_TIMEOUT)
        return False

    def _ping(self) -> None:
        if not self.closing and not self.closed:
            self.last_ping = time.monotonic()
            self.send(Packet(PING))

    def _upgrade_websocket(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if self.upgraded:
            raise OSError("upgraded already")
        websocket = upgrade(
            environ, start_response, self.server.max_http_buffer_size, self.server.backlog
        )
        if websocket is None:
            self.close(abort=True, reason=self.server.reason.TRANSPORT_ERROR)
            return [b"not a WebSocket request"]
        try:
            if not self.connected or self._probed(websocket):
                self._serve(websocket)
        finally:
            websocket.end()
        return []

    def _probed(self, websocket: WebSocket) -> bool:
        """The move from polling to WebSocket; packets are held meanwhile, none is lost."""
        try:
            with gevent.Timeout(UPGRADE_SECONDS):
                if websocket.receive() != "2probe":
                    return False
                # Not before: a network may let the request through and nothing after it, and
                # polling must go on meanwhile.
                self.upgrading = True
                websocket.post(frame(Opcode.TEXT, b"3probe"))
                self.queue.put(Packet(NOOP))
                return websocket.receive() == "5"
        except gevent.Timeout:
            return False
        finally:
            self.upgrading = False

    def _serve(self, websocket: WebSocket) -> None:
        self.connected = self.upgraded = True
        while not self.queue.empty():
            packet = self.queue.get_nowait()
            if packet is not None and packet.packet_type != NOOP:
                websocket.post(frame_of(packet))
        self.websocket = websocket
        try:
            while (data := websocket.receive()) is not None:
                self._answering = getcurrent()
                self._received(data)
                self._answering = None
                self._release()
        finally:
            self.close(abort=True, reason=self.server.reason.TRANSPORT_CLOSE)

    def handle_post_request(self, environ: dict[str, Any]) -> None:
        """Packets of a client that polls; a body that is none ends its connection."""
        length = int(environ.get("CONTENT_LENGTH") or 0)
        if length > self.server.max_http_buffer_size:
            raise exceptions.ContentTooLongError
        try:
            body = environ["wsgi.input"].read(length).decode()
        except UnicodeDecodeError as error:
            raise exceptions.UnknownPacketError from error
        for encoded in body.split(_SEPARATOR):
            self._received(encoded)

    def _received(self, data: str | bytes) -> None:
        if isinstance(data, bytes) or self.closed:
            return
        kind = data[:1]
        if kind == "4":
            self.server.received(self.sid, data[1:])
        elif kind == "3":
            self.schedule_ping()
        elif kind == "1":
            self.close(abort=True, reason=self.server.reason.CLIENT_DISCONNECT)
        elif kind == "5":
            self.send(Packet(NOOP))


class LeanEngine(engineio.Server):  # type: ignore[misc]  # the base ships no types
    """The Engine.IO server that makes LeanSockets; `backlog` in bytes, a client's, at most;
    `greeting` in seconds, which a connection may take until somebody was admitted."""

    start_service_task: bool

    def __init__(self, *, backlog: int, greeting: float, **options: Any) -> None:
        super().__init__(**options)
        self.backlog, self.greeting = backlog, greeting
        self.pulse = Pulse()
        self.greeted: Callable[[str], bool] = lambda sid: True

    def received(self, sid: str, text: str) -> None:
        """Hand a message to Socket.IO, in the connection's own greenlet: order is kept."""
        handler: Callable[[str, str], None] = self.handlers["message"]
        try:
            handler(sid, text)
        except Exception:  # one bad message must not end a connection, let alone the server
            self.logger.exception("message handler error")

    def post(self, sid: str, packet: OutgoingPacket) -> None:
        """Send to one client, if it is still there; never waits, never raises."""
        socket = self.sockets.get(sid)
        if socket is not None:
            socket.send(packet)

    def _handle_connect(
        self,
        environ: dict[str, Any],
        start_response: Any,
        transport: str,
        jsonp_index: int | None = None,
    ) -> Any:
        if self.start_service_task:
            self.start_service_task = False
            self.service_task_handle = self.start_background_task(self._service_task)
        sid = self.generate_id()
        connection = LeanSocket(self, sid)
        self.sockets[sid] = connection
        connection.send(Packet(OPEN, self._opening(sid, transport)))
        answer = self._trigger_event("connect", sid, environ, run_async=False)
        if answer is not None and answer is not True:
            del self.sockets[sid]
            return self._unauthorized(answer or None)
        connection.schedule_ping()
        self.pulse.after(self.greeting, partial(self._expect_greeting, sid))
        if transport == "polling":
            connection.connected = True
            return self._ok(connection.poll(), jsonp_index=jsonp_index)
        try:
            return connection.handle_get_request(environ, start_response)
        finally:
            self.sockets.pop(sid, None)

    def _expect_greeting(self, sid: str) -> None:
        """End a connection over which nobody was admitted."""
        connection = self.sockets.get(sid)
        if connection is not None and not self.greeted(sid):
            gevent.spawn(connection.close, abort=True)

    def _opening(self, sid: str, transport: str) -> dict[str, Any]:
        return {
            "sid": sid,
            "upgrades": self._upgrades(sid, transport),
            "pingTimeout": int(self.ping_timeout * 1000),
            "pingInterval": int(self.ping_interval * 1000),
            "maxPayload": self.max_http_buffer_size,
        }
