"""Which function answers which command, and which folds which event: the only list of either.

`mypy` names every command and every event that is missing here.
"""

from typing import assert_never

from server.rules import commands as c
from server.rules import events as e
from server.rules.copying import replace
from server.rules.events import Event
from server.rules.moves import (
    adoption,
    agents,
    capital,
    channels,
    endorsing,
    flags,
    injects,
    ledger,
    life,
    linkages,
    preparing,
    proposals,
    reading,
    schedule,
    seating,
    side_letters,
    teams,
)
from server.rules.occasion import Occasion
from server.rules.refusals import Refusal
from server.rules.seats import Actor
from server.rules.state import acting
from server.rules.state.talks import Talks, TalksState

Decision = tuple[Event, ...] | Refusal


def by_delegate(
    talks: Talks, for_whom: acting.Acting, command: c.DelegateCommand, occasion: Occasion
) -> Decision:
    """What the command of somebody who acts for a delegation brings about."""
    match command:
        case c.proposals.TableProposal():
            return proposals.table(talks, for_whom, command, occasion)
        case c.proposals.AmendProposal():
            return proposals.amend(talks, for_whom, command, occasion)
        case c.proposals.Cosponsor():
            return proposals.cosponsor(talks, for_whom, command, occasion)
        case c.proposals.WithdrawProposal():
            return proposals.withdraw(talks, for_whom, command, occasion)
        case c.proposals.TakeStance():
            return adoption.take_stance(talks, for_whom, command, occasion)
        case c.proposals.BreakSilence():
            return adoption.break_silence(talks, for_whom, command, occasion)
        case c.plenary.Endorse():
            return endorsing.endorse(talks, for_whom, command, occasion)
        case c.teams.HandOver():
            return teams.hand_over(talks, for_whom, command)
        case c.teams.CastBallot():
            return teams.cast_ballot(talks, for_whom, command, occasion)
        case c.teams.PressStatement():
            return teams.press_statement(talks, for_whom, command)
        case c.talk.Say():
            return channels.say(talks, for_whom, command)
        case c.talk.OpenChannel():
            return channels.open_channel(talks, for_whom, command)
        case c.schedule.SetReady():
            return schedule.set_ready(talks, for_whom, command)
        case c.talk.AskHelp():
            return channels.ask_help(for_whom, command)
        case c.talk.StepOut():
            return channels.step_out(talks, for_whom, command)
        case c.talk.Reflect():
            return channels.reflect(for_whom, command)
        case c.preparing.AnswerQuiz():
            return preparing.answer_quiz(talks, for_whom, command)
        case c.preparing.WritePosition():
            return preparing.write_position(talks, for_whom, command)
        case c.reading.ReadOthers():
            return reading.read_others(talks, for_whom, command)
        case c.ledger.ReportObligation():
            return ledger.report(talks, for_whom, command)
        case c.ledger.ContestObligation():
            return ledger.contest(talks, for_whom, command)
        case c.ledger.DraftSideLetter():
            return side_letters.draft(talks, for_whom, command)
        case c.ledger.SignSideLetter():
            return side_letters.sign(talks, for_whom, command)
        case c.ledger.DeclineSideLetter():
            return side_letters.decline(talks, for_whom, command)
        case c.ledger.DiscloseSideLetter():
            return side_letters.disclose(talks, for_whom, command)
        case _:
            assert_never(command)


