"""Stances, rules, silence, agreements in whole and in part."""

import pytest
from immutables import Map

from server.rules.commands.proposals import (
    BreakSilence,
    RecordAgreement,
    StanceKind,
    TableProposal,
    TakeStance,
    VoidAgreement,
)
from server.rules.commands.schedule import Advance, StepBack
from server.rules.ids import DelegationId, ProposalId
from server.rules.seats import PublicView
from server.rules.state.talks import ForumStatus, Phase, ProposalState, Stance
from server.rules.state.versions import rule_is_met
from server.rules.views.gate import view_for
from server.rules.written.forum import AdoptionRule
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    EVERYBODY,
    FACILITATOR,
    MIDDLE,
    ROK,
    USA,
    accepted,
    forum,
    head,
    negotiating,
    package,
    scenario,
    tabled,
)

ACCEPT, REJECT, RESERVE = StanceKind.ACCEPT, StanceKind.REJECT, StanceKind.RESERVE


def stances(**by: StanceKind) -> Map[DelegationId, Stance]:
    return Map({DelegationId(d): Stance(s, "", 0) for d, s in by.items()})


@pytest.mark.parametrize(
    ("rule", "taken", "met"),
    [
        (AdoptionRule(EVERYBODY, 3), stances(usa=ACCEPT, rok=ACCEPT, dprk=ACCEPT), True),
        (AdoptionRule(EVERYBODY, 3), stances(usa=ACCEPT, rok=ACCEPT), False),
        (AdoptionRule((USA,), 2), stances(usa=ACCEPT, dprk=ACCEPT, rok=REJECT), True),
        (AdoptionRule((USA,), 2), stances(rok=ACCEPT, dprk=ACCEPT), False),
        (AdoptionRule((), 2, veto=(ROK,)), stances(usa=ACCEPT, dprk=ACCEPT, rok=REJECT), False),
        (AdoptionRule((), 2, veto=(ROK,)), stances(usa=ACCEPT, dprk=ACCEPT, rok=RESERVE), True),
        (AdoptionRule((), 2, chair_breaks_ties=True), stances(rok=ACCEPT), True),
        (AdoptionRule((), 2, chair_breaks_ties=True), stances(usa=ACCEPT), False),
    ],
)
def test_rules_are_data(rule: AdoptionRule, taken: Map[DelegationId, Stance], met: bool) -> None:
    assert rule_is_met(forum(ENERGY, rule=rule), taken) is met


def test_the_last_acceptance_starts_the_silence_period_and_silence_adopts() -> None:
    table = negotiating()
    proposal = tabled(table)
    accepted(table, proposal, [USA])
    assert table.talks.proposals[proposal].state is ProposalState.TABLED
    accepted(table, proposal, [DPRK])
    assert table.talks.proposals[proposal].silence_ends_at == table.now + 20_000
    table.ticks(19)
    assert table.talks.proposals[proposal].state is ProposalState.SILENCE
    table.ticks(1)
    assert table.talks.proposals[proposal].state is ProposalState.ADOPTED
    assert table.talks.forum_state(ENERGY).status is ForumStatus.AGREED
    assert table.talks.phase is Phase.RESULT, "nothing is left to negotiate"


def test_whoever_breaks_silence_takes_a_stance_again_and_the_count_goes_on() -> None:
    table = negotiating()
    proposal = tabled(table)
    accepted(table, proposal, [USA, DPRK])
    table.ok(head(DPRK), BreakSilence(proposal, "the capital calls"))
    broken = table.talks.proposals[proposal]
    assert broken.state is ProposalState.TABLED
    assert broken.silence_ends_at is None
    assert broken.stances[DPRK].stance is RESERVE
    accepted(table, proposal, [DPRK])
    assert table.talks.proposals[proposal].state is ProposalState.SILENCE
    assert table.refused(head(DPRK), BreakSilence(proposal)) == "broken_already"


def test_a_rejection_during_silence_breaks_it() -> None:
    table = negotiating()
    proposal = tabled(table)
    accepted(table, proposal, [USA, DPRK])
    table.ok(head(USA), TakeStance(proposal, REJECT, "no"))
    assert table.talks.proposals[proposal].state is ProposalState.TABLED
    assert table.talks.proposals[proposal].stances[USA] == Stance(REJECT, "no", table.now)


def test_silence_is_broken_only_while_it_runs() -> None:
    table = negotiating()
    proposal = tabled(table)
    assert table.refused(head(USA), BreakSilence(proposal)) == "not_in_silence"
    accepted(table, proposal, [USA])
    again = TakeStance(proposal, ACCEPT)
    assert table.refused(head(USA), again) == "same_stance"


def test_without_a_silence_period_the_last_acceptance_adopts() -> None:
    table = negotiating(scenario(forum(ENERGY, rule=AdoptionRule(EVERYBODY, 3, silence_seconds=0))))
    proposal = tabled(table)
    accepted(table, proposal, [USA, DPRK])
    assert table.talks.proposals[proposal].state is ProposalState.ADOPTED


