"""Socket.IO over the lean engine, made through Flask-SocketIO.

python-socketio keeps the protocol: namespaces, acknowledgements, handlers. What is added is that
nothing a client can send raises or reaches a handler in a form it does not expect, that an
oversized event is refused rather than the connection broken, and broadcasts encoded once.
"""

import re
from collections.abc import Callable
from typing import Any

import orjson
import socketio
from flask import Flask
from flask_socketio import SocketIO
from socketio import packet as packets

from server.realtime.transport.engine import LeanEngine, OutgoingPacket

_ASKS = re.compile(r"2(?:/,)?([0-9]{1,9})\[")
_RESERVED = frozenset({"connect", "disconnect", "*"})


class Json:
    """orjson with the signature python-socketio expects."""

    @staticmethod
    def dumps(value: Any, **_: Any) -> str:
        """Compact JSON text."""
        return orjson.dumps(value).decode()

    @staticmethod
    def loads(text: str) -> Any:
        """Raises ValueError; nesting is bounded by orjson."""
        return orjson.loads(text)


class TextPacket(packets.Packet):  # type: ignore[misc]  # the base ships no types
    """A packet without binary attachments: nothing in this protocol has any."""

    uses_binary_events = False
    json = Json


def event(name: str, body: bytes) -> OutgoingPacket:
    """An event whose one argument is the JSON `body`, encoded once for all who hear it."""
    return OutgoingPacket(b'42["%s",%s]' % (name.encode(), body))


class LeanServer(socketio.Server):  # type: ignore[misc]  # the base ships no types
    """The Socket.IO server; `event_limit` in bytes of one event as sent.

    `connected(sid, eio_sid)` is called after a client has been told that it is connected, in the
    same breath: nothing can be sent to it before. `oversized(sid, args)` and `unreadable(sid)` give
    the acknowledgement of an event over the limit, and of one whose arguments are no JSON.
    """

    eio: LeanEngine

    def __init__(self, *, event_limit: int, **options: Any) -> None:
        super().__init__(serializer=TextPacket, async_handlers=False, **options)
        self.event_limit = event_limit
        self.eio.greeted = lambda eio_sid: self.manager.sid_from_eio_sid(eio_sid, "/") is not None
        self.connected: Callable[[str, str], None] = lambda sid, eio_sid: None
        self.oversized: Callable[[str, list[Any]], Any] = lambda sid, args: None
        self.unreadable: Callable[[str], Any] = lambda sid: None

    def post(self, eio_sid: str, packet: OutgoingPacket) -> None:
        """Send to one client; never waits, never raises."""
        self.eio.post(eio_sid, packet)

    def acknowledge(self, eio_sid: str, id: int, body: bytes) -> None:
        """Answer an event with one JSON argument."""
        self.post(eio_sid, OutgoingPacket(b"43%d[%s]" % (id, body)))

    def _engineio_server_class(self) -> type[LeanEngine]:
        return LeanEngine

    def _handle_eio_message(self, eio_sid: str, data: Any) -> None:
        try:
            packet = self.packet_class(encoded_packet=data)
        except (ValueError, TypeError, KeyError):
            self._unreadable(eio_sid, data)
            return
        if packet.namespace not in (None, "/"):
            if packet.packet_type == packets.CONNECT:
                self._refuse_namespace(eio_sid, packet.namespace)
            return
        if packet.packet_type == packets.EVENT:
            self._event(eio_sid, packet, len(data))
        elif packet.packet_type == packets.CONNECT:
            if self.manager.sid_from_eio_sid(eio_sid, "/") is None:
                self._handle_connect(eio_sid, None, packet.data)
        elif packet.packet_type == packets.DISCONNECT:
            self._handle_disconnect(eio_sid, None, self.reason.CLIENT_DISCONNECT)

    def _event(self, eio_sid: str, packet: Any, size: int) -> None:
        sid = self.manager.sid_from_eio_sid(eio_sid, "/")
        data = packet.data
        if sid is None or not self.manager.is_connected(sid, "/"):
            return
        if not isinstance(data, list) or not data or not isinstance(data[0], str):
            return
        if data[0] in _RESERVED:
            return
        if size > self.event_limit:
            answer = self.oversized(sid, data)
        else:
            answer = self._trigger_event(data[0], "/", sid, *data[1:])
        if packet.id is not None and answer != self.not_handled:
            self.acknowledge(eio_sid, packet.id, orjson.dumps(answer))

    def _unreadable(self, eio_sid: str, data: Any) -> None:
        """Answer an event whose arguments are no JSON, if it asks for an answer."""
        asks = _ASKS.match(data) if isinstance(data, str) else None
        sid = self.manager.sid_from_eio_sid(eio_sid, "/")
        if asks is not None and sid is not None:
            self.acknowledge(eio_sid, int(asks[1]), orjson.dumps(self.unreadable(sid)))

    def _refuse_namespace(self, eio_sid: str, namespace: str) -> None:
        refusal = TextPacket(packets.CONNECT_ERROR, "Unable to connect", namespace=namespace)
        self._send_packet(eio_sid, refusal)

    def _handle_connect(self, eio_sid: str, namespace: str | None, data: Any) -> None:
        super()._handle_connect(eio_sid, namespace, data)
        sid = self.manager.sid_from_eio_sid(eio_sid, "/")
        if sid is not None and self.manager.is_connected(sid, "/"):
            self.connected(sid, eio_sid)


class Sockets(SocketIO):  # type: ignore[misc]  # the base ships no types
    """Flask-SocketIO with the lean server in the place of the plain one."""

    server: LeanServer

    def init_app(self, app: Flask, **kwargs: Any) -> None:
        """As in Flask-SocketIO; the options also name `event_limit`, `backlog`, `greeting`."""
        own = {name: kwargs.pop(name) for name in ("event_limit", "backlog", "greeting")}
        super().init_app(app, **kwargs)
        self.server = LeanServer(**own, **self.server_options)
        for name, handler, namespace in self.handlers:
            self.server.on(name, handler, namespace=namespace)
        self.sockio_mw.engineio_app = self.server
