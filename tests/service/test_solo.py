"""Trying it alone."""

from server.rules.commands.life import Conclude
from server.rules.commands.reading import ReadOthers
from server.rules.commands.schedule import SetReady
from server.rules.ids import DelegationId
from server.rules.moves.life import STAGES
from server.rules.refusals import Refusal
from server.rules.seats import Delegate, Timekeeper
from server.rules.state.talks import Phase, TalksState
from server.service import solo
from server.service.joining import JoinResult
from tests.rules.negotiation import DPRK, ROK, USA
from tests.service.world import School


def begun(school: School, **given: object) -> JoinResult | Refusal:
    return solo.begin(
        school.classrooms,
        school.negotiations,
        "small",
        ROK,
        "Kim",
        **given,  # type: ignore[arg-type]
    )


def test_one_person_bots_elsewhere_and_the_talks_run() -> None:
    school = School()
    joined = begun(school, seed=5)
    assert isinstance(joined, JoinResult)
    talks = school.negotiations.talks(joined.talks)
    assert talks.state is TalksState.RUNNING
    assert set(talks.bots) == {USA, DPRK}
    seat = talks.seat_of(joined.person)
    assert seat is not None
    assert seat.delegation == ROK
    assert school.classrooms.authenticate(joined.seat_token) is not None


def test_the_same_seed_gives_the_same_bots() -> None:
    tables = []
    for _ in range(2):
        school = School()
        joined = begun(school, seed=7)
        assert isinstance(joined, JoinResult)
        tables.append(school.negotiations.talks(joined.talks).bots)
    assert tables[0] == tables[1]
    assert len({b.seed for b in tables[0].values()}) == 2


def test_tables_of_one_are_no_class_and_nobody_else_gets_in() -> None:
    school = School()
    joined = begun(school, temperament="firm")
    assert isinstance(joined, JoinResult)
    assert {b.temperament for b in school.negotiations.talks(joined.talks).bots.values()} == {
        "firm"
    }
    assert not school.classrooms.all()
    room = school.classrooms.of_talks(joined.talks)
    assert room is not None
    assert school.classrooms.join(room.join_code, "Other") == Refusal("code_closed")


def test_what_cannot_begin_leaves_nothing() -> None:
    school = School()
    assert isinstance(begun(school, temperament="wild"), Refusal)
    assert isinstance(begun(school, preset="none"), Refusal)
    mars = solo.begin(school.classrooms, school.negotiations, "small", DelegationId("mars"), "Kim")
    assert isinstance(mars, Refusal)
    assert not school.log.entries()
    assert not school.people.classrooms()


def test_old_tables_of_one_are_swept_away_and_classes_stay() -> None:
    school = School()
    made = school.made()
    old = begun(school)
    school.clock.later(3600)
    young = begun(school)
    assert isinstance(old, JoinResult)
    assert isinstance(young, JoinResult)
    assert school.classrooms.sweep(school.clock.now - 60_000) == 1
    assert {e.id for e in school.log.entries()} == {made.talks[0].id, young.talks}
    assert school.classrooms.authenticate(old.seat_token) is None
    assert school.classrooms.authenticate(young.seat_token) is not None


def test_nobody_waits_for_a_facilitator_who_is_not_there() -> None:
    school = School()
    joined = begun(school)
    assert isinstance(joined, JoinResult)
    school.clock.later(3600)
    me = Delegate(joined.person)
    assert school.negotiations.talks(joined.talks).phase is Phase.BRIEFING
    school.negotiations.set_present(joined.talks, joined.person, True)
    assert school.negotiations.handle(joined.talks, "begin", SetReady(True), me).accepted
    assert school.negotiations.talks(joined.talks).phase is Phase.NEGOTIATION
    school.negotiations.handle(joined.talks, "end", Conclude(), Timekeeper())
    assert not school.negotiations.talks(joined.talks).revealed, "first: what mattered to others?"
    assert school.negotiations.handle(joined.talks, "skip", ReadOthers(), me).accepted
    assert set(school.negotiations.talks(joined.talks).revealed) == set(STAGES)
