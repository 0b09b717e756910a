"""Linkages and the ladder: what holds by itself, looked at after all that stirs the talks."""

from server.rules.events import Event
from server.rules.events.world import LinkageLifted, LinkageTriggered, RungLost, RungReached
from server.rules.ids import LinkageId, RungId
from server.rules.state.causes import Cause, CauseKind
from server.rules.state.conditions_met import holds
from server.rules.state.in_force import is_in_force, with_cause, without_cause
from server.rules.state.talks import Talks
from server.rules.written.conditions import forums_of
from server.rules.written.world import Linkage, Rung


def counts(talks: Talks, linkage: Linkage) -> bool:
    """True when every forum that the linkage's condition names is on the schedule."""
    return forums_of(linkage.when).issubset(talks.scheduled_forums())


def linkage_follows(talks: Talks) -> Event | None:
    """The first linkage, else rung, whose condition and standing differ."""
    scheduled = set(talks.scheduled_forums())
    for linkage in talks.scenario.linkages:
        if not forums_of(linkage.when) <= scheduled:
            continue
        on = is_in_force(talks, CauseKind.LINKAGE, linkage.id)
        if on != holds(talks, linkage.when):
            return LinkageLifted(linkage.id) if on else LinkageTriggered(linkage.id)
    for rung in talks.scenario.ladder:
        on = is_in_force(talks, CauseKind.RUNG, rung.id)
        if on != holds(talks, rung.when):
            return RungLost(rung.id) if on else RungReached(rung.id)
    return None


def linkage_of(talks: Talks, linkage: LinkageId) -> Linkage | None:
    """The scenario's linkage of that id."""
    return next((known for known in talks.scenario.linkages if known.id == linkage), None)


def rung_of(talks: Talks, rung: RungId) -> Rung | None:
    """The scenario's rung of that id."""
    return next((known for known in talks.scenario.ladder if known.id == rung), None)


# --- evolving ---


def on_triggered(talks: Talks, event: LinkageTriggered, at: int) -> Talks:
    """Capitals act."""
    known = linkage_of(talks, event.linkage)
    if known is None:
        return talks
    return with_cause(talks, Cause(CauseKind.LINKAGE, known.id, known.modifiers, at))


def on_lifted(talks: Talks, event: LinkageLifted) -> Talks:
    """Capitals have no more reason to."""
    return without_cause(talks, CauseKind.LINKAGE, event.linkage)


def on_reached(talks: Talks, event: RungReached, at: int) -> Talks:
    """The ladder is climbed."""
    known = rung_of(talks, event.rung)
    if known is None:
        return talks
    return with_cause(talks, Cause(CauseKind.RUNG, known.id, known.modifiers, at))


def on_lost(talks: Talks, event: RungLost) -> Talks:
    """What carried it is gone."""
    return without_cause(talks, CauseKind.RUNG, event.rung)
