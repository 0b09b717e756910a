"""Findings about offers that failed. Opening positions are nobody's mistake and are left out."""

from collections.abc import Iterator

from server.analysis.moments.history import History, Offer
from server.analysis.moments.kinds import FirstAcceptable, OneChange, RefusedAbove, SingleObjector
from server.analysis.moments.weighing import gains, one_change, outcome, passes, willing
from server.rules.commands.proposals import StanceKind
from server.rules.ids import PLENARY, DelegationId, ForumId, IssueId, OptionId, ProposalId
from server.rules.state.talks import ForumStatus


def failed(history: History, forum: ForumId) -> list[Offer]:
    """The forum's complete offers that were not adopted; empty where all is still open."""
    state = history.talks.forum_state(forum)
    if state.status not in (ForumStatus.AGREED, ForumStatus.FAILED):
        return []
    return [o for o in history.of(forum) if o.is_complete and not o.was_adopted]


def one_change_away(history: History, forum: ForumId) -> OneChange | None:
    """The failed package that was one changed issue from passing; None where the forum agreed.

    Of several the one for which fewest parties had to come over, then the one from which the least
    is left to gain by the party that gains least, then the latest.
    """
    if history.talks.forum_state(forum).status is not ForumStatus.FAILED:
        return None
    found: list[tuple[tuple[int, int, int], OneChange]] = []
    for offer in failed(history, forum):
        if offer.opening:
            continue
        before = gains(offer.forum, offer.whole)
        if passes(offer.forum, willing(before)):
            continue  # nothing need have changed: `first_acceptable` tells of it
        for issue, option, package in one_change(offer.last, offer.forum, offer.whole):
            after = gains(offer.forum, package)
            if passes(offer.forum, willing(after)):
                one = _one_change(history, offer, issue, option, before, after)
                key = (len(one.came), -min(after.values()), -offer.seq)
                found.append((key, one))
    return min(found, key=lambda entry: entry[0])[1] if found else None


def _one_change(
    history: History,
    offer: Offer,
    issue: IssueId,
    option: OptionId,
    before: dict[DelegationId, int],
    after: dict[DelegationId, int],
) -> OneChange:
    came = tuple(d for d in offer.forum.parties if before[d] < 0 <= after[d])
    return OneChange(
        forum=offer.proposal.forum,
        seq=offer.ended_seq,
        at=offer.ended_at,
        proposal=offer.proposal.id,
        issue=issue,
        was=offer.whole[issue],
        option=option,
        came=came,
        lost=tuple(d for d in offer.forum.parties if after[d] < 0 <= before[d]),
        before=before,
        after=after,
        signalled=_signalled(history, offer, issue, option, came),
        said=_said(history, offer, issue, option, came),
    )


def _signalled(
    history: History,
    failed_offer: Offer,
    issue: IssueId,
    option: OptionId,
    who: tuple[DelegationId, ...],
) -> dict[DelegationId, ProposalId]:
    """For each of them the first offer with that option that it had backed in the open by then."""
    found: dict[DelegationId, ProposalId] = {}
    for offer in history.of(failed_offer.proposal.forum):
        if offer.proposal.package.get(issue) != option:
            continue
        for said in offer.said:
            backed = said.stance is StanceKind.ACCEPT and said.seq < failed_offer.ended_seq
            if backed and said.by in who:
                found.setdefault(said.by, offer.proposal.id)
    return found


def _said(
    history: History,
    failed_offer: Offer,
    issue: IssueId,
    option: OptionId,
    who: tuple[DelegationId, ...],
) -> tuple[DelegationId, ...]:
    """Those of them who had answered in the plenary by then with a package with that option, which
    they would sign."""
    found = {
        said.by
        for said in history.talks.messages.values()
        if said.channel == PLENARY
        and said.at < failed_offer.ended_at
        and said.answer is not None
        and said.answer.forum == failed_offer.proposal.forum
        and said.answer.package.get(issue) == option
    }
    return tuple(d for d in who if d in found)


def single_objectors(history: History, forum: ForumId) -> Iterator[SingleObjector]:
    """Failed packages that all parties but one accepted, where the others came out of it worse."""
    for offer in failed(history, forum):
        parties = offer.forum.parties
        missing = [d for d in parties if d not in offer.accepting()]
        if len(parties) < 3 or len(missing) != 1:
            continue
        [objector] = missing
        forgone = _forgone(history, offer, objector)
        if sum(forgone.values()) <= 0:
            continue
        stance = offer.proposal.stances.get(objector)
        yield SingleObjector(
            forum,
            offer.ended_seq,
            offer.ended_at,
            offer.proposal.id,
            objector,
            stance.stance if stance else None,
            stance.reason if stance else "",
            gains(offer.forum, offer.whole)[objector],
            forgone,
        )


def _forgone(history: History, offer: Offer, objector: DelegationId) -> dict[DelegationId, int]:
    found = {}
    for party in offer.forum.parties:
        got = outcome(history.talks, offer.proposal.forum, party)
        if party != objector and got is not None:
            found[party] = offer.forum.mandates[party].worth_of(offer.whole) - got
    return found


def first_acceptable(history: History, forum: ForumId) -> FirstAcceptable | None:
    """The first package above everybody's walk-away, where the forum failed all the same."""
    if history.talks.forum_state(forum).status is not ForumStatus.FAILED:
        return None
    for offer in failed(history, forum):
        gained = gains(offer.forum, offer.whole)
        refused = [d for d in offer.forum.parties if d not in offer.accepting()]
        if refused and len(willing(gained)) == len(offer.forum.parties):
            return FirstAcceptable(
                forum,
                offer.ended_seq,
                offer.ended_at,
                offer.proposal.id,
                {d: gained[d] for d in refused},
                gained,
            )
    return None


def refused_above(
    history: History, forum: ForumId, told: ProposalId | None = None
) -> Iterator[RefusedAbove]:
    """For each party the offer it rejected above its own walk-away from which it would have had
    most, where its outcome was worth less. `told` is an offer that another finding tells of."""
    best: dict[DelegationId, RefusedAbove] = {}
    for offer in failed(history, forum):
        if offer.opening or offer.proposal.id == told:
            continue
        for party, gain in gains(offer.forum, offer.whole).items():
            rejected = offer.stance_of(party) is StanceKind.REJECT
            got = outcome(history.talks, forum, party)
            if not rejected or gain <= 0 or got is None:
                continue
            forgone = offer.forum.mandates[party].worth_of(offer.whole) - got
            if forgone > 0 and (party not in best or best[party].forgone < forgone):
                reason = offer.proposal.stances[party].reason
                best[party] = RefusedAbove(
                    forum,
                    offer.ended_seq,
                    offer.ended_at,
                    offer.proposal.id,
                    party,
                    reason,
                    gain,
                    forgone,
                )
    yield from best.values()
