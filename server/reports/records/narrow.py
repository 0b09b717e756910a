"""The long table: one row for each table, delegation, forum and measure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from server.reports.records import measures as m
from server.reports.records.columns import Column, Kind, Sheet, Value
from server.reports.records.source import ClassRecord, TableRecord


@dataclass(frozen=True, slots=True)
class Reading:
    """A measure read at a place."""

    at: m.Place
    measure: m.Measure
    value: Value


def long(record: ClassRecord) -> Sheet[Reading]:
    """Every measure that has a value."""

    columns: tuple[Column[Reading], ...] = (
        Column("talks.id", Kind.TEXT, "Id of the talks, as in the log.", "the class",
               lambda r: r.at.table.talks.id),
        Column("talks.table", Kind.WHOLE, "Number of the table in its class.",
               "the class", lambda r: r.at.table.number),
        Column("delegation", Kind.TEXT,
               "Id of the delegation; empty for a measure of the table or the forum.",
               "the scenario", lambda r: r.at.side),
        Column("forum", Kind.TEXT,
               "Id of the forum; empty for a measure of the table or the delegation.",
               "the scenario", lambda r: r.at.forum),
        Column("measure", Kind.TEXT, "What was measured: see the codebook's lines of "
               "this file that begin with \"measure=\".", "the codebook",
               lambda r: r.measure.name),
        Column("value", Kind.TEXT, "The value: a number, but for state and role.",
               "the measure's own source", lambda r: r.value),
        Column("unit", Kind.TEXT, "What the value counts.", "the codebook",
               lambda r: r.measure.unit),
    )  # fmt: skip
    return Sheet(
        "long", "a table, delegation, forum and measure", columns, lambda: _readings(record.tables)
    )


def measured(table: TableRecord) -> list[dict[str, str | int | float]]:
    """The measures of one table, as JSON has them."""
    found: list[dict[str, str | int | float]] = []
    for one in _readings([table]):
        value = float(one.value) if isinstance(one.value, Decimal) else one.value
        if value is not None:
            found.append(
                {
                    "delegation": one.at.side,
                    "forum": one.at.forum,
                    "measure": one.measure.name,
                    "value": value,
                    "unit": one.measure.unit,
                }
            )
    return found


def _readings(tables: Sequence[TableRecord]) -> Iterator[Reading]:
    for of in m.Of:
        wanted = [x for x in m.ALL if x.of is of]
        for at in m.places(tables, of):
            for measure in wanted:
                value = measure.read(at)
                if value is not None:
                    yield Reading(at, measure, value)
