"""A debrief: the public record from the end on, and the rest as its cards are turned."""

from collections.abc import Sequence
from typing import Any

from server.reports.debrief.offers import forum_entry
from server.reports.debrief.others import others_of
from server.reports.debrief.past import Past, past_of
from server.reports.promises import promises_for
from server.rules.moves.life import STAGES
from server.rules.seats import Audience
from server.rules.state.scoring import as_shown, share, total
from server.rules.state.talks import Talks
from server.rules.views.table import scores_shown
from server.rules.views.viewer import Viewer, viewer_of
from server.service.ports import EventLog

Json = dict[str, Any]


def debrief_for(
    talks: Talks,
    log: EventLog,
    audience: Audience,
    tables: Sequence[Talks] = (),
    past: Past | None = None,
) -> Json:
    """Everything the audience may know of what happened. Scores in hundredths of a point.

    `tables` are those of the class, this one among them; `past` is given where it was read already.
    """
    past = past or past_of(talks, log)
    viewer = viewer_of(talks, audience)
    open_ = _open_cards(talks, viewer)
    return {
        "talks": talks.id,
        "table": talks.table,
        "title": talks.scenario.title,
        "state": talks.state,
        "difficulty": talks.difficulty,
        "delegation": viewer.delegation,
        "everything": viewer.everything,
        "cards": {"all": list(STAGES), "turned": list(talks.revealed), "open": sorted(open_)},
        "delegations": [
            {
                "id": d.id,
                "code": d.code,
                "short": d.short,
                "name": d.name,
                "colour": d.colour,
                "pattern": d.pattern,
            }
            for d in talks.scenario.delegations
        ],
        "rounds": [
            {"number": n, "title": r.title, "forums": list(r.forums)}
            for n, r in enumerate(talks.schedule, 1)
        ],
        "turns": [
            {"at": t.at, "clock": t.clock, "round": t.round + 1, "phase": t.phase}
            for t in past.history.turns
        ],
        "running": [list(span) for span in past.history.running],
        "forums": [forum_entry(past, viewer, f, open_) for f in talks.scheduled_forums()],
        "moments": _moments(past, viewer, open_),
        "promises": _promises(talks, audience, open_),
        "totals": _totals(talks, viewer),
        "no_deal": _without_agreement(talks, viewer, open_),
        "others": others_of(talks, tables, viewer),
    }


def _open_cards(talks: Talks, viewer: Viewer) -> frozenset[str]:
    """The cards that lie open to the viewer. What is told from mandates stands on that card."""
    if viewer.everything:
        return frozenset(STAGES)
    open_ = set(talks.revealed) if talks.state.is_laid_open else set()
    if "mandates" not in open_:
        open_ -= {"moments", "possible"}
    return frozenset(open_)


def _moments(past: Past, viewer: Viewer, open_: frozenset[str]) -> list[Json] | None:
    """The findings in the forums that the viewer attended; None while their card is closed."""
    if "moments" not in open_:
        return None
    from server.reports.debrief.moments import moments_json

    return moments_json(past, viewer, letters="letters" in open_)


def _promises(talks: Talks, audience: Audience, open_: frozenset[str]) -> list[Json] | None:
    if "letters" not in open_:
        return None
    found: list[Json] = promises_for(talks, audience)["promises"]
    return found


def _totals(talks: Talks, viewer: Viewer) -> Json:
    """Everybody's total where scores are shown, else the own."""
    everybody = viewer.everything or scores_shown(talks)
    scored = talks if viewer.everything else as_shown(talks)
    found: Json = {}
    for delegation in talks.scenario.delegations:
        if delegation.id == viewer.delegation:
            found[delegation.id] = total(talks, delegation.id).total
        elif everybody:
            found[delegation.id] = total(scored, delegation.id).total
    return found


def _without_agreement(talks: Talks, viewer: Viewer, open_: frozenset[str]) -> Json:
    """What the totals that may be read would be if no forum agreed: the walk-aways, weighed."""
    found: Json = {}
    for delegation in (d.id for d in talks.scenario.delegations):
        if "mandates" not in open_ and delegation != viewer.delegation:
            continue
        weights = talks.scenario.forum_weights.get(delegation, {})
        mandates = {
            f: m
            for f in talks.scheduled_forums()
            if (m := talks.forum(f).mandates.get(delegation)) is not None
        }
        over = sum(weights.get(f, 0) for f in mandates)
        found[delegation] = sum(
            share(m.reservation, weights.get(f, 0), over) for f, m in mandates.items()
        )
    return found
