"""What it takes for a delegation to accept: a word, its people's vote, its capital's approval."""

from server.rules.commands.proposals import StanceKind
from server.rules.events import Event
from server.rules.events.proposals import StanceTaken
from server.rules.events.teams import ApprovalAsked, BallotCast
from server.rules.ids import DelegationId, ForumId, PersonId, ProposalId
from server.rules.state.acting import Acting
from server.rules.state.talks import Approval, Talks
from server.rules.written.package import Package
from server.rules.written.policies import TeamPolicy


def votes(talks: Talks, delegation: DelegationId) -> bool:
    """True when the delegation's people decide its stances by ballot; one person has no need to."""
    by_vote = talks.policies.team_decides is TeamPolicy.VOTE
    return by_vote and len(talks.delegates_of(delegation)) > 1


def implied(
    talks: Talks, acting: Acting, proposal: ProposalId, forum: ForumId, package: Package
) -> tuple[Event, ...]:
    """The acceptance that goes with tabling or co-sponsoring.

    Where the delegation votes it is only the ballot of the person who acts.
    """
    if acting.person is not None and votes(talks, acting.delegation):
        ballot = BallotCast(proposal, acting.delegation, acting.person, StanceKind.ACCEPT)
        return () if has_cast(talks, ballot) else (ballot,)
    return acceptance(talks, acting.delegation, acting.asker, proposal, forum, package)


def has_cast(talks: Talks, ballot: BallotCast) -> bool:
    """True when the person's ballot says this already."""
    before = talks.ballots.get(ballot.proposal_id)
    cast = before.get(ballot.person) if before is not None else None
    return cast is not None and (cast.delegation, cast.stance) == (ballot.by, ballot.stance)


def acceptance(
    talks: Talks,
    delegation: DelegationId,
    person: PersonId | None,
    proposal: ProposalId,
    forum: ForumId,
    package: Package,
    reason: str = "",
) -> tuple[Event, ...]:
    """The acceptance itself, or the question to the capital; nothing while the capital is asked.

    `person` None is whoever needs no approval: a bot, or the capital itself.
    """
    taken = StanceTaken(proposal, delegation, StanceKind.ACCEPT, reason)
    if person is None or not talks.policies.capital_approval:
        return (taken,)
    if not crosses(talks, delegation, forum, package):
        return (taken,)
    asked = talks.approvals.get((proposal, delegation))
    if asked is not None and asked.is_approved:
        return (taken,)
    return () if is_pending(asked) else (ApprovalAsked(proposal, delegation, person, reason),)


def crosses(talks: Talks, delegation: DelegationId, forum: ForumId, package: Package) -> bool:
    """True when the package, with what is settled, crosses a red line of the delegation's."""
    mandate = talks.forum(forum).mandates.get(delegation)
    whole = {**talks.forum_state(forum).settled, **package}
    return mandate is not None and bool(mandate.red_lines_crossed(whole))


def is_pending(asked: Approval | None) -> bool:
    """True while the capital owes an answer."""
    return asked is not None and asked.decision is None
