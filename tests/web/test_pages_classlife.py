"""A class is changed, copied, put away and deleted in the browser."""

import pytest

from server.rules.commands.schedule import Start
from server.rules.refusals import Refusal
from server.rules.seats import Facilitator
from server.rules.written.policies import Policies
from server.service.people import Classroom, ClassroomState
from server.web.site.choices import policy_values
from tests.web.pages_site import PagesSite, Visitor, words

NEW = "/facilitate/new"


@pytest.fixture
def site() -> PagesSite:
    return PagesSite()


@pytest.fixture
def teacher(site: PagesSite) -> Visitor:
    teacher = site.facilitator()
    fields = {"scenario": "six-party", "title": "IR 214", "preset": "50min", "tables": "2"}
    policies = {"difficulty": "standard", **policy_values(Policies())}
    assert teacher.post(NEW, from_page=NEW, **fields, **policies).status_code == 302
    return teacher


def only(site: PagesSite) -> Classroom:
    (room,) = site.classrooms.all()
    return room


def saved(teacher: Visitor, room: Classroom, **changed: str) -> int:
    fields = {
        "title": room.title,
        "preset": room.preset,
        "difficulty": room.difficulty,
        "tables": "2",
        **policy_values(Policies()),
        "do": "save",
    }
    page = f"/facilitate/{room.id}/edit"
    return teacher.post(page, from_page=page, **(fields | changed)).status_code


def test_a_class_is_changed_before_it_starts(site: PagesSite, teacher: Visitor) -> None:
    room = only(site)
    assert "Economy and energy" in teacher.get(f"/facilitate/{room.id}/edit").get_data(as_text=True)
    changed = {"title": "IR 215", "preset": "75min", "tables": "3", "anyone_acts": "on"}
    assert saved(teacher, room, **changed) == 302
    now = only(site)
    assert (now.title, now.preset) == ("IR 215", "75min")
    tables = [site.negotiations.talks(t.id) for t in site.classrooms.talks_in(now.id)]
    assert [len(t.schedule) for t in tables] == [3, 3, 3]
    assert all(t.policies.anyone_acts for t in tables)


def test_after_the_start_only_title_and_policies(site: PagesSite, teacher: Visitor) -> None:
    room = only(site)
    talks = site.classrooms.talks_in(room.id)[0].id
    site.negotiations.handle(talks, "s", Start(), Facilitator("teacher"))
    page = words(teacher.get(f"/facilitate/{room.id}/edit"))
    assert "The class has started" in page
    assert "Time plan" not in page
    assert saved(teacher, room, title="Later", preset="75min") == 302
    assert (only(site).title, only(site).preset) == ("Later", "50min")


@pytest.mark.parametrize("wrong", [{"title": ""}, {"tables": "0"}, {"preset": "never"}])
def test_what_is_wrong_changes_nothing(
    site: PagesSite, teacher: Visitor, wrong: dict[str, str]
) -> None:
    room = only(site)
    assert saved(teacher, room, **wrong) == 400
    assert only(site) == room


def test_a_copy_is_opened_to_be_changed(site: PagesSite, teacher: Visitor) -> None:
    room = only(site)
    settings = f"/facilitate/{room.id}/settings"
    answer = teacher.post(f"/facilitate/{room.id}/clone", from_page=settings)
    assert answer.location.endswith("/edit")
    assert {r.title for r in site.classrooms.all()} == {"IR 214", "IR 214 (copy)"}


def test_the_archive_is_a_place_of_its_own_and_undone(site: PagesSite, teacher: Visitor) -> None:
    room = only(site)
    settings = f"/facilitate/{room.id}/settings"
    teacher.post(f"/facilitate/{room.id}/archive", from_page=settings, do="archive")
    assert only(site).state is ClassroomState.ARCHIVED
    assert "Archive (1)" in words(teacher.get("/facilitate"))
    assert "This class is in the archive" in words(teacher.get(settings))
    assert saved(teacher, room, title="No") == 400
    teacher.post(f"/facilitate/{room.id}/archive", from_page=settings, do="reopen")
    assert only(site).state is ClassroomState.KEPT
    assert "Archive (" not in words(teacher.get("/facilitate"))


def test_deleting_asks_for_the_title(site: PagesSite, teacher: Visitor) -> None:
    room = only(site)
    settings = f"/facilitate/{room.id}/settings"
    teacher.post(f"/facilitate/{room.id}/delete", from_page=settings, confirm="no")
    assert site.classrooms.all()
    teacher.post(f"/facilitate/{room.id}/delete", from_page=settings, confirm=" ir  214 ")
    assert not site.classrooms.all()
    assert teacher.get(f"/facilitate/{room.id}").status_code == 404


def test_deadlines_go_into_calendars_when_talks_last_for_days(site: PagesSite) -> None:
    teacher = site.facilitator()
    made = site.classrooms.create("IR 214", "six-party", preset="async")
    assert not isinstance(made, Refusal)
    room, talks = made.classroom, made.talks[0].id
    student = site.browser()
    student.post(f"/join/{room.join_code}", from_page=f"/join/{room.join_code}", name="Kim")
    site.negotiations.handle(talks, "s", Start(), Facilitator("teacher"))
    assert "Deadlines (calendar)" in words(teacher.get(f"/facilitate/{room.id}/settings"))
    assert "/calendar.ics" in student.get(f"/talks/{talks}").get_data(as_text=True)
    for answer in (
        teacher.get(f"/facilitate/{room.id}/calendar.ics"),
        student.get(f"/talks/{talks}/calendar.ics"),
    ):
        assert answer.content_type == "text/calendar; charset=utf-8"
        text = answer.get_data(as_text=True).replace("\r\n ", "")
        assert "SUMMARY:Opening plenary: the briefing ends (IR 214)" in text
    assert site.browser().get(f"/talks/{talks}/calendar.ics").status_code == 404
    assert site.browser().get(f"/facilitate/{room.id}/calendar.ics").status_code == 302


def test_a_lesson_of_an_hour_has_no_calendar(site: PagesSite, teacher: Visitor) -> None:
    assert "Deadlines" not in words(teacher.get(f"/facilitate/{only(site).id}/settings"))
