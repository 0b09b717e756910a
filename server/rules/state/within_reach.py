"""Which tracks and rungs these talks can still be about: what their schedule can move or reach.

Taken from what everybody knows, so that nobody can read a secret off what is left out.
"""

from functools import lru_cache

from server.rules.ids import RungId, TrackId
from server.rules.same import Same
from server.rules.state.causes import CauseKind
from server.rules.state.in_force import is_in_force, track_values
from server.rules.state.talks import Talks
from server.rules.written.reach import Reach
from server.rules.written.scenario import Preset, Scenario
from server.rules.written.world import Rung, Track


def rungs(talks: Talks) -> tuple[Rung, ...]:
    """The rungs that can be reached, or are, from the lowest up."""
    possible = _reached(talks)[0]
    return tuple(
        r
        for r in talks.scenario.ladder
        if r.id in possible or is_in_force(talks, CauseKind.RUNG, r.id)
    )


def tracks(talks: Talks) -> tuple[Track, ...]:
    """The tracks that something can move, or has moved."""
    movable, now = _reached(talks)[1], track_values(talks)
    return tuple(t for t in talks.scenario.tracks if t.id in movable or now[t.id] != t.start)


def _reached(talks: Talks) -> tuple[frozenset[RungId], frozenset[TrackId]]:
    if talks.preset is None:
        return frozenset(), frozenset()
    return _of(Same(talks.known), Same(talks.preset))


@lru_cache(maxsize=256)
def _of(
    scenario: Same[Scenario], preset: Same[Preset]
) -> tuple[frozenset[RungId], frozenset[TrackId]]:
    reach = Reach.of(scenario.thing, preset.thing)
    ladder = frozenset(r.id for r in scenario.thing.ladder if reach.possible(r.when))
    return ladder, reach.movable(preset.thing)
