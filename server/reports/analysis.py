"""The analysis of talks as JSON: what was possible in each forum, and what was offered there."""

from typing import Any

from server.rules.ids import ForumId
from server.rules.refusals import Refusal
from server.rules.seats import Audience
from server.rules.state.talks import Proposal, Talks
from server.rules.views.table import scores_shown
from server.rules.views.viewer import Viewer, viewer_of
from server.rules.written.forum import Forum
from server.wire.outgoing import sentence

Json = dict[str, Any]

COUNTS = ("forum", "parties", "packages", "feasible", "pareto", "zone")
"""What an analysis says without a number of anybody's mandate in it."""


def analysis_for(talks: Talks, audience: Audience) -> Json:
    """Every forum on the schedule at the talks' difficulty, as far as the cards that lie open
    allow. Scores in hundredths of a point.

    Whoever sees everything gets everything. The card "mandates" opens what is computed from them;
    the card "scores", which lays no mandate open, the counts, and of offers the own worth. What
    was offered and settled behind closed doors stays with those who sat there.
    """
    viewer = viewer_of(talks, audience)
    laid_open = viewer.everything or "mandates" in talks.revealed
    if not (laid_open or scores_shown(talks)):
        return {"forums": []}
    forums = talks.scheduled_forums()
    return {"forums": [_forum(talks, viewer, forum, laid_open) for forum in forums]}


def _forum(talks: Talks, viewer: Viewer, forum_id: ForumId, laid_open: bool) -> Json:
    state, inside = talks.forum_state(forum_id), viewer.attends(talks, forum_id)
    proposals = sorted(
        (p for p in talks.proposals.values() if p.forum == forum_id), key=lambda p: p.number
    )
    whole = _outcomes(talks.forum(forum_id))
    return {
        **(whole if laid_open else {n: whole[n] for n in (*COUNTS, "left_out") if n in whole}),
        "state": state.status,
        "settled": dict(state.settled) if inside else {},
        "path": [_offer(talks, viewer, p, laid_open) for p in proposals] if inside else [],
    }


def _outcomes(forum: Forum) -> Json:
    # Imported when an analysis is asked for: numpy is a third of the time a server takes to start.
    from server.analysis.outcomes import analyze
    from server.analysis.space import TooManyPackagesError
    from server.analysis.survey import survey

    try:
        return analyze(forum).to_json()
    except TooManyPackagesError as why:
        refusal = Refusal("too_many_packages")
        said = {"code": refusal.code, "message": sentence(refusal)}
        return survey(forum, why) | {"left_out": said}


def _offer(talks: Talks, viewer: Viewer, proposal: Proposal, laid_open: bool) -> Json:
    """A proposal and what its own issues are worth to each mandate that the viewer may read."""
    mandates = talks.forum(proposal.forum).mandates
    return {
        "proposal": proposal.id,
        "number": proposal.number,
        "label": talks.label(proposal),
        "by": proposal.by,
        "at": proposal.at,
        "state": proposal.state,
        "package": dict(proposal.package),
        "scores": {
            d: mandate.worth_of(proposal.package)
            for d, mandate in mandates.items()
            if laid_open or d == viewer.delegation
        },
    }
