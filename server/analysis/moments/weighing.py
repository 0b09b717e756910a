"""What a package was worth to whom at a moment, and whether it would have passed."""

from collections.abc import Iterable, Iterator, Mapping

from immutables import Map

from server.rules.commands.proposals import StanceKind
from server.rules.ids import DelegationId, ForumId, IssueId, OptionId
from server.rules.moves.admissible import can_still_stand
from server.rules.state.talks import ForumStatus, Stance, Talks
from server.rules.state.versions import rule_is_met
from server.rules.written.forum import Forum
from server.rules.written.package import Package


def gains(forum: Forum, package: Package) -> dict[DelegationId, int]:
    """What the package is worth to each party above its walk-away, in hundredths of a point."""
    return {d: _gain(forum, d, package) for d in forum.parties if d in forum.mandates}


def _gain(forum: Forum, party: DelegationId, package: Package) -> int:
    mandate = forum.mandates[party]
    return mandate.worth_of(package) - mandate.reservation


def willing(gained: Mapping[DelegationId, int]) -> frozenset[DelegationId]:
    """The parties that are not below their walk-away."""
    return frozenset(d for d, gain in gained.items() if gain >= 0)


def passes(forum: Forum, accepting: Iterable[DelegationId]) -> bool:
    """True when the rule is met if exactly these parties accept and all others reject."""
    accepting = frozenset(accepting)
    stances = {
        d: Stance(StanceKind.ACCEPT if d in accepting else StanceKind.REJECT, "", 0)
        for d in forum.parties
    }
    return rule_is_met(forum, Map(stances))


def one_change(
    talks: Talks, forum: Forum, package: Package
) -> Iterator[tuple[IssueId, OptionId, dict[IssueId, OptionId]]]:
    """Every package that differs in one issue not settled, and could be agreed as things stand."""
    settled = talks.forum_state(forum.id).settled
    for issue in forum.issues:
        if issue.id in settled:
            continue
        for option in issue.options:
            if option.id == package.get(issue.id):
                continue
            changed = {**package, issue.id: option.id}
            if can_still_stand(talks, forum, changed):
                yield issue.id, option.id, changed


def outcome(talks: Talks, forum: ForumId, delegation: DelegationId) -> int | None:
    """What the forum came to for the delegation, in hundredths: the agreement's worth, or the
    walk-away. None without a mandate."""
    known = talks.forum(forum).mandates.get(delegation)
    if known is None:
        return None
    state = talks.forum_state(forum)
    agreed = state.status is ForumStatus.AGREED
    return known.worth_of(state.settled) if agreed else known.reservation
