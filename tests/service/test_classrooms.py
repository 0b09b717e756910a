"""Classrooms: made whole or not at all, looked at, closed, deleted."""

from dataclasses import replace
from typing import Any

import pytest

from server.rules.commands.schedule import Pause, Start
from server.rules.ids import ClassroomId, RoundId
from server.rules.refusals import Refusal
from server.rules.written.policies import ScorePolicy
from server.rules.written.scenario import Round
from server.service.identities import ProjectorIdentity
from server.service.making import Changes
from server.service.people import ClassroomState, RosterLine
from server.service.ports import Unavailable, UnknownTalks
from tests.rules.negotiation import ENERGY, ROK, USA
from tests.service.world import TEACHER, FlakyLog, School, person


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


@pytest.mark.parametrize("token", ["", "x", "x" * 201, "\ud800"])
def test_other_tokens_are_nobodys(token: str) -> None:
    assert School().classrooms.authenticate(token) is None


def test_deleting_a_classroom_leaves_nothing_of_it() -> None:
    school = School()
    made, other = school.made(tables=2), school.made()
    joined = school.joined(made)
    observer = school.classrooms.links.new_observer(made.classroom.id)
    assert isinstance(observer, str)
    school.negotiations.handle(joined.talks, "s", Start(), TEACHER)
    school.classrooms.delete(made.classroom.id)
    assert school.classrooms.all() == [other.classroom]
    assert [e.id for e in school.log.entries()] == [other.talks[0].id]
    for token in (joined.seat_token, made.projector_token, observer):
        assert school.classrooms.authenticate(token) is None
    with pytest.raises(UnknownTalks):
        school.negotiations.talks(joined.talks)
    assert school.negotiations.next_deadline() is None
    refusal = school.negotiations.handle(joined.talks, "p", Pause(), TEACHER).refusal
    assert refusal == Refusal("not_found")
    rejoined = school.classrooms.rejoin(joined.rejoin_code)
    assert rejoined == Refusal("bad_token")


def test_unknown_people_cannot_be_moved() -> None:
    school = School()
    made = school.made()
    refusal = school.classrooms.move(person(ROK), made.talks[0].id, ROK, by="teacher")
    assert refusal == Refusal("unknown_person")
    assert school.classrooms.renew_rejoin_code(person(ROK)) is None


ROUND = Round(RoundId("r1"), "Only energy", (ENERGY,), 60, 600, 0)


def test_a_plan_is_played_instead_of_the_presets_rounds() -> None:
    school = School()
    made = school.made(tables=2, plan=(ROUND,))
    assert made.classroom.plan == (ROUND,)
    for entry in made.talks:
        assert school.negotiations.talks(entry.id).schedule == (ROUND,)
    refusal = school.classrooms.create("IR", "small", plan=(replace(ROUND, title=""),))
    assert refusal == Refusal("bad_schedule", {"round": 1, "expected": "title"})
    assert school.classrooms.all() == [made.classroom]


def test_a_class_changes_until_it_starts() -> None:
    school = School()
    room = school.made(tables=2).classroom
    wanted = Changes(
        " New  title ", 3, difficulty="hard", plan=(ROUND,), policies={"scores": "live"}
    )
    changed = school.classrooms.change(room.id, wanted, "ann")
    assert not isinstance(changed, Refusal)
    assert school.classrooms.get(room.id) == changed
    assert (changed.title, changed.difficulty) == ("New title", "hard")
    tables = [school.negotiations.talks(e.id) for e in school.classrooms.talks_in(room.id)]
    assert [t.table for t in tables] == [1, 2, 3]
    for talks in tables:
        assert talks.schedule == (ROUND,)
        assert talks.difficulty == "hard"
        assert talks.policies.scores is ScorePolicy.LIVE
    school.negotiations.handle(tables[0].id, "s", Start(), TEACHER)
    for later in (Changes(tables=2), Changes(plan=()), Changes(difficulty="standard")):
        assert school.classrooms.change(room.id, later, "ann") == Refusal("already_started")
    last = school.classrooms.change(
        room.id, Changes(title="Last", policies={"anyone_acts": True}), "ann"
    )
    assert not isinstance(last, Refusal)
    assert last.title == "Last"
    assert school.negotiations.talks(tables[2].id).policies.anyone_acts


