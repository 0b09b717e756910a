"""Evidence sheets: who reads whose, and what they say."""

from server.analysis.evidence import Kind
from server.rules.commands.life import Conclude, Reveal
from server.rules.commands.schedule import Start
from server.rules.commands.talk import AskHelp
from server.service.classrooms import Created
from server.service.people import RosterLine
from server.web.learning.sheets import KINDS
from tests.web.learning.conftest import Course
from tests.web.pages_site import words


def begun(course: Course) -> None:
    for table in (1, 2):
        course.gives(table, Start())
    course.says(1, course.ann, "three little words")
    course.gives(2, AskHelp("what now?"), course.cy)


def test_the_facilitator_reads_every_sheet_and_prints_one(course: Course) -> None:
    begun(course)
    page = words(course.teacher.get(f"{course.path}/evidence"))
    assert page.index("Ann") < page.index("Bo") < page.index("Cy")
    assert "Messages in plenary 1" in page
    assert "Words written in all of them 3" in page
    assert "not a grade" in page
    one = words(course.teacher.get(f"{course.path}/evidence?person={course.cy.person}"))
    assert "Questions to the facilitator 1" in one
    assert "Messages in plenary –" in one
    assert course.teacher.get(f"{course.path}/evidence?person=nobody").status_code == 404


def test_before_anybody_came_there_is_nothing_to_read(course: Course) -> None:
    site = course.site
    empty = site.classrooms.create("Empty", "two-party", 1, by="facilitator")
    page = course.teacher.get(f"/facilitate/{empty.classroom.id}/evidence")  # type: ignore[union-attr]  # it is made
    assert "Nobody has had a seat yet." in words(page)


def test_a_student_reads_the_own_sheet_at_the_debrief_and_no_other(course: Course) -> None:
    begun(course)
    student, path = course.student(course.ann), f"/talks/{course.ann.talks}/evidence"
    assert "opens with the debrief" in words(student.get(path))
    course.gives(1, Conclude())
    assert "opens with the debrief" in words(student.get(path))
    course.gives(1, Reveal("channels"))
    page = words(student.get(path))
    assert "Ann" in page
    assert "Messages in plenary 1" in page
    assert "is not a grade" in page
    assert "Bo" not in page.split()
    assert student.get(f"/talks/{course.cy.talks}/evidence").status_code == 403
    assert student.get(f"{course.path}/evidence").status_code == 302


def test_who_never_came_has_no_minutes(course: Course) -> None:
    site = course.site
    made = site.classrooms.create(
        "IR 215", "two-party", 1, roster=[RosterLine("Olu"), RosterLine("Pia")], by="facilitator"
    )
    assert isinstance(made, Created)
    room = made.classroom
    olu = next(p for p in site.classrooms.people_in(room.id) if p.name == "Olu")
    site.classrooms.move(
        olu.id,
        made.talks[0].id,
        site.negotiations.talks(made.talks[0].id).scenario.delegations[0].id,
        by="facilitator",
    )
    page = words(course.teacher.get(f"/facilitate/{room.id}/evidence?person={olu.id}"))
    assert "Minutes in a seat while the clock ran never came" in page
    site.joined(room.join_code, "Olu")
    page = words(course.teacher.get(f"/facilitate/{room.id}/evidence?person={olu.id}"))
    assert "never came" not in page


def test_two_of_one_name_are_told_apart_as_on_the_list_of_people(course: Course) -> None:
    course.site.joined(course.made.classroom.join_code, "Ann")
    sheets = words(course.teacher.get(f"{course.path}/evidence"))
    people = words(course.teacher.get(f"{course.path}/people"))
    for mark in ("Ann (1 of 2)", "Ann (2 of 2)"):
        assert mark in sheets
        assert mark in people
    assert "Cy (" not in sheets


def test_whoever_moved_has_one_sheet_with_both_places(course: Course) -> None:
    begun(course)
    second = course.made.talks[1].id
    side = course.site.negotiations.talks(second).scenario.delegations[1].id
    problem = course.site.classrooms.move(course.ann.person, second, side, by="facilitator")
    assert problem is None
    page = words(course.teacher.get(f"{course.path}/evidence?person={course.ann.person}"))
    assert "Table 1" in page
    assert "Table 2" in page
    assert "Messages in plenary 1" in page


def test_an_assistant_reads_the_sheets_of_the_own_tables(course: Course) -> None:
    begun(course)
    page = words(course.assistant(2).get(f"{course.path}/evidence"))
    assert "Cy" in page
    assert "Ann" not in page


def test_every_kind_of_contribution_has_words() -> None:
    assert set(KINDS) == set(Kind)
