"""The capital approves, sends back or instructs, where the policy asks for it."""

import pytest

from server.rules.asking.hints import Hint, HintKind, hints
from server.rules.commands.life import Conclude
from server.rules.commands.proposals import (
    Cosponsor,
    StanceKind,
    TableProposal,
    TakeStance,
    WithdrawProposal,
)
from server.rules.commands.schedule import Pause, Resume
from server.rules.commands.seats import AssignSeat, SeatBot
from server.rules.commands.teams import Capital, CapitalDecision, CastBallot
from server.rules.ids import PersonId, ProposalId
from server.rules.seats import Audience, Delegate, DelegateView, DelegationView, PublicView
from server.rules.state.talks import ProposalState
from server.rules.views.gate import view_for
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    FACILITATOR,
    MIDDLE,
    ROK,
    TIMEKEEPER,
    USA,
    Table,
    accepted,
    bot,
    head,
    negotiating,
    tabled,
)

P1 = ProposalId("p1")
YES = StanceKind.ACCEPT
APPROVE, SEND_BACK, INSTRUCT = CapitalDecision
OUTSIDE: tuple[Audience, ...] = (
    DelegationView(ROK),
    DelegateView(head(USA).person),
    PublicView(plenary=True),
)


def asking(on: bool = True) -> Table:
    """The DPRK wants to accept high oil at a low pace: its red line."""
    table = negotiating(capital_approval=on)
    tabled(table, USA, "p1", oil="high", pace="low")
    table.ok(head(DPRK), TakeStance(P1, YES, "for peace"))
    return table


def answer(decision: CapitalDecision, text: str = "") -> Capital:
    return Capital(P1, DPRK, decision, text)


def approval(table: Table) -> dict[str, object]:
    return dict(view_for(table.talks, DelegationView(DPRK))["approval/p1/dprk"])


def accepts(table: Table, delegation: str = DPRK) -> bool:
    found = table.talks.proposals[P1].stances.get(delegation)  # type: ignore[call-overload]
    return found is not None and found.stance is YES


def test_the_acceptance_waits_for_the_capital_and_is_cast_when_it_approves() -> None:
    table = asking()
    assert not accepts(table)
    asked = approval(table)
    assert (asked["state"], asked["by"], asked["reason"]) == (
        "pending",
        "Head of dprk",
        "for peace",
    )
    assert asked["red_lines"] == [{"issue": "oil", "option": "high", "why": "never", "cost": 500}]
    assert table.refused(head(DPRK), TakeStance(P1, YES)) == "approval_pending"
    table.ok(FACILITATOR, answer(APPROVE, "go on"))
    assert accepts(table)
    assert table.talks.proposals[P1].stances[DPRK].reason == "for peace"
    assert (approval(table)["state"], approval(table)["text"]) == ("approve", "go on")


def test_without_the_policy_nobody_is_asked() -> None:
    assert accepts(asking(on=False))


def test_what_crosses_no_line_needs_no_approval() -> None:
    table = negotiating(capital_approval=True)
    tabled(table, USA, "p1", oil="high", pace="high")
    table.ok(head(DPRK), TakeStance(P1, YES))
    assert accepts(table)


@pytest.mark.parametrize("decision", [SEND_BACK, INSTRUCT])
def test_what_the_capital_sends_back_may_be_asked_again(decision: CapitalDecision) -> None:
    table = asking()
    table.ok(FACILITATOR, answer(decision, "ask for a high pace"))
    assert (approval(table)["state"], approval(table)["text"]) == (decision, "ask for a high pace")
    assert not accepts(table)
    table.ok(head(DPRK), TakeStance(P1, YES))
    assert approval(table)["state"] == "pending"
    table.ok(FACILITATOR, answer(APPROVE))
    assert accepts(table)


def test_tabling_and_cosponsoring_ask_too_and_only_once() -> None:
    table = negotiating(capital_approval=True)
    tabled(table, DPRK, "p1", oil="high", pace="low")
    assert not accepts(table)
    assert approval(table)["state"] == "pending"
    table.ok(FACILITATOR, answer(APPROVE))
    table.ok(head(DPRK), TakeStance(P1, StanceKind.RESERVE), TakeStance(P1, YES))
    assert accepts(table), "approved once, it is approved"
    table = asking()
    table.ok(head(DPRK), Cosponsor(P1))
    assert table.talks.proposals[P1].cosponsors == (DPRK,)
    assert not accepts(table)


