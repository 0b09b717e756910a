"""The six-party scenario: whole, referenced, and balanced as its README says."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import product

import pytest

from server.analysis import checks as analysis
from server.rules.ids import DelegationId, ForumId
from server.rules.written.forum import Forum
from server.rules.written.scenario import Scenario
from server.storage.scenarios.loader import load, problems
from tests.storage.scenarios.copies import ROUNDS

FOLDER = ROUNDS / "six-party"
FORUMS = [
    "opening-plenary",
    "denuclearization",
    "energy",
    "us-dprk",
    "japan-dprk",
    "peace-security",
    "peace-regime",
    "functional",
    "closing-plenary",
]
INITIATIVES = [
    "history-study",
    "territorial-restraint",
    "rhetoric",
    "strategic-dialogue",
    "disease",
    "yellow-dust",
    "sea",
]
SIX = [DelegationId(d) for d in ("usa", "japan", "china", "russia", "dprk", "rok")]


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load(FOLDER)


def forums(scenario: Scenario) -> Iterator[Forum]:
    yield from scenario.forums.values()


def test_nothing_is_wrong_with_its_files() -> None:
    assert [str(p) for p in problems(FOLDER)] == []


def test_its_delegations_and_forums(scenario: Scenario) -> None:
    assert [d.id for d in scenario.delegations] == SIX
    assert [d.code for d in scenario.delegations] == ["USA", "JPN", "CHN", "RUS", "PRK", "ROK"]
    assert list(scenario.forums) == FORUMS + INITIATIVES
    chairs = {f.id: f.chair for f in forums(scenario)}
    assert chairs[ForumId("denuclearization")] == "china"
    assert chairs[ForumId("energy")] == "rok"
    assert chairs[ForumId("peace-security")] == "russia"
    assert chairs[ForumId("us-dprk")] is None
    peace = scenario.forums[ForumId("peace-regime")]
    assert peace.parties == ("usa", "china", "dprk", "rok")
    assert peace.observers == ("japan", "russia")


def test_its_schedules(scenario: Scenario) -> None:
    opened = {p.id: Counter(f for r in p.rounds for f in r.forums) for p in scenario.presets}
    assert {"50min", "75min", "2x75", "3x50", "3h", "async", "quick"} == set(opened)
    assert set(opened["50min"]) == {"denuclearization", "energy"}
    assert len(opened["75min"]) == 3
    assert set(opened["3h"]) == set(opened["async"]) == set(FORUMS)
    beside = {p.id: p.initiatives for p in scenario.presets if p.initiatives}
    assert beside == dict.fromkeys(["2x75", "3x50", "3h", "async"], tuple(INITIATIVES))
    for minutes, preset in (
        (50, "50min"),
        (75, "75min"),
        (150, "2x75"),
        (150, "3x50"),
        (180, "3h"),
    ):
        rounds = next(p for p in scenario.presets if p.id == preset).rounds
        seconds = sum(r.briefing + r.negotiation + r.result for r in rounds)
        assert 0.7 * minutes <= seconds / 60 <= minutes, preset


def test_every_number_has_a_reason_and_a_reference(scenario: Scenario) -> None:
    for forum in forums(scenario):
        assert forum.setting
        assert forum.refs
        for delegation, mandate in forum.mandates.items():
            assert mandate.alternative, delegation
            for issue, position in mandate.positions.items():
                assert position.why, (forum.id, delegation, issue)
                assert position.refs, (forum.id, delegation, issue)
            for line in mandate.red_lines:
                assert line.why, (forum.id, delegation, line.option)
                assert line.refs, (forum.id, delegation, line.option)


def test_every_option_is_a_clause_of_its_own(scenario: Scenario) -> None:
    clauses = [o.clause for f in forums(scenario) for i in f.issues for o in i.options]
    assert len(clauses) == len(set(clauses)) > 190
    for clause in clauses:
        assert clause.endswith("."), clause
        assert len(clause.split()) > 4, clause


def test_each_source_in_the_key_is_used(scenario: Scenario) -> None:
    text = "".join(p.read_text(encoding="utf-8") for p in FOLDER.rglob("*.yaml"))
    used = {ref for refs in re.findall(r"refs: \[([^]]*)]", text) for ref in refs.split(", ")}
    key = set(re.findall(r"^- \*\*(\S+)\*\*", scenario.sources, re.MULTILINE))
    assert used <= key
    assert key - used <= {"S-I-7"}


def test_each_delegation_has_a_page_on_every_forum(scenario: Scenario) -> None:
    for delegation in SIX:
        brief = scenario.briefs[delegation]
        assert 150 < len(brief.split()) < 480, delegation
        for forum in ("Opening", "Denuclearization", "Energy", "Peace regime", "Closing"):
            assert f"*{forum}" in brief, (delegation, forum)


def test_forum_weights_of_a_delegation_sum_to_a_hundred(scenario: Scenario) -> None:
    for d in SIX:
        weights = scenario.forum_weights[d]
        assert sum(weights[ForumId(f)] for f in FORUMS) == 100
        for f in INITIATIVES:
            attends = d in scenario.forums[ForumId(f)].parties
            assert weights[ForumId(f)] in (range(1, 4) if attends else (0,)), (d, f)


def test_initiatives_are_small_and_can_be_agreed_by_few(scenario: Scenario) -> None:
    for f in INITIATIVES:
        forum = scenario.forums[ForumId(f)]
        assert forum.kind == "initiative"
        assert 2 <= len(forum.parties) <= 6
        packages = list(_packages(forum))
        zone = [p for p in packages if _all_accept(forum, p)]
        assert 0 < 3 * len(zone) < len(packages) <= 50


def test_the_analysis_finds_nothing_wrong_at_standard(scenario: Scenario) -> None:
    assert [str(f) for f in analysis.problems(scenario)] == []


@pytest.mark.parametrize("difficulty", ["easy", "hard", "expert"])
def test_every_difficulty_leaves_a_zone(scenario: Scenario, difficulty: str) -> None:
    found = analysis.problems(scenario.at_difficulty(difficulty))
    assert [str(f) for f in found if f.severity == "error"] == []


@pytest.mark.parametrize("forum", FORUMS)
def test_no_rule_without_learning_finds_the_zone(scenario: Scenario, forum: str) -> None:
    """Neither "the middle of every list" nor "the same place in every list" is an answer."""
    this = scenario.forums[ForumId(forum)]
    zone = [p for p in _packages(this) if _all_accept(this, p)]
    assert zone
    lengths = [len(i.options) for i in this.issues]
    for places in zone:
        assert any(n in (0, last - 1) for n, last in zip(places, lengths, strict=True))
        assert len(set(places)) > 1
    seconds = [_everyones_second(this, n) for n in range(len(this.issues))]
    assert not set(product(*seconds)) & set(zone)


def test_the_record_is_where_the_debrief_says(scenario: Scenario) -> None:
    inside = set()
    for forum in forums(scenario):
        record = tuple(
            next(n for n, o in enumerate(issue.options) if o.record) for issue in forum.issues
        )
        if _all_accept(forum, record):
            inside.add(forum.id)
    assert inside == {"opening-plenary", "us-dprk", "peace-regime"}


def _packages(forum: Forum) -> Iterator[tuple[int, ...]]:
    yield from product(*(range(len(i.options)) for i in forum.issues))


def _all_accept(forum: Forum, places: tuple[int, ...]) -> bool:
    package = {issue.id: issue.options[n].id for issue, n in zip(forum.issues, places, strict=True)}
    mandates = (forum.mandates[p] for p in forum.parties)
    return all(
        m.worth_of(package) >= m.reservation and not m.red_lines_crossed(package) for m in mandates
    )


def _everyones_second(forum: Forum, issue: int) -> list[int]:
    """The places of the options that most parties like second best; none where no two agree."""
    votes: Counter[int] = Counter()
    options = forum.issues[issue].options
    for party in forum.parties:
        values = forum.mandates[party].positions[forum.issues[issue].id].values
        ranked = sorted(range(len(options)), key=lambda n: -values[options[n].id])
        votes[ranked[1]] += 1
    most = max(votes.values())
    return [n for n, count in votes.items() if count == most > 1]
