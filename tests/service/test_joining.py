"""Joining, coming back, the roster, moving."""

import threading

import pytest

from server.rules.commands.seats import LockSeats, ReleaseSeat
from server.rules.ids import DelegationId
from server.rules.refusals import Refusal
from server.rules.seats import Facilitator, InnerRole
from server.service.identities import DelegateIdentity
from server.service.joining import JoinResult
from server.service.people import RosterLine
from server.service.tokens import SEAT_TOKENS
from tests.rules.negotiation import DPRK, ROK, USA
from tests.service.world import TEACHER, School


def code_of(refusal: object) -> str:
    assert isinstance(refusal, Refusal)
    return refusal.code


def test_joining_gives_a_seat_a_token_and_a_rejoin_code() -> None:
    school = School()
    made = school.made()
    joined = school.joined(made, "  Kim \u0007 Minji ")
    seat = school.negotiations.talks(joined.talks).seat_of(joined.person)
    assert seat is not None
    assert (seat.name, seat.delegation, seat.inner_role) == ("Kim Minji", USA, InnerRole.HEAD)
    assert school.classrooms.authenticate(joined.seat_token) == DelegateIdentity(
        joined.person, joined.talks
    )
    assert len(joined.rejoin_code) == 8


def test_the_code_may_be_typed_in_any_way_and_is_not_guessed() -> None:
    school = School()
    code = school.made().classroom.join_code
    assert isinstance(
        school.classrooms.join(f" {code[:3].lower()}-{code[3:].lower()} ", "Kim"), JoinResult
    )
    assert code_of(school.classrooms.join(code[:5], "Kim")) == "unknown_code"
    assert code_of(school.classrooms.join("", "Kim")) == "unknown_code"


@pytest.mark.parametrize(
    ("name", "code"), [("", "name_needed"), (" \n\t", "name_needed"), ("x" * 81, "text_too_long")]
)
def test_names_have_a_form(name: str, code: str) -> None:
    school = School()
    assert code_of(school.classrooms.join(school.made().classroom.join_code, name)) == code


def test_a_closed_code_takes_nobody_but_lets_everybody_back() -> None:
    school = School()
    made = school.made()
    joined = school.joined(made)
    school.classrooms.set_open(made.classroom.id, False)
    assert code_of(school.classrooms.join(made.classroom.join_code, "Late")) == "code_closed"
    assert isinstance(school.classrooms.rejoin(joined.rejoin_code), JoinResult)
    school.classrooms.set_open(made.classroom.id, True)
    school.joined(made, "Late")


def test_a_full_class_says_so_and_leaves_no_trace() -> None:
    school = School()
    made = school.made(per_delegation=1)
    for _ in range(3):
        school.joined(made)
    refusal = school.classrooms.join(made.classroom.join_code, "Fourth")
    assert refusal == Refusal("table_full", {"free": ()})
    taken = school.classrooms.join(made.classroom.join_code, "Fourth", 1, ROK)
    assert taken == Refusal("seat_taken", {"free": ()})
    assert len(school.classrooms.people_in(made.classroom.id)) == 3


def test_locked_seats_leave_no_trace() -> None:
    school = School()
    made = school.made()
    school.negotiations.handle(made.talks[0].id, "l", LockSeats(True), TEACHER)
    assert code_of(school.classrooms.join(made.classroom.join_code, "Kim")) == "seats_locked"
    assert not school.classrooms.people_in(made.classroom.id)


