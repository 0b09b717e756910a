"""The seating that a roster leads to, before anybody is seated: by table, for the preview."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from server.rules.seats import InnerRole
from server.rules.written.scenario import Delegation, Scenario
from server.service.assignment import Assigned, Wish, assign, in_order_of_need, suggested_tables
from server.service.making import MAX_TABLES
from server.service.people import RosterLine

PER_DELEGATION = 4
"""The most people who share a delegation unless the roster asks for more."""


@dataclass(frozen=True, slots=True)
class Student:
    """A student at a table; `role` is None for an observer."""

    name: str
    role: InnerRole | None
    fixed: bool


@dataclass(frozen=True, slots=True)
class TablePlan:
    """A table as it would be: its delegations with their people, and who watches."""

    number: int
    delegations: tuple[tuple[Delegation, tuple[Student, ...]], ...]
    observers: tuple[Student, ...]

    @property
    def people(self) -> int:
        """How many play or watch at this table."""
        return sum(len(people) for _, people in self.delegations) + len(self.observers)

    @property
    def unplayed(self) -> int:
        """How many delegations nobody of the roster plays, where somebody does another."""
        return sum(not people for _, people in self.delegations) if self.people else 0


def tables_for(entries: Sequence[RosterLine], scenario: Scenario) -> int:
    """The number of tables that fits the roster best, those that it names among them."""
    players = sum(not entry.observes for entry in entries)
    named = max((entry.table or 1 for entry in entries), default=1)
    return max(named, suggested_tables(players, len(scenario.delegations), MAX_TABLES))


def seated(
    entries: Sequence[RosterLine], scenario: Scenario, tables: int
) -> tuple[RosterLine, ...]:
    """The roster with a place for everybody; what it says already stays as it is."""
    wishes = [Wish(e.table, e.delegation, e.inner_role, e.observes) for e in entries]
    places = assign(wishes, in_order_of_need(scenario), tables, PER_DELEGATION)
    return tuple(_line(e, place) for e, place in zip(entries, places, strict=True))


def _line(entry: RosterLine, place: Assigned) -> RosterLine:
    return replace(
        entry,
        table=place.table,
        delegation=place.delegation,
        inner_role=place.inner_role,
        observes=place.delegation is None,
    )


def by_table(
    entries: Sequence[RosterLine], lines: Sequence[RosterLine], scenario: Scenario, tables: int
) -> list[TablePlan]:
    """The seated lines, table by table; `entries` are the same as the roster had them."""
    at: dict[tuple[int, object], list[Student]] = {}
    for entry, line in zip(entries, lines, strict=True):
        fixed = entry.table is not None and (entry.delegation is not None or entry.observes)
        student = Student(line.name, line.inner_role, fixed)
        at.setdefault((line.table or 1, line.delegation), []).append(student)
    return [
        TablePlan(
            number,
            tuple((d, tuple(at.get((number, d.id), ()))) for d in scenario.delegations),
            tuple(at.get((number, None), ())),
        )
        for number in range(1, tables + 1)
    ]
