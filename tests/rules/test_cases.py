"""The copies of a rule answer as the rules do; see `tests/rules/cases.py`. The browser's are tested
in `tests/ui/cases.test.js`."""

import json
from typing import Any

import numpy as np
import pytest

from server.analysis.space import Space
from server.analysis.zone import crossing
from server.bots.preferences import Sheet, Terms
from tests.rules import cases
from tests.rules.negotiation import ENERGY, forum

TABLE: dict[str, Any] = json.loads(cases.FILE.read_text(encoding="utf-8"))
PACKAGES = TABLE["packages"]


def test_the_file_is_fresh() -> None:
    written = cases.FILE.read_text(encoding="utf-8")
    assert written == cases.rendered(), "run python -m tests.rules.cases --write"


def test_every_condition_both_holds_and_fails_somewhere() -> None:
    for number in range(len(cases.LEAVES)):
        answers = {world["conditions"][number]["holds"] for world in TABLE["worlds"]}
        known = "nowhere" not in str(cases.LEAVES[number]) and "nothing" not in str(
            cases.LEAVES[number]
        )
        assert answers == ({True, False} if known else {False}), cases.LEAVES[number]


@pytest.mark.parametrize("case", PACKAGES["cases"], ids=lambda case: "+".join(case["package"]))
def test_bots_value_packages_as_the_rules_do(case: dict[str, Any]) -> None:
    sheet = Sheet(Terms.of(PACKAGES["forum"], PACKAGES["mandate"]))
    package = case["package"]
    assert sheet.value(package) == case["worth"]
    assert sheet.crosses(package) == bool(case["crossed"])
    if len(package) == 2:
        signs = case["worth"] >= PACKAGES["mandate"]["reservation"]
        signs = signs and not case["crossed"] and not case["lacks"]
        assert (sheet.row(package) is not None) == signs


def test_the_analysis_crosses_red_lines_as_the_rules_do() -> None:
    space = Space.of(forum(ENERGY))
    every = np.arange(space.size)
    found = {line.why: crossing(space, every, line) for line in cases.RED_LINES}
    for index in every:
        package = dict(space.package(int(index)))
        case = next(one for one in PACKAGES["cases"] if one["package"] == package)
        assert [why for why, rows in found.items() if rows[index]] == case["crossed"]
