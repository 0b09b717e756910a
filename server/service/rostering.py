"""People who are expected: made of a roster before they come, each with a rejoin code."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

from server.rules.ids import DelegationId, PersonId, TalksId
from server.rules.names import clean, problem
from server.rules.refusals import Refusal
from server.rules.seats import Timekeeper
from server.rules.state.talks import Talks
from server.service.codes import REJOIN_LENGTH
from server.service.entry import Entry
from server.service.negotiations import Negotiations
from server.service.people import Classroom, People, RosterLine
from server.service.placement import place
from server.service.sendings import Sending


@dataclass(frozen=True, slots=True)
class Reserved:
    """A name of the roster with the personal rejoin code; unseated when `talks` is None."""

    name: str
    rejoin_code: str
    person: PersonId
    talks: TalksId | None = None
    table: int | None = None
    delegation: DelegationId | None = None


class Rostering:
    """Makes the people of rosters, for classes that nobody can join yet."""

    def __init__(self, people: People, negotiations: Negotiations, entry: Entry) -> None:
        self._people, self._negotiations, self._entry = people, negotiations, entry

    def reserve(
        self, classroom: Classroom, roster: Sequence[RosterLine], sending: Sending
    ) -> tuple[Reserved, ...] | Refusal:
        """Make the people of a roster, each with a rejoin code; refuse at the first that fails."""
        reserved: list[Reserved] = []
        for number, line in enumerate(roster, start=1):
            one = self._reserve(classroom, line, sending, number)
            if isinstance(one, Refusal):
                return Refusal(one.code, {**one.facts, "line": number})
            reserved.append(one)
        return tuple(reserved)

    def reserved(self, sending: Sending) -> tuple[Reserved, ...]:
        """The people whom a roster made before, those still there, with codes that still work."""
        found: list[Reserved] = []
        for number in count(1):
            person = self._people.person(PersonId(sending.id(f"roster {number}")))
            if person is None:
                return tuple(found)
            code = sending.code(REJOIN_LENGTH, f"roster {number}")
            code = code if self._entry.by_code(code) == person else ""
            talks = None if person.talks is None else self._negotiations.talks(person.talks)
            seat = talks.seat_of(person.id) if talks else None
            found.append(
                Reserved(
                    person.name,
                    code,
                    person.id,
                    person.talks,
                    talks.table if talks else None,
                    seat.delegation if seat else None,
                )
            )
        raise AssertionError("counting ends with the roster")

    def _reserve(
        self, classroom: Classroom, line: RosterLine, sending: Sending, number: int
    ) -> Reserved | Refusal:
        name = clean(line.name)
        wrong = problem(name)
        if wrong is not None:
            return wrong
        person, code = self._entry.new_person(
            classroom.id, name, sending, joined=False, what=f"roster {number}"
        )
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
        refusal = self._entry.seat(talks.id, person, delegation, line.inner_role, Timekeeper())
        if refusal is not None:
            return refusal
        return Reserved(name, code, person.id, talks.id, talks.table, delegation)

    def _kept_place(
        self, classroom: Classroom, line: RosterLine
    ) -> tuple[Talks, DelegationId | None] | Refusal:
        """The table and delegation of a line; where both are given they are taken as they are."""
        tables = self._entry.tables(classroom.id)
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
