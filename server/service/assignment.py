"""Who sits where when a whole class is seated at once. Pure: counts people, knows no talks.

Tables come out as equal as they can be, no table is left with a single person, every delegation
of a table has one person before any has two and two before any has three; who no longer fits
watches as an observer. Delegations that nobody plays are for automated negotiators.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from server.rules.ids import DelegationId
from server.rules.seats import InnerRole
from server.rules.written.forum import ForumKind
from server.rules.written.scenario import Scenario

ROLE_ORDER = (InnerRole.HEAD, InnerRole.DEPUTY, InnerRole.SPECIALIST)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is fixed about a student beforehand; nothing of it is changed by the assignment."""

    table: int | None = None
    delegation: DelegationId | None = None
    inner_role: InnerRole | None = None
    observes: bool = False


@dataclass(frozen=True, slots=True)
class Assigned:
    """A student's place; `delegation` and `inner_role` are None for an observer."""

    table: int
    delegation: DelegationId | None = None
    inner_role: InnerRole | None = None


def in_order_of_need(scenario: Scenario) -> tuple[DelegationId, ...]:
    """The delegations, those first that are a party to most forums of the conference (initiatives
    beside it left out): people are to play them."""
    conference = (f for f in scenario.forums.values() if f.kind is not ForumKind.INITIATIVE)
    parties = Counter(d for f in conference for d in f.parties)
    order = [d.id for d in scenario.delegations]
    return tuple(sorted(order, key=lambda d: (-parties[d], order.index(d))))


def suggested_tables(people: int, delegations: int, most: int = 60) -> int:
    """How many tables fit best: as many as can be full of people, so that no bot is needed."""
    return min(most, max(1, people // delegations))


def assign(
    wishes: Sequence[Wish],
    order: Sequence[DelegationId],
    tables: int,
    per_delegation: int = 4,
) -> tuple[Assigned, ...]:
    """A place for each student, in their order.

    `order` lists the delegations, the most needed first; tables are 1 to `tables`; at most
    `per_delegation` people share a delegation unless wishes ask for more.
    """
    seated = _Room(wishes, order, tables, per_delegation)
    seated.choose_tables()
    seated.choose_delegations()
    return seated.assigned()


class _Room:
    """The work in hand: a table, then a delegation for every student, then the parts."""

    def __init__(
        self, wishes: Sequence[Wish], order: Sequence[DelegationId], tables: int, most: int
    ) -> None:
        self._wishes, self._order, self._most = wishes, order, most
        self._tables = range(1, tables + 1)
        self._table = {n: w.table for n, w in enumerate(wishes) if w.table is not None}
        self._seat: dict[int, DelegationId] = {}

    # --- tables ---

    def choose_tables(self) -> None:
        delegates = [n for n, w in enumerate(self._wishes) if not w.observes]
        free = [n for n in delegates if n not in self._table]
        sizes = Counter(self._table[n] for n in delegates if n in self._table)
        room = self._quotas(sizes, len(free))
        for n in sorted(free, key=lambda n: self._wishes[n].delegation is None):
            table = self._best_table(n, room)
            self._table[n] = table
            room[table] -= 1
        watching: Counter[int] = Counter()
        for n, wish in enumerate(self._wishes):
            if wish.observes:
                used = sorted({self._table[m] for m in delegates}) or [1]
                table = wish.table or min(used, key=lambda t: (watching[t], t))
                self._table[n] = table
                watching[table] += 1

    def _quotas(self, sizes: Mapping[int, int], free: int) -> Counter[int]:
        """How many of the free students come to each table; fewer tables rather than one alone."""
        pinned = [t for t in self._tables if sizes.get(t)]
        others = [t for t in self._tables if not sizes.get(t)]
        filled = _filled([*pinned, *others], sizes, free)
        while others and min(filled.values()) < 2:
            others.pop()
            filled = _filled([*pinned, *others] or [1], sizes, free)
        return Counter({t: people - sizes.get(t, 0) for t, people in filled.items()})

    def _best_table(self, n: int, room: Mapping[int, int]) -> int:
        """The first table with room; for a wished delegation, where fewest play it so far."""
        wished = self._wishes[n].delegation
        open_ = [t for t in room if room[t] > 0]
        if wished is None:
            return min(open_)
        playing = Counter(
            self._table[m]
            for m, w in enumerate(self._wishes)
            if w.delegation == wished and m in self._table
        )
        return min(open_, key=lambda t: (playing[t], t))

    # --- delegations ---

    def choose_delegations(self) -> None:
        taken = Counter(
            (self._table[n], w.delegation)
            for n, w in enumerate(self._wishes)
            if w.delegation is not None and not w.observes
        )
        for n, wish in enumerate(self._wishes):
            if wish.observes:
                continue
            if wish.delegation is not None:
                self._seat[n] = wish.delegation
                continue
            table = self._table[n]
            best = min(
                self._order, key=lambda d: (taken[table, d], self._order.index(d)), default=None
            )
            if best is not None and taken[table, best] < self._most:
                self._seat[n] = best
                taken[table, best] += 1

    # --- parts ---

    def assigned(self) -> tuple[Assigned, ...]:
        given: dict[tuple[int, DelegationId], set[InnerRole]] = {}
        roles: dict[int, InnerRole] = {}
        wishing = [n for n in self._seat if self._wishes[n].inner_role is not None]
        for n in (*wishing, *(n for n in self._seat if n not in wishing)):
            held = given.setdefault((self._table[n], self._seat[n]), set())
            roles[n] = self._wishes[n].inner_role or next(
                (r for r in ROLE_ORDER if r not in held), InnerRole.SPECIALIST
            )
            held.add(roles[n])
        return tuple(
            Assigned(self._table[n], self._seat.get(n), roles.get(n))
            for n in range(len(self._wishes))
        )


def _filled(tables: Sequence[int], sizes: Mapping[int, int], free: int) -> Counter[int]:
    """The sizes of the tables once as many free students have come, each to the smallest."""
    filled = Counter({t: sizes.get(t, 0) for t in tables})
    for _ in range(free):
        filled[min(tables, key=lambda t: (filled[t], t))] += 1
    return filled


def unplayed(
    assigned: Sequence[Assigned], order: Sequence[DelegationId]
) -> Mapping[int, tuple[DelegationId, ...]]:
    """Table -> the delegations nobody plays there, for tables at which somebody does."""
    playing = {(a.table, a.delegation) for a in assigned if a.delegation is not None}
    return {
        table: tuple(d for d in order if (table, d) not in playing)
        for table in sorted({table for table, _ in playing})
    }
