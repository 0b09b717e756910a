"""The facilitator's seat map: what concerns people of a classroom rather than one table."""

from collections import OrderedDict

from server.rules.commands import AssignSeat, SetInnerRole, SwapSeats
from server.rules.ids import PersonId, TalksId
from server.rules.refusals import Refusal
from server.rules.seats import Facilitator, Seat
from server.service.classrooms import Classrooms
from server.service.negotiations import Negotiations
from server.service.people import Person
from server.service.ports import Unavailable, UnknownTalks
from server.service.receipts import PASSING, Receipt
from server.wire.catalogue import MoveSeat
from server.wire.incoming import SentCommand

_REMEMBERED = 500


class Seating:
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

    def _tried(self, talks_id: TalksId, sent: SentCommand, by: Facilitator) -> Receipt | None:
        match sent.command:
            case MoveSeat(person, to, delegation):
                known = self._person(talks_id, person)
                refusal = (
                    self._classrooms.move(person, to, delegation)
                    if known
                    else Refusal("unknown_person")
                )
                return Receipt(sent.id, refusal is None, refusal)
            case AssignSeat(person, _, name, _) as command if not name:
                return self._assign(talks_id, sent.id, command, by)
            case SwapSeats(person, other):
                return self._swap(talks_id, sent.id, person, other)
        return None

    def _assign(
        self, talks_id: TalksId, command_id: str, command: AssignSeat, by: Facilitator
    ) -> Receipt:
        known = self._person(talks_id, command.person)
        if known is None:
            return Receipt(command_id, False, Refusal("unknown_person"))
        if known.talks == talks_id:
            named = AssignSeat(known.id, command.delegation, known.name, command.inner_role)
            return self._negotiations.handle(talks_id, command_id, named, by)
        refusal = self._classrooms.move(known.id, talks_id, command.delegation)
        if refusal is None and command.inner_role is not None:
            part = SetInnerRole(known.id, command.inner_role)
            refusal = self._negotiations.handle(talks_id, command_id, part, by).refusal
            if refusal and refusal.code == "nothing_changes":
                refusal = None
        return Receipt(command_id, refusal is None, refusal)

    def _swap(
        self, talks_id: TalksId, command_id: str, person: PersonId, other: PersonId
    ) -> Receipt | None:
        """Exchange seats over two tables; None when both sit at this one."""
        one, two = self._seat(talks_id, person), self._seat(talks_id, other)
        if one is None or two is None:
            return Receipt(command_id, False, Refusal("unknown_person"))
        if one[0] == two[0] == talks_id:
            return None
        refusal = self._classrooms.move(person, two[0], two[1].delegation)
        if refusal is None:
            refusal = self._classrooms.move(other, one[0], one[1].delegation)
            if refusal is not None:
                self._classrooms.move(person, one[0], one[1].delegation)
        return Receipt(command_id, refusal is None, refusal)

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
