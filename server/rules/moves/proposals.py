"""Tabling, amending, co-sponsoring and withdrawing packages."""

from collections.abc import Mapping

from immutables import Map

from server.rules.commands.proposals import (
    AmendProposal,
    Cosponsor,
    StanceKind,
    TableProposal,
    WithdrawProposal,
)
from server.rules.copying import replace
from server.rules.events import Event
from server.rules.events.proposals import (
    ProposalCosponsored,
    ProposalLapsed,
    ProposalReopened,
    ProposalTabled,
    ProposalWithdrawn,
)
from server.rules.ids import DelegationId, ForumId, IssueId, OptionId, ProposalId, private_id
from server.rules.moves.admissible import package_problem
from server.rules.moves.consent import implied
from server.rules.occasion import Occasion
from server.rules.refusals import Refusal
from server.rules.state.acting import Acting, acts
from server.rules.state.talks import ForumStatus, Phase, Proposal, ProposalState, Talks
from server.rules.state.versions import version
from server.rules.texts import text_problem
from server.rules.written.package import with_changes

MAX_OPEN = 100
"""Open proposals a forum can hold."""


def floor_problem(
    talks: Talks, forum: ForumId, delegation: DelegationId, at: int
) -> Refusal | None:
    """Why the delegation cannot take the floor in the forum at that moment; None when it can."""
    known = talks.scenario.forums.get(forum)
    if known is None or forum not in talks.scheduled_forums():
        return Refusal("not_found", {"forum": forum})
    if not known.attends(delegation):
        return Refusal("not_attending", {"forum": forum})
    status = talks.forum_state(forum).status
    if status in {ForumStatus.AGREED, ForumStatus.FAILED}:
        return Refusal("forum_closed", {"forum": forum})
    if forum not in talks.forums_now or talks.phase is not Phase.NEGOTIATION:
        return Refusal("floor_closed", {"forum": forum})
    if talks.phase_ends_at is not None and at >= talks.phase_ends_at:
        return Refusal("floor_closed", {"forum": forum})
    return None


def seen_proposal(talks: Talks, proposal: ProposalId, delegation: DelegationId) -> Proposal | None:
    """The proposal if the delegation may act on it: unknown and hidden are the same."""
    found = talks.proposals.get(proposal) or talks.proposals.get(
        ProposalId(private_id(proposal, delegation))
    )
    if found is None or not talks.forum(found.forum).attends(delegation):
        return None
    return found


def table(
    talks: Talks, acting: Acting, command: TableProposal, occasion: Occasion
) -> tuple[Event, ...] | Refusal:
    """Table a package; the author's acceptance goes with it when the author is a party."""
    problem = acts(talks, acting, command.forum) or floor_problem(
        talks, command.forum, acting.delegation, occasion.at
    )
    if problem:
        return problem
    return _tabled(talks, acting, command.proposal_id, command.forum, command.package, command.note)


def amend(
    talks: Talks, acting: Acting, command: AmendProposal, occasion: Occasion
) -> tuple[Event, ...] | Refusal:
    """Table a proposal that is another one with changes."""
    amended = seen_proposal(talks, command.amends, acting.delegation)
    problem = acts(talks, acting, amended.forum if amended else None)
    if problem:
        return problem
    if amended is None:
        return Refusal("not_found", {"proposal": command.amends})
    problem = floor_problem(talks, amended.forum, acting.delegation, occasion.at)
    if problem:
        return problem
    if not amended.is_open:
        return Refusal("proposal_closed", {"proposal": command.amends})
    if is_another(talks, amended, acting.delegation, command.seen):
        return Refusal("proposal_changed", {"proposal": command.amends})
    package = with_changes(amended.package, command.changes)
    if package == dict(amended.package):
        return Refusal("nothing_changes")
    named = replace(command, amends=amended.id)
    return _tabled(talks, acting, command.proposal_id, amended.forum, package, command.note, named)


def _tabled(
    talks: Talks,
    acting: Acting,
    proposal_id: ProposalId,
    forum_id: ForumId,
    package: Mapping[IssueId, OptionId],
    note: str,
    amendment: AmendProposal | None = None,
) -> tuple[Event, ...] | Refusal:
    forum, state = talks.forum(forum_id), talks.forum_state(forum_id)
    problem = text_problem(note) or package_problem(talks, forum, state, package)
    if problem:
        return problem
    if not forum.open:
        proposal_id = ProposalId(private_id(proposal_id, acting.delegation))
    if proposal_id in talks.proposals:
        return Refusal("id_taken")
    if len(state.open_proposals) >= MAX_OPEN:
        return Refusal("too_many_proposals", {"limit": MAX_OPEN})
    twin = next((p for p in talks.open_proposals(forum_id) if p.package == package), None)
    if twin is not None:
        return Refusal("same_package", {"proposal": twin.id})
    tabled = ProposalTabled(
        proposal_id=proposal_id,
        forum=forum_id,
        number=state.tabled + 1,
        by=acting.delegation,
        package=package,
        note=note,
        amends=amendment.amends if amendment else None,
        changes=amendment.changes if amendment else None,
    )
    if acting.delegation not in forum.parties:
        return (tabled,)
    return tabled, *implied(talks, acting, proposal_id, forum_id, package)


