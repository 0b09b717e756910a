"""What all forums of a schedule could have given together, beside what one table came to."""

from collections.abc import Iterable
from functools import lru_cache
from threading import Lock
from typing import Any

from server.rules.same import Same
from server.rules.seats import Audience
from server.rules.state.causes import CauseKind
from server.rules.state.scoring import Line, LineKind, share, total
from server.rules.state.talks import Talks
from server.rules.views.viewer import viewer_of
from server.rules.written.scenario import Preset, Scenario

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
    here = {d.id: _here(total(talks, d.id).lines) for d in talks.scenario.delegations}
    return {**found, "here": here}


def _here(lines: Iterable[Line]) -> int:
    """What a total is without tracks, obligations, rungs and events; rounded once, as a
    conference's totals are, and not forum by forum."""
    given = weighed = over = 0
    for line in lines:
        if line.kind is LineKind.EFFECT and line.cause is not None:
            counts = line.cause.kind in (CauseKind.LINKAGE, CauseKind.AGREEMENT)
            given += line.amount if counts else 0
        elif line.kind is not LineKind.TRACK:
            weighed, over = weighed + line.score * line.weight, line.weights
    return given + share(weighed, 1, over)


@lru_cache(maxsize=32)
def _conference(scenario: Same[Scenario], preset: Same[Preset]) -> Json | None:
    # Imported when it is asked for: it brings numpy, and servers start without it.
    from server.analysis.conference.report import conference
    from server.analysis.conference.together import TooManyOutcomesError
    from server.analysis.space import TooManyPackagesError

    try:
        return conference(scenario.thing, preset.thing, SUMS).to_json()
    except (TooManyOutcomesError, TooManyPackagesError, ValueError):
        return None
