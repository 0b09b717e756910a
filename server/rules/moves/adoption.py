"""Stances, the adoption rule, the silence period, and what an agreement is."""

from immutables import Map

from server.rules.commands.proposals import (
    BreakSilence,
    RecordAgreement,
    StanceKind,
    TakeStance,
    VoidAgreement,
)
from server.rules.copying import replace
from server.rules.events import Event
from server.rules.events.proposals import (
    AgreementRecorded,
    AgreementVoided,
    ForumAgreed,
    ForumFailed,
    ProposalAdopted,
    SilenceBegan,
    SilenceBroken,
    StanceTaken,
)
from server.rules.ids import DelegationId, PersonId
from server.rules.moves.admissible import package_problem
from server.rules.moves.consent import acceptance, is_pending, votes
from server.rules.moves.endorsing import forgotten
from server.rules.moves.ledger import releases, with_terms, without_terms
from server.rules.moves.proposals import closed, open_proposal, with_proposal
from server.rules.occasion import Occasion
from server.rules.refusals import Refusal
from server.rules.state.acting import Acting
from server.rules.state.agreed_effects import with_effects
from server.rules.state.causes import CauseKind
from server.rules.state.in_force import without_cause
from server.rules.state.talks import (
    ForumState,
    ForumStatus,
    Phase,
    Proposal,
    ProposalState,
    Stance,
    Talks,
    TalksState,
)
from server.rules.state.versions import rule_is_met
from server.rules.texts import text_problem
from server.rules.written.forum import Forum


def take_stance(
    talks: Talks, acting: Acting, command: TakeStance, occasion: Occasion
) -> tuple[Event, ...] | Refusal:
    """Say where the delegation stands; against a running silence period it breaks it."""
    proposal = _as_party(talks, acting, command, occasion)
    if isinstance(proposal, Refusal):
        return proposal
    problem = text_problem(command.reason)
    if problem:
        return problem
    me = acting.delegation
    if acting.person is not None and votes(talks, me):
        return Refusal("team_votes")
    before = proposal.stances.get(me)
    if before and (before.stance, before.reason) == (command.stance, command.reason):
        return Refusal("same_stance")
    accepts = command.stance is StanceKind.ACCEPT
    if accepts and is_pending(talks.approvals.get((proposal.id, me))):
        return Refusal("approval_pending")
    return stand(talks, proposal, me, acting.asker, command.stance, command.reason, occasion.at)


def stand(
    talks: Talks,
    proposal: Proposal,
    delegation: DelegationId,
    person: PersonId | None,
    stance: StanceKind,
    reason: str,
    at: int,
) -> tuple[Event, ...]:
    """What a delegation's stance brings about; `person` None needs nobody's approval."""
    taken: Event = StanceTaken(proposal.id, delegation, stance, reason)
    if stance is StanceKind.ACCEPT:
        given = acceptance(
            talks, delegation, person, proposal.id, proposal.forum, proposal.package, reason
        )
        if given != (taken,):
            return given
    after = proposal.stances.set(delegation, Stance(stance, reason, at))
    in_silence = proposal.state is ProposalState.SILENCE
    if in_silence and not rule_is_met(talks.forum(proposal.forum), after):
        return SilenceBroken(proposal.id, delegation, reason), taken
    return (taken,)


def break_silence(
    talks: Talks, acting: Acting, command: BreakSilence, occasion: Occasion
) -> tuple[Event, ...] | Refusal:
    """Stop the countdown. Once for each delegation and proposal, so that nobody can filibuster."""
    proposal = _as_party(talks, acting, command, occasion)
    if isinstance(proposal, Refusal):
        return proposal
    if proposal.state is not ProposalState.SILENCE:
        return Refusal("not_in_silence")
    if acting.delegation in proposal.broken_by:
        return Refusal("broken_already")
    problem = text_problem(command.reason)
    return problem or (SilenceBroken(proposal.id, acting.delegation, command.reason),)


def _as_party(
    talks: Talks, acting: Acting, command: TakeStance | BreakSilence, occasion: Occasion
) -> Proposal | Refusal:
    proposal = open_proposal(talks, acting, command.proposal_id, occasion, command.seen)
    if isinstance(proposal, Refusal):
        return proposal
    if acting.delegation not in talks.forum(proposal.forum).parties:
        return Refusal("not_a_party")
    return proposal


def record_agreement(talks: Talks, command: RecordAgreement) -> tuple[Event, ...] | Refusal:
    """The facilitator writes down what the parties agreed face to face."""
    if talks.state is not TalksState.RUNNING:
        return Refusal("not_running")
    state = talks.forum_state(command.forum)
    if command.forum not in talks.scheduled_forums():
        return Refusal("not_found", {"forum": command.forum})
    if state.status is ForumStatus.CLOSED:
        return Refusal("floor_closed", {"forum": command.forum})
    if state.status is ForumStatus.AGREED:
        return Refusal("forum_closed", {"forum": command.forum})
    forum = talks.forum(command.forum)
    problem = package_problem(talks, forum, ForumState(), command.package)
    if problem:
        return problem
    if not (forum.is_complete(command.package) or forum.partial_counts):
        return Refusal("incomplete_package", {"forum": command.forum})
    return AgreementRecorded(command.forum, command.package), ForumAgreed(command.forum)