def test_adoption_lapses_the_other_proposals_and_says_so() -> None:
    table = negotiating()
    others = [
        tabled(table, by=USA, name="p0", oil="high", pace="low"),
        tabled(table, by=DPRK, name="p1", oil="low", pace="high"),
    ]
    proposal = tabled(table, name="p2")
    accepted(table, proposal, [USA, DPRK])
    table.ticks(20)
    for other in others:
        assert table.talks.proposals[other].state is ProposalState.LAPSED
        assert table.talks.proposals[other].why == "another_adopted"
    assert table.talks.phase is Phase.RESULT, "rivals that lapse do not keep the phase open"


def test_a_partial_package_settles_its_issues_and_leaves_the_rest_open() -> None:
    table = negotiating()
    rival = tabled(table, by=USA, name="p0", oil="high", pace="low")
    part = tabled(table, oil="middle")
    accepted(table, part, [USA, DPRK])
    table.ticks(20)
    state = table.talks.forum_state(ENERGY)
    assert state.status is ForumStatus.OPEN
    assert dict(state.settled) == {"oil": "middle"}
    assert table.talks.proposals[rival].why == "settled_otherwise"
    contrary = TableProposal(ProposalId("p3"), ENERGY, package(oil="low", pace="low"))
    assert table.refused(head(USA), contrary) == "settled_already"
    rest = tabled(table, by=USA, name="p4", pace="high")
    accepted(table, rest, [ROK, DPRK])
    table.ticks(20)
    assert dict(table.talks.forum_state(ENERGY).settled) == {"oil": "middle", "pace": "high"}
    assert table.talks.forum_state(ENERGY).status is ForumStatus.AGREED


@pytest.mark.parametrize(
    ("counts", "ends"), [(False, ForumStatus.FAILED), (True, ForumStatus.AGREED)]
)
def test_a_part_counts_at_the_end_only_where_the_forum_says_so(
    counts: bool, ends: ForumStatus
) -> None:
    table = negotiating(scenario(forum(ENERGY, partial_counts=counts)))
    part = tabled(table, oil="middle")
    accepted(table, part, [USA, DPRK])
    table.ticks(20)
    table.ok(FACILITATOR, Advance())
    assert table.talks.forum_state(ENERGY).status is ends


def test_at_the_end_of_the_round_open_proposals_lapse() -> None:
    table = negotiating()
    proposal = tabled(table)
    table.ticks(600)
    assert table.talks.phase is Phase.RESULT
    assert table.talks.forum_state(ENERGY).status is ForumStatus.FAILED
    assert table.talks.proposals[proposal].why == "forum_ended"


def test_a_phase_never_ends_under_a_running_silence() -> None:
    table = negotiating()
    proposal = tabled(table)
    table.later(595)
    accepted(table, proposal, [USA, DPRK])
    table.ticks(5)
    assert table.talks.phase is Phase.NEGOTIATION, "the clock waits for the silence"
    table.ticks(15)
    assert table.talks.proposals[proposal].state is ProposalState.ADOPTED


def test_a_face_to_face_agreement_is_recorded_and_can_be_voided() -> None:
    table = negotiating()
    half = RecordAgreement(ENERGY, package(oil="low"))
    assert table.refused(FACILITATOR, half) == "incomplete_package"
    table.ok(FACILITATOR, RecordAgreement(ENERGY, MIDDLE))
    state = table.talks.forum_state(ENERGY)
    assert state.status is ForumStatus.AGREED
    assert state.recorded
    assert table.refused(FACILITATOR, RecordAgreement(ENERGY, MIDDLE)) == "forum_closed"
    table.ok(FACILITATOR, VoidAgreement(ENERGY, "a misunderstanding"))
    assert not table.talks.forum_state(ENERGY).settled
    assert table.refused(FACILITATOR, VoidAgreement(ENERGY, "")) == "no_agreement"


def test_a_voided_adoption_leaves_its_proposal_on_record() -> None:
    table = negotiating()
    proposal = tabled(table)
    accepted(table, proposal, [USA, DPRK])
    table.ticks(20)
    table.ok(FACILITATOR, StepBack(), VoidAgreement(ENERGY, "reopened"))
    assert table.talks.proposals[proposal].why == "voided"
    assert table.talks.forum_state(ENERGY).status is ForumStatus.OPEN


def test_who_can_still_break_silence_is_shown_while_it_runs() -> None:
    table = negotiating()
    proposal = tabled(table)

    def may_break() -> list[DelegationId]:
        found = view_for(table.talks, PublicView())[f"proposal/{proposal}"]["may_break"]
        return list(found)

    assert may_break() == []
    accepted(table, proposal, (USA, DPRK))
    assert may_break() == [USA, ROK, DPRK]
    table.ok(head(USA), BreakSilence(proposal))
    assert may_break() == []
    accepted(table, proposal, (USA,))
    assert may_break() == [ROK, DPRK], "each party breaks it once"
