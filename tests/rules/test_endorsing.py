"""The closing plenary endorses or sets aside what the groups agreed."""

from typing import Any

import pytest

from server.rules.commands import Command
from server.rules.commands.agents import SeatAgent
from server.rules.commands.life import Conclude
from server.rules.commands.plenary import Endorse, EndorsementKind
from server.rules.commands.proposals import RecordAgreement, StanceKind, TakeStance, VoidAgreement
from server.rules.commands.schedule import Advance
from server.rules.commands.seats import ReleaseSeat
from server.rules.ids import AgentId, ForumId
from server.rules.seats import Agent, DelegationView, PublicView
from server.rules.state.scoring import total
from server.rules.state.talks import Phase, TalksState
from server.rules.views.gate import view_for
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    EVERYBODY,
    FACILITATOR,
    MIDDLE,
    PEACE,
    ROK,
    USA,
    Table,
    accepted,
    forum,
    head,
    negotiating,
    scenario,
    tabled,
)

YES, NO = EndorsementKind.ENDORSE, EndorsementKind.SET_ASIDE


def sitting(**energy: Any) -> Table:
    """The groups have agreed on energy, and the plenary sits."""
    table = negotiating(scenario(forum(ENERGY, **energy), forum(PEACE, endorses=True)))
    table.ok(FACILITATOR, RecordAgreement(ENERGY, MIDDLE))
    while ENERGY in table.talks.forums_now or table.talks.phase is not Phase.NEGOTIATION:
        table.ok(FACILITATOR, Advance())
    return table


def verdict(table: Table) -> bool | None:
    agreement = view_for(table.talks, PublicView())["agreement/energy"]
    answer: bool | None = agreement["endorsed"]
    return answer


def agree_in_plenary(table: Table) -> None:
    accepted(table, tabled(table), (USA, DPRK))
    table.ticks(20)


def test_an_agreement_is_endorsed_when_every_party_of_the_plenary_says_so() -> None:
    table = sitting()
    for delegation in EVERYBODY:
        assert verdict(table) is None
        table.ok(head(delegation), Endorse(ENERGY, YES))
    assert verdict(table) is True
    view = view_for(table.talks, DelegationView(ROK))["agreement/energy"]
    assert list(view["endorsements"]) == list(EVERYBODY)


def test_one_delegation_sets_it_aside_and_may_change_its_mind() -> None:
    table = sitting()
    before = {d: total(table.talks, d) for d in EVERYBODY}
    for delegation in (USA, DPRK):
        table.ok(head(delegation), Endorse(ENERGY, YES))
    table.ok(head(ROK), Endorse(ENERGY, NO, "too dear"))
    view = view_for(table.talks, PublicView())["agreement/energy"]
    assert view["endorsed"] is False
    assert view["endorsement_reasons"] == {ROK: "too dear"}
    assert {d: total(table.talks, d) for d in EVERYBODY} == before, "set aside, it still counts"
    table.ok(head(ROK), Endorse(ENERGY, YES))
    assert verdict(table) is True


def test_silence_is_no_consent_once_the_plenary_is_over() -> None:
    table = sitting()
    table.ok(head(USA), Endorse(ENERGY, YES))
    assert verdict(table) is None
    table.ok(FACILITATOR, Advance())
    assert verdict(table) is False


def test_the_plenary_waits_for_every_word_before_its_own_agreement_ends_it() -> None:
    table = sitting()
    agree_in_plenary(table)
    assert table.talks.phase is Phase.NEGOTIATION
    for delegation in EVERYBODY:
        table.ok(head(delegation), Endorse(ENERGY, YES))
    assert table.talks.phase is not Phase.NEGOTIATION


def test_it_waits_for_nobody_whose_seats_are_empty() -> None:
    table = sitting()
    agree_in_plenary(table)
    table.ok(FACILITATOR, ReleaseSeat(head(DPRK).person))
    for delegation in (USA, ROK):
        table.ok(head(delegation), Endorse(ENERGY, YES))
    assert table.talks.phase is not Phase.NEGOTIATION
    assert verdict(table) is False


def test_it_waits_for_no_agent_which_may_say_its_word_all_the_same() -> None:
    for says in (False, True):
        table = sitting()
        table.ok(FACILITATOR, SeatAgent(AgentId("a1"), DPRK, "Greedy"))
        if says:
            table.ok(Agent(DPRK, AgentId("a1")), Endorse(ENERGY, YES))
        for delegation in (USA, ROK):
            table.ok(head(delegation), Endorse(ENERGY, YES))
        proposal = tabled(table)
        accepted(table, proposal, (USA,))
        table.ok(Agent(DPRK, AgentId("a1")), TakeStance(proposal, StanceKind.ACCEPT))
        table.ticks(20)
        assert table.talks.phase is not Phase.NEGOTIATION
        assert verdict(table) is says


def test_an_agreement_that_is_voided_takes_its_endorsements_along() -> None:
    table = sitting()
    table.ok(head(USA), Endorse(ENERGY, NO))
    table.ok(FACILITATOR, VoidAgreement(ENERGY, "a mistake"))
    assert ENERGY not in table.talks.endorsements
    assert table.refused(head(USA), Endorse(ENERGY, YES)) == "no_agreement"


def test_what_was_agreed_behind_closed_doors_is_not_before_the_plenary() -> None:
    table = sitting(open=False, parties=(USA, DPRK), observers=())
    for delegation in (ROK, USA):
        assert table.refused(head(delegation), Endorse(ENERGY, YES)) == "no_agreement"
    assert view_for(table.talks, DelegationView(USA))["agreement/energy"]["endorsed"] is None


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (Endorse(PEACE, YES), "no_agreement"),
        (Endorse(ForumId("nowhere"), YES), "no_agreement"),
        (Endorse(ENERGY, NO, "x" * 4001), "text_too_long"),
    ],
)
def test_what_cannot_be_endorsed(command: Command, code: str) -> None:
    assert sitting().refused(head(ROK), command) == code


def test_a_word_is_said_once_and_only_while_the_plenary_sits() -> None:
    table = negotiating()
    assert table.refused(head(ROK), Endorse(ENERGY, YES)) == "no_plenary"
    assert view_for(table.talks, DelegationView(ROK))["forum/peace"]["endorses"] is True
    table = sitting()
    table.ok(head(ROK), Endorse(ENERGY, YES))
    assert table.refused(head(ROK), Endorse(ENERGY, YES)) == "same_stance"
    table.ok(FACILITATOR, Conclude())
    assert table.talks.state is TalksState.CONCLUDED
    assert table.refused(head(ROK), Endorse(ENERGY, NO)) == "not_running"
