"""The facilitator's seat map: what concerns people of a classroom rather than one table."""

from collections import OrderedDict

from server.rules.commands.seats import AssignSeat, ReleaseSeat, SeatObserver, SwapSeats
from server.rules.ids import DelegationId, PersonId, TalksId
from server.rules.refusals import Refusal
from server.rules.seats import Facilitator, InnerRole, Seat
from server.service.classrooms import Classrooms
from server.service.negotiations import Negotiations
from server.service.people import Person
from server.service.ports import Unavailable, UnknownTalks
from server.service.receipts import PASSING, Receipt
from server.service.sent import MoveSeat, SentCommand

_REMEMBERED = 500


class SeatMap:
    """Seats people by name over all tables of their classroom.

    Answers to the latest commands are remembered, so that one sent twice is done once.
    """

    def __init__(self, negotiations: Negotiations, classrooms: Classrooms) -> None:
        self._negotiations, self._classrooms = negotiations, classrooms
        self._answers: OrderedDict[tuple[str, TalksId, str], Receipt] = OrderedDict()

    def carried_out(self, talks_id: TalksId, sent: SentCommand, by: Facilitator) -> Receipt | None:
        """The receipt, or None for a command that concerns this one table only."""
        key = by.name, talks_id, sent.id
        if key in self._answers:
            return self._answers[key]
        try:
            answer = self._tried(talks_id, sent, by)
        except UnknownTalks:
            answer = Receipt(sent.id, False, Refusal("not_found"))
        except Unavailable:
            answer = Receipt(sent.id, False, Refusal("unavailable"))
        if answer is not None and not (answer.refusal and answer.refusal.code in PASSING):
            self._answers[key] = answer
            if len(self._answers) > _REMEMBERED:
                self._answers.popitem(last=False)
        return answer

    def is_archived(self, talks_id: TalksId) -> bool:
        """True for a table of a class in the archive. Raises `Unavailable`."""
        return self._classrooms.is_archived(talks_id)

    def _tried(self, talks_id: TalksId, sent: SentCommand, by: Facilitator) -> Receipt | None:
        match sent.command:
            case MoveSeat(person, to, delegation):
                known = self._person(talks_id, person)
                refusal = (
                    self._classrooms.move(person, to, delegation, by=by.name)
                    if known
                    else Refusal("unknown_person")
                )
                return Receipt(sent.id, refusal is None, refusal)
            case AssignSeat(person, delegation, name, role) if not name:
                return self._assign(talks_id, sent.id, person, delegation, role, by)
            case SeatObserver(person, name) if not name:
                return self._assign(talks_id, sent.id, person, None, None, by)
            case ReleaseSeat(double, into=into) if into is not None:
                room = self._classrooms.of_talks(talks_id)
                refusal = (
                    self._classrooms.register.merge(room.id, double, into, by.name)
                    if room
                    else Refusal("unknown_person")
                )
                return Receipt(sent.id, refusal is None, refusal)
            case SwapSeats(person, other):
                return self._swap(talks_id, sent.id, person, other, by)
        return None

    def _assign(
        self,
        talks_id: TalksId,
        command_id: str,
        person: PersonId,
        delegation: DelegationId | None,
        role: InnerRole | None,
        by: Facilitator,
    ) -> Receipt:
        if self._person(talks_id, person) is None:
            return Receipt(command_id, False, Refusal("unknown_person"))
        refusal = self._classrooms.move(person, talks_id, delegation, by=by.name, role=role)
        return Receipt(command_id, refusal is None, refusal)

    def _swap(
        self, talks_id: TalksId, command_id: str, person: PersonId, other: PersonId, by: Facilitator
    ) -> Receipt | None:
        """Exchange seats over two tables, parts included; None when both sit at this one."""
        one, two = self._seat(talks_id, person), self._seat(talks_id, other)
        if one is None or two is None:
            return Receipt(command_id, False, Refusal("unknown_person"))
        if one[0] == two[0] == talks_id:
            return None
        refusal = self._place(person, two, by)
        if refusal is None:
            refusal = self._place(other, one, by)
            if refusal is not None:
                self._place(person, one, by)
        return Receipt(command_id, refusal is None, refusal)

    def _place(
        self, person: PersonId, where: tuple[TalksId, Seat], by: Facilitator
    ) -> Refusal | None:
        talks, seat = where
        return self._classrooms.move(
            person, talks, seat.delegation, by=by.name, role=seat.inner_role
        )

    def _person(self, talks_id: TalksId, person: PersonId) -> Person | None:
        """The person, if of the classroom to which the talks belong."""
        classroom = self._classrooms.of_talks(talks_id)
        people = self._classrooms.people_in(classroom.id) if classroom else ()
        return next((p for p in people if p.id == person), None)

    def _seat(self, talks_id: TalksId, person: PersonId) -> tuple[TalksId, Seat] | None:
        """Where the person sits, at whichever table of the classroom."""
        known = self._person(talks_id, person)
        where = known.talks if known and known.talks else None
        seat = self._negotiations.talks(where).seat_of(person) if where else None
        return (where, seat) if where and seat else None
