"""Bots-only tables: they agree, the same seed plays the same, and nothing is refused."""

import json
import time
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.bots.negotiator import Negotiator
from server.bots.person import in_turn
from server.bots.report import (
    ForumOutcome,
    TableOutcome,
    figures_into,
    figures_markdown,
    report_of,
    simulation_text,
)
from server.bots.simulate import simulate
from server.rules.ids import DelegationId, ForumId
from server.rules.written.forum import Forum, ForumKind
from server.rules.written.mandate import Mandate
from server.rules.written.scenario import Scenario
from tests.analysis.forums import forums, scenario_of
from tests.bots.scenarios import six_party, two_party
from tests.bots.stand_ins import Linear
from tests.bots.watched import Watched


def test_a_whole_conference_of_bots_agrees_in_every_forum_and_is_refused_nothing() -> None:
    began = time.perf_counter()
    report = simulate(six_party(), tables=3, seed=11)
    print(f"{180 / (time.perf_counter() - began):.0f} conferences a minute")  # noqa: T201
    assert len(report.forums) == len(six_party().forums)
    beside = initiatives(six_party())
    assert all(f.agreed == 3 for f in report.forums if f.forum not in beside)
    # What is open at any time gets a quarter of the turns, and need not come to an end.
    assert sum(f.agreed for f in report.forums if f.forum in beside) > 3 * len(beside) // 2
    assert report.refused == ()


def initiatives(scenario: Scenario) -> frozenset[ForumId]:
    return frozenset(f.id for f in scenario.forums.values() if f.kind is ForumKind.INITIATIVE)


def test_the_same_seed_plays_the_same_and_another_does_not() -> None:
    one, same, other = (simulate(six_party(), "75min", 3, seed).to_json() for seed in (5, 5, 6))
    assert json.dumps(one) == json.dumps(same)
    assert one["forums"] != other["forums"]


def test_several_processes_come_to_the_same() -> None:
    people = partial(in_turn, tuple(d.id for d in six_party().delegations), kind="beginner")
    one, two = (
        simulate(six_party(), "quick", 5, 5, stand_ins=people, jobs=jobs) for jobs in (1, 2)
    )
    assert one == two


@pytest.mark.parametrize("temperament", ["cooperative", "balanced", "firm", "historical"])
def test_every_temperament_agrees_at_most_tables_and_never_signs_below_walk_away(
    temperament: str,
) -> None:
    report = simulate(six_party(), "50min", 4, 3, "hard", temperament)
    # Late conceders at a hard difficulty lose one table in twenty or thirty.
    assert sum(f.agreed for f in report.forums) >= 7
    assert all(f.below == 0 and f.crossed == 0 for f in report.forums)
    assert report.refused == ()


def test_cooperative_bots_agree_earlier_than_firm_ones() -> None:
    def proposals(temperament: str) -> int:
        found = simulate(six_party(), "50min", 3, 3, temperament=temperament).forums
        return sum(f.proposals or 0 for f in found)

    assert proposals("cooperative") < proposals("firm")


@settings(max_examples=30, deadline=None)
@given(
    forums(),
    st.integers(0, 2**32),
    st.sampled_from(["cooperative", "balanced", "firm", "historical"]),
)
def test_in_any_forum_no_bot_acts_below_walk_away_or_over_a_red_line(
    forum: Forum, seed: int, temperament: str
) -> None:
    bots = {d: Watched(Negotiator(d, temperament, seed), forum) for d in forum.mandates}
    # Watched as people, so that silence periods and late stances are played as well.
    report = simulate(scenario_of(forum), "all", 1, seed, turns=12, stand_ins=lambda _: bots)
    assert report.refused == ()
    alone = simulate(scenario_of(forum), "all", 1, seed, temperament=temperament, turns=12)
    assert alone.refused == ()


def test_the_guard_of_the_test_before_sees_every_signature() -> None:
    forum = six_party().forums[ForumId("energy")]
    bots = {d: Watched(Negotiator(d, "balanced", 1), forum) for d in forum.parties}
    simulate(six_party(), "quick", 1, 1, stand_ins=lambda _: bots)
    assert all(bot.acted > 1 for bot in bots.values())
    forum = replace(forum, mandates={d: _dearer(m) for d, m in forum.mandates.items()})
    guarded = {d: Watched(Negotiator(d, "balanced", 1), forum) for d in forum.parties}
    with pytest.raises(AssertionError):
        simulate(six_party(), "quick", 1, 1, stand_ins=lambda _: guarded)


def _dearer(mandate: Mandate) -> Mandate:
    return replace(mandate, reservation=mandate.best)


def test_bots_reach_an_agreement_with_a_reasonable_human_in_most_forums() -> None:
    seats = [d.id for d in six_party().delegations]
    report = simulate(
        six_party(),
        "75min",
        len(seats),
        9,
        stand_ins=lambda table: {seats[table]: Linear(seats[table])},
    )
    assert all(2 * f.agreed > f.tables for f in report.forums)
    assert all(f.below == 0 for f in report.forums)


def test_a_lazy_human_in_a_forum_of_two_still_gets_an_agreement() -> None:
    seat = DelegationId("island")
    report = simulate(two_party(), None, 4, 2, stand_ins=lambda _: {seat: Linear(seat, lazy=True)})
    assert report.forums[0].agreed >= 3


def test_unknown_names_are_refused() -> None:
    with pytest.raises(KeyError):
        simulate(two_party(), "nonsense", 1)
    with pytest.raises(KeyError):
        simulate(two_party(), None, 1, temperament="nonsense")


def test_both_forms_for_people_hold_every_forum_and_delegation() -> None:
    report = simulate(two_party(), None, 2, 1)
    for text in (simulation_text(report), figures_markdown(report)):
        assert "contract" in text
        assert "Island" in text
        assert "Ferry" in text
    assert figures_markdown(report).count("\n| ---") == 2


def test_figures_replace_what_stands_between_the_marks_and_nothing_else() -> None:
    report = simulate(two_party(), None, 1, 1)
    text = "before\n<!-- simulation:begin -->\nold\n<!-- simulation:end -->\nafter\n"
    once = figures_into(text, report)
    assert once.startswith("before\n<!-- simulation:begin -->\n1 bots-only")
    assert once.endswith("<!-- simulation:end -->\nafter\n")
    assert "old" not in once
    assert figures_into(once, report) == once
    with pytest.raises(ValueError, match="simulation:begin"):
        figures_into("<!-- simulation:end --> <!-- simulation:begin -->", report)


def test_outcomes_without_agreement_count_nothing_but_a_failure() -> None:
    outcome = ForumOutcome(
        forum=next(iter(two_party().forums)),
        agreed=False,
        proposals=40,
        gains={DelegationId("island"): 0, DelegationId("ferry"): 0},
        crossed=frozenset(),
        sum_share=0,
        nash_share=0,
    )
    totals = {DelegationId("island"): 4000, DelegationId("ferry"): 4001}
    report = report_of(two_party(), {}, [TableOutcome((outcome,), totals, ())])
    assert (report.forums[0].agreed, report.forums[0].proposals) == (0, None)
    assert report.totals[DelegationId("ferry")].mean == 4001
