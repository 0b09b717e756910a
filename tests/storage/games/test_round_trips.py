"""Out and in again: the same packages, acceptable to the same parties, efficient and fair alike."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.analysis.outcomes import analyze
from server.rules.written.forum import Forum
from server.rules.written.scenario import Scenario
from server.storage.games.exchange import export_forum, import_game
from server.storage.games.expressible import expressible
from server.storage.scenarios import loader
from tests.analysis.forums import forum_of, forums, scenario_of
from tests.storage.games.exported import shipped

FORMS = ("genius", "negmas", "score-sheet")
FORUMS = list(shipped())


def there_and_back(scenario: Scenario, forum: Forum, form: str) -> tuple[Forum, Forum]:
    """The forum as it can be told, and what a scenario made of the files holds."""
    with TemporaryDirectory() as made:
        out, back = Path(made) / "out", Path(made) / "back"
        files, _ = export_forum(scenario, forum, form, out)
        import_game(files if form == "score-sheet" else [out], back, form)
        assert loader.problems(back) == []
        [again] = loader.load(back).forums.values()
    return expressible(scenario, forum, rules=form == "score-sheet").forum, again


def figures(forum: Forum) -> dict[str, Any]:
    """Whatever does not depend on what things are called."""
    found = analyze(forum)
    solutions = found.solutions
    return {
        "packages": found.counted.packages,
        "feasible": found.counted.feasible,
        "zone": found.counted.zone.tolist(),
        "efficient": found.efficient.tolist(),
        "alone": sorted(n.tolist() for n in found.counted.nearly.values()),
        "nash": solutions and sorted(solutions.nash.ties),
        "kalai_smorodinsky": solutions and sorted(solutions.kalai_smorodinsky.ties),
    }


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("name", "scenario", "forum"), FORUMS, ids=[n for n, _, _ in FORUMS])
def test_every_forum_that_comes_along(
    name: str, scenario: Scenario, forum: Forum, form: str
) -> None:
    told, again = there_and_back(scenario, forum, form)
    mine, theirs = figures(told), figures(again)
    if form != "score-sheet":
        # These know no rule but that everybody must accept.
        mine["feasible"] = len(mine["zone"])
    assert mine == theirs, name


@settings(max_examples=60, deadline=None)
@given(forums(), st.sampled_from(FORMS))
def test_forums_of_every_kind(forum: Forum, form: str) -> None:
    """Negative points, red lines, barred and needed options, observers, any rule."""
    if any(all((i.id, o.id) in forum.barred for o in i.options) for i in forum.issues):
        with pytest.raises(ValueError, match=r"every option of i. is barred"):
            expressible(scenario_of(forum), forum)
        return
    told, again = there_and_back(scenario_of(forum), forum, form)
    mine, theirs = figures(told), figures(again)
    if form != "score-sheet":
        mine["feasible"] = len(mine["zone"])
    assert mine == theirs


def test_a_sheet_keeps_points_and_names_and_the_rule() -> None:
    scenario, harbour = next((s, f) for name, s, f in FORUMS if name == "harbour.quay")
    told, again = there_and_back(scenario, harbour, "score-sheet")
    assert [i.title for i in again.issues] == [i.title for i in harbour.issues]
    assert [o.text for i in again.issues for o in i.options] == [
        o.text for i in harbour.issues for o in i.options
    ]
    assert again.rule.at_least == harbour.rule.at_least
    assert len(again.rule.all_of) == len(harbour.rule.all_of)
    worths = [
        [list(p.worth.values()) for p in m.positions.values()] for m in again.mandates.values()
    ]
    assert worths == [
        [list(p.worth.values()) for p in told.mandates[d].positions.values()] for d in told.parties
    ]
    assert [m.reservation for m in again.mandates.values()] == [
        harbour.mandates[d].reservation for d in harbour.parties
    ]


def test_names_that_other_tools_could_mistake_become_ids() -> None:
    base = forum_of({"i": {"a": [1, 2, 3, 4]}, "j": {"a": [0, 1]}}, {"a": 1})
    first, second = base.issues
    texts = ("Below <5>", "twice", "Twice", "x" * 121)
    options = tuple(replace(o, text=t) for o, t in zip(first.options, texts, strict=True))
    named = replace(first, title='The "first"', options=options)
    forum = replace(base, issues=(named, replace(second, title="*")))
    told = expressible(scenario_of(forum), forum)
    assert [told.issue(i) for i in told.forum.issues] == ["i", "j"]
    assert [told.option(named, o) for o in named.options] == ["o0", "o1", "o2", "o3"]
    for form in FORMS:
        _, again = there_and_back(scenario_of(forum), forum, form)
        assert [i.title for i in again.issues] == ["i", "j"]
