"""The analysis against the plainest possible one, on small forums of every kind."""

import json
from typing import Any

import pytest
from hypothesis import given, settings

from server.analysis.outcomes import LISTED, Analysis, analyze
from server.analysis.report import report_text
from server.analysis.space import TooManyPackagesError
from server.rules.ids import DelegationId, IssueId, OptionId
from server.rules.written.forum import AdoptionRule, Forum
from server.rules.written.package import Package
from tests.analysis import oracle
from tests.analysis.forums import forum_of, forums

OBJECTIVES = ("nash", "kalai_smorodinsky", "utilitarian", "egalitarian")


def as_json(analysis: Analysis) -> dict[str, Any]:
    return json.loads(json.dumps(analysis.to_json()))  # type: ignore[no-any-return]


def bag(found: list[dict[str, Any]]) -> list[tuple[tuple[str, str], ...]]:
    return sorted(tuple(sorted(outcome["package"].items())) for outcome in found)


def expected(found: list[dict[IssueId, OptionId]]) -> list[tuple[tuple[str, str], ...]]:
    return sorted(tuple(sorted(package.items())) for package in found)


@settings(max_examples=150, deadline=None)
@given(forums())
def test_counts_are_those_of_the_oracle(forum: Forum) -> None:
    got = as_json(analyze(forum))
    inside = oracle.zone(forum)
    assert got["packages"] == len(oracle.packages(forum))
    assert got["feasible"] == sum(oracle.adopted(forum, p) for p in oracle.packages(forum))
    assert got["zone"] == len(inside)
    assert got["zone_within_red_lines"] == sum(not oracle.crosses(forum, p) for p in inside)


@settings(max_examples=150, deadline=None)
@given(forums())
def test_frontier_is_that_of_the_oracle(forum: Forum) -> None:
    got = as_json(analyze(forum))
    assert bag(got["frontier"]) == expected(oracle.efficient(forum))
    assert got["pareto"] == len(got["frontier"])


@settings(max_examples=150, deadline=None)
@given(forums())
def test_solutions_and_all_their_ties_are_those_of_the_oracle(forum: Forum) -> None:
    got = as_json(analyze(forum))
    if not oracle.zone(forum):
        assert [got[name] for name in OBJECTIVES] == [None] * 4
        return
    for name in OBJECTIVES:
        assert bag(got[name]["ties"]) == expected(oracle.best(forum, name))
        assert bag([got[name]])[0] in bag(got[name]["ties"])


@settings(max_examples=100, deadline=None)
@given(forums())
def test_ranges_are_those_of_the_oracle(forum: Forum) -> None:
    got = as_json(analyze(forum))["per_delegation"]
    everything, inside = oracle.packages(forum), oracle.zone(forum)
    assert set(got) == set(forum.mandates)
    for delegation, mandate in forum.mandates.items():
        scores = [mandate.worth_of(p) for p in inside]
        row = got[delegation]
        assert row["reservation"] == mandate.reservation
        assert row["min"] == (min(scores) if scores else None)
        assert row["max"] == (max(scores) if scores else None)
        assert row["ideal"] == max((mandate.worth_of(p) for p in everything), default=0)
        if scores:
            assert abs(2 * row["mean"] * len(scores) - 2 * sum(scores)) <= len(scores)


@settings(max_examples=50, deadline=None)
@given(forums())
def test_zone_without_a_party_ignores_that_party(forum: Forum) -> None:
    got = as_json(analyze(forum))["zone_without"]
    for n, party in enumerate(forum.parties):
        others = [
            min((g for m, g in enumerate(oracle.gains(forum, p)) if m != n), default=0) >= 0
            for p in oracle.packages(forum)
        ]
        assert got[party] == sum(others)


