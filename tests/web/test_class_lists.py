"""The class as lists: what each student did and came to, and a roster that comes back the same."""

import csv
import io
from pathlib import Path

import pytest

from server.app import App
from server.reports import class_lists
from server.rules.names import clean
from server.storage.interchange import import_score_sheet
from server.storage.scenarios.loader import catalogue, default_folders
from server.web.classes.roster import decoded
from server.web.classes.roster import read as read_roster
from tests.web.site import Caller, Class, made_app


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> App:
    return made_app(Path(tmp_path_factory.mktemp("data")))


@pytest.fixture
def room(app: App) -> Class:
    return Class(app, tables=2)


def test_results_are_one_row_a_student(room: Class) -> None:
    room.joins("김 Kim", delegation="island")
    kim, seat = room.joins("=Lee", delegation="ferry")
    room.teacher.does(room.talks, "start")
    room.teacher.does(room.talks, "advance")
    kim.does(room.talks, "say", {"message_id": "m1", "channel": "plenary", "text": "Hello."})
    answer = room.teacher.get(f"/classrooms/{room.id}/export?format=results-csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert "results-" in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert tuple(rows[0]) == class_lists.RESULTS
    assert [r["name"] for r in rows] == ["김 Kim", "'=Lee"]
    assert rows[1]["plenary"] == rows[1]["contributions"] == "1"
    assert {r["agreements"] for r in rows} == {"0"}
    assert seat["delegation"] == "ferry"


def test_a_total_below_nought_is_in_the_results_as_on_the_scoreboard(tmp_path: Path) -> None:
    sheet = tmp_path / "low-tide.csv"
    sheet.write_text(
        "issue,option,Port,Union\nSize,large,40,-30\nSize,small,-60,50\nJobs,few,10,−5\n"
        "Jobs,many,-10,5\n*,reservation,-70,-20\n",
        encoding="utf-8",
    )
    import_score_sheet(sheet, tmp_path / "games" / "low-tide")
    room = Class(made_app(tmp_path, rounds=(tmp_path / "games",)), scenario="low-tide")
    port, _seat = room.joins("Ann", delegation="port")
    room.joins("Bo", delegation="union")
    for step in ("start", "conclude"):
        assert room.teacher.does(room.talks, step)["accepted"]
    raw = room.teacher.get(f"/classrooms/{room.id}/export?format=results-csv").get_data()
    assert raw.startswith("\ufeff".encode())
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert {row["name"]: row["total"] for row in rows} == {"Ann": "-70.00", "Bo": "-20.00"}
    assert '"total":-7000' in port.get(f"/talks/{room.talks}/view").text.replace(" ", "")


AWKWARD = [
    "@kim",
    "1. Ola",
    "2. Ola",
    "ola@example.edu",
    "Ola <ola@example.edu>",
    "“Berg, Ola”",
    "a ∣ b",
    "a | b",
    "+1 Ann",
    "-Bo",
    "=1+1",
    "'=quoted",
    "'t Hooft",
    'Al "Ace" Q',
    "Lee; Ann",
    "Ng, Jo",
]
AWKWARD += ["\u200fדנה", "＝wide", "''two", "- dash", '"all"', "Mean", "Student, Test"]


def test_every_name_of_an_exported_roster_comes_back(app: App) -> None:
    room = Class(app, tables=3)
    for name in AWKWARD:
        room.joins(name)
    raw = room.teacher.get(f"/classrooms/{room.id}/export?format=roster-csv").get_data()
    with app.flask.test_request_context():
        for saved in (raw, raw.decode("utf-8-sig").encode("utf-16")):
            back = read_roster(decoded(saved)[0], catalogue(default_folders())["two-party"], 3)
            assert (back.errors, back.passed) == ((), ())
            assert sorted(e.name for e in back.entries) == sorted(map(clean, AWKWARD))
    cells = [row[0] for row in csv.reader(io.StringIO(raw.decode("utf-8-sig")))]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_a_roster_goes_out_as_it_can_come_in_and_only_to_the_facilitator(app: App) -> None:
    teacher = Caller(app, app.classrooms.facilitators.create_token("teacher"))
    people = [{"name": "Ann", "email": "ann@x.org", "table": 1, "delegation": "island"}]
    made = teacher.post(
        "/classrooms", {"title": "IR", "scenario": "two-party", "tables": 1, "roster": people}
    ).get_json()
    path = f"/classrooms/{made['id']}/export?format="
    text = teacher.get(path + "roster-csv").get_data().decode("utf-8-sig")
    (line,) = csv.DictReader(io.StringIO(text))
    assert (line["name"], line["email"], line["table"], line["role"]) == (
        "Ann",
        "ann@x.org",
        "1",
        "head",
    )
    for form in ("jsonl", "csv"):
        assert "ann@x.org" not in teacher.get(path + form).get_data(as_text=True)
    assert Caller(app).get(path + "roster-csv").status_code == 401
