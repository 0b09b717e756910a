"""Findings about offers that failed, each with a twin in which there is nothing to find."""

from collections.abc import Mapping
from dataclasses import replace

from server.analysis.moments.history import history as history_of
from server.analysis.moments.kinds import OneChange
from server.analysis.moments.offers import (
    first_acceptable,
    one_change_away,
    refused_above,
    single_objectors,
)
from server.rules.commands.life import RollBack
from server.rules.commands.proposals import StanceKind
from server.rules.commands.questions import Answer, AnswerKind
from server.rules.commands.talk import OpenChannel, Say
from server.rules.ids import PLENARY, ChannelId, DelegationId, MessageId
from server.rules.state.talks import Phase
from server.rules.written.forum import AdoptionRule
from tests.analysis.moments.played import agreed, offered, over, says
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    EVERYBODY,
    FACILITATOR,
    OIL,
    ROK,
    USA,
    Table,
    forum,
    head,
    negotiating,
    package,
    scenario,
)

ACCEPT, REJECT, RESERVE = StanceKind.ACCEPT, StanceKind.REJECT, StanceKind.RESERVE


def with_walk_aways(**points: int) -> Table:
    """The small negotiation with other walk-aways (hundredths) in its first forum."""
    base = forum(ENERGY)
    mandates = {
        d: replace(m, reservation=points.get(d, m.reservation)) for d, m in base.mandates.items()
    }
    return negotiating(scenario(replace(base, mandates=mandates)))


def nearly(table: Table | None = None) -> tuple[Table, str]:
    """The ROK opened high, then came down to a package that only the USA cannot live with."""
    table = table or negotiating()
    offered(table, ROK, "p1", "low", "high")
    last = offered(table, ROK, "p2", "low", "middle")
    says(table, DPRK, ACCEPT, last)
    says(table, USA, REJECT, last)
    return table, last


def found(table: Table) -> OneChange | None:
    return one_change_away(over(table), ENERGY)


def test_a_failed_package_was_one_issue_from_passing() -> None:
    table, last = nearly()
    change = found(table)
    assert change is not None
    assert (change.proposal, change.issue, change.was, change.option) == (
        last,
        OIL,
        "low",
        "middle",
    )
    assert change.came == (USA,)
    assert change.lost == ()
    assert change.before[USA] == -2000
    assert change.after == {USA: 1600, ROK: 6500, DPRK: 4300}
    assert not change.knowable


def test_what_was_backed_in_the_open_before_could_be_known() -> None:
    table = negotiating()
    signal = offered(table, USA, "p0", "middle", "high")
    table, _ = nearly(table)
    change = found(table)
    assert change is not None
    assert change.signalled == {USA: signal}
    assert change.knowable


def answers(table: Table, channel: ChannelId) -> None:
    """The United States say what they would sign."""
    would = Answer(AnswerKind.OFFER, ENERGY, package=package(oil="middle", pace="high"))
    said = Say(MessageId(f"m{len(table.log)}"), channel, "This we could sign.", answer=would)
    table.later(1).ok(head(USA), said)


def test_what_was_said_in_the_plenary_before_could_be_known() -> None:
    table = negotiating()
    answers(table, PLENARY)
    table, _ = nearly(table)
    change = found(table)
    assert change is not None
    assert (change.signalled, change.said) == ({}, (USA,))
    assert change.knowable


def test_what_was_said_to_some_only_or_afterwards_could_not() -> None:
    table = negotiating()
    caucus = ChannelId("caucus")
    table.ok(head(USA), OpenChannel(caucus, (ROK,)))
    answers(table, ChannelId("caucus~usa"))
    table, _ = nearly(table)
    history = over(table)
    change = one_change_away(history, ENERGY)
    assert change is not None
    assert change.said == ()
    assert not change.knowable
    answers(table, PLENARY)
    late = found_again(table)
    assert late is not None
    assert late.said == ()


def found_again(table: Table) -> OneChange | None:
    """The same after the end, with what was said since."""
    return one_change_away(history_of(table.talks, table.log), ENERGY)


def test_what_was_backed_only_afterwards_could_not() -> None:
    table, _ = nearly()
    offered(table, USA, "p3", "middle", "high")
    history = over(table)
    ended = {o.proposal.id: o.ended_seq for o in history.offers}
    change = one_change_away(history, ENERGY)
    assert change is not None
    assert all(
        next(s.seq for s in o.said if s.by == d) < ended[change.proposal]
        for d, p in change.signalled.items()
        for o in history.offers
        if o.proposal.id == p
    )


def test_no_change_is_missed_where_the_forum_agreed() -> None:
    table, _ = nearly()
    assert one_change_away(agreed(table, "middle", "middle"), ENERGY) is None


def test_opening_positions_are_nobodys_mistake() -> None:
    table = negotiating()
    last = offered(table, ROK, "p1", "low", "middle")
    says(table, USA, REJECT, last)
    assert found(table) is None


def test_nothing_is_said_of_what_was_two_changes_away() -> None:
    table = with_walk_aways(usa=5600, rok=9000)
    offered(table, ROK, "p1", "low", "middle")
    last = offered(table, ROK, "p2", "low", "high")
    says(table, USA, REJECT, last)
    assert found(table) is None


def test_a_package_that_lacked_only_a_yes_lacked_no_change() -> None:
    table = negotiating()
    offered(table, ROK, "p1", "low", "high")
    last = offered(table, ROK, "p2", "middle", "middle")
    says(table, USA, REJECT, last)
    history = over(table)
    change = one_change_away(history, ENERGY)
    assert change is None or change.proposal != last
    first = first_acceptable(history, ENERGY)
    assert first is not None
    assert first.proposal == last