def test_a_whole_class_joining_at_once_fills_every_seat_once() -> None:
    school = School()
    made = school.made(tables=2, per_delegation=2)
    results: list[object] = []

    def join(n: int) -> None:
        results.append(school.classrooms.join(made.classroom.join_code, f"Student {n}"))

    threads = [threading.Thread(target=join, args=(n,)) for n in range(15)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seats = [r for r in results if isinstance(r, JoinResult)]
    assert len(seats) == 12
    assert len({r.person for r in seats}) == 12
    for entry in made.talks:
        talks = school.negotiations.talks(entry.id)
        assert [len(talks.delegates_of(d)) for d in (USA, ROK, DPRK)] == [2, 2, 2]


def test_the_rejoin_code_leads_to_the_same_seat_from_any_device() -> None:
    school = School()
    joined = school.joined(school.made())
    code = f"{joined.rejoin_code[:4]} {joined.rejoin_code[4:]}".lower()
    again = school.classrooms.rejoin(code)
    assert isinstance(again, JoinResult)
    assert (again.person, again.talks, again.delegation, again.rejoin_code) == (
        joined.person,
        joined.talks,
        joined.delegation,
        joined.rejoin_code,
    )
    assert again.seat_token != joined.seat_token
    for token in (joined.seat_token, again.seat_token):
        assert school.classrooms.authenticate(token) is not None
    assert code_of(school.classrooms.rejoin("ABCDEFGH")) == "bad_token"


def test_devices_are_counted_and_the_oldest_is_signed_out() -> None:
    school = School()
    joined = school.joined(school.made())
    tokens = [joined.seat_token]
    for _ in range(SEAT_TOKENS):
        school.clock.later(1)
        again = school.classrooms.rejoin(joined.rejoin_code)
        assert isinstance(again, JoinResult)
        tokens.append(again.seat_token)
    known = [school.classrooms.authenticate(token) is not None for token in tokens]
    assert known == [False] + [True] * SEAT_TOKENS


def test_a_new_rejoin_code_replaces_the_lost_one() -> None:
    school = School()
    joined = school.joined(school.made())
    code = school.classrooms.renew_rejoin_code(joined.person)
    assert code is not None
    assert code_of(school.classrooms.rejoin(joined.rejoin_code)) == "bad_token"
    assert isinstance(school.classrooms.rejoin(code), JoinResult)


ROSTER = (
    RosterLine("Kim", table=2, delegation=DPRK, inner_role=InnerRole.DEPUTY, email="k@x.org"),
    RosterLine("Lee", table=1),
    RosterLine("Park"),
)


def test_a_roster_is_seated_beforehand_with_personal_codes() -> None:
    school = School()
    made = school.made(tables=2, roster=ROSTER)
    kim, lee, park = made.roster
    assert (kim.table, kim.delegation) == (2, DPRK)
    assert (lee.table, lee.delegation) == (1, USA)
    assert park.talks is None
    assert kim.talks is not None
    seat = school.negotiations.talks(kim.talks).seat_of(kim.person)
    assert seat is not None
    assert seat.inner_role is InnerRole.DEPUTY
    for one in (kim, park):
        back = school.classrooms.rejoin(one.rejoin_code)
        assert isinstance(back, JoinResult)
        assert back.person == one.person
    people = school.classrooms.people_in(made.classroom.id)
    assert [p.joined for p in sorted(people, key=lambda p: p.name)] == [True, False, True]


def test_a_name_of_the_roster_gets_its_seat_by_the_class_code_once() -> None:
    school = School()
    made = school.made(tables=2, roster=ROSTER)
    first = school.joined(made, "kim")
    assert (first.person, first.table, first.delegation) == (made.roster[0].person, 2, DPRK)
    second = school.joined(made, "Kim")
    assert second.person != first.person
    park = school.joined(made, "Park", 2, ROK)
    assert (park.person, park.table, park.delegation) == (made.roster[2].person, 2, ROK)


def test_a_roster_that_does_not_fit_makes_no_class() -> None:
    school = School()
    lines = (RosterLine("Kim"), RosterLine("Lee", table=1, delegation=DelegationId("mars")))
    refusal = school.classrooms.create("IR", "small", roster=lines)
    assert refusal == Refusal("unknown_delegation", {"delegation": "mars", "line": 2})
    assert not school.classrooms.all()
    assert not school.log.entries()


def test_moving_to_another_table_keeps_token_and_code() -> None:
    school = School()
    made = school.made(tables=2)
    joined = school.joined(made)
    there = made.talks[1].id
    assert school.classrooms.move(joined.person, there, ROK, by="teacher") is None
    assert school.negotiations.talks(joined.talks).seat_of(joined.person) is None
    seat = school.negotiations.talks(there).seat_of(joined.person)
    assert seat is not None
    assert seat.delegation == ROK
    assert school.classrooms.authenticate(joined.seat_token) == DelegateIdentity(
        joined.person, there
    )
    back = school.classrooms.rejoin(joined.rejoin_code)
    assert isinstance(back, JoinResult)
    assert (back.talks, back.table, back.delegation) == (there, 2, ROK)


def test_moving_inside_a_table_and_where_nobody_can_go() -> None:
    school = School()
    made, elsewhere = school.made(), school.made()
    joined = school.joined(made)
    assert school.classrooms.move(joined.person, joined.talks, DPRK, by="teacher") is None
    moved = school.negotiations.talks(joined.talks).seat_of(joined.person)
    assert moved is not None
    assert moved.delegation == DPRK
    assert (
        code_of(school.classrooms.move(joined.person, elsewhere.talks[0].id, USA, by="teacher"))
        == "not_found"
    )
    mars = DelegationId("mars")
    assert (
        code_of(school.classrooms.move(joined.person, joined.talks, mars, by="teacher"))
        == "unknown_delegation"
    )


def test_a_facilitator_moves_people_even_to_locked_tables_and_the_log_says_who() -> None:
    school = School()
    made = school.made(tables=2)
    joined, there = school.joined(made), made.talks[1].id
    school.negotiations.handle(there, "lock", LockSeats(locked=True), TEACHER)
    assert school.classrooms.move(joined.person, there, ROK, by="ann") is None
    (last,) = [r for r in school.log.read(there) if type(r.event).__name__ == "SeatAssigned"]
    assert last.by == Facilitator("ann")
    moved = school.negotiations.talks(there).moved[joined.person]
    assert moved.kind == "seated"
    left = school.negotiations.talks(joined.talks).moved[joined.person]
    assert (left.kind, left.reason) == ("released", "moved")


def test_an_observer_keeps_the_way_back_and_takes_a_seat_again() -> None:
    school = School()
    made = school.made(tables=2)
    joined, there = school.joined(made), made.talks[1].id
    assert school.classrooms.move(joined.person, there, None, by="ann") is None
    talks = school.negotiations.talks(there)
    assert talks.seat_of(joined.person) is None
    assert joined.person in talks.observers
    back = school.classrooms.rejoin(joined.rejoin_code)
    assert isinstance(back, JoinResult)
    assert (back.talks, back.delegation) == (there, None)
    assert school.classrooms.move(joined.person, there, USA, by="ann") is None
    talks = school.negotiations.talks(there)
    assert joined.person not in talks.observers
    assert talks.seat_of(joined.person) is not None


def test_who_was_released_asks_the_facilitator() -> None:
    school = School()
    joined = school.joined(school.made())
    release = ReleaseSeat(joined.person, "asked to leave")
    school.negotiations.handle(joined.talks, "release", release, TEACHER)
    assert school.classrooms.rejoin(joined.rejoin_code) == Refusal("seat_released")


def test_a_roster_seats_observers_and_whole_places_as_they_are() -> None:
    school = School()
    roster = [
        RosterLine("Ann", 2, ROK, InnerRole.HEAD),
        RosterLine("Bob", 2, observes=True),
        *(RosterLine(f"Number {n}", 1, USA) for n in range(6)),
    ]
    made = school.made(tables=2, roster=roster, per_delegation=4, bots=True)
    one, two = (school.negotiations.talks(t.id) for t in made.talks)
    assert len(one.delegates_of(USA)) == 6
    assert [s.name for s in two.seats.values()] == ["Ann"]
    assert list(two.observers.values()) == ["Bob"]
    assert set(one.bots) == {ROK, DPRK}
    assert set(two.bots) == {USA, DPRK}
