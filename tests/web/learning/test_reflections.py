"""Reflections and papers of a class on one page."""

import csv
import io

from server.rules.commands.preparing import WritePosition
from server.rules.commands.schedule import Start
from server.rules.commands.talk import Reflect
from tests.web.learning.conftest import Course
from tests.web.pages_site import words


def written(course: Course) -> None:
    course.gives(1, Start())
    course.gives(1, Reflect("What moved you?", "=1+1 <b>nothing</b>"), course.ann)
    course.gives(2, WritePosition("We want boats."), course.cy)


def test_the_facilitator_reads_what_everybody_wrote(course: Course) -> None:
    path = f"{course.path}/reflections"
    assert "Nobody has written anything yet." in words(course.teacher.get(path))
    written(course)
    page = course.teacher.get(path)
    assert "&lt;b&gt;nothing" in page.text
    text = words(page)
    assert "What moved you?" in text
    assert "We want boats." in text
    assert text.index("Ann") < text.index("Cy")


def test_the_file_holds_a_line_for_each_and_no_formula(course: Course) -> None:
    written(course)
    answer = course.teacher.get(f"{course.path}/reflections.csv")
    lines = list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert [(line["table"], line["name"]) for line in lines] == [("1", "Ann"), ("2", "Cy")]
    assert lines[0]["text"] == "'=1+1 <b>nothing</b>"
    assert answer.headers["Cache-Control"] == "no-store"


def test_students_and_assistants_of_other_tables_do_not_read_them(course: Course) -> None:
    written(course)
    path = f"{course.path}/reflections"
    assert course.student(course.ann).get(path).status_code == 302
    page = words(course.assistant(2).get(path))
    assert "We want boats." in page
    assert "What moved you?" not in page
