"""What follows by itself from what was just done: one event at a time, until nothing follows."""

from server.rules.events import Event
from server.rules.events.ledger import (
    ObligationContested,
    ObligationLapsed,
    ObligationReported,
    ObligationSettled,
)
from server.rules.events.life import Concluded, Revealed, RolledBack
from server.rules.events.plenary import Endorsed
from server.rules.events.proposals import (
    AgreementRecorded,
    AgreementVoided,
    ForumAgreed,
    ProposalAdopted,
    ProposalCosponsored,
    ProposalLapsed,
    ProposalReopened,
    ProposalTabled,
    SilenceBegan,
    SilenceBroken,
    StanceTaken,
)
from server.rules.events.reading import OthersRead
from server.rules.events.schedule import PhaseBegan, ReadySet
from server.rules.events.seats import BotSeated, InnerRoleSet, SeatAssigned, SeatReleased
from server.rules.events.world import (
    InjectFired,
    InjectUndone,
    LinkageLifted,
    LinkageTriggered,
    RungLost,
    RungReached,
)
from server.rules.ids import ForumId, ProposalId
from server.rules.moves.admissible import can_still_stand
from server.rules.moves.adoption import adoption_follows
from server.rules.moves.endorsing import is_waited_for
from server.rules.moves.injects import inject_follows
from server.rules.moves.ledger import is_of_letter, lapses
from server.rules.moves.life import STAGES
from server.rules.moves.linkages import linkage_follows
from server.rules.moves.schedule import all_present_ready, next_phase
from server.rules.occasion import Occasion
from server.rules.state.reading import given, readers
from server.rules.state.talks import ForumStatus, Phase, Proposal, Talks, TalksState

STIRRING = (
    ProposalTabled,
    StanceTaken,
    SilenceBroken,
    ProposalAdopted,
    ProposalLapsed,
    ProposalReopened,
    AgreementRecorded,
    AgreementVoided,
    PhaseBegan,
    ForumAgreed,
    Endorsed,
    ReadySet,
    SeatAssigned,
    SeatReleased,
    BotSeated,
    InnerRoleSet,
    RolledBack,
    Concluded,
    InjectFired,
    InjectUndone,
    LinkageTriggered,
    LinkageLifted,
    RungReached,
    RungLost,
    ObligationReported,
    ObligationContested,
    ObligationSettled,
    ObligationLapsed,
    OthersRead,
)
"""Events after which something may follow by itself; after the others nothing can."""


def is_hushed(event: Event) -> bool:
    """True for what only some are told of. Nothing may follow from it, and nothing may fail to
    follow because of it: that a phase ends at that very moment, or does not, would tell the
    others."""
    match event:
        case InjectFired() | InjectUndone():
            return bool(event.to)
        case (
            ObligationReported() | ObligationContested() | ObligationSettled() | ObligationLapsed()
        ):
            return is_of_letter(event.obligation_id)
        case _:
            return False


def stirs(event: Event) -> bool:
    """True when something may follow."""
    return isinstance(event, STIRRING) and not is_hushed(event)


_STANCES = (ProposalTabled, StanceTaken, SilenceBroken, SilenceBegan, ProposalCosponsored)


def consequence(
    talks: Talks, occasion: Occasion, done: tuple[Event, ...] = ()
) -> tuple[Event, ...]:
    """The next thing that follows from the state and what was just done; else nothing."""
    if talks.state not in (TalksState.RUNNING, TalksState.CONCLUDED):
        return ()
    late = _lapses(talks, done)
    if late is not None:
        return (late,)
    stirred = _stirred(done)
    if stirred is None:
        capitals = linkage_follows(talks)
        if capitals is not None:
            return (capitals,)
    if talks.state is TalksState.CONCLUDED:
        return _laid_open(talks, done)
    if stirred is None:
        outside = inject_follows(talks, occasion.at)
        if outside:
            return outside
    for forum in _stirred_forums(talks, stirred):
        following = _in_forum(talks, forum, stirred, occasion.at)
        if following is not None:
            return (following,)
    return _phase_ends_early(talks, occasion, done)


def _lapses(talks: Talks, done: tuple[Event, ...]) -> Event | None:
    """At the conclusion the round that was going on has passed too; after it nothing lapses."""
    if talks.state is TalksState.RUNNING:
        return lapses(talks, passed=talks.round - 1)
    ends = any(isinstance(event, Concluded) for event in done)
    return lapses(talks, passed=talks.round) if ends else None


