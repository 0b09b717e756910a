"""The analysis of talks as JSON: what was possible in each forum, and what was offered there."""

from typing import Any

from server.rules.ids import ForumId
from server.rules.refusals import Refusal
from server.rules.state.talks import Proposal, Talks
from server.wire.outgoing import sentence

Json = dict[str, Any]


def analysis_of(talks: Talks) -> Json:
    """Every forum on the schedule at the talks' difficulty; scores in hundredths of a point."""
    return {"forums": [_forum(talks, forum) for forum in talks.scheduled_forums()]}


def _forum(talks: Talks, forum_id: ForumId) -> Json:
    # Imported when an analysis is asked for: numpy is a third of the time a server takes to start.
    from server.analysis.outcomes import analyze, left_out
    from server.analysis.space import TooManyPackagesError

    state = talks.forum_state(forum_id)
    proposals = sorted(
        (p for p in talks.proposals.values() if p.forum == forum_id), key=lambda p: p.number
    )
    forum = talks.forum(forum_id)
    try:
        found = analyze(forum).to_json()
    except TooManyPackagesError as why:
        refusal = Refusal("too_many_packages")
        found = left_out(forum, why) | {
            "left_out": {"code": refusal.code, "message": sentence(refusal)}
        }
    return {
        **found,
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