def void_agreement(talks: Talks, command: VoidAgreement) -> tuple[Event, ...] | Refusal:
    """The facilitator undoes an agreement."""
    if talks.state is not TalksState.RUNNING:
        return Refusal("not_running")
    if command.forum not in talks.scheduled_forums():
        return Refusal("not_found", {"forum": command.forum})
    if not talks.forum_state(command.forum).settled:
        return Refusal("no_agreement", {"forum": command.forum})
    problem = text_problem(command.reason)
    return problem or (AgreementVoided(command.forum, command.reason),)


def adoption_follows(talks: Talks, proposal: Proposal, at: int) -> Event | None:
    """What a proposal's stances bring about now: a silence period, adoption, or nothing."""
    forum = talks.forum(proposal.forum)
    met = rule_is_met(forum, proposal.stances)
    if proposal.state is not ProposalState.TABLED or not met:
        return None
    if forum.rule.silence_seconds == 0 or _only_programs(talks, forum):
        return ProposalAdopted(proposal.id)
    return SilenceBegan(proposal.id, at + 1000 * forum.rule.silence_seconds)


def _only_programs(talks: Talks, forum: Forum) -> bool:
    return not talks.seats and all(map(talks.is_automated, forum.parties))


# --- evolving ---


def on_stance(talks: Talks, event: StanceTaken, at: int) -> Talks:
    """The party stands there now."""
    talks = _overtaken(talks, event)
    proposal = talks.proposals[event.proposal_id]
    stance = Stance(event.stance, event.reason, at)
    return with_proposal(talks, replace(proposal, stances=proposal.stances.set(event.by, stance)))


def _overtaken(talks: Talks, event: StanceTaken | SilenceBroken) -> Talks:
    """Without the delegation's question to its capital, which its own word has overtaken."""
    key = event.proposal_id, event.by
    if not is_pending(talks.approvals.get(key)):
        return talks
    return replace(talks, approvals=talks.approvals.delete(key))


def on_silence_began(talks: Talks, event: SilenceBegan) -> Talks:
    """The countdown runs."""
    proposal = talks.proposals[event.proposal_id]
    return with_proposal(
        talks,
        replace(proposal, state=ProposalState.SILENCE, silence_ends_at=event.ends_at),
    )


def on_silence_broken(talks: Talks, event: SilenceBroken, at: int) -> Talks:
    """Back on the table; whoever broke silence has the proposal under reserve."""
    talks = _overtaken(talks, event)
    proposal = talks.proposals[event.proposal_id]
    stance = Stance(StanceKind.RESERVE, event.reason, at)
    return with_proposal(
        talks,
        replace(
            proposal,
            state=ProposalState.TABLED,
            silence_ends_at=None,
            stances=proposal.stances.set(event.by, stance),
            broken_by=(*proposal.broken_by, event.by),
        ),
    )


def on_adopted(talks: Talks, event: ProposalAdopted, at: int) -> Talks:
    """Its issues are settled."""
    proposal = talks.proposals[event.proposal_id]
    talks = closed(talks, proposal.id, ProposalState.ADOPTED)
    state = talks.forum_state(proposal.forum)
    state = replace(
        state,
        settled=state.settled.update(proposal.package),
        adopted=(*state.adopted, proposal.id),
        agreed_at=at,
    )
    return replace(talks, forums=talks.forums.set(proposal.forum, state))


def on_recorded(talks: Talks, event: AgreementRecorded, at: int) -> Talks:
    """What was agreed face to face is settled."""
    state = replace(
        talks.forum_state(event.forum),
        settled=Map(event.package),
        adopted=(),
        agreed_at=at,
        recorded=True,
    )
    return replace(talks, forums=talks.forums.set(event.forum, state))


def on_voided(talks: Talks, event: AgreementVoided) -> Talks:
    """Nothing is settled; the forum is open again while its round negotiates."""
    state = talks.forum_state(event.forum)
    for proposal_id in state.adopted:
        adopted = replace(talks.proposals[proposal_id], state=ProposalState.LAPSED, why="voided")
        talks = with_proposal(talks, adopted)
    again = event.forum in talks.forums_now and talks.phase is not Phase.RESULT
    state = replace(
        state,
        status=ForumStatus.OPEN if again else ForumStatus.FAILED,
        settled=Map(),
        adopted=(),
        agreed_at=None,
        recorded=False,
    )
    talks = without_cause(talks, CauseKind.AGREEMENT, event.forum)
    talks = replace(talks, forums=talks.forums.set(event.forum, state))
    return without_terms(forgotten(talks, event.forum), event.forum)


def on_forum_ended(talks: Talks, event: ForumAgreed | ForumFailed, at: int) -> Talks:
    """The forum's result stands; an agreement's effects are in force, and it obliges."""
    ended = ForumStatus.AGREED if isinstance(event, ForumAgreed) else ForumStatus.FAILED
    state = replace(talks.forum_state(event.forum), status=ended)
    talks = replace(talks, forums=talks.forums.set(event.forum, state))
    if isinstance(event, ForumFailed):
        return releases(talks)
    return with_terms(with_effects(talks, event.forum, at), event.forum)
