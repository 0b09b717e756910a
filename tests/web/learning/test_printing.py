"""What is printed of a table, and for whom."""

from tests.web.learning.conftest import Course
from tests.web.pages_site import words


def test_agenda_mandates_and_ballots_of_a_table(course: Course) -> None:
    path = f"{course.path}/print"
    talks = course.site.negotiations.talks(course.made.talks[1].id)
    forum = talks.forum(talks.scheduled_forums()[0])
    agenda = words(course.teacher.get(f"{path}?table=2"))
    assert "Agenda, table 2" in agenda
    assert forum.title in agenda
    mandates = words(course.teacher.get(f"{path}?what=mandates&table=2"))
    for delegation in talks.scenario.delegations:
        mandate = forum.mandates[delegation.id]
        assert f"for the delegation of {delegation.name} only" in mandates
        assert f"Walk-away: {mandate.reservation / 100:.2f} points" in mandates
    ballots = words(course.teacher.get(f"{path}?what=ballots&table=2"))
    assert "Ballot, table 2" in ballots
    assert "Walk-away" not in ballots
    for issue in forum.issues:
        for option in issue.options:
            assert f"☐ {option.text}" in ballots


def test_only_whoever_runs_the_table_prints_it(course: Course) -> None:
    path = f"{course.path}/print?what=mandates"
    assert course.student(course.ann).get(path).status_code == 302
    page = words(course.assistant(2).get(f"{path}&table=1"))
    assert "Table 2" in page
    assert "Table 1" not in page
