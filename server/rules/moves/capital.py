"""The capital: the facilitator answers a delegation that wants to accept across a red line."""

from server.rules.commands.proposals import StanceKind
from server.rules.commands.teams import Capital, CapitalDecision
from server.rules.copying import replace
from server.rules.events import Event
from server.rules.events.teams import ApprovalAsked, CapitalDecided
from server.rules.moves.adoption import stand
from server.rules.moves.consent import is_pending
from server.rules.moves.proposals import floor_problem
from server.rules.occasion import Occasion
from server.rules.refusals import Refusal
from server.rules.state.talks import Approval, Talks, TalksState
from server.rules.texts import text_problem


def capital(talks: Talks, command: Capital, occasion: Occasion) -> tuple[Event, ...] | Refusal:
    """Approve (the acceptance is cast), send back, or instruct."""
    if talks.state is not TalksState.RUNNING:
        return Refusal("not_running")
    proposal = talks.proposals.get(command.proposal_id)
    asked = talks.approvals.get((command.proposal_id, command.delegation))
    if proposal is None or asked is None or not is_pending(asked):
        return Refusal("no_request")
    problem = text_problem(command.text, needed=command.decision is CapitalDecision.INSTRUCT)
    if problem:
        return problem
    decided = CapitalDecided(proposal.id, command.delegation, command.decision, command.text)
    if command.decision is not CapitalDecision.APPROVE:
        return (decided,)
    if talks.is_paused:
        return Refusal("paused")
    if not proposal.is_open:
        return Refusal("proposal_closed", {"proposal": proposal.id})
    problem = floor_problem(talks, proposal.forum, command.delegation, occasion.at)
    if problem:
        return problem
    cast = stand(
        talks, proposal, command.delegation, None, StanceKind.ACCEPT, asked.reason, occasion.at
    )
    return decided, *cast


# --- evolving ---


def on_asked(talks: Talks, event: ApprovalAsked, at: int) -> Talks:
    """The question lies before the capital."""
    asked = Approval(event.person, event.reason, at)
    return replace(talks, approvals=talks.approvals.set((event.proposal_id, event.by), asked))


def on_decided(talks: Talks, event: CapitalDecided, at: int) -> Talks:
    """The answer is known to the delegation."""
    key = event.proposal_id, event.delegation
    answered = replace(
        talks.approvals[key], decision=event.decision, text=event.text, decided_at=at
    )
    return replace(talks, approvals=talks.approvals.set(key, answered))
