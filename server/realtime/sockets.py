"""Connections: who comes, what they send, who goes. The handlers never raise.

They are bound on the Socket.IO server itself, not on Flask-SocketIO's wrapper: a command needs no
request context. Each runs in its connection's own greenlet, so one client's commands keep order.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import gevent
from flask_socketio import ConnectionRefusedError as Refused

from server.realtime.asked import APART, Asked, asked
from server.realtime.audience import Post, Tables, notice_packet
from server.realtime.guests import Guests
from server.realtime.presence import Presence
from server.realtime.transport.dispatch import LeanServer
from server.realtime.wall import Wall
from server.rules.ids import PersonId, TalksId
from server.rules.refusals import Refusal
from server.rules.state.talks import Talks
from server.rules.views.notices import ConnectionNotice
from server.service.admission import Admission, TableWatch, WallWatch, Watch
from server.service.door import Door
from server.service.identities import Identity
from server.service.ports import Unavailable, UnknownTalks
from server.wire.incoming import sendable_id
from server.wire.outgoing import facts, refused, sentence
from server.wire.submitted import submitted

Identify = Callable[[Mapping[str, Any], Asked], Identity | None]
"""Who connects, by the token asked with or by the cookies of the handshake's WSGI environment."""

_journal = logging.getLogger(__name__)


class Snapshots(Protocol):
    """Where the talks are; see `server.service.negotiations.Negotiations`."""

    def snapshot(self, talks_id: TalksId) -> tuple[Talks, frozenset[PersonId], int]:
        """The talks, who is present, and the talks' time in milliseconds, of one moment."""
        ...

    def now_ms(self) -> int:
        """The server's time in milliseconds."""
        ...


@dataclass(slots=True)
class Client:
    """A connection that was admitted: who it is, what it asked for and what it was given."""

    identity: Identity | None
    asks: Asked
    watch: Watch
    eio_sid: str
    post: Post


