"""A forum of a debrief: what was offered, said and agreed, and what it was worth."""

from typing import TYPE_CHECKING, Any

from server.reports.debrief.past import Past
from server.rules.ids import ForumId
from server.rules.state.talks import ForumStatus, Talks
from server.rules.views.viewer import Viewer
from server.rules.written.forum import Forum

if TYPE_CHECKING:
    from server.analysis.moments.history import History, Offer

Json = dict[str, Any]


def forum_entry(whole: Past, viewer: Viewer, forum_id: ForumId, open_: frozenset[str]) -> Json:
    """The forum as the viewer may know it: its inside only for those who sat there."""
    past = whole.history
    talks = past.talks
    forum, state = talks.forum(forum_id), talks.forum_state(forum_id)
    ending = past.endings.get(forum_id)
    entry: Json = {
        "id": forum_id,
        "title": forum.title,
        "kind": forum.kind,
        "parties": list(forum.parties),
        "observers": list(forum.observers),
        "chair": forum.chair,
        "state": state.status,
        "ended_clock": past.clock(ending.at) if ending else None,
        "recorded": state.recorded,
        "inside": viewer.attends(talks, forum_id),
    }
    if not entry["inside"]:
        return entry
    return entry | {
        "issues": [_issue(forum, n, open_) for n in range(len(forum.issues))],
        "settled": dict(state.settled),
        "offers": [_offer(past, viewer, o, open_) for o in past.of(forum_id)],
        "outcome": _outcome(talks, forum_id, viewer, open_),
        "debrief": forum.debrief if "record" in open_ else "",
        "possible": _possible(whole, forum_id) if "possible" in open_ else None,
    }


def _issue(forum: Forum, number: int, open_: frozenset[str]) -> Json:
    issue = forum.issues[number]
    return {
        "id": issue.id,
        "title": issue.title,
        "options": [
            {
                "id": o.id,
                "text": o.text,
                "clause": o.clause,
                **({"record": True} if o.record and "record" in open_ else {}),
            }
            for o in issue.options
        ],
    }


def _offer(past: "History", viewer: Viewer, offer: "Offer", open_: frozenset[str]) -> Json:
    """An offer with its worth, under the mandates of its end, to those the viewer may read."""
    proposal, mandates = offer.proposal, offer.forum.mandates
    read = [d for d in mandates if "mandates" in open_ or d == viewer.delegation]
    return {
        "proposal": proposal.id,
        "number": proposal.number,
        "label": past.talks.label(proposal),
        "by": proposal.by,
        "cosponsors": list(proposal.cosponsors),
        "at": proposal.at,
        "clock": past.clock(proposal.at),
        "round": past.round_at(offer.seq) + 1,
        "state": proposal.state,
        "ended_clock": past.clock(offer.ended_at),
        "opening": offer.opening,
        "complete": offer.is_complete,
        "amends": proposal.amends,
        "note": proposal.note,
        "package": dict(proposal.package),
        "said": [
            {
                "clock": past.clock(s.at),
                "by": s.by,
                "stance": s.stance,
                "reason": s.reason,
            }
            for s in offer.said
        ],
        "stances": {d: s.stance for d, s in proposal.stances.items()},
        "silences": [
            {
                "clock": past.clock(s.at),
                "ended_clock": None if s.ended_at is None else past.clock(s.ended_at),
                "broken_by": s.broken_by,
            }
            for s in offer.silences
        ],
        "scores": {d: mandates[d].worth_of(offer.whole) for d in read},
        "walk_aways": {d: mandates[d].reservation for d in read},
    }


def _outcome(talks: Talks, forum_id: ForumId, viewer: Viewer, open_: frozenset[str]) -> Json:
    """What the forum came to for each delegation that the viewer may read: worth and walk-away."""
    forum, state = talks.forum(forum_id), talks.forum_state(forum_id)
    agreed = state.status is ForumStatus.AGREED
    return {
        d: {
            "score": m.worth_of(state.settled) if agreed else m.reservation,
            "walk_away": m.reservation,
            "best": m.best,
        }
        for d, m in forum.mandates.items()
        if "mandates" in open_ or d == viewer.delegation
    }


def _possible(past: Past, forum_id: ForumId) -> Json:
    # Imported when it is asked for: numpy is a third of the time a server takes to start.
    from server.reports.debrief.possible import possible_json

    return possible_json(past, forum_id)
