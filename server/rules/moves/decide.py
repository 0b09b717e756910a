"""What a command brings about: events, or a refusal. Nothing else changes talks."""

from typing import assert_never

from server.rules import (
    commands as c,
)
from server.rules.events import Event, Recorded
from server.rules.ids import CommandId
from server.rules.moves import (
    adoption,
    capital,
    channels,
    endorsing,
    flags,
    injects,
    ledger,
    life,
    preparing,
    proposals,
    schedule,
    seating,
    side_letters,
    teams,
)
from server.rules.moves.consequences import consequence, is_hushed, stirs
from server.rules.moves.evolve import evolve
from server.rules.occasion import Occasion
from server.rules.refusals import Refusal
from server.rules.seats import Actor, Bot, Delegate, Facilitator, Timekeeper
from server.rules.state import acting
from server.rules.state.talks import Talks, TalksState

Decision = tuple[Event, ...] | Refusal

DelegateCommand = (
    c.TableProposal
    | c.AmendProposal
    | c.Cosponsor
    | c.TakeStance
    | c.BreakSilence
    | c.WithdrawProposal
    | c.Endorse
    | c.HandOver
    | c.CastBallot
    | c.PressStatement
    | c.Say
    | c.OpenChannel
    | c.SetReady
    | c.AskHelp
    | c.StepOut
    | c.Reflect
    | c.AnswerQuiz
    | c.WritePosition
    | c.ReportObligation
    | c.ContestObligation
    | c.DraftSideLetter
    | c.SignSideLetter
    | c.DeclineSideLetter
    | c.DiscloseSideLetter
)
OfAPerson = c.Say | c.AskHelp | c.StepOut | c.Reflect | c.AnswerQuiz | c.WritePosition
"""What the people of a delegation may do while it is played by the automated negotiator."""

ServerCommand = c.Expire
FacilitatorCommand = (
    c.OpenTalks
    | c.Replan
    | c.Start
    | c.Pause
    | c.Resume
    | c.Extend
    | c.Advance
    | c.StepBack
    | c.AssignSeat
    | c.SeatObserver
    | c.SwapSeats
    | c.ReleaseSeat
    | c.LockSeats
    | c.SetInnerRole
    | c.SeatBot
    | c.UnseatBot
    | c.SetPolicy
    | c.Announce
    | c.Message
    | c.CloseHelp
    | c.Flag
    | c.Unflag
    | c.RecordAgreement
    | c.VoidAgreement
    | c.Inject
    | c.WriteInject
    | c.UndoInject
    | c.SettleObligation
    | c.Capital
    | c.RollBack
    | c.Reveal
    | c.Conclude
    | c.Archive
)


def decide(talks: Talks, command: c.Command, actor: Actor, occasion: Occasion) -> Decision:
    """The events the command brings about, those that follow by themselves included.

    Pure and total: the same arguments give the same answer, and every command gets one.
    """
    decision = _decide(talks, command, actor, occasion)
    if isinstance(decision, Refusal):
        return decision
    return _with_consequences(talks, decision, actor, occasion)


def _decide(talks: Talks, command: c.Command, actor: Actor, occasion: Occasion) -> Decision:
    match actor:
        case Delegate() | Bot():
            if not isinstance(command, DelegateCommand):
                return Refusal("not_allowed")
            for_whom = acting.acting_for(talks, actor)
            if isinstance(for_whom, Refusal):
                return for_whom
            played = isinstance(actor, Delegate) and for_whom.delegation in talks.bots
            if played and not isinstance(command, OfAPerson):
                return Refusal("bot_plays")
            return _by_delegate(talks, for_whom, command, occasion)
        case Facilitator() | Timekeeper():
            if isinstance(command, DelegateCommand):
                return Refusal("not_allowed")
            if isinstance(command, ServerCommand):
                return _expire(talks, actor, occasion)
            if talks.state is TalksState.ARCHIVED:
                return Refusal("archived")
            return _by_facilitator(talks, actor, command, occasion)
        case _:
            assert_never(actor)


