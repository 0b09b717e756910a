"""Score sheets in, scenario folders out: nothing lost, and every mistake with its row."""

import csv
import io
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.analysis.outcomes import analyze
from server.rules.written.forum import Forum
from server.storage.interchange import import_score_sheet
from server.storage.scenarios import ScenarioErrors, load

HARBOUR = """issue,option,Port,Union,Green
Size,large,40,30,-20
Size,small,10,15,25
Jobs,local,20,40,10
Jobs,open,30,-5,10
*,reservation,35,30,5
"""


def imported(text: str, name: str = "harbour-game") -> Forum:
    with TemporaryDirectory() as made:
        file = Path(made) / f"{name}.csv"
        file.write_text(text, encoding="utf-8")
        written = import_score_sheet(file, Path(made) / "out")
        assert all(path.is_file() for path in written)
        return next(iter(load(Path(made) / "out").forums.values()))


def mistakes(text: str) -> list[tuple[int, str, str]]:
    with TemporaryDirectory() as made:
        file = Path(made) / "game.csv"
        file.write_text(text, encoding="utf-8")
        with pytest.raises(ScenarioErrors) as found:
            import_score_sheet(file, Path(made) / "out")
        assert not (Path(made) / "out").exists()
        return [(p.line, p.path, p.got) for p in found.value.problems]


def test_points_are_hundredths_of_points_and_negative_ones_stay_negative() -> None:
    forum = imported(HARBOUR)
    assert forum.title == "Harbour game"
    assert forum.parties == ("port", "union", "green")
    green = forum.mandates[forum.parties[2]]
    assert green.reservation == 500
    assert next(iter(green.positions.values())).worth == {
        "large": -2000,
        "small": 2500,
    }


def test_without_a_rule_everybody_must_accept() -> None:
    rule = imported(HARBOUR).rule
    assert rule.at_least == 3
    assert set(rule.all_of) == {"port", "union", "green"}


def test_a_rule_names_parties_by_name_or_id_quoted_or_not() -> None:
    rule = '{"at_least": 2, "veto": ["Port", "union"], "silence_seconds": 0}'
    quoted = '*,rule,"' + rule.replace('"', '""') + '"\n'
    for row in (quoted, f"*,rule,{rule}\n"):
        forum = imported(HARBOUR + row)
        assert (forum.rule.at_least, forum.rule.veto) == (2, ("port", "union"))
        assert forum.rule.silence_seconds == 0
        assert analyze(forum).counted.feasible > 0


def test_a_chair_may_break_ties() -> None:
    rule = '*,rule,{"at_least": 3, "chair": "Green", "chair_breaks_ties": true}\n'
    forum = imported(HARBOUR + rule)
    assert (forum.chair, forum.rule.chair_breaks_ties) == ("green", True)


@pytest.mark.parametrize(
    ("text", "line", "path"),
    [
        ("", 1, ""),
        ("topic,option,A\nx,y,1\n*,reservation,1\n", 1, ""),
        ("issue,option\n", 1, ""),
        ("issue,option,A,a\nx,y,1,2\n*,reservation,1,1\n", 1, "a"),
        ("issue,option,A\nx,y,1.5\n*,reservation,1\n", 2, "x/y/A"),
        ("issue,option,A\nx,y,1,2\n*,reservation,1\n", 2, "x/y"),
        ("issue,option,A\nx,y,1\nx,y,2\n*,reservation,1\n", 3, "x/y"),
        ("issue,option,A\nx,,1\n*,reservation,1\n", 2, ""),
        ("issue,option,A\nx,y,1\n", 3, "*"),
        ("issue,option,A\n*,reservation,1\n", 3, ""),
        ("issue,option,A\nx,y,1\n*,reservation,1\n*,reservation,2\n", 4, "reservation"),
        ("issue,option,A\nx,y,1\n*,reservatoin,1\n", 3, "*"),
        ("issue,option,A\nx,y,1\n*,reservation,1\n*,rule,{oops\n", 4, "rule"),
        ('issue,option,A\nx,y,1\n*,reservation,1\n*,rule,{"veto": ["B"]}\n', 4, "rule"),
        ('issue,option,A\nx,y,1\n*,reservation,1\n*,rule,{"at_least": 2}\n', 4, "rule"),
        ('issue,option,A\nx,y,1\n*,reservation,1\n*,rule,{"chair_breaks_ties": true}\n', 4, "rule"),
        ('issue,option,A\nx,"two\nlines",1\n*,reservation,1\n', 2, ""),
    ],
)
def test_a_mistake_is_reported_with_its_row_and_nothing_is_written(
    text: str, line: int, path: str
) -> None:
    assert (line, path) in [(at, where) for at, where, _ in mistakes(text)]