def test_another_word_of_its_own_overtakes_the_question() -> None:
    table = asking()
    table.ok(head(DPRK), TakeStance(P1, StanceKind.REJECT, "on second thoughts"))
    assert not table.talks.approvals
    assert table.refused(FACILITATOR, answer(APPROVE)) == "no_request"


def test_a_closed_proposal_overtakes_it_as_well() -> None:
    table = asking()
    table.ok(head(USA), WithdrawProposal(P1))
    assert approval(table)["state"] == "overtaken"
    assert table.refused(FACILITATOR, answer(APPROVE)) == "proposal_closed"
    table.ok(FACILITATOR, answer(SEND_BACK))


def test_an_approval_can_complete_the_rule() -> None:
    table = asking()
    accepted(table, P1, (ROK,))
    table.ok(FACILITATOR, answer(APPROVE))
    assert table.talks.proposals[P1].state is ProposalState.SILENCE


def test_a_majority_of_ballots_asks_the_capital() -> None:
    table = negotiating(capital_approval=True, team_decides="vote")
    second = PersonId("second")
    table.ok(TIMEKEEPER, AssignSeat(second, DPRK, "Second"))
    tabled(table, USA, "p1", oil="high", pace="low")
    for person in (head(DPRK).person, second):
        table.ok(Delegate(person), CastBallot(P1, YES))
    assert not accepts(table)
    table.ok(FACILITATOR, answer(APPROVE))
    assert accepts(table)


def test_the_facilitator_is_told_that_somebody_waits() -> None:
    table = asking()
    [hint] = [h for h in hints(table.talks, table.present, table.now) if h.urgent]
    assert hint == Hint(HintKind.APPROVAL, DPRK, ENERGY, ("E-1",), since=table.now)
    table.ok(head(USA), WithdrawProposal(P1))
    assert not [h for h in hints(table.talks, table.present, table.now) if h.urgent]


def test_a_bot_asks_nobody() -> None:
    table = negotiating(capital_approval=True)
    tabled(table, USA, "p1", oil="high", pace="low")
    table.ok(FACILITATOR, SeatBot(DPRK, "firm"))
    table.ok(bot(DPRK), TakeStance(P1, YES))
    assert accepts(table)


def test_refused_answers() -> None:
    table = asking()
    assert table.refused(FACILITATOR, answer(INSTRUCT, " ")) == "text_needed"
    assert table.refused(FACILITATOR, Capital(P1, ROK, APPROVE)) == "no_request"
    assert table.refused(head(DPRK), answer(APPROVE)) == "not_allowed"
    table.ok(FACILITATOR, Pause())
    assert table.refused(FACILITATOR, answer(APPROVE)) == "paused"
    table.ok(FACILITATOR, Resume(), answer(APPROVE))
    assert table.refused(FACILITATOR, answer(SEND_BACK)) == "no_request"
    table.ok(FACILITATOR, Conclude())
    assert table.refused(FACILITATOR, answer(APPROVE)) == "not_running"


def test_nobody_else_can_tell_that_a_capital_was_asked() -> None:
    """To everybody else it is as if the delegation had said nothing."""
    silent = negotiating(capital_approval=True)
    tabled(silent, USA, "p1", oil="high", pace="low")
    asked = asking()
    for answered in (None, answer(SEND_BACK, "no"), answer(INSTRUCT, "say nothing")):
        if answered is not None:
            asked.ok(FACILITATOR, answered)
            asked.ok(head(DPRK), TakeStance(P1, YES))
        for audience in OUTSIDE:
            assert view_for(asked.talks, audience) == view_for(silent.talks, audience)
        assert "approval/p1/dprk" in view_for(asked.talks, DelegateView(head(DPRK).person))
    for table in (silent, asked):
        table.ok(head(ROK), TableProposal(ProposalId("p2"), ENERGY, MIDDLE))
    for audience in OUTSIDE:
        assert view_for(asked.talks, audience) == view_for(silent.talks, audience)


def test_nobody_else_can_tell_that_ballots_were_cast() -> None:
    tables = negotiating(), negotiating()
    for table in tables:
        tabled(table, USA)
    tables[0].ok(head(DPRK), CastBallot(P1, StanceKind.REJECT))
    for audience in OUTSIDE:
        assert view_for(tables[0].talks, audience) == view_for(tables[1].talks, audience)
    assert "ballots/p1/dprk" in view_for(tables[0].talks, DelegationView(DPRK))
    assert tables[0].refused(head(ROK), CastBallot(ProposalId("p9"), YES)) == "not_found"