def by_facilitator(
    talks: Talks, actor: Actor, command: c.FacilitatorCommand, occasion: Occasion
) -> Decision:
    """What the command of a facilitator brings about."""
    match command:
        case c.life.OpenTalks():
            return life.open_talks(talks, command)
        case c.life.Replan():
            return life.replan(talks, command)
        case c.life.SetPolicy():
            return life.set_policy(talks, command)
        case c.life.Conclude():
            return life.conclude(talks)
        case c.life.Reveal():
            return life.reveal(talks, command)
        case c.life.PlanReveal():
            return life.plan_reveal(talks, command, occasion)
        case c.life.Archive():
            return life.archive(talks)
        case c.life.RollBack():
            return life.roll_back(talks, command)
        case c.schedule.Start():
            return schedule.start(talks, occasion)
        case c.schedule.Pause():
            return schedule.pause(talks)
        case c.schedule.Resume():
            return schedule.resume(talks)
        case c.schedule.Extend():
            return schedule.extend(talks, command)
        case c.schedule.Advance():
            return schedule.advance(talks, occasion)
        case c.schedule.StepBack():
            return schedule.step_back(talks, command, occasion)
        case c.seats.AssignSeat():
            return seating.assign(talks, actor, command)
        case c.seats.SeatObserver():
            return seating.seat_observer(talks, command)
        case c.seats.SwapSeats():
            return seating.swap(talks, command)
        case c.seats.ReleaseSeat():
            return seating.release(talks, command)
        case c.seats.LockSeats():
            return seating.lock(talks, command)
        case c.seats.SetInnerRole():
            return seating.set_inner_role(talks, command)
        case c.seats.SeatBot():
            return seating.seat_bot(talks, command)
        case c.seats.UnseatBot():
            return seating.unseat_bot(talks, command)
        case c.agents.SeatAgent():
            return agents.seat(talks, command)
        case c.agents.PauseAgent():
            return agents.pause(talks, command)
        case c.agents.UnseatAgent():
            return agents.unseat(talks, command)
        case c.talk.Announce():
            return channels.announce(talks, command)
        case c.talk.Message():
            return channels.message(talks, command)
        case c.talk.CloseHelp():
            return channels.close_help(talks, command)
        case c.talk.Flag():
            return flags.flag(talks, actor, command)
        case c.talk.Unflag():
            return flags.unflag(talks, command)
        case c.proposals.RecordAgreement():
            return adoption.record_agreement(talks, command)
        case c.proposals.VoidAgreement():
            return adoption.void_agreement(talks, command)
        case c.world.Inject():
            return injects.fire(talks, command, occasion)
        case c.world.WriteInject():
            return injects.write(talks, command, occasion)
        case c.world.UndoInject():
            return injects.undo(talks, command)
        case c.ledger.SettleObligation():
            return ledger.settle(talks, command)
        case c.teams.Capital():
            return capital.capital(talks, command, occasion)
        case _:
            assert_never(command)


