"""What was possible in a forum: counts, fair packages, and the scores to draw the map from."""

from contextlib import suppress
from typing import Any

from server.analysis.distance import distance
from server.analysis.moments.history import History
from server.analysis.outcomes import analyze
from server.analysis.space import Space, TooManyPackagesError
from server.analysis.survey import survey
from server.reports.debrief.past import Past
from server.rules.copying import replace
from server.rules.ids import ForumId
from server.rules.refusals import Refusal
from server.rules.state.conditions_met import holds
from server.rules.state.talks import ForumStatus, Talks
from server.rules.written.forum import Forum
from server.wire.outgoing import sentence

Json = dict[str, Any]


def possible_json(past: Past, forum_id: ForumId) -> Json:
    """As things stood when the forum ended, or stand now. Scores in hundredths of a point."""
    found = past.possible.get(forum_id)
    if found is None:
        found = past.possible[forum_id] = _possible(past.history, forum_id)
    return found


def _possible(past: History, forum_id: ForumId) -> Json:
    ending = past.endings.get(forum_id)
    talks = ending.talks if ending else past.talks
    whole = _analyzed(talks, forum_id)
    state = past.talks.forum_state(forum_id)
    if state.status is not ForumStatus.AGREED:
        return whole
    with suppress(TooManyPackagesError):
        lies = distance(Space.of(_as_it_stood(talks, forum_id)), state.settled)
        whole["agreement"] = lies.to_json()
    return whole


def _analyzed(talks: Talks, forum_id: ForumId) -> Json:
    forum = _as_it_stood(talks, forum_id)
    try:
        found = analyze(forum).to_json() | {"space": _space(forum)}
    except TooManyPackagesError as why:
        refusal = Refusal("too_many_packages")
        said = {"code": refusal.code, "message": sentence(refusal)}
        found = survey(forum, why) | {"left_out": said}
    found["efficient"] = found.pop("pareto")
    return {k: v for k, v in found.items() if k not in ("frontier", "issues", "forum", "parties")}


def _as_it_stood(talks: Talks, forum_id: ForumId) -> Forum:
    """The forum with the options barred that conditions elsewhere did not allow."""
    forum = talks.forum(forum_id)
    unmet = tuple(
        (r.issue, r.option)
        for r in forum.requirements
        if r.when is not None and not holds(talks, r.when)
    )
    return replace(forum, barred=(*forum.barred, *unmet)) if unmet else forum


def _space(forum: Forum) -> Json:
    """Enough to list every package and what it is worth: scores add up over the issues."""
    return {
        "issues": [
            {
                "id": issue.id,
                "options": [o.id for o in issue.options if (issue.id, o.id) not in forum.barred],
            }
            for issue in forum.issues
        ],
        "worth": {
            d: {i: dict(p.worth) for i, p in m.positions.items()} for d, m in forum.mandates.items()
        },
        "walk_aways": {d: m.reservation for d, m in forum.mandates.items()},
        "rule": {
            "all_of": list(forum.rule.all_of),
            "at_least": forum.rule.at_least,
            "veto": list(forum.rule.veto),
            "tie_break": forum.chair if forum.rule.chair_breaks_ties else None,
        },
        "needs": [
            {
                "issue": r.issue,
                "option": r.option,
                "beside": r.beside[0],
                "options": sorted(r.beside[1]),
            }
            for r in forum.requirements
            if r.beside is not None
        ],
    }
