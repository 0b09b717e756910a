"""What is printed of a table, and for whom."""

from server.service.classrooms import Created
from server.web.learning.printing import mandates
from tests.web.learning.conftest import Course
from tests.web.pages_site import PagesSite, words
from tests.web.pdfs import pages


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


def test_the_same_as_pdf_with_a_page_for_each_mandate_and_ballot(course: Course) -> None:
    path = f"{course.path}/print.pdf?table=2"
    talks = course.site.negotiations.talks(course.made.talks[1].id)
    forums = [talks.forum(f) for f in talks.scheduled_forums()]
    sheets = sum(len(forum.mandates) for forum in forums)
    counted = {}
    for what in ("agenda", "mandates", "ballots"):
        answer = course.teacher.get(f"{path}&what={what}")
        assert answer.mimetype == "application/pdf"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.data.startswith(b"%PDF-")
        counted[what] = pages(answer.data)
    assert counted == {"agenda": 1, "mandates": sheets, "ballots": len(forums)}
    everything = course.teacher.get(path)
    assert pages(everything.data) == sum(counted.values())
    assert "print-table-2.pdf" in everything.headers["Content-Disposition"]
    page = course.teacher.get(f"{course.path}/print?table=2&what=mandates").text
    assert "/print.pdf?table=2&amp;what=mandates" in page


def test_pdf_of_own_tables_only(course: Course) -> None:
    path = f"{course.path}/print.pdf"
    assert course.student(course.ann).get(f"{path}?table=1").status_code == 302
    helper = course.assistant(2)
    assert helper.get(f"{path}?table=2").status_code == 200
    assert helper.get(f"{path}?table=1").status_code == 404
    assert course.teacher.get(f"{path}?table=1&what=secrets").status_code == 404


def test_every_mandate_of_the_six_fits_its_page() -> None:
    site = PagesSite()
    made = site.classrooms.create("IR 214", "six-party", 1, by="facilitator")
    assert isinstance(made, Created)
    talks = site.negotiations.talks(made.talks[0].id)
    sheets = list(mandates(talks))
    assert len(sheets) >= 6
    answer = site.facilitator().get(
        f"/facilitate/{made.classroom.id}/print.pdf?table=1&what=mandates"
    )
    assert pages(answer.data) == len(sheets)
