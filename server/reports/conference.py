"""What all forums of a schedule could have given together, beside what one table came to."""

from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from server.rules.same import Same
from server.rules.seats import Audience
from server.rules.state.talks import ForumStatus, Talks
from server.rules.views.viewer import viewer_of
from server.rules.written.scenario import Preset, Scenario

if TYPE_CHECKING:
    from server.analysis.conference.report import Conference

Json = dict[str, Any]

SUMS = 300_000
"""Sums of a conference that are compared while somebody waits: a second or two."""

_one_at_a_time = Lock()
"""A class asks for all its tables at once, and gets the same answer."""


def conference_for(talks: Talks, audience: Audience) -> Json | None:
    """The schedule's conference as the scenario has it at the difficulty of the talks, and `here`,
    what the table's own agreements, linkages and red lines came to, in hundredths of a point.

    None while mandates do not lie open to the audience, and where it cannot be found out.
    """
    open_ = viewer_of(talks, audience).everything or "mandates" in talks.revealed
    if not open_ or talks.preset is None:
        return None
    with _one_at_a_time:
        found = _conference(Same(talks.played), Same(talks.preset))
    if found is None:
        return None
    states = {f: talks.forum_state(f) for f in talks.scheduled_forums()}
    agreed = {f: s.settled for f, s in states.items() if s.status is ForumStatus.AGREED}
    return {**found.to_json(), "here": found.totals(agreed)}


@lru_cache(maxsize=8)
def _conference(scenario: Same[Scenario], preset: Same[Preset]) -> "Conference | None":
    # Imported when it is asked for: it brings numpy, and servers start without it.
    from server.analysis.conference.report import conference
    from server.analysis.conference.together import TooManyOutcomesError
    from server.analysis.space import TooManyPackagesError

    try:
        return conference(scenario.thing, preset.thing, SUMS)
    except (TooManyOutcomesError, TooManyPackagesError, ValueError):
        return None
