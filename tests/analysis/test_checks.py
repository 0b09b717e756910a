"""Checks find what they name, and nothing in a forum that is in order."""

from dataclasses import replace

from hypothesis import given, settings

from server.analysis.checks import forum_problems, problems
from server.analysis.findings import Severity
from server.rules.ids import IssueId, OptionId
from server.rules.written.forum import Forum
from server.rules.written.mandate import RedLine
from tests.analysis import oracle
from tests.analysis.forums import forum_of, forums, scenario_of


def codes(forum: Forum) -> set[str]:
    return {finding.code for finding in forum_problems(forum)}


def test_an_empty_zone_is_an_error() -> None:
    forum = forum_of({"i": {"a": [0, 9], "b": [9, 0]}}, {"a": 5, "b": 5})
    found = [f for f in problems(scenario_of(forum)) if f.severity is Severity.ERROR]
    assert [(f.code, f.forum) for f in found] == [("empty_zone", "forum")]


def test_a_forum_too_large_to_be_listed_is_counted_all_the_same() -> None:
    """Ten million packages: none for both, then all of them."""
    points = {f"i{n}": {"a": list(range(10)), "b": list(range(9, -1, -1))} for n in range(7)}
    assert codes(forum_of(points, {"a": 32, "b": 32})) == {"too_many_packages", "empty_zone"}
    easy = forum_problems(forum_of(points, {"a": 0, "b": 0}))
    assert [f.code for f in easy] == ["too_many_packages", "zone_share"]
    assert "10,000,000 of 10,000,000 packages" in easy[1].message
    assert codes(forum_of(points, {"a": 31, "b": 31})) == {"too_many_packages", "zone_share"}


def test_a_delegation_that_nobody_can_choose_by_its_introduction_is_a_warning() -> None:
    base = scenario_of(forum_of({"i": {"a": [9, 0], "b": [0, 9]}}, {"a": 5, "b": 5}))

    def found(introduction: str) -> list[tuple[str, Severity]]:
        told = tuple(replace(d, introduction=introduction) for d in base.delegations)
        scenario = replace(base, delegations=told)
        return [(f.where, f.severity) for f in problems(scenario) if f.code == "introduction"]

    every = [(f"delegations.{d.id}", Severity.WARNING) for d in base.delegations]
    assert found("") == every
    assert found("You want much. " * 20) == every
    assert found("You want the quay. It is hard because others do.") == []


def test_an_option_that_only_an_observer_wants_is_not_dominated() -> None:
    points = {"i": {"a": [9, 1], "b": [9, 1], "c": [0, 5]}}
    reservations = {"a": 0, "b": 0, "c": 0}
    alone = forum_of({"i": {"a": [9, 1], "b": [9, 1]}}, {"a": 0, "b": 0})
    assert "dominated_option" in codes(alone)
    observed = forum_of(points, reservations, parties=("a", "b"))
    assert "dominated_option" not in codes(observed)


def test_options_of_the_same_text_are_found() -> None:
    forum = forum_of({"i": {"a": [9, 0], "b": [0, 9]}}, {"a": 5, "b": 5})
    assert "options_look_alike" not in codes(forum)
    (issue,) = forum.issues
    twins = tuple(
        replace(o, text=t) for o, t in zip(issue.options, ("By 2009", "by  2009"), strict=True)
    )
    same = replace(forum, issues=(replace(issue, options=twins),))
    (found,) = [f for f in forum_problems(same) if f.code == "options_look_alike"]
    assert found.severity is Severity.WARNING
    assert found.where == f"forum.i.{twins[1].id}"


def test_an_option_nobody_can_accept_is_found() -> None:
    points = {"i": {"a": [9, 0], "b": [9, 0]}}
    assert "nobody_can_accept" in codes(forum_of(points, {"a": 5, "b": 5}))
    assert "nobody_can_accept" not in codes(forum_of(points, {"a": 5, "b": 0}))


def test_a_red_line_on_an_option_without_agreement_never_binds() -> None:
    points = {"i": {"a": [9, 0], "b": [9, 9]}}
    useless = {"a": (RedLine(IssueId("i"), OptionId("o1"), "never"),)}
    needed = {"b": (RedLine(IssueId("i"), OptionId("o0"), "never"),)}
    reservations = {"a": 5, "b": 0}
    assert "red_line_never_binds" in codes(forum_of(points, reservations, red_lines=useless))
    assert "red_line_never_binds" not in codes(forum_of(points, reservations, red_lines=needed))


def test_a_party_that_accepts_whatever_the_others_accept_does_not_matter() -> None:
    points = {"i": {"a": [9, 0, 5], "b": [0, 9, 5], "c": [1, 1, 1]}}
    found = forum_problems(forum_of(points, {"a": 5, "b": 5, "c": 0}))
    assert [f.where for f in found if f.code == "party_does_not_matter"] == ["forum.parties.c"]


def test_lines_that_close_the_zone_are_found() -> None:
    lines = {"a": (RedLine(IssueId("i"), OptionId("o0"), "never"),)}
    forum = forum_of({"i": {"a": [9, 0], "b": [9, 0]}}, {"a": 5, "b": 5}, red_lines=lines)
    assert "red_lines_close_the_zone" in codes(forum)


def test_a_party_whose_red_line_alone_excludes_packages_matters() -> None:
    points = {"i": {"a": [9, 9, 0], "b": [9, 9, 0], "c": [1, 1, 1]}}
    reservations = {"a": 5, "b": 5, "c": 0}
    lines = {"c": (RedLine(IssueId("i"), OptionId("o0"), "never"),)}
    without = forum_problems(forum_of(points, reservations))
    with_line = forum_problems(forum_of(points, reservations, red_lines=lines))
    assert "forum.parties.c" in {f.where for f in without}
    assert "forum.parties.c" not in {f.where for f in with_line}


@settings(max_examples=100, deadline=None)
@given(forums())
def test_no_zone_is_found_empty_that_is_not(forum: Forum) -> None:
    adopted = [p for p in oracle.packages(forum) if oracle.adopted(forum, p)]
    assert ("empty_zone" in codes(forum)) == (not adopted)
