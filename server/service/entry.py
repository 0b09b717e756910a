"""What every way into a class has in common: people made, found by their code, and seated."""

from collections.abc import Callable

from server.rules.commands.seats import AssignSeat, SeatObserver
from server.rules.ids import ClassroomId, DelegationId, PersonId, TalksId
from server.rules.refusals import Refusal
from server.rules.seats import Facilitator, InnerRole, Timekeeper
from server.rules.state.talks import Talks
from server.service.codes import REJOIN_LENGTH, code_hash
from server.service.negotiations import Negotiations
from server.service.people import People, Person, TokenKind
from server.service.sendings import Sending


class Entry:
    """Makes, finds and seats people. `pepper` keys the hashes of their codes."""

    def __init__(
        self,
        people: People,
        negotiations: Negotiations,
        pepper: bytes,
        new_id: Callable[[], str],
    ) -> None:
        self._people, self._negotiations = people, negotiations
        self._pepper, self._new_id = pepper, new_id

    def hash_of(self, code: str) -> str:
        """What is kept of a rejoin code."""
        return code_hash(code, self._pepper)

    def by_code(self, code: str) -> Person | None:
        """Whose personal code this is."""
        wanted = self.hash_of(code)
        found = self._people.person_by_rejoin(wanted)
        if found is not None:
            return found
        kept = self._people.token(wanted)
        if kept is None or kept.kind is not TokenKind.REJOIN or kept.person is None:
            return None
        return self._people.person(kept.person)

    def new_person(
        self,
        classroom: ClassroomId,
        name: str,
        sending: Sending,
        *,
        joined: bool,
        what: str = "",
    ) -> tuple[Person, str]:
        """A person, not kept yet, and the rejoin code; `what` is theirs of the sending."""
        code, now = sending.code(REJOIN_LENGTH, what), self._negotiations.now_ms()
        person = Person(
            PersonId(sending.id(what)),
            classroom,
            name,
            self.hash_of(code),
            joined=joined,
            made_at=now,
            came_at=now if joined else 0,
        )
        return person, code

    def assign(self, talks: TalksId, person: Person, delegation: DelegationId) -> Refusal | None:
        """Seat a person who came by themselves."""
        return self.seat(talks, person, delegation, None, Timekeeper())

    def seat(
        self,
        talks: TalksId,
        person: Person,
        delegation: DelegationId | None,
        role: InnerRole | None,
        by: Facilitator | Timekeeper,
    ) -> Refusal | None:
        """Seat a person, or without a delegation let them watch."""
        command: AssignSeat | SeatObserver = SeatObserver(person.id, person.name)
        if delegation is not None:
            command = AssignSeat(person.id, delegation, person.name, role)
        return self._negotiations.handle(talks, self._new_id(), command, by).refusal

    def tables(self, classroom: ClassroomId) -> list[Talks]:
        """The tables of a classroom in their order."""
        return [self._negotiations.talks(e.id) for e in self._people.talks_in(classroom)]