def test_a_rule_that_can_do_without_one_names_who_would_have_left() -> None:
    base = forum(ENERGY, rule=AdoptionRule((ROK,), 2))
    mandates = {
        d: replace(m, reservation={USA: 9000, ROK: 9500, DPRK: 9000}[d])
        for d, m in base.mandates.items()
    }
    table = negotiating(scenario(replace(base, mandates=mandates)))
    offered(table, ROK, "p1", "low", "low")
    offered(table, ROK, "p2", "low", "middle")
    # Only the DPRK is above its walk-away, and no single change brings the ROK and another one.
    assert found(table) is None
    eased = {d: replace(m, reservation=0 if d == USA else 9000) for d, m in mandates.items()}
    table = negotiating(scenario(replace(base, mandates=eased)))
    offered(table, ROK, "p1", "low", "low")
    offered(table, ROK, "p2", "low", "middle")
    change = found(table)
    assert change is not None
    assert (change.came, change.lost) == ((ROK,), (DPRK,))


def alone(table: Table | None = None) -> tuple[Table, str]:
    """All but the DPRK accept much oil."""
    table = table or negotiating()
    proposal = offered(table, ROK, "p1", "high", "middle")
    says(table, USA, ACCEPT, proposal)
    says(table, DPRK, REJECT, proposal, "our pace")
    return table, proposal


def test_a_single_objector_is_named_with_the_reason_and_the_cost() -> None:
    table, proposal = alone()
    [one] = single_objectors(over(table), ENERGY)
    assert (one.proposal, one.objector, one.stance, one.reason) == (
        proposal,
        DPRK,
        REJECT,
        "our pace",
    )
    assert one.gain == -600
    assert one.forgone == {USA: 8000 - 4000, ROK: 9000 - 3500}


def test_whoever_said_nothing_stood_alone_too() -> None:
    table = negotiating()
    proposal = offered(table, ROK, "p1", "high", "middle")
    says(table, USA, ACCEPT, proposal)
    [one] = single_objectors(over(table), ENERGY)
    assert (one.objector, one.stance) == (DPRK, None)


def test_two_objectors_are_no_single_one() -> None:
    table = negotiating()
    proposal = offered(table, ROK, "p1", "high", "middle")
    for who in (USA, DPRK):
        says(table, who, REJECT, proposal)
    assert list(single_objectors(over(table), ENERGY)) == []


def test_a_no_that_led_to_something_better_for_the_others_cost_nothing() -> None:
    table = negotiating()
    proposal = offered(table, ROK, "p1", "low", "low")
    says(table, USA, ACCEPT, proposal)
    says(table, DPRK, REJECT, proposal)
    assert list(single_objectors(agreed(table, "middle", "middle"), ENERGY)) == []


def test_the_first_package_above_all_walk_aways_and_who_refused_it() -> None:
    table = negotiating()
    offered(table, ROK, "p1", "low", "high")
    proposal = offered(table, ROK, "p2", "middle", "middle")
    offered(table, ROK, "p3", "middle", "low")
    says(table, USA, RESERVE, proposal)
    says(table, DPRK, ACCEPT, proposal)
    first = first_acceptable(over(table), ENERGY)
    assert first is not None
    assert first.proposal == proposal
    assert first.refused == {USA: 1600}


def test_no_package_is_acceptable_that_is_below_one_walk_away() -> None:
    table = with_walk_aways(usa=5601)
    offered(table, ROK, "p1", "middle", "middle")
    assert first_acceptable(over(table), ENERGY) is None


def test_an_acceptable_package_that_was_agreed_is_no_finding() -> None:
    table = negotiating()
    proposal = offered(table, ROK, "p1", "middle", "middle")
    for who in (USA, DPRK):
        says(table, who, ACCEPT, proposal)
    table.ticks(21)
    assert first_acceptable(over(table), ENERGY) is None


def rejected(table: Table) -> Mapping[DelegationId, int]:
    return {one.delegation: one.forgone for one in refused_above(over(table), ENERGY)}


def test_an_offer_refused_above_the_own_walk_away() -> None:
    table = negotiating()
    offered(table, ROK, "p1", "low", "high")
    proposal = offered(table, ROK, "p2", "low", "middle")
    says(table, DPRK, REJECT, proposal, "more")
    assert rejected(table) == {DPRK: 9400 - 3000}


def test_a_refusal_that_paid_a_reservation_and_an_opening_are_none() -> None:
    table = negotiating()
    opening = offered(table, ROK, "p1", "low", "high")
    proposal = offered(table, ROK, "p2", "low", "middle")
    says(table, DPRK, REJECT, opening)
    says(table, DPRK, RESERVE, proposal)
    assert rejected(table) == {}
    table = negotiating()
    offered(table, ROK, "p1", "low", "high")
    proposal = offered(table, ROK, "p2", "middle", "low")
    says(table, DPRK, REJECT, proposal)
    assert list(refused_above(agreed(table, "middle", "middle"), ENERGY)) == []


def test_what_was_rolled_back_did_not_happen() -> None:
    table = negotiating()
    checkpoint = max(table.talks.checkpoints)
    table, _ = nearly(table)
    table.later(1).ok(FACILITATOR, RollBack(checkpoint, "by mistake"))
    history = over(table)
    assert history.offers == ()
    assert one_change_away(history, ENERGY) is None
    assert history.turns[-1].phase == Phase.NEGOTIATION


def test_everybody_of_the_small_table_is_a_party() -> None:
    assert forum(ENERGY).parties == EVERYBODY  # what the numbers above rest on
