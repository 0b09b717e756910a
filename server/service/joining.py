"""How people come to seats: by the class's code, from the roster, by their own rejoin code."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from server.rules.commands.seats import AssignSeat, ReleaseSeat, SeatObserver
from server.rules.ids import ClassroomId, DelegationId, PersonId, TalksId
from server.rules.limits import MAX_NAME
from server.rules.refusals import Refusal
from server.rules.seats import Facilitator, InnerRole, Timekeeper
from server.rules.state.talks import Talks
from server.rules.texts import is_blank
from server.service.codes import REJOIN_LENGTH, code_hash, new_code, typed
from server.service.locks import Locks
from server.service.negotiations import Negotiations
from server.service.people import Classroom, ClassroomState, People, Person, RosterLine
from server.service.placement import place
from server.service.tokens import Tokens


@dataclass(frozen=True, slots=True)
class JoinResult:
    """A seat taken, or found again. The token and the code are told this once.

    `delegation` is None for an observer. `replaces_code` is True when a code that was handed out
    with the roster has stopped working.
    """

    seat_token: str
    rejoin_code: str
    talks: TalksId
    table: int
    delegation: DelegationId | None
    person: PersonId
    replaces_code: bool = False


@dataclass(frozen=True, slots=True)
class Reserved:
    """A name of the roster with the personal rejoin code; unseated when `talks` is None."""

    name: str
    rejoin_code: str
    person: PersonId
    talks: TalksId | None = None
    table: int | None = None
    delegation: DelegationId | None = None


class Joining:
    """Seats people. One classroom at a time places newcomers, so no seat is given twice."""

    def __init__(
        self,
        people: People,
        negotiations: Negotiations,
        tokens: Tokens,
        pepper: bytes,
        new_id: Callable[[], str],
    ) -> None:
        self._people, self._negotiations, self._tokens = people, negotiations, tokens
        self._pepper, self._new_id = pepper, new_id
        self._locks = Locks()

    def join(
        self,
        code: str,
        name: str,
        table: int | None = None,
        delegation: DelegationId | None = None,
    ) -> JoinResult | Refusal:
        """Take a seat with the class's code: the one asked for, or the next to be filled.

        A name of the roster that nobody has claimed gets the seat that was kept for it.
        """
        name = clean(name)
        problem = name_problem(name)
        if problem is not None:
            return problem
        classroom = self._people.classroom_by_code(typed(code))
        if classroom is None or classroom.state is ClassroomState.MAKING:
            return Refusal("unknown_code")
        if not classroom.is_open:
            return Refusal("code_closed")
        with self._locks.of(classroom.id):
            expected = self._expected(classroom.id, name)
            if expected is not None:
                return self._claim(classroom, expected, table, delegation)
            return self.seat_newcomer(classroom, name, table, delegation)

    def seat_newcomer(
        self,
        classroom: Classroom,
        name: str,
        table: int | None = None,
        delegation: DelegationId | None = None,
    ) -> JoinResult | Refusal:
        """Make a person and seat them."""
        where = place(self._tables(classroom.id), classroom.per_delegation, table, delegation)
        if isinstance(where, Refusal):
            return where
        person, rejoin_code = self._new_person(classroom.id, name, joined=True)
        person = replace(person, talks=where.talks)
        seat_token, kept = self._tokens.new_seat(person.id)
        self._people.add_person(person, kept)
        refusal = self._assign(where.talks, person, where.delegation)
        if refusal is not None:
            self._people.remove_person(person.id)
            return refusal
        return JoinResult(
            seat_token, rejoin_code, where.talks, where.table, where.delegation, person.id
        )

    def rejoin(self, code: str) -> JoinResult | Refusal:
        """The same seat on another device, by the personal code."""
        person = self._people.person_by_rejoin(code_hash(code, self._pepper))
        classroom = self._people.classroom(person.classroom) if person else None
        if person is None or classroom is None:
            return Refusal("bad_token")
        with self._locks.of(classroom.id):
            return self._come_back(classroom, person, typed(code), None, None)

    def renew_code(self, person_id: PersonId) -> str | None:
        """A new rejoin code for somebody who lost theirs; the old one stops working."""
        person = self._people.person(person_id)
        if person is None:
            return None
        code = new_code(REJOIN_LENGTH)
        self._people.save_person(replace(person, rejoin_hash=code_hash(code, self._pepper)))
        return code

    def reserve(
        self, classroom: Classroom, roster: Sequence[RosterLine]
    ) -> tuple[Reserved, ...] | Refusal:
        """Make the people of a roster, each with a rejoin code; refuse at the first that fails."""
        reserved: list[Reserved] = []
        with self._locks.of(classroom.id):
            for number, line in enumerate(roster, start=1):
                one = self._reserve(classroom, line)
                if isinstance(one, Refusal):
                    return Refusal(one.code, {**one.facts, "line": number})
                reserved.append(one)
        return tuple(reserved)

    def move(
        self,
        person_id: PersonId,
        talks_id: TalksId,
        delegation: DelegationId | None,
        *,
        by: str,
        role: InnerRole | None = None,
    ) -> Refusal | None:
        """Seat a person elsewhere, at another table too; tokens and rejoin code stay the same.

        Without a delegation they watch that table. `by` is the facilitator's name in the log.
        """
        person = self._people.person(person_id)
        if person is None:
            return Refusal("unknown_person")
        if all(e.id != talks_id for e in self._people.talks_in(person.classroom)):
            return Refusal("not_found")
        with self._locks.of(person.classroom):
            refusal = self._seat(talks_id, person, delegation, role, Facilitator(by))
            if refusal is not None or person.talks == talks_id:
                return refusal
            left, person = person.talks, replace(person, talks=talks_id)
            self._people.save_person(person)
            if left is not None:
                self._negotiations.handle(
                    left, self._new_id(), ReleaseSeat(person.id, "moved"), Facilitator(by)
                )
        return None

    # --- one person ---

    def _reserve(self, classroom: Classroom, line: RosterLine) -> Reserved | Refusal:
        name = clean(line.name)
        problem = name_problem(name)
        if problem is not None:
            return problem
        person, code = self._new_person(classroom.id, name, joined=False)
        person = replace(person, email=line.email)
        if line.table is None and line.delegation is None and not line.observes:
            self._people.add_person(person)
            return Reserved(name, code, person.id)
        where = self._kept_place(classroom, line)
        if isinstance(where, Refusal):
            return where
        talks, delegation = where
        person = replace(person, talks=talks.id)
        self._people.add_person(person)
        refusal = self._seat(talks.id, person, delegation, line.inner_role, Timekeeper())
        if refusal is not None:
            return refusal
        return Reserved(name, code, person.id, talks.id, talks.table, delegation)

    def _kept_place(
        self, classroom: Classroom, line: RosterLine
    ) -> tuple[Talks, DelegationId | None] | Refusal:
        """The table and delegation of a line; where both are given they are taken as they are."""
        tables = self._tables(classroom.id)
        asked = next((t for t in tables if t.table == (line.table or 1)), None)
        if asked is None:
            return Refusal("not_found", {"table": line.table or 1})
        if line.observes:
            return asked, None
        if line.table is not None and line.delegation is not None:
            return asked, line.delegation
        where = place(tables, classroom.per_delegation, line.table, line.delegation)
        if isinstance(where, Refusal):
            return where
        return next(t for t in tables if t.id == where.talks), where.delegation

    def _expected(self, classroom: ClassroomId, name: str) -> Person | None:
        key = _key(name)
        people = self._people.people_in(classroom)
        return next((p for p in people if not p.joined and _key(p.name) == key), None)

    def _claim(
        self,
        classroom: Classroom,
        person: Person,
        table: int | None,
        delegation: DelegationId | None,
    ) -> JoinResult | Refusal:
        """The seat kept for a name; a new rejoin code replaces the one handed out.

        Only its hash is kept, so the old code cannot be shown again.
        """
        if person.talks is None:
            return self._come_back(classroom, person, "", table, delegation)
        return self._come_back(classroom, person, "", None, None)

    def _come_back(
        self,
        classroom: Classroom,
        person: Person,
        code: str,
        table: int | None,
        delegation: DelegationId | None,
    ) -> JoinResult | Refusal:
        if person.talks is None:
            tables = self._tables(classroom.id)
            where = place(tables, classroom.per_delegation, table, delegation)
            if isinstance(where, Refusal):
                return where
            refusal = self._assign(where.talks, person, where.delegation)
            if refusal is not None:
                return refusal
            person = replace(person, talks=where.talks)
        talks = self._negotiations.talks(TalksId(person.talks or ""))
        seat = talks.seat_of(person.id)
        if seat is None and person.id not in talks.observers:
            return Refusal("seat_released")
        replaces = not code
        if replaces:
            code = new_code(REJOIN_LENGTH)
            person = replace(person, rejoin_hash=code_hash(code, self._pepper))
        self._people.save_person(replace(person, joined=True))
        token = self._tokens.add_seat(person.id)
        delegation = seat.delegation if seat else None
        return JoinResult(
            token, code, talks.id, talks.table, delegation, person.id, replaces_code=replaces
        )

    def _new_person(self, classroom: ClassroomId, name: str, *, joined: bool) -> tuple[Person, str]:
        code = new_code(REJOIN_LENGTH)
        person = Person(
            PersonId(self._new_id()),
            classroom,
            name,
            code_hash(code, self._pepper),
            joined=joined,
            made_at=self._negotiations.now_ms(),
        )
        return person, code

    def _assign(self, talks: TalksId, person: Person, delegation: DelegationId) -> Refusal | None:
        return self._seat(talks, person, delegation, None, Timekeeper())

    def _seat(
        self,
        talks: TalksId,
        person: Person,
        delegation: DelegationId | None,
        role: InnerRole | None,
        by: Facilitator | Timekeeper,
    ) -> Refusal | None:
        command: AssignSeat | SeatObserver = SeatObserver(person.id, person.name)
        if delegation is not None:
            command = AssignSeat(person.id, delegation, person.name, role)
        return self._negotiations.handle(talks, self._new_id(), command, by).refusal

    def _tables(self, classroom: ClassroomId) -> list[Talks]:
        return [self._negotiations.talks(e.id) for e in self._people.talks_in(classroom)]


def clean(name: str) -> str:
    """A name without control characters and doubled spaces; what it means is left alone."""
    kept = "".join(ch if _is_plain(ch) else " " for ch in name)
    return " ".join(kept.split())


def name_problem(name: str) -> Refusal | None:
    """Why a cleaned name cannot be taken; None when it can."""
    if is_blank(name):
        return Refusal("name_needed")
    return Refusal("text_too_long", {"limit": MAX_NAME}) if len(name) > MAX_NAME else None


def _is_plain(ch: str) -> bool:
    return unicodedata.category(ch) not in {"Cc", "Cs", "Zl", "Zp"}


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
