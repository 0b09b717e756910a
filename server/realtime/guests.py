"""Observers whose presence is told to those they watch; the facilitator decides it for each link.

Like presence it is no part of the log: a notice says who looks on, whenever that changes.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import orjson

from server.realtime.audience import Post
from server.realtime.transport.dispatch import event
from server.realtime.transport.engine import OutgoingPacket
from server.rules.ids import DelegationId, PersonId, TalksId
from server.service.identities import ObserverIdentity

SeatOf = Callable[[TalksId, PersonId], DelegationId | None]
"""The delegation in whose seat a person is now."""


@dataclass(slots=True)
class _Table:
    guests: dict[str, ObserverIdentity] = field(default_factory=dict)
    seats: dict[str, tuple[PersonId, Post]] = field(default_factory=dict)


class Guests:
    """Who looks on at which table, and which delegates hear of it.

    Whoever sees through the eyes of one delegation is told to that delegation only.
    """

    def __init__(self, seat_of: SeatOf) -> None:
        self._seat_of = seat_of
        self._tables: dict[TalksId, _Table] = {}

    def guest_came(self, talks: TalksId, sid: str, guest: ObserverIdentity) -> None:
        """An observer opened the table."""
        if guest.told:
            table = self._tables.setdefault(talks, _Table())
            table.guests[sid] = guest
            self._tell(talks, table)

    def delegate_came(self, talks: TalksId, sid: str, person: PersonId, post: Post) -> None:
        """A delegate opened the table, and hears at once who looks on, if anybody does."""
        table = self._tables.setdefault(talks, _Table())
        table.seats[sid] = person, post
        if table.guests:
            names = self._names(talks, table, person)
            if names:
                post(_notice(names))

    def left(self, talks: TalksId, sid: str) -> None:
        """A connection to the table is over."""
        table = self._tables.get(talks)
        if table is None:
            return
        table.seats.pop(sid, None)
        if table.guests.pop(sid, None) is not None:
            self._tell(talks, table)
        if not table.seats and not table.guests:
            del self._tables[talks]

    def _tell(self, talks: TalksId, table: _Table) -> None:
        for person, post in table.seats.values():
            post(_notice(self._names(talks, table, person)))

    def _names(self, talks: TalksId, table: _Table, person: PersonId) -> list[str]:
        mine = self._seat_of(talks, person)
        seen = {g.label for g in table.guests.values() if g.delegation in (None, mine)}
        return sorted(seen)


def _notice(names: list[str]) -> OutgoingPacket:
    return event("notice", orjson.dumps({"kind": "observers", "names": names}))
