import json
import shutil
from pathlib import Path

import pytest

from server.config import CHECKOUT
from tests.cli.command import Shell

SMALL = CHECKOUT / "rounds" / "two-party"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "copy"))


def test_the_scenarios_that_come_along_are_in_order(shell: Shell) -> None:
    report = json.loads(shell.ok("rounds", "check", "--json"))
    assert report["ok"] is True
    assert {Path(s["folder"]).name for s in report["scenarios"]} >= {"six-party", "two-party"}


def test_every_mistake_is_told_at_once_with_its_line(shell: Shell, copy: Path) -> None:
    scenario = copy / "scenario.yaml"
    text = scenario.read_text()
    scenario.write_text(text.replace("title:", "titel:", 1) + "\nsurprise: 1\n")
    said = shell.fails("rounds", "check", copy)
    lines = [line for line in said.splitlines() if "scenario.yaml:" in line]
    assert len(lines) >= 2
    assert "did you mean title" in said
    ran = shell.runs("rounds", "check", copy, "--json")
    assert ran.status == 1
    problems = json.loads(ran.out)["scenarios"][0]["problems"]
    assert {"file", "line", "path", "expected", "got", "suggestion"} == set(problems[0])


def test_a_folder_without_a_scenario_is_told(shell: Shell) -> None:
    assert shell.fails("rounds", "check", shell.folder / "nowhere")


def test_the_analysis_is_the_documented_json(shell: Shell) -> None:
    [forum, *_] = forums()
    report = json.loads(shell.ok("rounds", "analyze", SMALL, forum, "--json"))
    assert {
        "forum", "parties", "packages", "feasible", "pareto", "zone", "nash",
        "kalai_smorodinsky", "utilitarian", "egalitarian", "per_delegation", "frontier",
    } <= set(report)  # fmt: skip
    assert report["packages"] >= report["feasible"] >= report["zone"] > 0
    assert forum in shell.ok("rounds", "analyze", SMALL, forum)


def test_a_whole_conference_is_analyzed(shell: Shell) -> None:
    six = CHECKOUT / "rounds" / "six-party"
    found = json.loads(shell.ok("rounds", "analyze", six, "--conference", "--json"))
    assert (found["preset"], found["forums"]) == ("50min", ["denuclearization", "energy"])
    assert found["efficient"] > 0
    assert "oil-for-disablement" in shell.ok("rounds", "analyze", six, "--conference")
    assert "known: 50min" in shell.fails(
        "rounds", "analyze", six, "--conference", "--preset", "9min"
    )
    assert "name a forum" in shell.fails("rounds", "analyze", six)
    assert "none of them agreed" in shell.fails("rounds", "analyze", six, "energy", "--conference")


def forums() -> list[str]:
    from server.storage.scenarios.loader import load

    return [str(f) for f in load(SMALL).forums]


def test_agreed_issues_narrow_the_analysis(shell: Shell) -> None:
    [forum, *_] = forums()
    whole = json.loads(shell.ok("rounds", "analyze", SMALL, forum, "--json"))
    issue, options = next(iter(whole["issues"].items()))
    agreed = f"{forum}={issue}:{options[0]}"
    part = json.loads(shell.ok("rounds", "analyze", SMALL, forum, "--agreed", agreed, "--json"))
    assert part["packages"] * len(options) == whole["packages"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["nowhere"],
        ["FORUM", "--agreed", "nowhere=a:b"],
        ["FORUM", "--agreed", "FORUM=a:b"],
        ["FORUM", "--difficulty", "absurd"],
    ],
)
def test_an_unknown_name_is_told_with_the_known_ones(shell: Shell, arguments: list[str]) -> None:
    [forum, *_] = forums()
    line = [a.replace("FORUM", forum) for a in arguments]
    assert "known: " in shell.fails("rounds", "analyze", SMALL, *line)


def test_simulated_tables_are_the_same_for_the_same_seed(shell: Shell) -> None:
    line: list[str | Path] = ["rounds", "simulate", SMALL, "--tables", "2", "--seed", "7", "--json"]
    first, second = (json.loads(shell.ok(*line)) for _ in range(2))
    assert first == second
    assert shell.ok(*line[:-1])
    assert "known: " in shell.fails(*line, "--preset", "nowhere")


def test_schemas_are_printed_and_written(shell: Shell) -> None:
    printed = json.loads(shell.ok("rounds", "schema"))
    assert set(printed) == {
        "scenario",
        "presets",
        "forum",
        "mandates",
        "agreement",
        "linkages",
        "injects",
    }
    shell.ok("rounds", "schema", "--write", shell.folder / "schema")
    written = {f.stem: json.loads(f.read_text()) for f in (shell.folder / "schema").iterdir()}
    assert written == printed


def test_a_score_sheet_becomes_a_scenario_that_check_accepts(shell: Shell) -> None:
    sheet = shell.folder / "harbour-game.csv"
    sheet.write_text(
        "issue,option,North,South\n"
        "price,low,10,40\nprice,high,40,10\n"
        "date,soon,30,20\ndate,late,5,25\n"
        "*,reservation,35,35\n"
    )
    made = shell.folder / "harbour-game"
    written = json.loads(shell.ok("rounds", "import", sheet, made, "--json"))
    assert all(Path(path).is_file() for path in written["files"])
    assert "in order" in shell.ok("rounds", "check", made)
    assert shell.fails("rounds", "import", sheet, made)
    sheet.write_text("issue,option\n")
    assert str(sheet) in shell.fails("rounds", "import", sheet, shell.folder / "other")


@pytest.mark.parametrize("form", ["genius", "negmas", "score-sheet"])
def test_a_forum_goes_out_and_comes_back_as_a_scenario(shell: Shell, form: str) -> None:
    six, out = CHECKOUT / "rounds" / "six-party", shell.folder / "out"
    told = shell.ok("rounds", "export", six, "us-dprk", out, "--to", form)
    assert "linkages are left out: washington-first" in told
    assert "usa's red line at finance/full_plus is told as its cost of 10 points" in told
    written = sorted(out.iterdir())
    assert any("left out: washington-first" in f.read_text(encoding="utf-8") for f in written)
    back = shell.folder / "back"
    report = json.loads(shell.ok("rounds", "import", *written, back, "--from", form, "--json"))
    assert all(Path(file).is_file() for file in report["files"])
    assert json.loads(shell.ok("rounds", "check", back, "--json"))["ok"]
    assert "is there already" in shell.fails("rounds", "export", six, "us-dprk", out, "--to", form)


def test_red_lines_may_be_left_out_of_an_export(shell: Shell) -> None:
    six, out = CHECKOUT / "rounds" / "six-party", shell.folder / "plain"
    line: list[str | Path] = ["rounds", "export", six, "energy", out, "--no-red-lines", "--json"]
    lost = json.loads(shell.ok(*line))["lost"]
    assert "japan's red line at burden/five_equal is left out" in lost
    assert "known: " in shell.fails("rounds", "export", six, "nowhere", out)


def test_a_game_that_cannot_be_read_is_told_with_its_line(shell: Shell) -> None:
    bad = shell.folder / "bad.xml"
    bad.write_text("<utility_space>\n<objective/>\n", encoding="utf-8")
    said = shell.fails("rounds", "import", bad, shell.folder / "made", "--from", "genius")
    assert "bad.xml:3: expected XML" in said
