"""Where a newcomer sits. Pure: counts seats, decides nothing that the talks decide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from server.rules.ids import DelegationId, TalksId
from server.rules.refusals import Refusal
from server.rules.state.talks import Talks, TalksState


@dataclass(frozen=True, slots=True)
class Place:
    """A seat that is free; `taken` people sit in the delegation, `people` at the table already."""

    talks: TalksId
    table: int
    delegation: DelegationId
    taken: int
    has_bot: bool
    has_agent: bool
    order: int
    people: int = 0
    state: TalksState = TalksState.LOBBY


def free_places(tables: Sequence[Talks], per_delegation: int) -> list[Place]:
    """Every delegation with room at a table that takes newcomers, where one is needed most first.

    First a delegation that nobody plays at a table that has people, the smallest table first, then
    one that a bot plays there. Then a table where nobody sits, unless others have started already:
    nobody is to sit alone. Then a second delegate, a third, and tables that have ended.
    """
    begun = any(t.state is TalksState.RUNNING for t in tables)
    places = [place for talks in tables for place in _places(talks, per_delegation)]
    return sorted(
        places, key=lambda p: (_need(p, begun=begun), p.taken, p.people, p.table, p.order)
    )


def _need(place: Place, *, begun: bool) -> int:
    """How much the class needs somebody there: 0 is most."""
    if place.state.is_discussed:
        return 9
    if place.has_agent:  # who joins there only watches
        return 7
    if place.taken > 0:
        return 4 if place.taken == 1 else 8
    alone = place.people == 0
    if alone and begun:
        return 6 if place.has_bot else 5
    return 2 * alone + place.has_bot


def _places(talks: Talks, per_delegation: int) -> Iterator[Place]:
    if talks.seats_locked or talks.state is TalksState.ARCHIVED:
        return
    for order, delegation in enumerate(talks.scenario.delegations):
        taken = len(talks.delegates_of(delegation.id))
        if taken < per_delegation:
            yield Place(
                talks.id,
                talks.table,
                delegation.id,
                taken,
                delegation.id in talks.bots,
                delegation.id in talks.agents,
                order,
                len(talks.seats),
                talks.state,
            )


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