def _laid_open(talks: Talks, done: tuple[Event, ...]) -> tuple[Event, ...]:
    """Every card of the debrief at once, where nobody is there to turn them. Who plays alone is
    asked first what mattered to the others, and may skip it."""
    if not talks.policies.opens_at_end:
        return ()
    asked = readers(talks)
    if len(asked) == 1:
        opens = given(talks, asked[0].person) is not None
    else:
        opens = any(isinstance(event, Concluded) for event in done)
    return tuple(Revealed(s) for s in STAGES if s not in talks.revealed) if opens else ()


def _stirred(done: tuple[Event, ...]) -> frozenset[ProposalId] | None:
    """The only proposals that can move when nothing but stances changed; None for all."""
    loud = [event for event in done if not is_hushed(event)]
    if loud and all(isinstance(event, _STANCES) for event in loud):
        return frozenset(event.proposal_id for event in loud if isinstance(event, _STANCES))
    return None


def _stirred_forums(talks: Talks, stirred: frozenset[ProposalId] | None) -> tuple[ForumId, ...]:
    """The open forums in which something can move, in order."""
    if stirred is None:
        return talks.forums_now
    moved = {talks.proposals[p].forum for p in stirred}
    return tuple(f for f in talks.forums_now if f in moved)


def _in_forum(
    talks: Talks, forum_id: ForumId, stirred: frozenset[ProposalId] | None, at: int
) -> Event | None:
    forum, state = talks.forum(forum_id), talks.forum_state(forum_id)
    if state.status is ForumStatus.OPEN and forum.is_complete(state.settled):
        return ForumAgreed(forum_id)
    proposals = talks.open_proposals(forum_id)
    if stirred is not None:
        proposals = tuple(p for p in proposals if p.id in stirred)
    for proposal in proposals:
        lapsed = _lapse(talks, proposal)
        if lapsed is not None:
            return lapsed
    if talks.phase is not Phase.NEGOTIATION or state.status is not ForumStatus.OPEN:
        return None
    follows = (adoption_follows(talks, p, at) for p in proposals)
    return next((event for event in follows if event is not None), None)


def _lapse(talks: Talks, proposal: Proposal) -> ProposalLapsed | None:
    state = talks.forum_state(proposal.forum)
    if state.status is ForumStatus.AGREED:
        return ProposalLapsed(proposal.id, "another_adopted")
    if state.status is not ForumStatus.OPEN:
        return ProposalLapsed(proposal.id, "forum_ended")
    conflicts = any(state.settled.get(i, o) != o for i, o in proposal.package.items())
    adds_nothing = all(i in state.settled for i in proposal.package)
    if state.settled and (conflicts or adds_nothing):
        return ProposalLapsed(proposal.id, "settled_otherwise")
    if not can_still_stand(talks, talks.forum(proposal.forum), proposal.package):
        return ProposalLapsed(proposal.id, "barred")
    return None


def _closes(event: Event, now: tuple[ForumId, ...]) -> bool:
    return isinstance(event, Endorsed) or (isinstance(event, ForumAgreed) and event.forum in now)


def _phase_ends_early(
    talks: Talks, occasion: Occasion, done: tuple[Event, ...]
) -> tuple[Event, ...]:
    # Only a forum that closes just now ends the phase: a facilitator may step back to it later.
    now = talks.current_round.forums if talks.current_round else ()
    closing = talks.phase is Phase.NEGOTIATION and any(_closes(e, now) for e in done)
    open_ = any(talks.forum_state(f).status is ForumStatus.OPEN for f in now)
    if closing and not open_ and not is_waited_for(talks):
        return next_phase(talks, occasion.at, "all_agreed")
    untimed = talks.phase is Phase.BRIEFING and talks.phase_ends_at is None
    early = talks.policies.early_end or untimed
    waits = bool(talks.silences()) or talks.is_paused or not early
    # Nobody reads where bots alone sit, and they are never ready: such a briefing would not end.
    unread = untimed and all(d.id in talks.bots for d in talks.scenario.delegations)
    if not waits and (unread or all_present_ready(talks, occasion)):
        return next_phase(talks, occasion.at, "all_ready")
    return ()
