"""Where a newcomer sits. Pure: counts seats, decides nothing that the talks decide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from server.rules.ids import DelegationId, TalksId
from server.rules.refusals import Refusal
from server.rules.talks import Talks, TalksState


@dataclass(frozen=True, slots=True)
class Place:
    """A seat that is free; `taken` people sit in the delegation already."""

    talks: TalksId
    table: int
    delegation: DelegationId
    taken: int
    has_bot: bool
    order: int


def free_places(tables: Sequence[Talks], per_delegation: int) -> list[Place]:
    """Every delegation with room at a table that takes newcomers, best first.

    Heads of empty delegations come first, over all tables, tables in their order so that they
    are full before the next begins; a bot makes room only when no delegation is empty.
    """
    places = [place for talks in tables for place in _places(talks, per_delegation)]
    return sorted(places, key=lambda p: (p.taken, p.has_bot, p.table, p.order))


def _places(talks: Talks, per_delegation: int) -> Iterator[Place]:
    if talks.seats_locked or talks.state is TalksState.ARCHIVED:
        return
    for order, delegation in enumerate(talks.scenario.delegations):
        taken = len(talks.delegates_of(delegation.id))
        if taken < per_delegation:
            has_bot = delegation.id in talks.bots
            yield Place(talks.id, talks.table, delegation.id, taken, has_bot, order)


def place(
    tables: Sequence[Talks],
    per_delegation: int,
    table: int | None = None,
    delegation: DelegationId | None = None,
) -> Place | Refusal:
    """The best free place as asked for, or why there is none, with what is (`table:delegation`)."""
    wanted = [t for t in tables if table is None or t.table == table]
    if not wanted:
        return Refusal("not_found", {"table": table or 0})
    if delegation and all(t.scenario.delegation(delegation) is None for t in wanted):
        return Refusal("unknown_delegation", {"delegation": delegation})
    free = free_places(tables, per_delegation)
    for one in free:
        if table in (None, one.table) and delegation in (None, one.delegation):
            return one
    if all(t.seats_locked or t.state is TalksState.ARCHIVED for t in wanted):
        return Refusal("seats_locked")
    names = tuple(f"{p.table}:{p.delegation}" for p in free)
    return Refusal("seat_taken" if delegation else "table_full", {"free": names})