def cosponsor(
    talks: Talks, acting: Acting, command: Cosponsor, occasion: Occasion
) -> tuple[Event, ...] | Refusal:
    """Put the delegation's name to another's proposal; a party accepts it thereby."""
    proposal = open_proposal(talks, acting, command.proposal_id, occasion, command.seen)
    if isinstance(proposal, Refusal):
        return proposal
    me = acting.delegation
    if me == proposal.by or me in proposal.cosponsors:
        return Refusal("already_yours")
    named = ProposalCosponsored(proposal.id, me)
    stance = proposal.stances.get(me)
    accepted = stance is not None and stance.stance is StanceKind.ACCEPT
    if accepted or me not in talks.forum(proposal.forum).parties:
        return (named,)
    return named, *implied(talks, acting, proposal.id, proposal.forum, proposal.package)


def withdraw(
    talks: Talks, acting: Acting, command: WithdrawProposal, occasion: Occasion
) -> tuple[Event, ...] | Refusal:
    """Take the own proposal off the table."""
    proposal = open_proposal(talks, acting, command.proposal_id, occasion, command.seen)
    if isinstance(proposal, Refusal):
        return proposal
    if proposal.by != acting.delegation:
        return Refusal("not_yours")
    return (ProposalWithdrawn(proposal.id),)


def open_proposal(
    talks: Talks, acting: Acting, proposal_id: ProposalId, occasion: Occasion, seen: str
) -> Proposal | Refusal:
    """The proposal, if the delegation may act on it at that moment and saw it as it stands."""
    proposal = seen_proposal(talks, proposal_id, acting.delegation)
    problem = acts(talks, acting, proposal.forum if proposal else None)
    if problem:
        return problem
    if proposal is None:
        return Refusal("not_found", {"proposal": proposal_id})
    if not proposal.is_open:
        return Refusal("proposal_closed", {"proposal": proposal_id})
    problem = floor_problem(talks, proposal.forum, acting.delegation, occasion.at)
    if problem:
        return problem
    if is_another(talks, proposal, acting.delegation, seen):
        return Refusal("proposal_changed", {"proposal": proposal_id})
    return proposal


def is_another(talks: Talks, proposal: Proposal, delegation: DelegationId, seen: str) -> bool:
    """True when the delegation saw another version of the proposal than the present one."""
    return seen not in ("", version(talks, proposal, delegation))


# --- evolving ---


def on_tabled(talks: Talks, event: ProposalTabled, at: int) -> Talks:
    """The proposal lies on the table."""
    proposal = Proposal(
        id=event.proposal_id,
        number=event.number,
        forum=event.forum,
        by=event.by,
        package=Map(event.package),
        note=event.note,
        at=at,
        amends=event.amends,
        changes=None if event.changes is None else Map(event.changes),
    )
    state = talks.forum_state(event.forum)
    state = replace(state, open_proposals=(*state.open_proposals, proposal.id), tabled=event.number)
    return replace(
        talks,
        proposals=talks.proposals.set(proposal.id, proposal),
        forums=talks.forums.set(event.forum, state),
    )


def on_cosponsored(talks: Talks, event: ProposalCosponsored) -> Talks:
    """Another name stands on the proposal."""
    proposal = talks.proposals[event.proposal_id]
    return with_proposal(talks, replace(proposal, cosponsors=(*proposal.cosponsors, event.by)))


def on_withdrawn(talks: Talks, event: ProposalWithdrawn) -> Talks:
    """The author took it back."""
    return closed(talks, event.proposal_id, ProposalState.WITHDRAWN)


def on_lapsed(talks: Talks, event: ProposalLapsed) -> Talks:
    """It can no longer be adopted."""
    return closed(talks, event.proposal_id, ProposalState.LAPSED, event.why)


def on_reopened(talks: Talks, event: ProposalReopened) -> Talks:
    """It can be adopted again."""
    proposal = replace(talks.proposals[event.proposal_id], state=ProposalState.TABLED, why="")
    state = talks.forum_state(proposal.forum)
    lying = sorted((*state.open_proposals, proposal.id), key=lambda p: talks.proposals[p].number)
    return replace(
        with_proposal(talks, proposal),
        forums=talks.forums.set(proposal.forum, replace(state, open_proposals=tuple(lying))),
    )


def with_proposal(talks: Talks, proposal: Proposal) -> Talks:
    """The talks with the proposal in its new form."""
    return replace(talks, proposals=talks.proposals.set(proposal.id, proposal))


def closed(talks: Talks, proposal_id: ProposalId, to: ProposalState, why: str = "") -> Talks:
    """The talks with the proposal off the list of open ones."""
    proposal = replace(talks.proposals[proposal_id], state=to, why=why, silence_ends_at=None)
    state = talks.forum_state(proposal.forum)
    remaining = tuple(p for p in state.open_proposals if p != proposal_id)
    return replace(
        with_proposal(talks, proposal),
        forums=talks.forums.set(proposal.forum, replace(state, open_proposals=remaining)),
    )
