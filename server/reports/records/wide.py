"""One row for each table and delegation, and one row for each participant, with dotted names."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from server.analysis.evidence import Kind as Act
from server.reports.records import measures as m
from server.reports.records.columns import Column, Kind, Sheet, Value
from server.reports.records.source import ClassRecord, Participant, TableRecord

_ROSTER = "the roster, seat_assigned, observer_seated"
_EVIDENCE = "analysis.evidence: what the log shows as this person's doing"


@dataclass(frozen=True, slots=True)
class Who:
    """A participant at the table they sit at, or sat at last; None without one."""

    person: Participant
    table: TableRecord | None

    @property
    def side(self) -> str:
        """The delegation; empty for an observer and for whoever has no seat."""
        seat = self.table.talks.seat_of(self.person.person) if self.table else None
        return seat.delegation if seat else ""

    @property
    def role(self) -> str:
        """The inner role, or observer."""
        if self.table is None:
            return ""
        seat = self.table.talks.seat_of(self.person.person)
        watches = self.person.person in self.table.talks.observers
        return seat.inner_role.value if seat else "observer" if watches else ""

    @property
    def code(self) -> str:
        """The delegation's code, as pages show it."""
        found = (
            next((d for d in self.table.talks.scenario.delegations if d.id == self.side), None)
            if self.table
            else None
        )
        return found.code if found else ""

    def counted(self, act: Act) -> int:
        """How often they did that."""
        return self.person.counted.counts[act] if self.person.counted else 0


def participants(record: ClassRecord) -> Sheet[Who]:
    """Everybody of the class who has or had a seat, or is on the roster."""
    at = {t.talks.id: t for t in record.tables}

    def rows() -> Iterator[Who]:
        for person in record.people:
            yield Who(person, at.get(person.talks) if person.talks else None)

    columns: list[Column[Who]] = [
        Column("participant.code", Kind.TEXT,
               "Code of the person: the same in every file and every export of the class.",
               "made from the person's id with this server's secret", lambda w: w.person.code),
        Column("participant.name", Kind.TEXT, "Name as typed; the code where names are masked.",
               _ROSTER, lambda w: w.person.name),
        Column("participant.person", Kind.TEXT,
               "Id of the person in the log as exported; the code where names are masked.",
               _ROSTER, lambda w: w.person.person),
        Column("participant.joined", Kind.FLAG, "1 when somebody took the place.", "the roster",
               lambda w: int(w.person.joined)),
        Column("participant.delegation", Kind.TEXT, "Code of the delegation.",
               "seat_assigned, seat_released", lambda w: w.code),
        Column("participant.role", Kind.TEXT,
               "head, deputy, specialist, press, note_taker or observer.",
               "seat_assigned, inner_role_set, observer_seated", lambda w: w.role),
        Column("participant.minutes_seated", Kind.WHOLE,
               "Minutes in a seat while the clock ran, from when they came, at all tables.",
               f"{_EVIDENCE}; the roster",
               lambda w: _minutes(w.person.counted.seated) if w.person.counted else 0),
        Column("participant.minutes_run", Kind.WHOLE, "Minutes that the table's clock ran.",
               _EVIDENCE, lambda w: _minutes(w.person.counted.ran) if w.person.counted else 0),
        Column("participant.words", Kind.WHOLE,
               "Words written in all; counted before any text was left out.", _EVIDENCE,
               lambda w: w.person.counted.words if w.person.counted else 0),
        *(_act(act) for act in Act),
        Column("talks.id", Kind.TEXT, "Id of the talks, as in the log.", "the class",
               lambda w: w.table.talks.id if w.table else None),
        Column("talks.table", Kind.WHOLE, "Number of the table in its class.", "the class",
               lambda w: w.table.number if w.table else None),
        Column("talks.scenario", Kind.TEXT, "Id of the scenario.", "the class",
               lambda w: w.table.entry.scenario if w.table else None),
        Column("talks.difficulty", Kind.TEXT, "Difficulty it was played at.",
               "talks_opened, replanned", lambda w: w.table.talks.difficulty if w.table else None),
        *(_of_table(measure) for measure in m.OF_TABLE),
        *(_own(measure) for measure in (*m.OF_SIDE, *m.FOUND)),
    ]  # fmt: skip
    for forum in record.forums:
        columns += [_of_forum(forum, measure) for measure in m.OF_FORUM]
        columns += [_part(forum, measure) for measure in m.OF_PART]
        columns += [_score_of(forum, side) for side in record.sides]
    return Sheet("participants", "a participant", tuple(columns), rows)


