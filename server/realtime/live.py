"""Puts the live part together: sockets, audiences, presence, wall and ticks."""

from typing import Any

import gevent
from flask import Flask

from server.realtime.audience import Tables
from server.realtime.guests import Guests
from server.realtime.presence import GRACE_SECONDS, Presence
from server.realtime.serving import make_sockets
from server.realtime.sockets import Connections, Identify
from server.realtime.ticker import Bots, Ticker
from server.realtime.wall import Rooms, Wall
from server.rules.ids import ClassroomId, PersonId, TalksId
from server.service.admission import Admission
from server.service.door import Door
from server.service.negotiations import Negotiations
from server.service.ports import Unavailable, UnknownTalks
from server.service.texts import Texts


class Live:
    """The live part of one process. The composition root makes it once."""

    def __init__(
        self,
        flask: Flask,
        negotiations: Negotiations,
        rooms: Rooms,
        admission: Admission,
        door: Door,
        identify: Identify,
        texts: Texts,
        *,
        bots: Bots | None = None,
        public_url: str | None = None,
        message_queue: str | None = None,
        presence_grace: float = GRACE_SECONDS,
        **options: Any,
    ) -> None:
        """`presence_grace` in seconds; `options` are more of `make_sockets`."""
        self._negotiations = negotiations
        self.socketio = make_sockets(
            flask, public_url=public_url, message_queue=message_queue, **options
        )
        self.tables = Tables(negotiations.now_ms, texts)
        self.wall = Wall(negotiations, rooms, gevent.spawn_later)
        self.connections = Connections(
            self.socketio.server,
            negotiations,
            admission,
            door,
            identify,
            self.tables,
            self.wall,
            Presence(self._set_present, gevent.spawn_later, presence_grace),
            Guests(self.tables),
        )
        self.ticker = Ticker(negotiations, bots)
        negotiations.add_listener(self.tables)
        negotiations.add_listener(self.wall)

    def classroom_changed(self, classroom: ClassroomId) -> None:
        """Show on the wall that a classroom's code or tables changed."""
        self.wall.classroom_changed(classroom)

    def rights_changed(self) -> None:
        """A right was given, changed or taken back: end the connections that have lost theirs."""
        self.connections.recheck()

    def stop(self) -> None:
        """Say goodbye: clients are told that the server goes, and come back by themselves."""
        self.ticker.stop()
        self.connections.notify_all({"kind": "shutting_down"})
        self.connections.close_all()

    def _set_present(self, talks_id: TalksId, person: PersonId, present: bool) -> None:
        try:
            self._negotiations.set_present(talks_id, person, present)
        except (UnknownTalks, Unavailable):
            if present:
                raise
