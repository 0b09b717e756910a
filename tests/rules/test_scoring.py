"""Scores are exact, itemised, and shown to whom the policy says."""

from dataclasses import replace
from fractions import Fraction
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.rules.commands.life import Conclude, Reveal
from server.rules.commands.proposals import RecordAgreement
from server.rules.commands.schedule import Advance
from server.rules.seats import DelegationView, FacilitatorView, PublicView
from server.rules.state.scoring import LineKind, joint_gain, share, total
from server.rules.views.gate import view_for
from server.rules.written.policies import ScorePolicy
from server.rules.written.scenario import Benchmark
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    FACILITATOR,
    PEACE,
    ROK,
    USA,
    Table,
    forum,
    negotiating,
    package,
    scenario,
)


def agreed(**policies: str) -> Table:
    """Energy agreed at oil high, pace low: over the DPRK's red line."""
    table = negotiating(scenario(forum(ENERGY), forum(PEACE)), **policies)
    table.ok(FACILITATOR, RecordAgreement(ENERGY, package(oil="high", pace="low")))
    return table


def test_a_total_is_read_line_by_line() -> None:
    usa = total(agreed().talks, USA)
    # Energy: 60 x 100 + 40 x 100 = 100.00 points, weight 3 of 7; peace: walk-away 40.00, 4 of 7.
    assert [(line.kind, line.score, line.amount) for line in usa.lines] == [
        (LineKind.AGREEMENT, 10_000, 4286),
        (LineKind.OPEN, 4000, 2286),
    ]
    assert usa.total == 4286 + 2286


def test_crossing_a_red_line_costs_what_the_mandate_says() -> None:
    crossed = [line for line in total(agreed().talks, DPRK).lines if line.kind is LineKind.RED_LINE]
    assert [(line.score, line.amount, line.option) for line in crossed] == [(-500, -214, "high")]


def test_a_conditional_red_line_is_lifted_by_the_package() -> None:
    table = negotiating()
    table.ok(FACILITATOR, RecordAgreement(ENERGY, package(oil="high", pace="high")))
    kinds = {line.kind for line in total(table.talks, DPRK).lines}
    assert LineKind.RED_LINE not in kinds


def test_no_agreement_gives_the_reservation_value() -> None:
    table = negotiating()
    table.ok(FACILITATOR, Advance())
    line = total(table.talks, ROK).lines[0]
    assert (line.kind, line.score) == (LineKind.NO_AGREEMENT, 3500)


@given(st.integers(0, 10_000), st.integers(0, 100), st.integers(1, 500))
def test_shares_round_half_up_and_exactly(score: int, weight: int, weights: int) -> None:
    exact = Fraction(score * weight, weights)
    assert share(score, weight, weights) == (exact + Fraction(1, 2)).__floor__()
    assert share(score, 0, 0) == 0


def test_the_joint_gain_is_a_share_of_the_best() -> None:
    table = agreed()
    known = table.talks.forum(ENERGY)
    settled = table.talks.forum_state(ENERGY).settled
    gains = [
        known.mandates[d].worth_of(settled) - known.mandates[d].reservation for d in known.parties
    ]
    found = joint_gain(table.talks, ENERGY)
    assert found is not None
    assert found.sum_share == sum(gains) * 10_000 // 9000
    assert found.nash_share == 0, "the DPRK is below its walk-away"
    assert joint_gain(table.talks, PEACE) is None


@given(st.integers(1, 10**24))
def test_the_nash_share_is_the_exact_root(best: int) -> None:
    table = negotiating()
    table.ok(FACILITATOR, RecordAgreement(ENERGY, package(oil="middle", pace="middle")))
    talks = table.talks
    benchmark = {ENERGY: Benchmark(best_sum=1, best_product=best)}
    talks = replace(talks, scenario=replace(talks.scenario, benchmarks=benchmark))
    known, settled = talks.forum(ENERGY), talks.forum_state(ENERGY).settled
    product = prod(
        known.mandates[d].worth_of(settled) - known.mandates[d].reservation for d in known.parties
    )
    found = joint_gain(talks, ENERGY)
    assert found is not None
    assert found.nash_share**3 * best <= 10_000**3 * product < (found.nash_share + 1) ** 3 * best


@pytest.mark.parametrize(
    ("policy", "live", "result", "over", "revealed"),
    [
        (ScorePolicy.HIDDEN, False, False, False, False),
        (ScorePolicy.LIVE, True, True, True, True),
        (ScorePolicy.ROUND_END, False, True, True, True),
        (ScorePolicy.DEBRIEF, False, False, False, True),
    ],
)
def test_others_scores_as_the_policy_says(
    policy: ScorePolicy, live: bool, result: bool, over: bool, revealed: bool
) -> None:
    table = negotiating(scores=policy)

    def shown() -> bool:
        boards = [
            view_for(table.talks, audience)["scoreboard"]
            for audience in (DelegationView(ROK), PublicView())
        ]
        assert view_for(table.talks, FacilitatorView())["scoreboard"]["others"] is not None
        assert all((b["others"] is None) == (b["joint"] is None) for b in boards)
        assert len({b["others"] is not None for b in boards}) == 1
        return boards[0]["others"] is not None

    assert shown() is live
    table.ok(FACILITATOR, Advance())
    assert shown() is result
    table.ok(FACILITATOR, Conclude())
    assert shown() is over
    table.ok(FACILITATOR, Reveal("scores"))
    assert shown() is revealed
