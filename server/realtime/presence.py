"""Who is connected. Kept out of the log: presence is not state."""

from collections.abc import Callable

from server.rules.ids import PersonId, TalksId

SetPresent = Callable[[TalksId, PersonId, bool], None]
Later = Callable[[float, Callable[[], None]], object]
"""Runs a call after seconds, in a greenlet of its own."""

Seat = tuple[TalksId, PersonId]

GRACE_SECONDS = 3.0
"""A page that is reloaded, or a network that blinks, is not an absence."""


class Presence:
    """One connection a seat: the newest is the seat's, and leaving counts after a grace."""

    def __init__(self, set_present: SetPresent, later: Later, grace: float = GRACE_SECONDS) -> None:
        self._set_present = set_present
        self._later = later
        self._grace = grace
        self._holder: dict[Seat, str] = {}
        self._leaving: set[Seat] = set()
        self._present: set[Seat] = set()

    def came(self, talks: TalksId, person: PersonId, sid: str) -> str | None:
        """The seat is the connection's from now on; gives the connection that it replaces."""
        seat = (talks, person)
        replaced = self._holder.get(seat)
        self._holder[seat] = sid
        if seat not in self._present:
            self._present.add(seat)
            self._set_present(talks, person, True)
        return replaced

    def left(self, talks: TalksId, person: PersonId, sid: str) -> None:
        """The connection is over; the person is absent unless back within the grace."""
        seat = (talks, person)
        if self._holder.get(seat) != sid:
            return
        del self._holder[seat]
        if seat not in self._leaving:
            self._leaving.add(seat)
            self._later(self._grace, lambda: self._settle(seat))

    def _settle(self, seat: Seat) -> None:
        self._leaving.discard(seat)
        if seat not in self._holder and seat in self._present:
            self._present.discard(seat)
            self._set_present(*seat, False)
