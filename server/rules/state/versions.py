"""What a delegation sees of a proposal before it acts on it, and whether that is still so."""

from hashlib import blake2s

from immutables import Map

from server.rules.commands.proposals import StanceKind
from server.rules.ids import DelegationId
from server.rules.state.talks import Proposal, ProposalState, Stance, Talks
from server.rules.written.forum import Forum
from server.rules.written.mandate import RedLine

Stances = Map[DelegationId, Stance]


def rule_is_met(forum: Forum, stances: Stances) -> bool:
    """True when the forum's adoption rule is met by the parties' stances."""
    rule = forum.rule
    stood = {d: s.stance for d, s in stances.items()}
    accepting = {d for d in forum.parties if stood.get(d) is StanceKind.ACCEPT}
    if not accepting.issuperset(rule.all_of):
        return False
    if StanceKind.REJECT in map(stood.get, rule.veto):
        return False
    if len(accepting) >= rule.at_least:
        return True
    return rule.chair_breaks_ties and (
        len(accepting) == rule.at_least - 1 and forum.chair in accepting
    )


def decides(talks: Talks, proposal: Proposal, delegation: DelegationId) -> bool:
    """True when the delegation's acceptance is the one that the adoption rule still lacks."""
    forum = talks.forum(proposal.forum)
    if proposal.state is not ProposalState.TABLED or delegation not in forum.parties:
        return False
    accepted = Stance(StanceKind.ACCEPT, "", 0)
    return rule_is_met(forum, proposal.stances.set(delegation, accepted))


def crossed_by(talks: Talks, proposal: Proposal, delegation: DelegationId) -> tuple[RedLine, ...]:
    """The delegation's red lines that an agreement on the proposal would cross."""
    mandate = talks.forum(proposal.forum).mandates.get(delegation)
    settled = talks.forum_state(proposal.forum).settled
    return mandate.red_lines_crossed({**settled, **proposal.package}) if mandate else ()


def cost_of(talks: Talks, proposal: Proposal, delegation: DelegationId) -> int:
    """What the red lines an agreement would cross take from the delegation's score in the forum,
    hundredths of a point. Who only observes pays nothing."""
    if delegation not in talks.forum(proposal.forum).parties:
        return 0
    return sum(line.cost for line in crossed_by(talks, proposal, delegation))


def version(talks: Talks, proposal: Proposal, delegation: DelegationId | None) -> str:
    """What stays the same while an act on the proposal means what its giver saw.

    Its state, whether silence was broken since, what it is worth to the delegation after its red
    lines' costs, and whether the delegation's acceptance is the last one needed. Other parties'
    stances alone make no new version. Only what the delegation itself may know goes in.
    """
    mandates = talks.forum(proposal.forum).mandates
    if delegation is None or delegation not in mandates:
        return sealed(proposal)
    settled = talks.forum_state(proposal.forum).settled
    worth = mandates[delegation].worth_of({**settled, **proposal.package})
    cost = cost_of(talks, proposal, delegation)
    return sealed(proposal, worth, cost, decides(talks, proposal, delegation))


def sealed(proposal: Proposal, *own: int | None) -> str:
    """The same of a delegation's own figures: worth, cost, and whether it decides; none of whoever
    has no mandate."""
    seen = (proposal.state.value, len(proposal.broken_by), *own)
    return blake2s(repr(seen).encode(), digest_size=6).hexdigest()
