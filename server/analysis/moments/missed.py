"""Findings about what nobody did: packages never tabled, linkages never used."""

from collections.abc import Iterator

import numpy as np

from server.analysis.moments.history import Ending, History, Offer
from server.analysis.moments.kinds import LinkageUnused, NeverTabled
from server.analysis.moments.weighing import gains, willing
from server.analysis.previews import zone_effects
from server.analysis.solutions import solve
from server.analysis.space import Ints, Space, TooManyPackagesError
from server.analysis.zone import count
from server.rules.ids import ForumId
from server.rules.moves.admissible import can_still_stand
from server.rules.state.talks import ForumStatus
from server.rules.written.conditions import forums_of
from server.rules.written.modifiers import Modifier
from server.rules.written.reach import Reach


def never_tabled(history: History, forum: ForumId) -> NeverTabled | None:
    """A package above everybody's walk-away where the forum failed and none was ever tabled.

    The one fewest issues away from an offer; among these the one the product of gains is largest
    in. None where the zone was empty, or is too large to enumerate.
    """
    ending = history.endings.get(forum)
    if ending is None or ending.status is not ForumStatus.FAILED:
        return None
    known = ending.talks.forum(forum)
    offers = [o for o in history.of(forum) if o.is_complete]
    if any(len(willing(gains(o.forum, o.whole))) == len(known.parties) for o in offers):
        return None
    space = Space.of(known, ending.talks.forum_state(forum).settled)
    try:
        zone = count(space).zone
    except TooManyPackagesError:
        return None
    stands = [can_still_stand(ending.talks, known, space.package(int(i))) for i in zone]
    zone = zone[np.array(stands, dtype=np.bool_)]
    if len(zone) == 0:
        return None
    near, offer = _nearest(space, zone, offers)
    found = solve(space, near)
    if found is None:
        return None
    package = space.package(found.nash.index)
    return NeverTabled(
        forum,
        ending.seq,
        ending.at,
        package,
        gains(known, package),
        offer.proposal.id if offer else None,
        tuple(i for i in space.issues if offer is not None and offer.whole[i] != package[i]),
        len(zone),
    )


def _nearest(space: Space, zone: Ints, offers: list[Offer]) -> tuple[Ints, Offer | None]:
    """The zone's packages that are nearest to an offer, and the latest offer they are nearest to;
    all of them without one."""
    digits = space.digits(zone)
    best: tuple[int, Offer, Ints] | None = None
    for offer in offers:
        here = np.array(
            [
                space.options[n].index(offer.whole[i]) if offer.whole[i] in space.options[n] else -1
                for n, i in enumerate(space.issues)
            ]
        )
        away = (digits != here).sum(axis=1)
        least = int(away.min())
        if best is None or least <= best[0]:
            best = (least, offer, zone[away == least])
    return (zone, None) if best is None else (best[2], best[1])


def linkages_unused(history: History) -> Iterator[LinkageUnused]:
    """Linkages that never took hold, could have, and would have widened a forum that failed."""
    talks = history.talks
    if talks.preset is None:
        return
    reach = Reach.of(talks.played, talks.preset)
    scheduled = set(talks.scheduled_forums())
    for linkage in talks.scenario.linkages:
        named = forums_of(linkage.when)
        if linkage.id in history.triggered or not named <= scheduled:
            continue
        if not named or not reach.possible(linkage.when):
            continue
        endings = [history.endings[f] for f in scheduled if f in history.endings]
        failed = {x.forum: x for x in endings if x.status is ForumStatus.FAILED}
        for forum, ending in failed.items():
            modifiers = [m for m in linkage.modifiers if m.forum == forum]
            widened = _widened(ending, forum, modifiers)
            if widened is not None:
                yield LinkageUnused(forum, ending.seq, ending.at, linkage.id, *widened)


def _widened(ending: Ending, forum: ForumId, modifiers: list[Modifier]) -> tuple[int, int] | None:
    """How many packages could be agreed without and with the modifiers, when it is more."""
    if not modifiers:
        return None
    try:
        without, with_ = zone_effects(ending.talks.scenario, modifiers)[forum]
    except TooManyPackagesError:
        return None
    return (without, with_) if with_ > without else None
