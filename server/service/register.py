"""The people of a class put right: renamed, removed, or two entries of one person made one."""

from collections.abc import Callable
from dataclasses import replace

from server.rules.commands.seats import AssignSeat, ReleaseSeat, SeatObserver, SetInnerRole
from server.rules.ids import ClassroomId, PersonId
from server.rules.names import clean, problem
from server.rules.refusals import Refusal
from server.rules.seats import Facilitator
from server.rules.state.talks import Talks
from server.service.negotiations import Negotiations
from server.service.people import People, Person, Token, TokenKind


class Register:
    """Changes people together with their seats."""

    def __init__(
        self, people: People, negotiations: Negotiations, new_id: Callable[[], str]
    ) -> None:
        self._people, self._negotiations = people, negotiations
        self._new_id = new_id

    def rename(
        self, classroom: ClassroomId, person_id: PersonId, name: str, by: str
    ) -> Refusal | None:
        """Call somebody by another name, at their table too; what was said before stays."""
        person = self._of(classroom, person_id)
        name = clean(name)
        wrong = problem(name)
        if person is None or wrong is not None:
            return wrong or Refusal("unknown_person")
        refusal = self._tell(person, name, Facilitator(by))
        if refusal is None or refusal.code == "nothing_changes":
            self._people.save_person(replace(person, name=name))
            return None
        return refusal

    def remove(self, classroom: ClassroomId, person_id: PersonId, by: str) -> Refusal | None:
        """Take somebody out of the class: their seat, their codes, their devices."""
        person = self._of(classroom, person_id)
        if person is None:
            return Refusal("unknown_person")
        refusal = self._release(person, "", by)
        if refusal is None:
            self._people.remove_person(person.id)
        return refusal

    def merge(
        self, classroom: ClassroomId, double: PersonId, into: PersonId, by: str
    ) -> Refusal | None:
        """Make the double's devices, codes and contributions those of the other, who keeps their
        seat; without a seat of their own they get the double's.

        Each table's log takes it in one command, then the register in one transaction. What is cut
        off between them is completed by asking again.
        """
        gone, stays = self._of(classroom, double), self._of(classroom, into)
        if gone is None or stays is None or gone.id == stays.id:
            return Refusal("same_person")
        tables = [self._negotiations.talks(e.id) for e in self._people.talks_in(classroom)]
        home = next((t.id for t in tables if _is_at(t, stays.id)), None)
        for talks in tables:
            is_there = _is_at(talks, gone.id)
            if not is_there and gone.id not in talks.moved:
                continue
            takes = is_there and home is None
            command = ReleaseSeat(gone.id, "moved", stays.id, takes, stays.name)
            refusal = self._negotiations.handle(
                talks.id, self._new_id(), command, Facilitator(by)
            ).refusal
            if refusal is not None:
                return refusal
            home = talks.id if takes else home
        now = self._negotiations.now_ms()
        self._people.merge_person(
            gone.id,
            replace(
                stays,
                talks=home or stays.talks,
                email=stays.email or gone.email,
                joined=stays.joined or gone.joined,
                came_at=min((p.came_at for p in (stays, gone) if p.joined), default=0),
            ),
            Token(gone.rejoin_hash, TokenKind.REJOIN, person=stays.id, made_at=now),
        )
        return None

    def _of(self, classroom: ClassroomId, person_id: PersonId) -> Person | None:
        person = self._people.person(person_id)
        return person if person is not None and person.classroom == classroom else None

    def _talks(self, person: Person) -> Talks | None:
        return None if person.talks is None else self._negotiations.talks(person.talks)

    def _seated(self, person: Person) -> tuple[str | None, Talks] | None:
        """Where somebody sits, or watches (without a delegation)."""
        talks = self._talks(person)
        if talks is None:
            return None
        seat = talks.seat_of(person.id)
        if seat is not None:
            return seat.delegation, talks
        return (None, talks) if person.id in talks.observers else None

    def _release(self, person: Person, reason: str, by: str) -> Refusal | None:
        seated = self._seated(person)
        if seated is None:
            return None
        command = ReleaseSeat(person.id, reason)
        return self._negotiations.handle(
            seated[1].id, self._new_id(), command, Facilitator(by)
        ).refusal

    def _tell(self, person: Person, name: str, by: Facilitator) -> Refusal | None:
        """The new name at the table where somebody sits, in the same part."""
        talks = self._talks(person)
        seat = talks.seat_of(person.id) if talks else None
        if talks is None or (seat is None and person.id not in talks.observers):
            return None
        if seat is None:
            command: AssignSeat | SeatObserver = SeatObserver(person.id, name)
        else:
            command = AssignSeat(person.id, seat.delegation, name, seat.inner_role)
        refusal = self._negotiations.handle(talks.id, self._new_id(), command, by).refusal
        if refusal is None and seat is not None and seat.forum is not None:
            part = SetInnerRole(person.id, seat.inner_role, seat.forum)
            self._negotiations.handle(talks.id, self._new_id(), part, by)
        return refusal


def _is_at(talks: Talks, person: PersonId) -> bool:
    """True for somebody who sits or watches there."""
    return talks.seat_of(person) is not None or person in talks.observers
