"""The door for commands from outside, shared by the HTTP API and the sockets.

Takes what only the classroom can do to the classroom, and everything else to the negotiations.
"""

from server.rules.refusals import Refusal
from server.rules.seats import Facilitator
from server.service.admission import Admission, TableWatch
from server.service.negotiations import Negotiations
from server.service.ports import Unavailable
from server.service.receipts import Receipt
from server.service.seat_map import SeatMap
from server.service.sent import MoveSeat, SentCommand


class Door:
    """Safe to call from anywhere; never raises for what a client can cause."""

    def __init__(self, admission: Admission, negotiations: Negotiations, seat_map: SeatMap) -> None:
        self._admission, self._negotiations = admission, negotiations
        self._seat_map = seat_map

    def hand(self, at: TableWatch, sent: SentCommand) -> Receipt:
        """What became of a command, given as whoever was admitted to the table."""
        try:
            refusal = self._admission.command(at, sent)
            if refusal is None and self._seat_map.is_archived(at.talks):
                refusal = Refusal("archived")
        except Unavailable:  # nothing may change where it might be archived
            refusal = Refusal("unavailable")
        if refusal is not None:
            return Receipt(sent.id, False, refusal)
        if isinstance(at.actor, Facilitator):
            done = self._seat_map.carried_out(at.talks, sent, at.actor)
            if done is not None:
                return done
        if at.actor is None or isinstance(sent.command, MoveSeat):
            return Receipt(sent.id, False, Refusal("not_allowed"))
        return self._negotiations.handle(at.talks, sent.id, sent.command, at.actor)
