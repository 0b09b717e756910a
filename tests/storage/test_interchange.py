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
from server.rules.names import key as name_key
from server.rules.written.forum import Forum
from server.storage.csv_files import unguarded
from server.storage.interchange import import_score_sheet
from server.storage.scenarios.loader import load
from server.storage.scenarios.problems import ScenarioErrors

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


def saved(raw: bytes) -> Forum:
    with TemporaryDirectory() as made:
        file = Path(made) / "game.csv"
        file.write_bytes(raw)
        import_score_sheet(file, Path(made) / "out")
        return next(iter(load(Path(made) / "out").forums.values()))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_sheet_is_read_as_spreadsheets_save_it(sign: str, encoding: str) -> None:
    text = HARBOUR.replace("Size", "Größe").replace(",", sign)
    blank = sign * 2
    rows = [f"{row}{blank}" for row in text.splitlines()] + [blank * 3, ""]
    forum = saved("\r\n".join([f"sep={sign}", *rows]).encode(encoding))
    assert [i.title for i in forum.issues] == ["Größe", "Jobs"]
    assert forum.mandates[forum.parties[2]].reservation == 500


def test_a_minus_may_be_a_word_processors_and_noughts_may_follow_the_comma() -> None:
    forum = imported("issue;option;A;B\nx;y;−20;10,0\nx;z;–5;7.00\n*;reservation;'-3;+4\n")
    a, b = (forum.mandates[p] for p in forum.parties)
    assert next(iter(a.positions.values())).worth == {"y": -2000, "z": -500}
    assert next(iter(b.positions.values())).worth == {"y": 1000, "z": 700}
    assert (a.reservation, b.reservation) == (-300, 400)


@pytest.mark.parametrize("cell", ["７", "+７", "٧", "७", "７．０", "٧٫٠"])
def test_digits_are_those_of_any_keyboard(cell: str) -> None:
    forum = imported(f"issue;option;A\nx;y;{cell}\nx;z;1\n*;reservation;1\n")
    assert next(iter(forum.mandates[forum.parties[0]].positions.values())).worth == {
        "y": 700,
        "z": 100,
    }


def test_a_sheet_may_begin_in_any_column() -> None:
    rows = ["", "issue,option,A,B", "x,y,4,0", "x,z,0,4", "*,reservation,1,1"]
    assert len(imported("\n".join(f",,{row}" for row in rows)).parties) == 2
    ((line, _path, got),) = mistakes("\n".join(f",,{row}" for row in rows).replace("4,0", "4,q"))
    assert (line, got) == (3, "'q' in column 6")


def test_no_name_turns_the_words_after_it() -> None:
    ((line, _path, got),) = mistakes("issue,option,A\u202eB,C\nx,y,1,2\n*,reservation,1,1\n")
    assert (line, got) == (1, "'A\\u202eB'")


@pytest.mark.parametrize("cell", ["1.200", "1,200", "2,5", "½", "50%", "", "1e3", "5²"])
def test_a_number_that_could_be_mistaken_is_named_with_its_column(cell: str) -> None:
    text = f"issue;option;A;B\nx;y;1;{cell}\nx;z;1;2\n*;reservation;1;1\n"
    ((line, path, got),) = mistakes(text)
    assert (line, path) == (2, "x/y/B")
    assert got.endswith("in column 4")


@pytest.mark.parametrize(
    ("text", "line", "got"),
    [
        ("issue,option,Port,ＰＯＲＴ\nx,y,1,2\n*,reservation,1,1\n", 1, "in column 4"),
        ("issue,option,A\nPrice,y,1\nprice ,z,2\n*,reservation,1\n", 3, "'price'"),
        ("issue,option,A\nx,10-20,1\nx,10–20,2\n*,reservation,1\n", 3, "'10–20'"),
        ("issue,option,A\nx,Don't,1\nx,don’t,2\n*,reservation,1\n", 3, "'don’t'"),
        ("issue,option,A,,B\nx,y,1,,2\n*,reservation,1,,2\n", 1, "nothing"),
        ('issue,option,A\nx,"y,1\n*,reservation,1\n', 2, "the end of the file"),
    ],
)
def test_names_that_look_alike_or_are_missing_are_a_mistake(text: str, line: int, got: str) -> None:
    assert [said for at, _path, said in mistakes(text) if at == line and said.endswith(got)]


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
).filter(lambda s: s == s.strip() and s != "*" and bool(name_key(s)) and unguarded(s) == s)


@st.composite
def sheets(draw: st.DrawFn) -> tuple[str, dict[str, object]]:
    """A sheet with names of any sort, and what it says."""
    parties = draw(st.lists(NAMES, min_size=1, max_size=5, unique_by=name_key))
    numbers = st.integers(-1_000_000, 1_000_000)
    rows = st.lists(numbers, min_size=len(parties), max_size=len(parties))
    points = {
        issue: {
            o: draw(rows) for o in draw(st.lists(NAMES, min_size=1, max_size=4, unique_by=name_key))
        }
        for issue in draw(st.lists(NAMES, min_size=1, max_size=4, unique_by=name_key))
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
