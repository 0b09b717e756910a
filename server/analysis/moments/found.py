"""All findings of talks, in the order in which a debrief tells them."""

from collections.abc import Iterator

from server.analysis.moments import deals, missed, offers
from server.analysis.moments.history import History
from server.analysis.moments.kinds import KINDS, Moment
from server.rules.ids import ForumId


def moments(history: History) -> tuple[Moment, ...]:
    """Everything found, by kind, then as it happened."""
    found: list[Moment] = []
    for forum in history.talks.scheduled_forums():
        found += _of_forum(history, forum)
    found += missed.linkages_unused(history)
    found += deals.contradicted(history)
    order = list(KINDS)
    return tuple(sorted(found, key=lambda one: (order.index(type(one)), one.seq)))


def _of_forum(history: History, forum: ForumId) -> Iterator[Moment]:
    change = offers.one_change_away(history, forum)
    if change is not None:
        yield change
    yield from offers.single_objectors(history, forum)
    acceptable = offers.first_acceptable(history, forum)
    if acceptable is not None:
        yield acceptable
    never = missed.never_tabled(history, forum)
    if never is not None and not (change is not None and len(never.differs) == 1):
        yield never
    yield from offers.refused_above(history, forum, acceptable.proposal if acceptable else None)
    below = deals.below_walk_away(history, forum)
    if below is not None:
        yield below
    yield from deals.across_red_lines(history, forum)
