"""Tabling, amending, co-sponsoring, withdrawing."""

import pytest

from server.rules.commands import Command
from server.rules.commands.proposals import (
    AmendProposal,
    Cosponsor,
    StanceKind,
    TableProposal,
    TakeStance,
    WithdrawProposal,
)
from server.rules.commands.schedule import Advance, Pause, Resume, Start
from server.rules.ids import ForumId, OptionId, ProposalId
from server.rules.state.talks import ProposalState
from server.rules.written.forum import Issue, Option
from server.rules.written.mandate import Mandate, Position
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    EVERYBODY,
    FACILITATOR,
    MIDDLE,
    OIL,
    PACE,
    PEACE,
    ROK,
    USA,
    forum,
    head,
    lobby,
    negotiating,
    package,
    scenario,
    tabled,
)


def table_it(name: str = "p1", forum: ForumId = ENERGY, **options: str) -> TableProposal:
    return TableProposal(ProposalId(name), forum, package(**options))


def test_tabling_implies_the_authors_acceptance() -> None:
    table = negotiating()
    name = tabled(table, by=ROK)
    proposal = table.talks.proposals[name]
    assert proposal.number == 1
    assert {d: s.stance for d, s in proposal.stances.items()} == {ROK: StanceKind.ACCEPT}


def test_an_amendment_is_a_proposal_with_tracked_changes() -> None:
    table = negotiating()
    first = tabled(table, by=ROK)
    table.ok(head(DPRK), AmendProposal(ProposalId("p2"), first, package(pace="high", oil="low")))
    amended = table.talks.proposals[ProposalId("p2")]
    assert dict(amended.package) == {"oil": "low", "pace": "high"}
    assert amended.amends == first
    assert dict(amended.changes or {}) == {"pace": "high", "oil": "low"}
    assert table.talks.proposals[first].is_open, "the amended proposal stays on the table"


def test_an_amendment_may_leave_an_issue_out() -> None:
    table = negotiating()
    first = tabled(table)
    table.ok(head(DPRK), AmendProposal(ProposalId("p2"), first, {PACE: None}))
    assert dict(table.talks.proposals[ProposalId("p2")].package) == {"oil": "middle"}


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (table_it(), "empty_package"),
        (table_it(gas="low"), "unknown_issue"),
        (table_it(oil="enormous"), "unknown_option"),
        (table_it(forum=PEACE, oil="low"), "floor_closed"),
        (table_it(forum=ForumId("nowhere"), oil="low"), "not_found"),
        (TableProposal(ProposalId("p1"), ENERGY, MIDDLE, note="x" * 4001), "text_too_long"),
        (AmendProposal(ProposalId("p2"), ProposalId("p9"), {}), "not_found"),
        (WithdrawProposal(ProposalId("p9")), "not_found"),
    ],
)
def test_what_cannot_be_tabled(command: Command, code: str) -> None:
    assert negotiating().refused(head(ROK), command) == code


def test_nothing_is_tabled_outside_the_negotiation_phase() -> None:
    table = lobby()
    assert table.refused(head(ROK), table_it(oil="low")) == "not_running"
    table.ok(FACILITATOR, Start())
    assert table.refused(head(ROK), table_it(oil="low")) == "floor_closed"
    table.ok(FACILITATOR, Advance(), Pause())
    assert table.refused(head(ROK), table_it(oil="low")) == "paused"
    table.ok(FACILITATOR, Resume())
    assert table.later(600).refused(head(ROK), table_it(oil="low")) == "floor_closed"


def test_the_same_package_or_id_is_not_tabled_twice() -> None:
    table = negotiating()
    tabled(table, by=ROK)
    same = TableProposal(ProposalId("p2"), ENERGY, MIDDLE)
    assert table.refused(head(USA), same) == "same_package"
    assert table.refused(head(USA), table_it("p1", oil="low")) == "id_taken"


def test_a_barred_option_is_refused_by_name() -> None:
    table = negotiating(scenario(forum(ENERGY, barred=(("oil", "low"),))))
    assert table.refused(head(ROK), table_it(oil="low")) == "option_barred"


def test_a_co_sponsor_accepts_and_may_not_sponsor_twice() -> None:
    table = negotiating()
    proposal = tabled(table, by=ROK)
    table.ok(head(USA), Cosponsor(proposal))
    assert table.talks.proposals[proposal].cosponsors == (USA,)
    assert table.talks.proposals[proposal].stances[USA].stance is StanceKind.ACCEPT
    assert table.refused(head(USA), Cosponsor(proposal)) == "already_yours"
    assert table.refused(head(ROK), Cosponsor(proposal)) == "already_yours"


def test_only_the_author_withdraws() -> None:
    table = negotiating()
    proposal = tabled(table, by=ROK)
    assert table.refused(head(USA), WithdrawProposal(proposal)) == "not_yours"
    table.ok(head(ROK), WithdrawProposal(proposal))
    assert table.talks.proposals[proposal].state is ProposalState.WITHDRAWN
    assert table.refused(head(USA), Cosponsor(proposal)) == "proposal_closed"


def test_an_observer_proposes_without_a_stance() -> None:
    table = negotiating(scenario(forum(ENERGY, parties=(USA, DPRK), observers=(ROK,))))
    proposal = tabled(table, by=ROK)
    assert not table.talks.proposals[proposal].stances
    stance = TakeStance(proposal, StanceKind.ACCEPT)
    assert table.refused(head(ROK), stance) == "not_a_party"


def test_a_full_forum_says_so() -> None:
    names = [OptionId(f"o{n}") for n in range(120)]
    oil = Issue(OIL, "Oil", tuple(Option(o, o, o) for o in names))
    one = Mandate({OIL: Position(100, dict.fromkeys(names, 1), dict.fromkeys(names, 1))}, 0)
    wide = forum(ENERGY, issues=(oil,), mandates=dict.fromkeys(EVERYBODY, one))
    table = negotiating(scenario(wide))
    for name in names[:100]:
        table.ok(head(ROK), table_it(f"p-{name}", oil=name))
    assert table.refused(head(ROK), table_it("p100", oil="o100")) == "too_many_proposals"
