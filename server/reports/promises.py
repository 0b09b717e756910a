"""Promises of side letters and what became of them, as the API gives them."""

from typing import Any

from server.analysis.promises import Deed, Promised, promises
from server.rules.seats import Audience
from server.rules.state.talks import Talks
from server.rules.views.viewer import viewer_of


def promises_for(talks: Talks, audience: Audience) -> dict[str, Any]:
    """Every promise of a letter in force beside its owner's deeds. `due_round` from 1.

    Letters must lie open to the audience; what was done behind closed doors stays there.
    """
    viewer = viewer_of(talks, audience)
    found = promises(talks, lambda forum: viewer.attends(talks, forum))
    return {"promises": [promised_json(talks, one) for one in found]}


def promised_json(talks: Talks, one: Promised) -> dict[str, Any]:
    """One promise. Times in milliseconds."""
    owed, support = one.obligation, one.obligation.support
    return {
        "letter": one.letter.id,
        "with": list(one.letter.members),
        "disclosed_by": one.letter.disclosed_by,
        "obligation": owed.id,
        "by": owed.by,
        "what": owed.what,
        "due_round": owed.due_round + 1,
        "status": owed.status,
        "support": None
        if support is None
        else {"forum": support.forum, "issue": support.issue, "option": support.option},
        "verdict": one.verdict,
        "deeds": [_deed(talks, deed) for deed in one.deeds],
    }


def _deed(talks: Talks, deed: Deed) -> dict[str, Any]:
    return {
        "kind": deed.kind,
        "at": deed.at,
        "proposal": deed.proposal,
        "number": deed.number,
        "label": talks.label(talks.proposals[deed.proposal]) if deed.proposal else "",
        "option": deed.option,
        "words": deed.words,
    }
