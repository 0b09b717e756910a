"""People of one name: nobody is guessed at. Nobody's printed code is cancelled by a name."""

import pytest

from server.rules.refusals import Refusal
from server.service.classrooms import Created
from server.service.joining import JoinResult
from server.service.people import RosterLine
from tests.rules.negotiation import ROK, USA
from tests.service.world import School

LEES = (
    RosterLine("Lee Jiwoo", table=1, delegation=USA, email="lee1@example.edu"),
    RosterLine("LEE  Jiwoo", table=2, delegation=ROK, email="lee2@example.edu"),
)


@pytest.fixture
def school() -> School:
    return School()


def made(school: School, *roster: RosterLine) -> Created:
    room = school.classrooms.create("IR 214", "small", 2, roster=roster)
    assert isinstance(room, Created), room
    return room


def back(school: School, code: str) -> JoinResult:
    found = school.classrooms.rejoin(code)
    assert isinstance(found, JoinResult)
    return found


@pytest.mark.parametrize(
    "wishes", [{"table": 2}, {"delegation": ROK}, {"table": 2, "delegation": ROK},
               {"email": " LEE2@example.edu"}, {"email": "lee2@example.edu", "table": 1}]
)  # fmt: skip
def test_the_wish_or_the_address_says_which_of_two_it_is(school: School, wishes: object) -> None:
    room = made(school, *LEES)
    first, second = room.roster
    found = school.classrooms.join(room.classroom.join_code, "Lee Jiwoo", **wishes)  # type: ignore[arg-type]
    assert isinstance(found, JoinResult)
    assert (found.person, found.table, found.delegation) == (second.person, 2, ROK)
    assert back(school, first.rejoin_code).person == first.person
    assert back(school, second.rejoin_code).person == second.person
    assert back(school, found.rejoin_code).person == second.person


@pytest.mark.parametrize(
    "wishes",
    [{}, {"email": "lee3@example.edu"}, {"table": 1, "delegation": ROK}],
)
def test_nobody_is_guessed_at(school: School, wishes: object) -> None:
    room = made(school, *LEES)
    found = school.classrooms.join(room.classroom.join_code, "lee jiwoo", **wishes)  # type: ignore[arg-type]
    assert isinstance(found, Refusal)
    assert found.code == "namesakes"
    assert found.facts["people"] == 2
    for one in room.roster:
        assert back(school, one.rejoin_code).person == one.person


def test_the_second_to_come_is_not_taken_for_whoever_is_left(school: School) -> None:
    room = made(school, *LEES)
    code = room.classroom.join_code
    assert isinstance(school.classrooms.join(code, "Lee Jiwoo", table=1), JoinResult)
    again = school.classrooms.join(code, "Lee Jiwoo")
    assert isinstance(again, Refusal)
    assert again.code == "namesakes"
    same_table = school.classrooms.join(code, "Lee Jiwoo", table=1)
    assert isinstance(same_table, Refusal)
    other = school.classrooms.join(code, "Lee Jiwoo", table=2)
    assert isinstance(other, JoinResult)
    assert other.person == room.roster[1].person


def test_a_wish_says_nothing_while_one_of_them_may_sit_anywhere(school: School) -> None:
    room = made(school, LEES[0], RosterLine("Lee Jiwoo"))
    found = school.classrooms.join(room.classroom.join_code, "Lee Jiwoo", table=1)
    assert isinstance(found, Refusal)
    assert found.code == "namesakes"


def test_a_name_of_one_person_still_finds_the_seat_kept_for_it(school: School) -> None:
    room = made(school, LEES[0], RosterLine("Siobhan O’Shea", table=2))
    found = school.classrooms.join(room.classroom.join_code, "SIOBHAN O'SHEA\u200b")
    assert isinstance(found, JoinResult)
    assert found.person == room.roster[1].person
    for code in (found.rejoin_code, room.roster[1].rejoin_code):
        assert back(school, code).person == found.person


def test_a_new_code_ends_every_code_the_person_had(school: School) -> None:
    room = made(school, *LEES)
    found = school.classrooms.join(room.classroom.join_code, "Lee Jiwoo", table=2)
    assert isinstance(found, JoinResult)
    fresh = school.classrooms.renew_rejoin_code(found.person)
    assert fresh is not None
    for old in (found.rejoin_code, room.roster[1].rejoin_code):
        assert isinstance(school.classrooms.rejoin(old), Refusal)
    assert back(school, fresh).person == found.person