def _by_delegate(
    talks: Talks, for_whom: acting.Acting, command: DelegateCommand, occasion: Occasion
) -> Decision:
    match command:
        case c.TableProposal():
            return proposals.table(talks, for_whom, command, occasion)
        case c.AmendProposal():
            return proposals.amend(talks, for_whom, command, occasion)
        case c.Cosponsor():
            return proposals.cosponsor(talks, for_whom, command, occasion)
        case c.WithdrawProposal():
            return proposals.withdraw(talks, for_whom, command, occasion)
        case c.TakeStance():
            return adoption.take_stance(talks, for_whom, command, occasion)
        case c.BreakSilence():
            return adoption.break_silence(talks, for_whom, command, occasion)
        case c.Endorse():
            return endorsing.endorse(talks, for_whom, command, occasion)
        case c.HandOver():
            return teams.hand_over(talks, for_whom, command)
        case c.CastBallot():
            return teams.cast_ballot(talks, for_whom, command, occasion)
        case c.PressStatement():
            return teams.press_statement(talks, for_whom, command)
        case c.Say():
            return channels.say(talks, for_whom, command)
        case c.OpenChannel():
            return channels.open_channel(talks, for_whom, command)
        case c.SetReady():
            return schedule.set_ready(talks, for_whom, command)
        case c.AskHelp():
            return channels.ask_help(for_whom, command)
        case c.StepOut():
            return channels.step_out(talks, for_whom, command)
        case c.Reflect():
            return channels.reflect(for_whom, command)
        case c.AnswerQuiz():
            return preparing.answer_quiz(talks, for_whom, command)
        case c.WritePosition():
            return preparing.write_position(talks, for_whom, command)
        case c.ReportObligation():
            return ledger.report(talks, for_whom, command)
        case c.ContestObligation():
            return ledger.contest(talks, for_whom, command)
        case c.DraftSideLetter():
            return side_letters.draft(talks, for_whom, command)
        case c.SignSideLetter():
            return side_letters.sign(talks, for_whom, command)
        case c.DeclineSideLetter():
            return side_letters.decline(talks, for_whom, command)
        case c.DiscloseSideLetter():
            return side_letters.disclose(talks, for_whom, command)
        case _:
            assert_never(command)


def _by_facilitator(  # one line for each command reads best
    talks: Talks, actor: Actor, command: FacilitatorCommand, occasion: Occasion
) -> Decision:
    match command:
        case c.OpenTalks():
            return life.open_talks(talks, command)
        case c.Replan():
            return life.replan(talks, command)
        case c.SetPolicy():
            return life.set_policy(talks, command)
        case c.Conclude():
            return life.conclude(talks)
        case c.Reveal():
            return life.reveal(talks, command)
        case c.Archive():
            return life.archive(talks)
        case c.RollBack():
            return life.roll_back(talks, command)
        case c.Start():
            return schedule.start(talks, occasion)
        case c.Pause():
            return schedule.pause(talks)
        case c.Resume():
            return schedule.resume(talks)
        case c.Extend():
            return schedule.extend(talks, command)
        case c.Advance():
            return schedule.advance(talks, occasion)
        case c.StepBack():
            return schedule.step_back(talks, command, occasion)
        case c.AssignSeat():
            return seating.assign(talks, actor, command)
        case c.SeatObserver():
            return seating.seat_observer(talks, command)
        case c.SwapSeats():
            return seating.swap(talks, command)
        case c.ReleaseSeat():
            return seating.release(talks, command)
        case c.LockSeats():
            return seating.lock(talks, command)
        case c.SetInnerRole():
            return seating.set_inner_role(talks, command)
        case c.SeatBot():
            return seating.seat_bot(talks, command)
        case c.UnseatBot():
            return seating.unseat_bot(talks, command)
        case c.Announce():
            return channels.announce(talks, command)
        case c.Message():
            return channels.message(talks, command)
        case c.CloseHelp():
            return channels.close_help(talks, command)
        case c.Flag():
            return flags.flag(talks, actor, command)
        case c.Unflag():
            return flags.unflag(talks, command)
        case c.RecordAgreement():
            return adoption.record_agreement(talks, command)
        case c.VoidAgreement():
            return adoption.void_agreement(talks, command)
        case c.Inject():
            return injects.fire(talks, command, occasion)
        case c.WriteInject():
            return injects.write(talks, command, occasion)
        case c.UndoInject():
            return injects.undo(talks, command)
        case c.SettleObligation():
            return ledger.settle(talks, command)
        case c.Capital():
            return capital.capital(talks, command, occasion)
        case _:
            assert_never(command)


def _expire(talks: Talks, actor: Actor, occasion: Occasion) -> Decision:
    """A deadline, or else what follows by itself: somebody left and all who remain are ready.

    An event for some only goes along with what is due besides, which else came a moment later.
    """
    hushed: tuple[Event, ...] = ()
    due = schedule.expire(talks, occasion)
    while not isinstance(due, Refusal) and all(is_hushed(event) for event in due):
        hushed += due
        talks = _after(talks, due, actor, occasion)
        due = schedule.expire(talks, occasion)
    if isinstance(due, Refusal):
        due = consequence(talks, occasion) or (() if hushed else due)
    return due if isinstance(due, Refusal) else hushed + due


def _with_consequences(
    talks: Talks, events: tuple[Event, ...], actor: Actor, occasion: Occasion
) -> tuple[Event, ...]:
    told: list[Event] = []
    state = talks
    pending, stirred = events, False
    while pending:
        told += pending
        loud = [event for event in pending if not is_hushed(event)]
        stirred = any(stirs(event) for event in loud) if loud else stirred
        if not stirred:
            break
        state = _after(state, pending, actor, occasion)
        pending = consequence(state, occasion, tuple(told))
    return tuple(told)


def _after(talks: Talks, events: tuple[Event, ...], actor: Actor, occasion: Occasion) -> Talks:
    """The talks as the events would leave them."""
    for event in events:
        provisional = Recorded(talks.seq + 1, occasion.at, actor, CommandId(""), event)
        talks = evolve(talks, provisional)
    return talks