def test_tables_are_taken_away_only_when_nobody_sits_there() -> None:
    school = School()
    made = school.made(tables=3)
    joined = school.joined(made, table=3)
    assert joined.table == 3
    refusal = school.classrooms.change(made.classroom.id, Changes(tables=2), "ann")
    assert refusal == Refusal("table_not_empty", {"table": 3})
    assert school.classrooms.move(joined.person, made.talks[0].id, ROK, by="ann") is None
    school.classrooms.change(made.classroom.id, Changes(tables=1), "ann")
    assert school.classrooms.talks_in(made.classroom.id) == made.talks[:1]
    with pytest.raises(UnknownTalks):
        school.negotiations.talks(made.talks[2].id)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Changes(tables=0), "bad_command"),
        (Changes(preset="none"), "unknown_preset"),
        (Changes(plan=(replace(ROUND, negotiation=0),)), "bad_schedule"),
        (Changes(policies={"none": True}), "unknown_policy"),
        (Changes(title="x" * 81), "text_too_long"),
    ],
)
def test_a_change_that_cannot_be_made_is_refused(wanted: Changes, code: str) -> None:
    school = School()
    room = school.made(tables=2).classroom
    refusal = school.classrooms.change(room.id, wanted, "ann")
    assert isinstance(refusal, Refusal)
    assert refusal.code == code
    assert school.classrooms.get(room.id) == room


def test_a_copy_has_everything_but_the_people() -> None:
    school = School()
    made = school.made(tables=2, plan=(ROUND,), policies={"scores": "live"}, difficulty="hard")
    school.joined(made)
    copy = school.classrooms.clone(made.classroom.id, "Again", "bea")
    assert not isinstance(copy, Refusal)
    same = ("scenario", "preset", "difficulty", "policies", "plan", "per_delegation")
    assert all(getattr(copy.classroom, n) == getattr(made.classroom, n) for n in same)
    assert (copy.classroom.title, copy.classroom.made_by) == ("Again", "bea")
    assert copy.classroom.join_code != made.classroom.join_code
    assert len(copy.talks) == 2
    assert not school.classrooms.people_in(copy.classroom.id)
    assert school.classrooms.clone(ClassroomId("none"), "x", "bea") == Refusal("not_found")


def test_the_archive_stops_clocks_closes_the_code_and_is_undone() -> None:
    school = School()
    made, other = school.made(tables=2), school.made()
    school.negotiations.handle(made.talks[0].id, "s", Start(), TEACHER)
    archived = school.classrooms.archive(made.classroom.id, "ann")
    assert archived is not None
    assert archived.state is ClassroomState.ARCHIVED
    assert school.negotiations.talks(made.talks[0].id).is_paused
    assert all(school.classrooms.is_archived(t.id) for t in made.talks)
    assert not school.classrooms.is_archived(other.talks[0].id)
    opened = school.classrooms.set_open(made.classroom.id, is_open=True)
    assert opened is not None
    assert not opened.is_open
    assert school.classrooms.change(made.classroom.id, Changes("x"), "ann") == Refusal("archived")
    assert school.classrooms.reopen(made.classroom.id) is not None
    assert not any(school.classrooms.is_archived(t.id) for t in made.talks)
    assert school.classrooms.archive(ClassroomId("none"), "ann") is None


@pytest.mark.parametrize("fails_at", range(6))
def test_a_store_that_fails_in_the_middle_leaves_no_half_class(fails_at: int) -> None:
    """Whatever append fails, nobody ever sees the class; a start sweeps what could not be
    removed at once."""
    log = FlakyLog()
    school = School(log)
    appended = log.append
    count = 0

    def append(*given: Any) -> None:
        nonlocal count
        count += 1
        if count > fails_at:
            raise Unavailable("the disk is full")
        appended(*given)

    log.append = append  # type: ignore[method-assign,assignment]
    roster = [RosterLine("Ann", 1, ROK), RosterLine("Bob", 2, USA)]
    made = school.classrooms.create("IR", "small", 4, roster=roster)
    assert isinstance(made, Refusal)
    assert made.code == "unavailable"
    assert not school.classrooms.all()
    assert not log.entries()


def test_what_could_not_be_removed_is_hidden_and_swept_at_the_next_start() -> None:
    school = School()
    people = school.people

    def broken(*_given: Any) -> None:
        raise Unavailable("the disk is full")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(school.negotiations.log, "create", broken)
        patch.setattr(people, "delete_classroom", broken)
        with pytest.raises(Unavailable):
            school.classrooms.create("IR", "small", 2)
    (left,) = people.classrooms()
    assert not school.classrooms.all()
    assert school.classrooms.get(left.id) is None
    assert school.classrooms.by_code(left.join_code) is None
    assert school.classrooms.join(left.join_code, "Ann") == Refusal("unknown_code")
    assert school.classrooms.sweep(0) == 1
    assert not people.classrooms()
    assert not school.log.entries()
