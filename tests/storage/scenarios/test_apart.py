"""Mandates and schedules may stand in files of their own; the scenario is the same."""

from pathlib import Path

import pytest

from server.storage.scenarios.loader import load
from server.storage.scenarios.problems import Problem
from tests.storage.scenarios.copies import FORUM, Copy, copied

MANDATES = "mandates/01-contract.yaml"
PRESETS = "presets.yaml"


@pytest.fixture
def split(tmp_path: Path) -> Copy:
    """The two-party example with its mandates and schedules moved out."""
    copy = copied("two-party", tmp_path)
    move(copy, FORUM, "mandates", MANDATES)
    move(copy, "scenario.yaml", "presets", PRESETS)
    return copy


def move(copy: Copy, file: str, key: str, into: str) -> None:
    """Cut the key, with all that stands under it, into the other file."""
    path, other = copy.folder / file, copy.folder / into
    lines = path.read_text("utf-8").splitlines(keepends=True)
    start = lines.index(f"{key}:\n")
    rest = enumerate(lines[start + 1 :], start + 1)
    end = next((n for n, line in rest if line[:1].strip() and line[0] != "-"), len(lines))
    other.parent.mkdir(exist_ok=True)
    other.write_text("".join(lines[start:end]), "utf-8")
    path.write_text("".join(lines[:start] + lines[end:]), "utf-8")


def the_problem(copy: Copy) -> Problem:
    [problem] = copy.problems()
    return problem


def test_the_scenario_is_the_same(split: Copy, tmp_path: Path) -> None:
    assert load(split.folder) == load(copied("two-party", tmp_path / "whole").folder)


def test_a_mistake_is_told_where_it_stands(split: Copy) -> None:
    line = split.edit(MANDATES, "alternative: Charter", "alternativ: Charter")
    found = [p for p in split.problems() if p.path == "mandates.ferry.alternativ"]
    assert [(p.file, p.line, p.suggestion) for p in found] == [
        (split.name(MANDATES), line, "alternative")
    ]


def test_a_mistake_of_meaning_too(split: Copy) -> None:
    split.edit(MANDATES, "weight: 25", "weight: 26")
    problem = the_problem(split)
    assert (problem.file, problem.path) == (split.name(MANDATES), "mandates.ferry.issues")


def test_what_stands_twice_is_a_problem(split: Copy) -> None:
    file = split.folder / FORUM
    file.write_text(file.read_text("utf-8") + "mandates: {}\n", "utf-8")
    problem = the_problem(split)
    assert (problem.file, problem.path) == (split.name(FORUM), "mandates")
    assert MANDATES in problem.expected


def test_nothing_else_stands_there(split: Copy) -> None:
    file = split.folder / PRESETS
    file.write_text(file.read_text("utf-8") + "title: Another\n", "utf-8")
    problem = the_problem(split)
    assert (problem.file, problem.path, problem.got) == (split.name(PRESETS), "title", "'title'")


def test_a_file_without_the_key_is_a_problem(split: Copy) -> None:
    (split.folder / PRESETS).write_text("{}\n", "utf-8")
    assert (split.name(PRESETS), "presets") in {(p.file, p.path) for p in split.problems()}


def test_mandates_of_no_forum_are_a_problem(split: Copy) -> None:
    (split.folder / "mandates" / "02-other.yaml").write_text("mandates: {}\n", "utf-8")
    assert the_problem(split).file == split.name("mandates/02-other.yaml")


@pytest.mark.parametrize("file", [MANDATES, PRESETS])
def test_a_file_that_is_no_yaml_is_one_problem(split: Copy, file: str) -> None:
    (split.folder / file).write_text("a: [\n", "utf-8")
    assert {p.file for p in split.problems()} == {split.name(file)}