class Connections:
    """The Socket.IO handlers of one server."""

    def __init__(
        self,
        server: LeanServer,
        negotiations: Snapshots,
        admission: Admission,
        door: Door,
        identify: Identify,
        tables: Tables,
        wall: Wall,
        presence: Presence,
        guests: Guests,
    ) -> None:
        self._server = server
        self._negotiations = negotiations
        self._admission = admission
        self._door = door
        self._identify = identify
        self._tables = tables
        self._wall = wall
        self._presence = presence
        self._guests = guests
        self._arriving: dict[str, tuple[Identity | None, Asked, Watch]] = {}
        self._clients: dict[str, Client] = {}
        server.on("connect", self._connect)
        server.on("disconnect", self._disconnect)
        server.on("command", self._command)
        server.on("resync", self._resync)
        server.on("text", self._text)
        server.on("time", self._time)
        server.on("*", self._unknown)
        server.connected = self._connected
        server.oversized = self._oversized
        server.unreadable = self._unreadable

    def __len__(self) -> int:
        return len(self._clients)

    def notify_all(self, notice: ConnectionNotice) -> None:
        """Send a notice to every connection."""
        packet = notice_packet(notice)
        for client in list(self._clients.values()):
            client.post(packet)

    def close_all(self) -> None:
        """End every connection in a way that lets clients come back by themselves."""
        for socket in list(self._server.eio.sockets.values()):
            socket.close(abort=True)

    # --- coming ---

    def _connect(self, sid: str, environ: Mapping[str, Any], auth: object = None) -> None:
        asks = asked(auth)
        if isinstance(asks, Refusal):
            raise _refused(asks)
        admitted = self._admitted(environ, asks)
        if isinstance(admitted, Refusal):
            raise _refused(admitted)
        identity, watch = admitted
        self._arriving[sid] = identity, asks, watch

    def _admitted(
        self, environ: Mapping[str, Any], asks: Asked
    ) -> tuple[Identity | None, Watch] | Refusal:
        try:
            identity = self._identify(environ, asks)
            watch = self._watch(identity, asks)
            if isinstance(watch, Refusal):
                return watch
            if isinstance(watch, TableWatch):
                self._negotiations.snapshot(watch.talks)  # raises when there are none
        except UnknownTalks:
            return Refusal("not_found")
        except Unavailable:
            return Refusal("unavailable")
        except Exception:  # noqa: BLE001  a handler never raises; the cause is logged
            _journal.exception("a connection could not be admitted")
            return Refusal("unavailable")
        return identity, watch

    def _watch(self, identity: Identity | None, asks: Asked) -> Watch | Refusal:
        return self._admission.watch(identity, asks.talks, asks.classroom, asks.as_)

    def _connected(self, sid: str, eio_sid: str) -> None:
        arrived = self._arriving.pop(sid, None)
        if arrived is None:
            return
        identity, asks, watch = arrived
        post = partial(self._server.post, eio_sid)
        client = self._clients[sid] = Client(identity, asks, watch, eio_sid, post)
        try:
            if isinstance(watch, TableWatch):
                self._seat(sid, client, watch, asks.etag)
            else:
                self._wall.join(watch, sid, client.post, asks.etag)
        except (Unavailable, UnknownTalks):
            self._turn_out(sid, {"kind": "unavailable"})

    def _seat(self, sid: str, client: Client, watch: TableWatch, known: str | None) -> None:
        if watch.person is not None:
            replaced = self._presence.came(watch.talks, watch.person, sid)
            if replaced is not None:
                self._turn_out(replaced, {"kind": "replaced"})
        talks, present, _ = self._negotiations.snapshot(watch.talks)
        if sid in self._clients:  # it may have been replaced while the lock was waited for
            apart = client.asks.text == APART
            self._tables.join(talks, present, watch.audience, sid, client.post, known, apart=apart)
            if watch.person is not None:
                self._guests.delegate_came(watch.talks, sid)
            elif watch.guest is not None:
                self._guests.guest_came(watch.talks, sid, watch.guest)

    def _turn_out(self, sid: str, notice: ConnectionNotice) -> None:
        """Tell a connection why, and end it so that it does not come back by itself."""
        client = self._clients.get(sid)
        if client is not None:
            client.post(notice_packet(notice))
            self._server.disconnect(sid)
            self._server.eio.disconnect(client.eio_sid)

    def recheck(self) -> None:
        """Look every right up again, and end what has lost its own: a device that was signed out
        of its seat, a guest whose link was taken back, whoever looks at what was deleted."""
        for sid, client in list(self._clients.items()):
            try:
                now = self._admission.standing(client.identity)
                if now is None:
                    gevent.spawn(self._turn_out, sid, {"kind": "revoked"})
                elif self._admission.is_another(client.identity, now):
                    # Its device is somebody else's now: it comes back as them.
                    gevent.spawn(self._close, client.eio_sid)
                else:
                    self._lost(sid, client)
            except UnknownTalks:
                gevent.spawn(self._turn_out, sid, {"kind": "revoked"})
            except Unavailable:
                continue  # the next message of this client is refused, or finds it answering

    def _lost(self, sid: str, client: Client) -> Refusal | None:
        """Why this connection may go on no more, and is ended; None while it may."""
        identity = self._admission.renewed(client.identity)
        watch = self._watch(identity, client.asks)
        if isinstance(watch, Refusal):
            gevent.spawn(self._turn_out, sid, {"kind": "revoked"})  # after the answer
            return watch
        if isinstance(watch, TableWatch) and _same(watch, client.watch):
            client.watch = watch
        elif watch != client.watch:  # it comes back by itself, to what it may see now
            gevent.spawn(self._close, client.eio_sid)
        return None

    def _close(self, eio_sid: str) -> None:
        socket = self._server.eio.sockets.get(eio_sid)
        if socket is not None:
            socket.close(abort=True)

    # --- going ---

    def _disconnect(self, sid: str, _reason: object = None) -> None:
        self._arriving.pop(sid, None)
        client = self._clients.pop(sid, None)
        if client is None:
            return
        watch = client.watch
        if isinstance(watch, WallWatch):
            self._wall.leave(watch, sid)
            return
        self._tables.leave(watch.talks, watch.audience, sid)
        self._guests.left(watch.talks, sid)
        if watch.person is not None:
            self._presence.left(watch.talks, watch.person, sid)

    # --- what clients send ---

    def _command(self, sid: str, *args: Any) -> dict[str, Any]:
        data = args[0] if len(args) == 1 else None
        client = self._clients.get(sid)
        if client is None:
            return refused(sendable_id(data), Refusal("seat_replaced"))
        try:
            lost = self._lost(sid, client)
            if lost is not None:
                return refused(sendable_id(data), lost)
            watch = client.watch
            if not isinstance(watch, TableWatch) or watch.actor is None:
                return refused(sendable_id(data), Refusal("not_allowed"))
            return submitted(self._door, watch, data)
        except Unavailable:
            return refused(sendable_id(data), Refusal("unavailable"))
        except Exception:  # noqa: BLE001  as above
            _journal.exception("a command failed")
            return refused(sendable_id(data), Refusal("unavailable"))

    def _resync(self, sid: str, *args: Any) -> dict[str, Any]:
        """The whole view anew."""
        return self._whole(sid, args, own=False)

    def _text(self, sid: str, *args: Any) -> dict[str, Any]:
        """What stands written for the side of the table with whose eyes the client looks."""
        return self._whole(sid, args, own=True)

    def _whole(self, sid: str, args: tuple[Any, ...], *, own: bool) -> dict[str, Any]:
        client = self._clients.get(sid)
        if client is None:
            return refused(None, Refusal("seat_replaced"))
        try:
            lost = self._lost(sid, client)
            if lost is None and _asks_for_another(args, client.watch):
                lost = Refusal("not_found")
            if lost is not None:
                return refused(None, lost)
            watch = client.watch
            if isinstance(watch, WallWatch):
                return refused(None, Refusal("not_found")) if own else self._wall.view(watch)
            talks, present, _ = self._negotiations.snapshot(watch.talks)
            if own:
                return self._tables.text(talks, watch.audience)
            apart = client.asks.text == APART
            return self._tables.view(talks, present, watch.audience, apart=apart)
        except UnknownTalks:
            return refused(None, Refusal("not_found"))
        except Unavailable:
            return refused(None, Refusal("unavailable"))
        except Exception:  # noqa: BLE001  as above
            _journal.exception("a view failed")
            return refused(None, Refusal("unavailable"))

    def _time(self, _sid: str, *_args: Any) -> dict[str, int]:
        """What browsers set their countdowns by; also how they find out that a line is dead."""
        return {"server_now": self._negotiations.now_ms()}

    def _oversized(self, _sid: str, args: list[Any]) -> dict[str, Any]:
        data = args[1] if len(args) > 1 else None
        limit = self._server.event_limit
        return refused(sendable_id(data), Refusal("too_large", {"limit": limit}))

    def _unreadable(self, _sid: str) -> dict[str, Any]:
        return refused(None, Refusal("bad_command", {"field": "", "expected": "JSON"}))

    def _unknown(self, _event: str, _sid: str, *args: Any) -> dict[str, Any]:
        data = args[0] if args else None
        expected = {"field": "event", "expected": "command, resync, text or time"}
        return refused(sendable_id(data), Refusal("bad_command", expected))


def _same(one: TableWatch, other: Watch) -> bool:
    """True when both look at the same thing, whatever else their holders may do."""
    return isinstance(other, TableWatch) and (one.talks, one.audience, one.actor) == (
        other.talks,
        other.audience,
        other.actor,
    )


def _asks_for_another(args: tuple[Any, ...], watch: Watch) -> bool:
    """True for a resync that names another table than the connection's: there is one to each."""
    named = args[0].get("talks") if args and isinstance(args[0], Mapping) else None
    return named is not None and not (isinstance(watch, TableWatch) and named == watch.talks)


def _refused(refusal: Refusal) -> Refused:
    """What a client hears that may not connect: the sentence, and the code as data."""
    return Refused(sentence(refusal), {"code": refusal.code, "facts": facts(refusal)})
