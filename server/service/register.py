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
    """Changes people together with their seats; `move` seats somebody over tables."""

    def __init__(
        self,
        people: People,
        negotiations: Negotiations,
        move: Callable[..., Refusal | None],
        new_id: Callable[[], str],
    ) -> None:
        self._people, self._negotiations = people, negotiations
        self._move, self._new_id = move, new_id

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
        """Make the double's devices and codes those of the other, who keeps their seat.

        Without a seat of their own they get the double's.
        """
        gone, stays = self._of(classroom, double), self._of(classroom, into)
        if gone is None or stays is None or gone.id == stays.id:
            return Refusal("same_person")
        seat = self._seated(gone)
        refusal = self._release(gone, "moved", by)
        if refusal is None and self._seated(stays) is None and seat is not None:
            delegation, talks = seat
            refusal = self._move(stays.id, talks.id, delegation, by=by)
            stays = self._people.person(stays.id) or stays
        if refusal is not None:
            return refusal
        kept = [
            replace(token, person=stays.id)
            for kind in (TokenKind.SEAT, TokenKind.REJOIN, TokenKind.KNOCK, TokenKind.ADMITTED)
            for token in self._people.tokens(kind, person=gone.id)
        ]
        now = self._negotiations.now_ms()
        kept.append(Token(gone.rejoin_hash, TokenKind.REJOIN, person=stays.id, made_at=now))
        self._people.remove_person(gone.id)
        for token in kept:
            self._people.add_token(token)
        self._people.save_person(
            replace(
                stays,
                email=stays.email or gone.email,
                joined=stays.joined or gone.joined,
            )
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
