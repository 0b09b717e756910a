"""The state after an event. Total and deterministic: the log alone makes the state."""

from typing import assert_never

from immutables import Map

from server.rules import events as e
from server.rules.copying import replace
from server.rules.ids import DelegationId
from server.rules.moves import (
    adoption,
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
    schedule,
    seating,
    side_letters,
    teams,
)
from server.rules.moves.interventions import steered
from server.rules.seats import Bot, Delegate
from server.rules.state.talks import Talks, TalksState


def evolve(talks: Talks, recorded: e.Recorded) -> Talks:
    """The talks after the recorded event; `recorded.seq` must be `talks.seq + 1`."""
    if recorded.seq != talks.seq + 1:
        raise ValueError(f"event {recorded.seq} does not follow {talks.seq}")
    after = seating.noted(_after(talks, recorded.event, recorded.at), recorded)
    after = steered(after, recorded)
    after = replace(after, seq=recorded.seq, last_activity=_activity(after, recorded))
    if isinstance(recorded.event, e.PhaseBegan):
        return replace(after, checkpoints=after.checkpoints.set(after.seq, after))
    return after


def _activity(talks: Talks, recorded: e.Recorded) -> Map[DelegationId, int]:
    match recorded.by:
        case Bot(delegation):
            pass
        case Delegate(person) if (seat := talks.seats.get(person)) is not None:
            delegation = seat.delegation
        case _:
            return talks.last_activity
    return talks.last_activity.set(delegation, recorded.at)


def _after(talks: Talks, event: e.Event, at: int) -> Talks:
    match event:
        case e.TalksOpened():
            return life.on_opened(talks, event)
        case e.Replanned():
            return life.on_replanned(talks, event)
        case e.SeatAssigned():
            return seating.on_assigned(talks, event)
        case e.SeatReleased():
            return seating.on_released(talks, event)
        case e.ObserverSeated():
            return seating.on_observer_seated(talks, event)
        case e.InnerRoleSet():
            return seating.on_inner_role(talks, event)
        case e.SeatsLocked():
            return replace(talks, seats_locked=event.locked)
        case e.BotSeated():
            return seating.on_bot_seated(talks, event)
        case e.BotUnseated():
            return seating.on_bot_unseated(talks, event)
        case e.PolicySet():
            return life.on_policy(talks, event)
        case e.PhaseBegan():
            return ledger.on_new_round(schedule.on_phase(talks, event, at))
        case e.Paused():
            return schedule.on_paused(talks, at)
        case e.Resumed():
            return schedule.on_resumed(talks, at)
        case e.ClockExtended():
            return schedule.on_extended(talks, event, at)
        case e.ReadySet():
            return schedule.on_ready(talks, event)
        case e.ProposalTabled():
            return proposals.on_tabled(talks, event, at)
        case e.ProposalCosponsored():
            return proposals.on_cosponsored(talks, event)
        case e.ProposalWithdrawn():
            return proposals.on_withdrawn(talks, event)
        case e.ProposalLapsed():
            return proposals.on_lapsed(talks, event)
        case e.StanceTaken():
            return adoption.on_stance(talks, event, at)
        case e.SilenceBegan():
            return adoption.on_silence_began(talks, event)
        case e.SilenceBroken():
            return adoption.on_silence_broken(talks, event, at)
        case e.ProposalAdopted():
            return adoption.on_adopted(talks, event, at)
        case e.AgreementRecorded():
            return adoption.on_recorded(talks, event, at)
        case e.AgreementVoided():
            return adoption.on_voided(talks, event)
        case e.ForumAgreed() | e.ForumFailed():
            return adoption.on_forum_ended(talks, event, at)
        case e.Endorsed():
            return endorsing.on_endorsed(talks, event, at)
        case e.ObligationReported():
            return ledger.on_reported(talks, event, at)
        case e.ObligationContested():
            return ledger.on_contested(talks, event, at)
        case e.ObligationSettled():
            return ledger.on_settled(talks, event, at)
        case e.ObligationLapsed():
            return ledger.on_lapsed(talks, event, at)
        case e.LetterDrafted():
            return side_letters.on_drafted(talks, event, at)
        case e.LetterSigned():
            return side_letters.on_signed(talks, event, at)
        case e.LetterDeclined():
            return side_letters.on_declined(talks, event, at)
        case e.LetterDisclosed():
            return side_letters.on_disclosed(talks, event)
        case e.SpecialistSet():
            return teams.on_specialist(talks, event)
        case e.HeadHandedOver():
            return teams.on_handed_over(talks, event, at)
        case e.BallotCast():
            return teams.on_ballot(talks, event)
        case e.PressStated():
            return teams.on_press(talks, event, at)
        case e.ApprovalAsked():
            return capital.on_asked(talks, event, at)
        case e.CapitalDecided():
            return capital.on_decided(talks, event, at)
        case e.ChannelOpened():
            return channels.on_channel_opened(talks, event)
        case e.MessageSent():
            return channels.on_message(talks, event, at)
        case e.NoteSent():
            return channels.on_note(talks, event, at)
        case e.HelpAsked():
            return channels.on_help(talks, event, at)
        case e.HelpClosed():
            return channels.on_help_closed(talks, event)
        case e.Flagged():
            return flags.on_flagged(talks, event, at)
        case e.Unflagged():
            return flags.on_unflagged(talks, event)
        case e.SteppedOut():
            return channels.on_stepped_out(talks, event)
        case e.Reflected():
            return channels.on_reflected(talks, event)
        case e.QuizAnswered():
            return preparing.on_answered(talks, event)
        case e.PositionWritten():
            return preparing.on_position(talks, event, at)
        case e.LinkageTriggered():
            return linkages.on_triggered(talks, event, at)
        case e.LinkageLifted():
            return linkages.on_lifted(talks, event)
        case e.InjectFired():
            return injects.on_fired(talks, event, at)
        case e.InjectUndone():
            return injects.on_undone(talks, event)
        case e.RungReached():
            return linkages.on_reached(talks, event, at)
        case e.RungLost():
            return linkages.on_lost(talks, event)
        case e.RolledBack():
            return life.on_rolled_back(talks, event, at)
        case e.Revealed():
            return life.on_revealed(talks, event)
        case e.Concluded():
            return life.on_concluded(talks)
        case e.Archived():
            return replace(talks, state=TalksState.ARCHIVED)
        case _:
            assert_never(event)
