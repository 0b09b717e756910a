"""Classrooms: made whole or not at all, looked at, closed, deleted."""

import pytest

from server.rules import commands as c
from server.rules.ids import ClassroomId
from server.rules.policies import ScorePolicy
from server.rules.refusals import Refusal
from server.service.identities import ObserverIdentity, ProjectorIdentity
from server.service.ports import UnknownTalks
from tests.rules.negotiation import ROK
from tests.service.world import TEACHER, School, person


def test_a_classroom_has_its_tables_open_and_its_screen() -> None:
    school = School()
    made = school.made(tables=3, policies={"scores": "live"}, difficulty="hard", by="ann")
    assert [entry.table for entry in made.talks] == [1, 2, 3]
    for entry in made.talks:
        talks = school.negotiations.talks(entry.id)
        assert talks.opened
        assert talks.policies.scores is ScorePolicy.LIVE
        assert talks.difficulty == "hard"
        assert school.classrooms.of_talks(entry.id) == made.classroom
    assert school.classrooms.authenticate(made.projector_token) == ProjectorIdentity(
        made.classroom.id
    )
    assert school.classrooms.all() == [made.classroom]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"scenario": "none"}, "not_found"),
        ({"tables": 0}, "bad_command"),
        ({"tables": 61}, "bad_command"),
        ({"per_delegation": 0}, "bad_command"),
        ({"preset": "none"}, "unknown_preset"),
        ({"difficulty": "none"}, "unknown_difficulty"),
        ({"policies": {"none": True}}, "unknown_policy"),
    ],
)
def test_what_cannot_be_made_leaves_nothing(given: dict[str, object], code: str) -> None:
    school = School()
    refusal = school.classrooms.create(**{"title": "IR", "scenario": "small", **given})  # type: ignore[arg-type]
    assert isinstance(refusal, Refusal)
    assert refusal.code == code
    assert not school.classrooms.all()
    assert not school.log.entries()


def test_an_empty_title_becomes_the_scenarios() -> None:
    school = School()
    made = school.classrooms.create(" ", "small")
    assert not isinstance(made, Refusal)
    assert made.classroom.title == "Small talks"


def test_the_status_shows_all_tables_now() -> None:
    school = School()
    made = school.made(tables=2)
    joined = school.joined(made)
    school.negotiations.set_present(joined.talks, joined.person, True)
    status = school.classrooms.status(made.classroom.id)
    assert status is not None
    assert [t.talks.table for t in status.tables] == [1, 2]
    assert [t.present for t in status.tables] == [{joined.person}, frozenset()]
    assert school.classrooms.status(ClassroomId("none")) is None


def test_a_new_code_replaces_the_old_one() -> None:
    school = School()
    made = school.made()
    old = made.classroom.join_code
    changed = school.classrooms.renew_join_code(made.classroom.id)
    assert changed is not None
    assert school.classrooms.by_code(old) is None
    assert school.classrooms.by_code(changed.join_code.lower()) == changed
    assert school.classrooms.renew_join_code(ClassroomId("none")) is None


def test_links_for_screens_and_observers_are_taken_back() -> None:
    school = School()
    made = school.made()
    room, talks = made.classroom.id, made.talks[0].id
    second = school.classrooms.projector_token(room)
    one = school.classrooms.observer_token(room, talks, "Dean")
    every = school.classrooms.observer_token(room)
    assert school.classrooms.authenticate(one) == ObserverIdentity(room, talks)
    assert school.classrooms.authenticate(every) == ObserverIdentity(room, None)
    assert school.classrooms.revoke_projectors(room) == 2
    assert school.classrooms.authenticate(made.projector_token) is None
    assert school.classrooms.authenticate(second) is None
    assert school.classrooms.authenticate(one) is not None
    assert school.classrooms.revoke_observers(room) == 2
    assert school.classrooms.authenticate(one) is None


@pytest.mark.parametrize("token", ["", "x", "x" * 201, "\ud800"])
def test_other_tokens_are_nobodys(token: str) -> None:
    assert School().classrooms.authenticate(token) is None


def test_deleting_a_classroom_leaves_nothing_of_it() -> None:
    school = School()
    made, other = school.made(tables=2), school.made()
    joined = school.joined(made)
    observer = school.classrooms.observer_token(made.classroom.id)
    school.negotiations.handle(joined.talks, "s", c.Start(), TEACHER)
    school.classrooms.delete(made.classroom.id)
    assert school.classrooms.all() == [other.classroom]
    assert [e.id for e in school.log.entries()] == [other.talks[0].id]
    for token in (joined.seat_token, made.projector_token, observer):
        assert school.classrooms.authenticate(token) is None
    with pytest.raises(UnknownTalks):
        school.negotiations.talks(joined.talks)
    assert school.negotiations.next_deadline() is None
    refusal = school.negotiations.handle(joined.talks, "p", c.Pause(), TEACHER).refusal
    assert refusal == Refusal("not_found")
    rejoined = school.classrooms.rejoin(joined.rejoin_code)
    assert rejoined == Refusal("bad_token")


def test_unknown_people_cannot_be_moved() -> None:
    school = School()
    made = school.made()
    refusal = school.classrooms.move(person(ROK), made.talks[0].id, ROK)
    assert refusal == Refusal("unknown_person")
    assert school.classrooms.renew_rejoin_code(person(ROK)) is None