def _minutes(milliseconds: int) -> int:
    return (max(0, milliseconds) + 30_000) // 60_000


def _act(act: Act) -> Column[Who]:
    meaning = f"Contributions of the kind {act.value}."
    return Column(
        f"participant.{act.value}", Kind.WHOLE, meaning, _EVIDENCE, lambda w: w.counted(act)
    )


def _at(measure: m.Measure, forum: str = "", *, own: bool) -> Callable[[Who], Value]:
    def read(who: Who) -> Value:
        if who.table is None or (own and not who.side):
            return None
        return measure.read(m.Place(who.table, who.side if own else "", forum))

    return read


def _of_table(measure: m.Measure) -> Column[Who]:
    name, meaning = f"talks.{measure.name}", f"Of the table. {measure.meaning}"
    return Column(name, measure.kind, meaning, measure.source, _at(measure, own=False))


def _own(measure: m.Measure) -> Column[Who]:
    name, meaning = f"own.{measure.name}", f"Of the own delegation. {measure.meaning}"
    return Column(name, measure.kind, meaning, measure.source, _at(measure, own=True))


def _of_forum(forum: str, measure: m.Measure) -> Column[Who]:
    name, meaning = f"{forum}.{measure.name}", f"Of the forum {forum}. {measure.meaning}"
    return Column(name, measure.kind, meaning, measure.source, _at(measure, forum, own=False))


def _part(forum: str, measure: m.Measure) -> Column[Who]:
    name = f"{forum}.own.{measure.name}"
    meaning = f"Of the own delegation in the forum {forum}. {measure.meaning}"
    return Column(name, measure.kind, meaning, measure.source, _at(measure, forum, own=True))


def _score_of(forum: str, side: str) -> Column[Who]:
    score = m.named(m.OF_PART, "score")

    def read(who: Who) -> Value:
        return None if who.table is None else score.read(m.Place(who.table, side, forum))

    meaning = f"Of the delegation {side} in the forum {forum}. {score.meaning}"
    return Column(f"{forum}.score.{side}", score.kind, meaning, score.source, read)


IN_A_FORUM = (
    m.named(m.OF_FORUM, "state"),
    *(m.named(m.OF_PART, name) for name in ("role", "score", "walk_away", "best")),
    m.named(m.OF_FORUM, "offers"),
    m.named(m.OF_PART, "own_offers"),
    *(
        m.named(m.OF_FORUM, name)
        for name in ("packages", "zone", "efficient", "sum_share", "nash_share", "left")
    ),
)
"""What the file of delegations says of each forum, in its places."""


def delegations(record: ClassRecord) -> Sheet[m.Place]:
    """The file of `sixparty analyze`: its columns keep their names and places."""
    of_side = [m.named(m.OF_SIDE, name) for name in ("total", "no_deal", "gain")]
    columns: list[Column[m.Place]] = [
        Column("table", Kind.WHOLE, "Number of the table in its class.", "the class",
               lambda at: at.table.number),
        Column("talks", Kind.TEXT, "Id of the talks, as in the log.", "the class",
               lambda at: at.table.talks.id),
        Column("delegation", Kind.TEXT, "Id of the delegation.", "the scenario",
               lambda at: at.side),
        *(Column(x.name, x.kind, x.meaning, x.source, x.read) for x in of_side),
    ]  # fmt: skip
    for forum in record.forums:
        columns += [_there(forum, measure) for measure in IN_A_FORUM]
    columns += [Column(x.name, x.kind, x.meaning, x.source, x.read) for x in m.FOUND]
    columns += [
        Column(x.name, x.kind, x.meaning, x.source, x.read)
        for x in m.OF_SIDE
        if x.name in ("duplicate", "spoken")
    ]
    return Sheet(
        "delegations",
        "a delegation at a table",
        tuple(columns),
        lambda: m.places(record.tables, m.Of.SIDE),
    )


def _there(forum: str, measure: m.Measure) -> Column[m.Place]:
    def read(at: m.Place) -> Value:
        return measure.read(m.Place(at.table, at.side, forum))

    meaning = f"In the forum {forum}. {measure.meaning}"
    return Column(f"{forum}.{measure.name}", measure.kind, meaning, measure.source, read)
