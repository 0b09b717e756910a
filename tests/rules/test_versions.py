"""A press acts on what was shown: acts name the version of a proposal that their giver saw."""

from dataclasses import replace

import pytest

from server.rules.commands import Command
from server.rules.commands.proposals import (
    AmendProposal,
    BreakSilence,
    Cosponsor,
    StanceKind,
    TakeStance,
    WithdrawProposal,
)
from server.rules.ids import DelegationId, ProposalId
from server.rules.seats import DelegationView
from server.rules.views.floor import ProposalEntity
from server.rules.views.gate import view_for
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    ROK,
    USA,
    Table,
    forum,
    head,
    negotiating,
    package,
    scenario,
    tabled,
)

ACCEPT, REJECT = StanceKind.ACCEPT, StanceKind.REJECT


def shown(table: Table, to: DelegationId, name: ProposalId) -> ProposalEntity:
    entity: ProposalEntity = view_for(table.talks, DelegationView(to))[f"proposal/{name}"]  # type: ignore[assignment]
    return entity


def test_an_acceptance_that_meant_less_is_asked_for_again() -> None:
    table = negotiating()
    name = tabled(table, by=ROK)
    seen = shown(table, USA, name)
    assert not seen["decides"]
    table.ok(head(DPRK), TakeStance(name, ACCEPT))
    assert shown(table, USA, name)["decides"], "the last one needed begins the silence period"
    blind = TakeStance(name, ACCEPT, seen=seen["version"])
    assert table.refused(head(USA), blind) == "proposal_changed"
    now = shown(table, USA, name)["version"]
    table.ok(head(USA), TakeStance(name, ACCEPT, seen=now))
    assert shown(table, DPRK, name)["state"] == "silence"


def test_others_stances_alone_make_no_new_version() -> None:
    table = negotiating()
    name = tabled(table, by=ROK)
    seen = shown(table, USA, name)["version"]
    table.ok(head(DPRK), TakeStance(name, REJECT, "too little"))
    table.ok(head(USA), TakeStance(name, ACCEPT, seen=seen))


@pytest.mark.parametrize(
    "late",
    [
        TakeStance(ProposalId("p1"), REJECT, "no", seen="seen before"),
        BreakSilence(ProposalId("p1"), seen="seen before"),
        Cosponsor(ProposalId("p1"), seen="seen before"),
        WithdrawProposal(ProposalId("p1"), seen="seen before"),
        AmendProposal(ProposalId("p2"), ProposalId("p1"), package(oil="low"), seen="seen before"),
    ],
)
def test_every_act_on_a_proposal_is_of_what_was_seen(late: Command) -> None:
    table = negotiating()
    tabled(table, by=USA)
    assert table.refused(head(USA), late) == "proposal_changed"


def test_the_worth_shown_comes_with_what_red_lines_cost() -> None:
    table = negotiating()
    name = tabled(table, by=USA, oil="high", pace="low")
    seen = shown(table, DPRK, name)
    assert (seen["worth"], seen["cost"]) == (0, 500)
    assert [line["cost"] for line in seen["red_lines"]] == [500]
    assert shown(table, ROK, name)["cost"] == 0


def test_who_only_observes_pays_for_no_red_line() -> None:
    parties = (USA, ROK)
    watched = forum(ENERGY, parties=parties, observers=(DPRK,))
    watched = replace(watched, rule=replace(watched.rule, all_of=parties, at_least=2))
    table = negotiating(scenario(watched))
    name = tabled(table, by=USA, oil="high", pace="low")
    seen = shown(table, DPRK, name)
    assert (seen["cost"], seen["decides"]) == (0, False)