def test_products_beyond_64_bits_are_compared_exactly() -> None:
    """Six gains near 10**6: the products differ in the last digits only."""
    big = 1_000_000
    points = {
        "i": {f"d{n}": [big + 3, big + 1, big + 2] for n in range(6)},
        "j": {f"d{n}": [0, 1 if n else 0, 0] for n in range(6)},
    }
    analysis = analyze(forum_of(points, {f"d{n}": 0 for n in range(6)}))
    assert analysis.solutions is not None
    assert analysis.solutions.best_product == (big + 3) * (big + 4) ** 5 > 2**63
    assert analysis.space.package(analysis.solutions.nash.index) == {"i": "o0", "j": "o1"}


def test_five_of_six_with_two_vetoes() -> None:
    """Published harbour-like rule: a sixth party may be left below its reservation value."""
    points = {"i": {f"d{n}": [10, 0 if n == 5 else 10, 0 if n == 1 else 10] for n in range(6)}}
    rule = AdoptionRule(
        all_of=(), at_least=5, veto=(DelegationId("d0"), DelegationId("d1")), silence_seconds=0
    )
    got = as_json(analyze(forum_of(points, {f"d{n}": 5 for n in range(6)}, rule=rule)))
    assert (got["packages"], got["feasible"], got["zone"]) == (3, 2, 1)


def test_settled_issues_are_kept() -> None:
    points = {"i": {"a": [1, 2], "b": [2, 1]}, "j": {"a": [5, 0, 1], "b": [0, 5, 1]}}
    settled: Package = {IssueId("j"): OptionId("o2")}
    got = as_json(analyze(forum_of(points, {"a": 0, "b": 0}), settled))
    assert got["packages"] == 2
    assert all(outcome["package"]["j"] == "o2" for outcome in got["frontier"])


def test_opposition_is_nothing_where_ideals_coincide_and_grows_with_conflict() -> None:
    same = analyze(forum_of({"i": {"a": [0, 9], "b": [0, 9]}}, {"a": 0, "b": 0}))
    against = analyze(forum_of({"i": {"a": [0, 9], "b": [9, 0]}}, {"a": 0, "b": 0}))
    assert same.opposition == 0
    assert against.opposition == 10_000


def test_a_space_too_large_is_refused_with_its_size() -> None:
    points = {f"i{n}": {"a": list(range(10))} for n in range(7)}
    with pytest.raises(TooManyPackagesError, match="10,000,000 packages") as refusal:
        analyze(forum_of(points, {"a": 0}))
    assert refusal.value.packages == 10_000_000


def test_spaces_larger_than_a_block_are_counted_whole() -> None:
    """200,000 packages, of which one delegation accepts exactly the top corner."""
    points = {f"i{n}": {"a": list(range(10)), "b": [1] * 10} for n in range(5)}
    points["j"] = {"a": [0, 0], "b": [0, 0]}
    analysis = analyze(forum_of(points, {"a": 45, "b": 5}))
    assert analysis.counted.packages == 200_000
    assert [[*analysis.space.package(int(i)).values()] for i in analysis.counted.zone] == [
        ["o9"] * 5 + [last] for last in ("o0", "o1")
    ]


@settings(max_examples=30, deadline=None)
@given(forums())
def test_the_report_for_people_names_every_delegation(forum: Forum) -> None:
    text = report_text(analyze(forum))
    assert all(delegation in text for delegation in forum.mandates)


def test_where_points_only_change_hands_packages_are_counted_and_few_are_listed() -> None:
    """Every package of a fixed pie is efficient, and all tie in the sum."""
    taken = [0, 10, 20, 30, 40, 50]
    points = {f"i{n}": {"a": taken, "b": [50 - x for x in taken]} for n in range(6)}
    got = as_json(analyze(forum_of(points, {"a": 0, "b": 0})))
    assert got["pareto"] == got["packages"] == 6**6
    assert len(got["frontier"]) == LISTED
    assert got["utilitarian"]["tied"] == 6**6
    assert len(got["utilitarian"]["ties"]) == LISTED
