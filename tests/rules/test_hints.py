"""Each hint with the figure at which it comes, and without it just before."""

from server.rules.asking.hints import LAPSE_MS, SILENT_MS, STUCK_MS, Hint, HintKind, hints, late_ms
from server.rules.commands.proposals import AmendProposal, StanceKind, TakeStance
from server.rules.commands.schedule import Pause, SetReady
from server.rules.commands.seats import ReleaseSeat, SeatBot
from server.rules.commands.talk import AskHelp, Message
from server.rules.ids import ProposalId
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    FACILITATOR,
    ROK,
    USA,
    Table,
    accepted,
    head,
    lobby,
    negotiating,
    package,
    tabled,
)


def found(table: Table) -> dict[HintKind, list[Hint]]:
    kinds: dict[HintKind, list[Hint]] = {}
    for hint in hints(table.talks, table.present, table.now):
        kinds.setdefault(hint.kind, []).append(hint)
    return kinds


def test_a_quiet_beginning_needs_nobody() -> None:
    assert found(negotiating()) == {}


def test_silence_counts_from_the_last_act_of_those_who_are_there() -> None:
    table = negotiating()
    table.later(SILENT_MS // 1000 - 1)
    assert HintKind.SILENT not in found(table)
    table.ok(head(ROK), SetReady(ready=True))
    table.later(1)
    assert [h.delegation for h in found(table)[HintKind.SILENT]] == [USA, DPRK]
    table.present = frozenset({head(ROK).person, head(USA).person})
    silent = found(table)
    assert [h.delegation for h in silent[HintKind.SILENT]] == [USA]
    assert [h.delegation for h in silent[HintKind.ABSENT]] == [DPRK]


def test_an_empty_seat_and_one_that_a_bot_plays() -> None:
    table = negotiating()
    table.ok(FACILITATOR, ReleaseSeat(head(DPRK).person))
    assert [h.delegation for h in found(table)[HintKind.EMPTY]] == [DPRK]
    table.ok(FACILITATOR, SeatBot(DPRK))
    assert HintKind.EMPTY not in found(table)


def test_a_table_where_nobody_acts_is_stuck_unless_it_is_paused_or_everybody_left() -> None:
    table = negotiating()
    table.later(STUCK_MS // 1000 - 1)
    assert HintKind.STUCK not in found(table)
    table.later(1)
    assert HintKind.STUCK in found(table)
    table.present = frozenset()
    assert HintKind.STUCK not in found(table)
    table.present = frozenset(table.talks.seats)
    table.ok(FACILITATOR, Pause())
    assert found(table) == {}


def test_nothing_tabled_counts_near_the_end_only() -> None:
    table = negotiating()
    late = late_ms(table.talks) // 1000
    table.later(600 - late - 1)
    assert HintKind.UNTABLED not in found(table)
    table.later(1)
    assert [h.forum for h in found(table)[HintKind.UNTABLED]] == [ENERGY]
    tabled(table)
    assert HintKind.UNTABLED not in found(table)


def test_a_proposal_that_lapses_names_who_has_not_answered() -> None:
    table = negotiating()
    proposal = tabled(table)
    accepted(table, proposal, [USA])
    table.later(600 - LAPSE_MS // 1000 - 1)
    assert HintKind.LAPSING not in found(table)
    table.later(1)
    (lapsing,) = found(table)[HintKind.LAPSING]
    assert (lapsing.proposals, lapsing.missing) == (("E-1",), (DPRK,))
    assert lapsing.urgent
    table.ok(head(DPRK), TakeStance(proposal, StanceKind.REJECT))
    assert HintKind.LAPSING not in found(table)


def test_proposals_one_issue_apart_are_twins_unless_one_amends_the_other() -> None:
    table = negotiating()
    tabled(table, oil="low", pace="low")
    tabled(table, USA, "p2", oil="high", pace="high")
    assert HintKind.TWINS not in found(table)
    amendment = AmendProposal(ProposalId("p3"), ProposalId("p1"), package(oil="middle"))
    table.ok(head(USA), amendment)
    assert HintKind.TWINS not in found(table)
    tabled(table, DPRK, "p4", oil="low", pace="high")
    (twins,) = found(table)[HintKind.TWINS]
    assert (twins.proposals, twins.issue) == (("E-2", "E-4"), "oil")


def test_accepting_across_ones_own_red_line_is_a_breach() -> None:
    table = negotiating()
    proposal = tabled(table, ROK, oil="high", pace="low")
    assert HintKind.BREACH not in found(table)
    accepted(table, proposal, [DPRK])
    (breach,) = found(table)[HintKind.BREACH]
    assert (breach.delegation, breach.proposals) == (DPRK, ("E-1",))
    accepted(table, proposal, [USA])
    table.ticks(20)
    assert HintKind.BREACH not in found(table)  # the result phase: nothing can be done any more


def test_calls_for_help_wait_in_every_phase_until_they_are_answered() -> None:
    table = lobby()
    table.ok(head(ROK), AskHelp("where do I click?"))
    (call,) = found(table)[HintKind.HELP]
    assert (call.delegation, call.since) == (ROK, table.now)
    table.ok(FACILITATOR, Message(str(ROK), "there"))
    assert found(table) == {}


def test_urgent_things_come_first() -> None:
    table = negotiating()
    table.ok(head(ROK), AskHelp("help"))
    table.later(SILENT_MS // 1000)
    kinds = [h.kind for h in hints(table.talks, table.present, table.now)]
    assert kinds[0] is HintKind.HELP
    assert HintKind.SILENT in kinds