def after(talks: Talks, event: Event, at: int) -> Talks:
    """The talks after what the event says, and nothing else; `at` in milliseconds."""
    match event:
        case e.life.TalksOpened():
            return life.on_opened(talks, event)
        case e.life.Replanned():
            return life.on_replanned(talks, event)
        case e.seats.SeatAssigned():
            return seating.on_assigned(talks, event)
        case e.seats.SeatReleased():
            return seating.on_released(talks, event)
        case e.seats.ObserverSeated():
            return seating.on_observer_seated(talks, event)
        case e.seats.InnerRoleSet():
            return seating.on_inner_role(talks, event)
        case e.seats.SeatsLocked():
            return replace(talks, seats_locked=event.locked)
        case e.seats.BotSeated():
            return seating.on_bot_seated(talks, event)
        case e.seats.BotUnseated():
            return seating.on_bot_unseated(talks, event)
        case e.agents.AgentSeated():
            return agents.on_seated(talks, event)
        case e.agents.AgentPaused():
            return agents.on_paused(talks, event)
        case e.agents.AgentUnseated():
            return agents.on_unseated(talks, event)
        case e.life.PolicySet():
            return life.on_policy(talks, event)
        case e.schedule.PhaseBegan():
            return ledger.on_new_round(schedule.on_phase(talks, event, at))
        case e.schedule.Paused():
            return schedule.on_paused(talks, at)
        case e.schedule.Resumed():
            return schedule.on_resumed(talks, at)
        case e.schedule.ClockExtended():
            return schedule.on_extended(talks, event, at)
        case e.schedule.ReadySet():
            return schedule.on_ready(talks, event)
        case e.proposals.ProposalTabled():
            return proposals.on_tabled(talks, event, at)
        case e.proposals.ProposalCosponsored():
            return proposals.on_cosponsored(talks, event)
        case e.proposals.ProposalWithdrawn():
            return proposals.on_withdrawn(talks, event)
        case e.proposals.ProposalLapsed():
            return proposals.on_lapsed(talks, event)
        case e.proposals.ProposalReopened():
            return proposals.on_reopened(talks, event)
        case e.proposals.StanceTaken():
            return adoption.on_stance(talks, event, at)
        case e.proposals.SilenceBegan():
            return adoption.on_silence_began(talks, event)
        case e.proposals.SilenceBroken():
            return adoption.on_silence_broken(talks, event, at)
        case e.proposals.ProposalAdopted():
            return adoption.on_adopted(talks, event, at)
        case e.proposals.AgreementRecorded():
            return adoption.on_recorded(talks, event, at)
        case e.proposals.AgreementVoided():
            return adoption.on_voided(talks, event)
        case e.proposals.ForumAgreed() | e.proposals.ForumFailed():
            return adoption.on_forum_ended(talks, event, at)
        case e.plenary.Endorsed():
            return endorsing.on_endorsed(talks, event, at)
        case e.ledger.ObligationReported():
            return ledger.on_reported(talks, event, at)
        case e.ledger.ObligationContested():
            return ledger.on_contested(talks, event, at)
        case e.ledger.ObligationSettled():
            return ledger.on_settled(talks, event, at)
        case e.ledger.ObligationLapsed():
            return ledger.on_lapsed(talks, event, at)
        case e.ledger.LetterDrafted():
            return side_letters.on_drafted(talks, event, at)
        case e.ledger.LetterSigned():
            return side_letters.on_signed(talks, event, at)
        case e.ledger.LetterDeclined():
            return side_letters.on_declined(talks, event, at)
        case e.ledger.LetterDisclosed():
            return side_letters.on_disclosed(talks, event)
        case e.teams.SpecialistSet():
            return teams.on_specialist(talks, event)
        case e.teams.HeadHandedOver():
            return teams.on_handed_over(talks, event, at)
        case e.teams.BallotCast():
            return teams.on_ballot(talks, event)
        case e.teams.PressStated():
            return teams.on_press(talks, event, at)
        case e.teams.ApprovalAsked():
            return capital.on_asked(talks, event, at)
        case e.teams.CapitalDecided():
            return capital.on_decided(talks, event, at)
        case e.talk.ChannelOpened():
            return channels.on_channel_opened(talks, event)
        case e.talk.MessageSent():
            return channels.on_message(talks, event, at)
        case e.talk.NoteSent():
            return channels.on_note(talks, event, at)
        case e.talk.HelpAsked():
            return channels.on_help(talks, event, at)
        case e.talk.HelpClosed():
            return channels.on_help_closed(talks, event)
        case e.talk.Flagged():
            return flags.on_flagged(talks, event, at)
        case e.talk.Unflagged():
            return flags.on_unflagged(talks, event)
        case e.talk.SteppedOut():
            return channels.on_stepped_out(talks, event)
        case e.talk.Reflected():
            return channels.on_reflected(talks, event)
        case e.preparing.QuizAnswered():
            return preparing.on_answered(talks, event)
        case e.preparing.PositionWritten():
            return preparing.on_position(talks, event, at)
        case e.reading.OthersRead():
            return reading.on_read(talks, event)
        case e.world.LinkageTriggered():
            return linkages.on_triggered(talks, event, at)
        case e.world.LinkageLifted():
            return linkages.on_lifted(talks, event)
        case e.world.InjectFired():
            return injects.on_fired(talks, event, at)
        case e.world.InjectUndone():
            return injects.on_undone(talks, event)
        case e.world.RungReached():
            return linkages.on_reached(talks, event, at)
        case e.world.RungLost():
            return linkages.on_lost(talks, event)
        case e.life.RolledBack():
            return life.on_rolled_back(talks, event, at)
        case e.life.Revealed():
            return life.on_revealed(talks, event)
        case e.life.RevealPlanned():
            return life.on_reveal_planned(talks, event)
        case e.life.Concluded():
            return life.on_concluded(talks)
        case e.life.Archived():
            return replace(talks, state=TalksState.ARCHIVED)
        case _:
            assert_never(event)
