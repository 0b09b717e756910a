"""Which entities an event can change. Everything it does not name here it leaves as it was;
the property test that compares with the whole view proves the list."""

from collections.abc import Iterable
from dataclasses import dataclass

from server.rules import events as e
from server.rules.ids import ForumId, LetterId, PersonId, ProposalId
from server.rules.moves.flags import flag_key
from server.rules.state.talks import Talks

Key = tuple[str, str]
"""(family, id); the id is empty for the entities that are one of a kind."""


@dataclass(frozen=True, slots=True)
class Touched:
    """Keys that may have changed, sorted; `private` for those only who see everything; or
    `everything`, when a whole view is compared."""

    keys: tuple[Key, ...] = ()
    private: tuple[Key, ...] = ()
    everything: bool = False


def touched(
    events: Iterable[e.Event], before: Talks, talks: Talks, presence: Iterable[PersonId] = ()
) -> Touched:
    """What the events, and persons who came or went, may have changed; `talks` after them."""
    keys: set[Key] = set()
    active: set[Key] = {
        ("delegation", d.id)
        for d in talks.scenario.delegations
        if before.last_activity.get(d.id) != talks.last_activity.get(d.id)
    }
    for event in events:
        found = _by(event, talks)
        if found is None:
            return Touched(everything=True)
        keys |= found
    for person in presence:
        keys |= _delegations_of(person, talks)
    return Touched(tuple(sorted(keys)), tuple(sorted(active - keys)))


def _by(event: e.Event, talks: Talks) -> set[Key] | frozenset[Key] | None:
    match event:
        case e.talk.MessageSent() | e.teams.PressStated():
            return {("message", event.message_id)}
        case (
            e.proposals.ProposalTabled()
            | e.proposals.StanceTaken()
            | e.proposals.ProposalCosponsored()
            | e.proposals.SilenceBegan()
        ):
            return _proposal(talks, event.proposal_id) | _approval(event)
        case e.proposals.SilenceBroken():
            return _proposal(talks, event.proposal_id) | _approval(event)
        case (
            e.proposals.ProposalWithdrawn()
            | e.proposals.ProposalLapsed()
            | e.proposals.ProposalReopened()
        ):
            return _proposal(talks, event.proposal_id) | _approvals(talks, event.proposal_id)
        case e.teams.ApprovalAsked():
            return _approval(event)
        case e.teams.CapitalDecided():
            return {("approval", f"{event.proposal_id}/{event.delegation}")}
        case e.teams.BallotCast():
            # Of everybody: who sits elsewhere now takes an earlier ballot along.
            cast = (f"{event.proposal_id}/{d.id}" for d in talks.scenario.delegations)
            return {("me", ""), *(("ballots", key) for key in cast)}
        case e.plenary.Endorsed():
            return {("agreement", event.forum)}
        case e.schedule.ReadySet():
            return {("delegation", event.delegation)}
        case e.schedule.Paused() | e.schedule.Resumed() | e.schedule.ClockExtended():
            steered = ("steering", str(len(talks.steering)))
            return {("clock", ""), ("talks", ""), ("may", ""), steered} | {
                ("proposal", p.id) for _, p in talks.silences()
            }
        case e.talk.ChannelOpened():
            return {("channel", event.channel_id)}
        case (
            e.ledger.LetterDrafted()
            | e.ledger.LetterSigned()
            | e.ledger.LetterDeclined()
            | e.ledger.LetterDisclosed()
        ):
            return _letter(event.letter_id, talks)
        case e.talk.HelpAsked():
            return {("help", str(len(talks.helps))), ("me", "")}
        case e.talk.NoteSent():
            return {("me", ""), *(("help", str(n + 1)) for n in range(len(talks.helps)))}
        case e.talk.HelpClosed():
            return {("me", ""), ("help", str(event.number))}
        case e.talk.Flagged() | e.talk.Unflagged():
            return {("flag", flag_key(event.kind, event.ref))}
        case e.talk.Reflected():
            return {("me", "")}
        case e.reading.OthersRead():
            return {("reading", "")}
        case e.life.RevealPlanned():
            return {("talks", "")}
        case e.preparing.QuizAnswered():
            return {("me", ""), ("may", ""), ("delegation", event.delegation)}
        case e.preparing.PositionWritten():
            return {("me", ""), ("papers", event.delegation), ("delegation", event.delegation)}
        case e.talk.SteppedOut():
            return {("me", "")} | _delegations_of(event.person, talks)
        case e.seats.SeatsLocked():
            return {("talks", "")}
        case _:
            return None


def _letter(letter: LetterId, talks: Talks) -> set[Key]:
    """The letter and what it obliges to; no scoreboard knows of either."""
    owed = {("obligation", str(o.id)) for o in talks.obligations.values() if o.letter == letter}
    return {("letter", str(letter))} | owed


def _delegations_of(person: PersonId, talks: Talks) -> set[Key]:
    if person in talks.observers:
        return {("observer", person)}
    seat = talks.seat_of(person)
    if seat is None:
        return set()
    return {("delegation", seat.delegation), ("team", seat.delegation)}


def _approval(event: e.Event) -> set[Key]:
    """What the delegation that acts has asked its capital about the proposal."""
    match event:
        case e.proposals.StanceTaken() | e.proposals.SilenceBroken() | e.teams.ApprovalAsked():
            return {("approval", f"{event.proposal_id}/{event.by}")}
        case _:
            return set()


def _approvals(talks: Talks, proposal: ProposalId) -> set[Key]:
    return {("approval", f"{p}/{d}") for p, d in talks.approvals if p == proposal}


def _proposal(talks: Talks, proposal: ProposalId) -> set[Key]:
    forum: ForumId = talks.proposals[proposal].forum
    return {("proposal", proposal), ("forum", forum)}
