"""People put right: renamed, removed, two entries of one person made one."""

import pytest

from server.rules.asking.doubles import same_as
from server.rules.commands.seats import LockSeats, ReleaseSeat
from server.rules.ids import PersonId
from server.rules.refusals import Refusal
from server.rules.seats import Facilitator
from server.service.identities import DelegateIdentity
from server.service.joining import JoinResult
from server.service.memory_people import MemoryPeople
from server.service.ports import Unavailable
from tests.rules.negotiation import ROK, USA
from tests.service.world import School


class Room:
    """A class, at its first table a delegate of ROK and one of the United States."""

    def __init__(self, tables: int = 1) -> None:
        self.school = School()
        self.classrooms, self.register = self.school.classrooms, self.school.classrooms.register
        made = self.school.made(tables=tables)
        self.room = made.classroom
        self.kim = self.takes("Kim", ROK)
        self.ann = self.takes("Ann", USA)

    def takes(self, name: str, delegation: object) -> JoinResult:
        found = self.classrooms.join(self.room.join_code, name, delegation=delegation)  # type: ignore[arg-type]
        assert isinstance(found, JoinResult)
        return found

    def names(self) -> dict[PersonId, str]:
        talks = self.school.negotiations.talks(self.kim.talks)
        return {seat.person: seat.name for seat in talks.seats.values()}


def test_a_new_name_stands_at_the_table_and_the_part_stays() -> None:
    room = Room()
    talks = room.school.negotiations.talks(room.kim.talks)
    before = talks.seats[room.kim.person]
    room.school.negotiations.handle(talks.id, "lock", LockSeats(True), Facilitator("t"))
    assert room.register.rename(room.room.id, room.kim.person, "  Kim   Minji ", "t") is None
    after = room.school.negotiations.talks(room.kim.talks).seats[room.kim.person]
    assert (after.name, after.inner_role) == ("Kim Minji", before.inner_role)
    (person,) = (p for p in room.classrooms.people_in(room.room.id) if p.id == room.kim.person)
    assert person.name == "Kim Minji"
    wrong = room.register.rename(room.room.id, room.kim.person, " \u200b ", "t")
    assert wrong == Refusal("name_needed")


def test_who_is_removed_has_neither_seat_nor_way_back() -> None:
    room = Room()
    assert room.register.remove(room.room.id, room.kim.person, "t") is None
    assert room.kim.person not in room.names()
    assert room.classrooms.authenticate(room.kim.seat_token) is None
    assert isinstance(room.classrooms.rejoin(room.kim.rejoin_code), Refusal)
    other = room.school.made().classroom.id
    assert room.register.remove(other, room.ann.person, "t") == Refusal("unknown_person")


def test_two_entries_of_one_person_become_one_with_every_way_in() -> None:
    room = Room()
    double = room.takes("kim", ROK)
    assert room.register.merge(room.room.id, double.person, room.kim.person, "t") is None
    assert double.person not in room.names()
    for token in (room.kim.seat_token, double.seat_token):
        assert room.classrooms.authenticate(token) == DelegateIdentity(
            room.kim.person, room.kim.talks
        )
    for code in (room.kim.rejoin_code, double.rejoin_code):
        back = room.classrooms.rejoin(code)
        assert isinstance(back, JoinResult)
        assert back.person == room.kim.person
    assert len(room.classrooms.people_in(room.room.id)) == 2
    same = room.register.merge(room.room.id, room.kim.person, room.kim.person, "t")
    assert same == Refusal("same_person")


def test_what_a_double_did_at_an_earlier_table_is_found_too() -> None:
    room = Room(tables=2)
    code = room.room.join_code
    double = room.classrooms.join(code, "Kim again", 1, USA)
    assert isinstance(double, JoinResult)
    first, second = (e.id for e in room.classrooms.talks_in(room.room.id))
    moved = room.classrooms.move(double.person, second, ROK, by="t")
    assert moved is None
    assert room.register.merge(room.room.id, double.person, room.kim.person, "t") is None
    logs = [list(room.school.negotiations.log.read(t)) for t in (first, second)]
    assert [same_as(log) for log in logs] == [{double.person: room.kim.person}] * 2
    assert len(room.school.negotiations.talks(second).seats) == 0


def test_a_merge_that_was_cut_off_is_completed_by_asking_again() -> None:
    room = Room()
    double = room.takes("Kim again", ROK)
    keep, people = MemoryPeople.merge_person, room.school.people
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(MemoryPeople, "merge_person", _unavailable)
        with pytest.raises(Unavailable):
            room.register.merge(room.room.id, double.person, room.kim.person, "t")
    assert len(people.people_in(room.room.id)) == 3
    assert MemoryPeople.merge_person is keep
    assert room.register.merge(room.room.id, double.person, room.kim.person, "t") is None
    assert len(people.people_in(room.room.id)) == 2
    assert double.person not in room.names()


def _unavailable(*_: object) -> None:
    raise Unavailable("cut off")


def test_whoever_has_no_seat_gets_that_of_the_double() -> None:
    room = Room()
    released = ReleaseSeat(room.kim.person, "late")
    room.school.negotiations.handle(room.kim.talks, "r", released, Facilitator("t"))
    double = room.takes("Kim again", ROK)
    assert room.register.merge(room.room.id, double.person, room.kim.person, "t") is None
    assert room.kim.person in room.names()
    assert double.person not in room.names()
