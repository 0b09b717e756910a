"""What the field's own tool finds in our exports is what our analysis finds."""

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from server.analysis.outcomes import analyze
from server.rules.written.forum import Forum
from server.rules.written.scenario import Scenario
from server.storage.games.exchange import export_forum
from server.storage.games.expressible import expressible
from tests.storage.games.by_negmas import figures
from tests.storage.games.exported import shipped

KEPT: dict[str, Any] = json.loads(
    Path(__file__).with_name("negmas_figures.json").read_text(encoding="utf-8")
)
"""By NegMAS itself, of its own format and of GENIUS XML alike; `by_negmas.py` writes it."""

FORUMS = list(shipped())
NAMES = [name for name, _, _ in FORUMS]


def ours(scenario: Scenario, forum: Forum) -> dict[str, Any]:
    told = expressible(scenario, forum)
    found = analyze(told.forum)
    ties = found.solutions.nash.ties if found.solutions else ()
    return {
        "packages": found.counted.packages,
        "efficient": len(found.efficient),
        "zone": len(found.counted.zone),
        "nash": sorted([told.names[i, o] for i, o in found.space.package(n).items()] for n in ties),
    }


@pytest.mark.parametrize(("name", "scenario", "forum"), FORUMS, ids=NAMES)
def test_the_figures_it_found_are_those_of_our_analysis(
    name: str, scenario: Scenario, forum: Forum
) -> None:
    kept = KEPT["forums"][name]
    assert kept | {"nash": sorted(kept["nash"])} == ours(scenario, forum)


def test_figures_are_kept_of_every_forum_that_comes_along() -> None:
    assert sorted(KEPT["forums"]) == sorted(NAMES)
    assert KEPT["negmas"]


if find_spec("negmas") is not None:  # never a dependency of ours; the figures above are its own

    @pytest.mark.filterwarnings("default")
    @pytest.mark.parametrize("form", ["negmas", "genius"])
    @pytest.mark.parametrize(("name", "scenario", "forum"), FORUMS, ids=NAMES)
    def test_it_finds_them_again(
        tmp_path: Path, form: str, name: str, scenario: Scenario, forum: Forum
    ) -> None:
        export_forum(scenario, forum, form, tmp_path)
        found = figures(tmp_path)
        assert found | {"nash": sorted(found["nash"])} == ours(scenario, forum), name
