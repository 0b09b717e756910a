"""Names of the class: whoever comes first, whom the facilitator admits, who has the code."""

import pytest

from server.rules.ids import PersonId
from server.rules.refusals import Refusal
from server.service.joining import JoinResult
from server.service.people import RosterLine
from server.service.waiting import MOST, STALE_MS, Answer, Waiting
from tests.rules.negotiation import DPRK, ROK, USA
from tests.service.world import School

LIST = (RosterLine("Kim Minji", 1, ROK), RosterLine("Ann", 1, USA))


def code_of(refusal: object) -> str:
    assert isinstance(refusal, Refusal), refusal
    return refusal.code


class Listed:
    """A class with a list of two, under a policy about their names."""

    def __init__(self, policy: str) -> None:
        self.school = School()
        self.classrooms = self.school.classrooms
        self.made = self.school.made(roster=LIST, policies={"roster_names": policy})
        self.room = self.made.classroom
        self.minji = self.made.roster[0]

    def comes(self, name: str = "kim minji") -> object:
        return self.classrooms.join(self.room.join_code, name)

    def waits(self, name: str = "kim minji") -> str:
        found = self.comes(name)
        assert isinstance(found, Waiting), found
        return found.ticket

    def knock(self) -> str:
        (one,) = self.classrooms.waiting.waiting(self.room.id)
        return one.id

    def sits(self, found: object) -> PersonId:
        assert isinstance(found, JoinResult), found
        return found.person


def test_who_comes_first_has_the_seat_unless_the_class_says_otherwise() -> None:
    listed = Listed("first_come")
    assert listed.sits(listed.comes()) == listed.minji.person


def test_a_name_of_the_list_needs_its_code_where_the_class_says_so() -> None:
    listed = Listed("code")
    assert code_of(listed.comes()) == "code_needed"
    found = listed.classrooms.rejoin(listed.minji.rejoin_code)
    assert listed.sits(found) == listed.minji.person
    assert code_of(listed.comes()) == "code_needed"
    assert listed.sits(listed.comes("Somebody new")) != listed.minji.person


def test_somebody_waits_until_the_facilitator_admits_them_and_then_has_the_seat() -> None:
    listed = Listed("admit")
    ticket = listed.waits()
    assert listed.classrooms.authenticate(ticket) is None
    assert listed.classrooms.enter(ticket) == Waiting(ticket)
    assert [p.joined for p in listed.classrooms.people_in(listed.room.id)] == [False, False]
    assert listed.classrooms.waiting.answer(listed.room.id, listed.knock(), Answer.ADMIT) is None
    seat = listed.classrooms.enter(ticket)
    assert listed.sits(seat) == listed.minji.person
    assert isinstance(seat, JoinResult)
    assert listed.classrooms.authenticate(seat.seat_token) is not None
    again = listed.classrooms.enter(ticket)
    assert isinstance(again, JoinResult)
    assert (again.person, again.rejoin_code) == (seat.person, seat.rejoin_code)
    assert listed.sits(listed.classrooms.rejoin(seat.rejoin_code)) == listed.minji.person
    assert listed.classrooms.waiting.waiting(listed.room.id) == []


def test_a_name_that_somebody_has_already_waits_too_and_may_be_somebody_else() -> None:
    listed = Listed("admit")
    listed.classrooms.rejoin(listed.minji.rejoin_code)
    ticket = listed.waits()
    answer = listed.classrooms.waiting.answer
    assert answer(listed.room.id, listed.knock(), Answer.NEWCOMER) is None
    assert listed.sits(listed.classrooms.enter(ticket)) != listed.minji.person


def test_who_is_refused_gets_nothing_and_nobody_admits_for_another_class() -> None:
    listed = Listed("admit")
    ticket, other = listed.waits(), listed.school.made().classroom.id
    answer = listed.classrooms.waiting.answer
    assert code_of(answer(other, listed.knock(), Answer.ADMIT)) == "not_found"
    assert answer(listed.room.id, listed.knock(), Answer.REFUSE) is None
    assert code_of(listed.classrooms.enter(ticket)) == "not_admitted"
    assert code_of(listed.classrooms.enter("")) == "not_admitted"


def test_names_that_nobody_knows_are_let_in_and_not_many_wait_under_one() -> None:
    listed = Listed("admit")
    assert isinstance(listed.comes("Somebody new"), JoinResult)
    for _ in range(MOST):
        listed.waits()
    assert code_of(listed.comes()) == "too_many_waiting"
    assert isinstance(listed.comes("Ann"), Waiting)


def test_a_newcomer_of_a_known_name_gets_the_seat_they_wished_for() -> None:
    listed = Listed("admit")
    found = listed.classrooms.join(listed.room.join_code, "kim minji", 1, DPRK)
    assert isinstance(found, Waiting)
    listed.classrooms.waiting.answer(listed.room.id, listed.knock(), Answer.NEWCOMER)
    seat = listed.classrooms.enter(found.ticket)
    assert isinstance(seat, JoinResult)
    assert (seat.table, seat.delegation) == (1, DPRK)


def test_who_went_away_waits_no_longer_and_does_when_the_page_asks_again() -> None:
    listed = Listed("admit")
    ticket = listed.waits()
    for _ in range(MOST - 1):
        listed.waits()
    assert code_of(listed.comes()) == "too_many_waiting"
    listed.school.clock.later(STALE_MS / 1000 + 1)
    assert list(listed.classrooms.waiting.waiting(listed.room.id)) == []
    assert listed.classrooms.enter(ticket) == Waiting(ticket)
    assert len(listed.classrooms.waiting.waiting(listed.room.id)) == 1
    listed.waits()


def test_a_form_sent_twice_waits_once() -> None:
    listed = Listed("admit")
    once = "a form's key that nobody can guess"
    join = listed.classrooms.join
    first = join(listed.room.join_code, "Kim Minji", once=once)
    assert join(listed.room.join_code, "Kim Minji", once=once) == first
    listed.knock()


@pytest.mark.parametrize("policy", ["admit", "code"])
def test_a_printed_code_always_opens_its_seat(policy: str) -> None:
    listed = Listed(policy)
    found = listed.classrooms.rejoin(listed.minji.rejoin_code)
    assert listed.sits(found) == listed.minji.person