def test_all_mistakes_are_reported_at_once() -> None:
    text = 'issue,option,A,B\nx,y,one,2\nx,z,1\n*,reservation,1,2\n*,rule,{"att": 1}\n'
    assert [line for line, _, _ in mistakes(text)] == [2, 3, 5]


def test_a_folder_with_files_is_not_touched(tmp_path: Path) -> None:
    file, folder = tmp_path / "game.csv", tmp_path / "out"
    file.write_text(HARBOUR, encoding="utf-8")
    folder.mkdir()
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ScenarioErrors, match="new or empty folder"):
        import_score_sheet(file, folder)
    assert [p.name for p in folder.iterdir()] == ["mine.txt"]


NAMES = st.text(
    st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=30,
).filter(lambda s: s == s.strip() and s != "*" and s != "")


@st.composite
def sheets(draw: st.DrawFn) -> tuple[str, dict[str, object]]:
    """A sheet with names of any sort, and what it says."""
    parties = draw(st.lists(NAMES, min_size=1, max_size=5, unique_by=str.casefold))
    numbers = st.integers(-1_000_000, 1_000_000)
    rows = st.lists(numbers, min_size=len(parties), max_size=len(parties))
    points = {
        issue: {o: draw(rows) for o in draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))}
        for issue in draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    }
    reservations = draw(rows)
    rule: dict[str, object] = {
        "at_least": draw(st.integers(1, len(parties))),
        "veto": draw(st.lists(st.sampled_from(parties), unique=True)),
        "silence_seconds": draw(st.integers(0, 60)),
    }
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["issue", "option", *parties])
    for issue, options in points.items():
        writer.writerows([issue, option, *worth] for option, worth in options.items())
    writer.writerow(["*", "reservation", *reservations])
    writer.writerow(["*", "rule", json.dumps(rule, ensure_ascii=False)])
    said: dict[str, object] = {
        "points": points,
        "reservations": reservations,
        "rule": rule,
        "parties": parties,
    }
    return out.getvalue(), said


@settings(max_examples=60, deadline=None)
@given(sheets())
def test_what_a_sheet_says_is_what_the_scenario_holds(sheet: tuple[str, dict[str, object]]) -> None:
    text, said = sheet
    forum = imported(text)
    points: dict[str, dict[str, list[int]]] = said["points"]  # type: ignore[assignment]  # made so
    assert {i.title: [o.text for o in i.options] for i in forum.issues} == {
        issue: list(options) for issue, options in points.items()
    }
    for n, party in enumerate(forum.parties):
        mandate = forum.mandates[party]
        assert mandate.reservation == 100 * said["reservations"][n]  # type: ignore[index]  # list
        for issue in forum.issues:
            worth = [mandate.positions[issue.id].worth[o.id] for o in issue.options]
            assert worth == [100 * row[n] for row in points[issue.title].values()]
    rule: dict[str, object] = said["rule"]  # type: ignore[assignment]  # made so
    assert forum.rule.at_least == rule["at_least"]
    assert forum.rule.silence_seconds == rule["silence_seconds"]
    assert len(forum.rule.veto) == len(rule["veto"])  # type: ignore[arg-type]  # a list
