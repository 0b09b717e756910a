"""What modifiers would do to the zones of agreement, before anybody is told."""

from collections.abc import Iterable

import numpy as np

from server.analysis.space import Space
from server.analysis.zone import crossing, meets_rule
from server.rules.ids import ForumId
from server.rules.state.in_force import modified
from server.rules.written.forum import Forum
from server.rules.written.modifiers import Modifier
from server.rules.written.scenario import Scenario


def zone_effects(
    scenario: Scenario, modifiers: Iterable[Modifier]
) -> dict[ForumId, tuple[int, int]]:
    """For each forum that the modifiers name, how many packages can be agreed before and after.

    Forums that keep as many are there too. Raises TooManyPackagesError for one too large to count.
    """
    own: dict[ForumId, list[Modifier]] = {}
    for modifier in modifiers:
        if modifier.forum is not None and modifier.forum in scenario.forums:
            own.setdefault(modifier.forum, []).append(modifier)
    return {
        forum: (
            agreeable(scenario.forums[forum]),
            agreeable(modified(scenario.forums[forum], changes)),
        )
        for forum, changes in own.items()
    }


def agreeable(forum: Forum) -> int:
    """How many packages not barred are adopted when each party accepts exactly those at or above
    its reservation value that cross none of its own red lines.

    Raises TooManyPackagesError.
    """
    space = Space.of(forum)
    least = space.reservation[: space.parties, None]
    found = 0
    for start, scores in space.blocks():
        accepts = scores >= least
        for row, party in enumerate(forum.parties):
            for line in forum.mandates[party].red_lines:
                own = np.flatnonzero(accepts[row])
                accepts[row, own] = ~crossing(space, own + start, line)
        if space.constrained:
            accepts &= space.allowed(np.arange(start, start + scores.shape[1], dtype=np.int64))
        found += int(meets_rule(forum, accepts).sum())
    return found
