"""Rounds, phases, clocks, readiness."""

from dataclasses import replace
from typing import Any, get_args

import pytest

from server.rules.commands import Command
from server.rules.commands.life import Conclude, OpenTalks, RollBack
from server.rules.commands.proposals import WithdrawProposal
from server.rules.commands.schedule import (
    Advance,
    Extend,
    Moment,
    Pause,
    Relative,
    Resume,
    SetReady,
    Start,
    StepBack,
)
from server.rules.commands.seats import SeatBot
from server.rules.state.talks import ForumStatus, Phase, ProposalState, TalksState
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    EVERYBODY,
    FACILITATOR,
    PEACE,
    ROK,
    USA,
    Table,
    accepted,
    head,
    lobby,
    negotiating,
    scenario,
    tabled,
)


def test_the_life_of_talks_by_the_clock_alone() -> None:
    table = lobby()
    assert table.talks.state == "lobby"
    table.ok(FACILITATOR, Start())
    seen = [(table.talks.round, table.talks.phase)]
    for seconds in (60, 600, 60, 60, 600, 60):
        table.ticks(seconds)
        seen.append((table.talks.round, table.talks.phase))
    phases = [Phase.BRIEFING, Phase.NEGOTIATION, Phase.RESULT]
    assert seen[:6] == [(r, p) for r in (0, 1) for p in phases]
    assert table.talks.state is TalksState.CONCLUDED
    assert table.talks.next_deadline() is None


def test_phases_of_no_length_are_left_out() -> None:
    table = lobby(scenario(briefing=0))
    table.ok(FACILITATOR, Start())
    assert table.talks.phase is Phase.NEGOTIATION


def test_a_week_of_pause_costs_no_second() -> None:
    table = negotiating()
    proposal = tabled(table)
    table.later(100)
    accepted(table, proposal, [USA, DPRK])
    table.later(5).ok(FACILITATOR, Pause())
    assert table.talks.next_deadline() is None
    table.ticks(7 * 24 * 3600)
    assert table.talks.proposals[proposal].state is ProposalState.SILENCE
    table.ok(FACILITATOR, Resume())
    assert table.talks.proposals[proposal].silence_ends_at == table.now + 15_000
    assert table.talks.phase_ends_at == table.now + (600 - 105) * 1000


def test_while_paused_delegates_cannot_act_and_the_facilitator_can() -> None:
    table = negotiating()
    table.ok(FACILITATOR, Pause())
    assert table.refused(head(ROK), SetReady(ready=True)) == "paused"
    assert table.refused(FACILITATOR, Pause()) == "paused"
    table.ok(FACILITATOR, Advance())
    assert table.talks.is_paused
    assert table.talks.phase is Phase.RESULT
    table.later(50).ok(FACILITATOR, Resume())
    assert table.talks.phase_ends_at == table.now + 60_000
    assert table.refused(FACILITATOR, Resume()) == "not_paused"


def test_extending_the_clock() -> None:
    table = negotiating()
    before = table.talks.phase_ends_at or 0
    table.ok(FACILITATOR, Extend(300))
    assert table.talks.phase_ends_at == before + 300_000
    for seconds in (0, -5, 86_401):
        assert table.refused(FACILITATOR, Extend(seconds)) == "bad_seconds"


def test_the_phase_ends_early_when_all_who_are_present_are_ready() -> None:
    table = negotiating()
    table.present -= {head(DPRK).person}
    table.ok(head(ROK), SetReady(ready=True))
    assert table.talks.phase == "negotiation"
    table.ok(head(USA), SetReady(ready=True))
    assert table.talks.phase is Phase.RESULT, "the absent do not block"
    assert not table.talks.ready, "readiness is asked anew in each phase"


def test_bots_do_not_block_readiness_and_leaving_completes_it() -> None:
    table = negotiating()
    table.ok(FACILITATOR, SeatBot(DPRK))
    table.ok(head(ROK), SetReady(ready=True))
    table.present -= {head(USA).person}
    table.ticks()
    assert table.talks.phase is Phase.RESULT


def test_early_end_is_a_policy() -> None:
    table = negotiating(early_end=False)
    for d in EVERYBODY:
        table.ok(head(d), SetReady(ready=True))
    assert table.talks.phase is Phase.NEGOTIATION


def test_nobody_is_ready_twice() -> None:
    table = negotiating()
    table.ok(head(ROK), SetReady(ready=True))
    assert table.refused(head(ROK), SetReady(ready=True)) == "nothing_changes"
    table.ok(head(ROK), SetReady(ready=False))
    assert not table.talks.ready


def test_stepping_back_reopens_what_failed() -> None:
    table = negotiating()
    table.ticks(600)
    assert table.talks.forum_state(ENERGY).status is ForumStatus.FAILED
    table.ok(FACILITATOR, StepBack())
    assert table.talks.phase is Phase.NEGOTIATION
    assert table.talks.forum_state(ENERGY).status is ForumStatus.OPEN
    assert table.talks.phase_ends_at == table.now + 600_000


