"""Findings about what nobody did, and about agreements against oneself; each with its twin."""

from dataclasses import replace

from server.analysis.moments.deals import across_red_lines, below_walk_away, contradicted
from server.analysis.moments.found import moments
from server.analysis.moments.history import history
from server.analysis.moments.kinds import LinkageUnused, NeverTabled, OneChange
from server.analysis.moments.missed import linkages_unused, never_tabled
from server.rules.commands.ledger import Settlement, SettleObligation, SignSideLetter
from server.rules.commands.life import Conclude
from server.rules.commands.proposals import StanceKind, WithdrawProposal
from server.rules.commands.schedule import Pause, Resume
from server.rules.ids import LinkageId, ObligationId
from server.rules.state.talks import Talks
from server.rules.written.conditions import Agreed
from server.rules.written.modifiers import Modifier, ModifierKind
from server.rules.written.world import Linkage
from tests.analysis.moments.played import agreed, offered, over, says
from tests.analysis.moments.test_offers import with_walk_aways
from tests.analysis.oracle import zone
from tests.analysis.test_promises import L1, bound
from tests.rules.ledgers import letter, obliging, pledge
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    FACILITATOR,
    MIDDLE,
    PEACE,
    ROK,
    USA,
    Table,
    head,
    negotiating,
    scenario,
    tabled,
)


def test_a_package_that_all_would_have_accepted_was_never_tabled() -> None:
    table = negotiating()
    history_ = over(table)
    never = never_tabled(history_, ENERGY)
    assert never is not None
    assert never.many == len(zone(table.talks.forum(ENERGY)))
    assert (never.nearest, never.differs) == (None, ())
    assert min(never.gains.values()) >= 0


def test_the_nearest_offer_is_named_with_where_it_differs() -> None:
    table = with_walk_aways(usa=5600, rok=9000)
    offered(table, ROK, "p1", "high", "low")
    near = offered(table, ROK, "p2", "low", "middle")
    never = never_tabled(over(table), ENERGY)
    assert never is not None
    assert never.package == dict(MIDDLE)
    assert (never.nearest, never.differs) == (near, ("oil",))


def test_nothing_was_missed_once_one_lay_on_the_table() -> None:
    table = negotiating()
    proposal = offered(table, ROK, "p1", "middle", "middle")
    table.ok(head(ROK), WithdrawProposal(proposal))
    assert never_tabled(over(table), ENERGY) is None


def test_nothing_was_missed_in_an_empty_zone_or_an_agreed_forum() -> None:
    assert never_tabled(over(with_walk_aways(usa=9900)), ENERGY) is None
    assert never_tabled(agreed(negotiating(), "middle", "low"), ENERGY) is None


def test_one_change_away_says_it_already() -> None:
    table = with_walk_aways(usa=5600, rok=9000)
    offered(table, ROK, "p1", "high", "low")
    offered(table, ROK, "p2", "low", "middle")
    kinds = [type(m) for m in moments(over(table)) if m.forum == ENERGY]
    assert OneChange in kinds
    assert NeverTabled not in kinds


def test_an_agreement_below_a_walk_away() -> None:
    below = below_walk_away(agreed(negotiating(), "low", "high"), ENERGY)
    assert below is not None
    assert below.gains == {USA: 0 - 4000, ROK: 2000 - 3500}
    assert below_walk_away(agreed(negotiating(), "middle", "middle"), ENERGY) is None
    assert below_walk_away(over(negotiating()), ENERGY) is None


def test_an_agreement_across_a_red_line_and_one_that_lifts_it() -> None:
    [line] = across_red_lines(agreed(negotiating(), "high", "middle"), ENERGY)
    assert (line.delegation, line.option, line.why, line.cost) == (DPRK, "high", "never", 500)
    assert list(across_red_lines(agreed(negotiating(), "high", "high"), ENERGY)) == []


def test_a_promise_against_a_vote() -> None:
    table = bound()
    held = tabled(table, ROK, oil="low", pace="middle")
    says(table, USA, StanceKind.REJECT, held)
    [one] = contradicted(over(table))
    assert one.promised.obligation.by == USA
    assert list(contradicted(over(bound()))) == []


def test_a_promise_against_a_deed_and_one_that_was_kept() -> None:
    def settled(how: Settlement) -> Table:
        table = negotiating(obliging())
        table.ok(head(USA), letter(pledge()))
        for delegation in (USA, DPRK):
            table.ok(head(delegation), SignSideLetter(L1))
        table.later(1).ok(
            FACILITATOR, SettleObligation(ObligationId("l1~usa.1"), how, "So it was.")
        )
        return table

    [one] = contradicted(over(settled(Settlement.BROKEN)))
    assert one.promised.obligation.by == USA
    assert list(contradicted(over(settled(Settlement.KEPT)))) == []


def linked(when: str, amount: int) -> Table:
    """Peace is easier for the USA once a forum is agreed."""
    ease = Modifier(
        ModifierKind.RESERVATION, amount=amount, why="relief", delegation=USA, forum=PEACE
    )
    linkage = Linkage(LinkageId("relief"), "Relief", "Relief.", Agreed(when), (ease,))  # type: ignore[arg-type]
    return negotiating(replace(scenario(), linkages=(linkage,)))


def both_failed(table: Table) -> list[LinkageUnused]:
    table.ticks(601)
    for _ in range(8):
        if table.talks.state.is_over:
            break
        table.ticks(601)
    return list(linkages_unused(history(table.talks, table.log)))


def test_a_linkage_that_nobody_used_would_have_widened_the_zone() -> None:
    [one] = both_failed(linked(ENERGY, -2000))
    assert (one.linkage, one.forum) == ("relief", PEACE)
    assert one.zone_with > one.zone


def test_a_linkage_that_held_or_narrows_or_cannot_hold_is_none() -> None:
    table = linked(ENERGY, -2000)
    proposal = offered(table, ROK, "p1", "middle", "middle")
    for who in (USA, DPRK):
        says(table, who, StanceKind.ACCEPT, proposal)
    table.ticks(21)
    assert both_failed(table) == []
    assert both_failed(linked(ENERGY, 2000)) == []
    assert both_failed(linked("nowhere", -2000)) == []


def test_the_clock_of_the_history_stands_while_the_table_does() -> None:
    table = negotiating()
    at = table.now
    table.later(10).ok(FACILITATOR, Pause())
    table.later(500).ok(FACILITATOR, Resume())
    proposal = offered(table.later(4), ROK, "p1", "low", "low")
    found = over(table)
    assert found.clock(found.talks.proposals[proposal].at) - found.clock(at) == 15_000


def test_a_history_ends_where_the_talks_it_is_of_end() -> None:
    table = negotiating()
    offered(table, ROK, "p1", "low", "low")
    before: Talks = table.talks
    table.later(1).ok(FACILITATOR, Conclude())
    assert history(before, table.log).endings == {}
