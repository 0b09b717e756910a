"""The analysis of talks as JSON: what was possible in each forum, and what was offered there."""

from typing import Any

from server.rules.ids import ForumId
from server.rules.state.talks import Proposal, Talks

Json = dict[str, Any]


def analysis_of(talks: Talks) -> Json:
    """Every forum on the schedule at the talks' difficulty; scores in hundredths of a point."""
    return {"forums": [_forum(talks, forum) for forum in talks.scheduled_forums()]}


def _forum(talks: Talks, forum_id: ForumId) -> Json:
    # Imported when an analysis is asked for: numpy is a third of the time a server takes to start.
    from server.analysis.outcomes import analyze

    state = talks.forum_state(forum_id)
    proposals = sorted(
        (p for p in talks.proposals.values() if p.forum == forum_id), key=lambda p: p.number
    )
    return {
        **analyze(talks.forum(forum_id)).to_json(),
        "state": state.status,
        "settled": dict(state.settled),
        "path": [_offer(talks, proposal) for proposal in proposals],
    }


def _offer(talks: Talks, proposal: Proposal) -> Json:
    """A proposal and what its own issues are worth to each mandate."""
    mandates = talks.forum(proposal.forum).mandates
    return {
        "proposal": proposal.id,
        "number": proposal.number,
        "by": proposal.by,
        "at": proposal.at,
        "state": proposal.state,
        "package": dict(proposal.package),
        "scores": {d: mandate.worth_of(proposal.package) for d, mandate in mandates.items()},
    }