def test_what_lay_on_the_table_when_time_was_up_lies_there_again_after_a_step_back() -> None:
    table = negotiating()
    open_then = tabled(table, by=ROK)
    accepted(table, open_then, [USA])
    gone = tabled(table, by=USA, name="p2", oil="low")
    table.ok(head(USA), WithdrawProposal(gone))
    before = table.talks.proposals[open_then]
    table.ticks(600)
    assert table.talks.proposals[open_then].state is ProposalState.LAPSED
    table.ok(FACILITATOR, StepBack())
    assert table.talks.proposals[open_then] == before
    assert table.talks.forum_state(ENERGY).open_proposals == (open_then,)
    assert table.talks.proposals[gone].state is ProposalState.WITHDRAWN
    accepted(table, open_then, [DPRK])
    assert table.talks.proposals[open_then].state is ProposalState.SILENCE


def test_ready_for_a_phase_that_is_over_ends_no_other() -> None:
    table = negotiating()
    seen = meant(table)
    table.ok(head(ROK), SetReady(True, **seen))
    table.ok(head(ROK), SetReady(False, **seen))
    table.ok(FACILITATOR, Advance())
    assert table.refused(head(ROK), SetReady(True, **seen)) == "phase_over"
    assert not table.talks.ready


def test_stepping_back_over_a_round_closes_the_later_forums() -> None:
    table = negotiating()
    table.ok(FACILITATOR, Advance(), Advance())
    assert table.talks.forum_state(PEACE).status is ForumStatus.OPEN
    table.ok(FACILITATOR, StepBack())
    assert table.talks.forum_state(PEACE).status is ForumStatus.CLOSED
    table.ok(FACILITATOR, StepBack(), StepBack())
    assert table.refused(FACILITATOR, StepBack()) == "no_earlier_phase"


@pytest.mark.parametrize(
    "command", [Start(), Advance(), StepBack(), Pause(), Extend(60), Conclude()]
)
def test_delegates_do_not_run_the_clock(command: Command) -> None:
    assert negotiating().refused(head(ROK), command) == "not_allowed"


def test_start_needs_a_lobby() -> None:
    table = negotiating()
    assert table.refused(FACILITATOR, Start()) == "already_started"
    assert table.refused(FACILITATOR, OpenTalks("all")) == "already_open"


Asked = Advance | StepBack | Extend | Pause | Conclude | RollBack


def meant(table: Table) -> dict[str, Any]:
    """What is on the screen: a question opened now means this round and phase."""
    talks = table.talks
    here = talks.phase if talks.state is TalksState.RUNNING else talks.state
    return {"round": talks.round + 1, "phase": Moment(here or "lobby")}


def test_a_question_left_open_while_the_phase_ends_moves_nothing() -> None:
    table = lobby()
    table.ok(FACILITATOR, Start())
    seen, checkpoint = meant(table), table.talks.seq
    table.ticks(60)
    questions: list[Asked] = [
        Advance(**seen),
        StepBack(**seen),
        Extend(60, **seen),
        Pause(**seen),
        Conclude(**seen),
        RollBack(checkpoint, "", **seen),
    ]
    relative = {kind for kind in get_args(Command) if issubclass(kind, Relative)}
    assert relative - {SetReady} == {*get_args(Asked)} == {type(q) for q in questions}
    for question in questions:
        assert table.refused(FACILITATOR, question) == "phase_over"
    table.ok(FACILITATOR, *[replace(q, **meant(table)) for q in questions[2:4]])
    assert (table.talks.phase, table.talks.is_paused) == (Phase.NEGOTIATION, True)


def test_the_same_phase_of_another_round_is_another() -> None:
    table = negotiating()
    seen = meant(table)
    for _ in range(3):
        table.ok(FACILITATOR, Advance())
    assert table.talks.phase is Phase.NEGOTIATION
    assert table.refused(FACILITATOR, Advance(**seen)) == "phase_over"
    assert table.refused(FACILITATOR, Advance(round=1)) == "phase_over"
    table.ok(FACILITATOR, Advance(phase=Moment.NEGOTIATION))


def test_two_facilitators_who_press_at_once_move_one_phase_and_one_who_presses_twice_two() -> None:
    table = lobby()
    table.ok(FACILITATOR, Start())
    both = Advance(**meant(table))
    table.ok(FACILITATOR, both)
    assert table.refused(FACILITATOR, both) == "phase_over"
    table.ok(FACILITATOR, Advance(**meant(table)))
    assert table.talks.phase is Phase.RESULT


def test_the_end_that_was_asked_for_in_the_lobby_does_not_end_talks_that_started() -> None:
    table = lobby()
    end = Conclude(**meant(table))
    table.ok(FACILITATOR, Start())
    assert table.refused(FACILITATOR, end) == "phase_over"
    table.ok(FACILITATOR, Conclude(**meant(table)))
    going_back = RollBack(min(table.talks.checkpoints), "too early", **meant(table))
    table.ok(FACILITATOR, going_back)
    assert table.refused(FACILITATOR, going_back) == "phase_over"
