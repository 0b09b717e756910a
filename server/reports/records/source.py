"""What the files of a class are made of: its tables as their logs have them, masked or not."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from server.analysis.evidence import contribution
from server.reports.records.masking import Codes, Kept, Mask, seated_in
from server.rules import events as e
from server.rules.asking.doubles import as_one, same_as
from server.rules.ids import PersonId, TalksId
from server.rules.moves.evolve import evolve
from server.rules.seats import Facilitator, FacilitatorView
from server.rules.state.talks import Calibrate, Talks
from server.service.memory import MemoryEventLog
from server.service.people import Classroom, Person, came
from server.service.ports import EventLog, TalksEntry, UnknownTalks

if TYPE_CHECKING:
    from server.analysis.comparison import Row
    from server.analysis.evidence import Sheet

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which files are asked for: of all tables or some, with or without names and texts; `key` is
    the secret that codes of people are made with."""

    kept: Kept = field(default_factory=Kept)
    tables: frozenset[TalksId] | None = None
    key: bytes = b""


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody of the class as the files name them. `person` is their id in the log as exported.

    `talks` is the table they sit at, or sat at last; `counted` what the log holds of theirs.
    """

    code: str
    name: str
    person: PersonId
    talks: TalksId | None
    joined: bool
    counted: "Sheet | None"


@dataclass(frozen=True, slots=True)
class TableRecord:
    """A table: its log and what that came to. `words` counts words by number of the event, before
    any were left out; `first`, `last` and `ran` in milliseconds, `ran` on the table's clock."""

    entry: TalksEntry
    talks: Talks
    recorded: Sequence[e.Recorded]
    words: Mapping[int, int]
    debrief: Json
    row: "Row"

    @property
    def number(self) -> int:
        """The table's number."""
        return self.entry.table

    @property
    def first(self) -> int | None:
        """When the table was opened."""
        return self.recorded[0].at if self.recorded else None

    @property
    def ran(self) -> int:
        """How long its clock ran."""
        return sum(end - start for start, end in self.debrief["running"])


@dataclass(frozen=True, slots=True)
class ClassRecord:
    """A class: what its files say of it as a whole."""

    room: Classroom
    kept: Kept
    log: EventLog
    people: tuple[Participant, ...]
    tables: tuple[TableRecord, ...]

    @property
    def forums(self) -> list[str]:
        """Every forum on a table's schedule, in the order of the first table that has it."""
        return list(dict.fromkeys(f["id"] for t in self.tables for f in t.debrief["forums"]))

    @property
    def sides(self) -> list[str]:
        """Every delegation, in seating order."""
        return list(dict.fromkeys(d.id for t in self.tables for d in t.talks.scenario.delegations))


def read_class(
    room: Classroom,
    people: Sequence[Person],
    entries: Sequence[TalksEntry],
    log: EventLog,
    calibrate: Calibrate,
    wanted: Wanted,
) -> Iterator[ClassRecord | None]:
    """Reads a class step by step: None after each step, the record at the end.

    A step is a table's log or debrief, so that whoever takes them one by one can let others go
    first in between. Raises `Unavailable`, and `UnknownTalks` for a table that was deleted.
    """
    from server.analysis.comparison import board
    from server.analysis.evidence import evidence, together
    from server.reports.debrief.page import debrief_for
    from server.reports.debrief.past import read_past

    logs: dict[TalksId, list[e.Recorded]] = {}
    for entry in entries:
        logs[entry.id] = list(log.read(entry.id))
        yield None
    mask = _mask(room, people, entries, log, logs, wanted)
    counted = together(evidence(recorded, came=came(people)) for recorded in logs.values())
    known = same_as(one for recorded in logs.values() for one in recorded)
    if known:
        logs = {t: [as_one(one, known) for one in recorded] for t, recorded in logs.items()}
    yield None
    masked: EventLog = MemoryEventLog()
    shown = [x for x in entries if wanted.tables is None or x.id in wanted.tables]
    played: dict[TalksId, Talks] = {}
    for entry in shown:
        scenario = log.scenario(entry.id)
        if scenario is None:
            raise UnknownTalks(entry.id)
        recorded = mask.log(logs[entry.id])
        played[entry.id] = _replayed(
            entry, Talks.new(entry.id, entry.table, scenario, calibrate), recorded
        )
        masked.create(entry, scenario)
        _append(masked, entry.id, recorded)
        yield None
    rows = {row.talks: row for row in board(list(played.values()))} if played else {}
    tables = []
    for entry in shown:
        talks = played[entry.id]
        past = read_past(talks, masked)
        debrief = debrief_for(talks, masked, FacilitatorView(), list(played.values()), past)
        recorded = list(masked.read(entry.id))
        words = {one.seq: n for one in logs[entry.id] if (n := _words(one.event))}
        tables.append(TableRecord(entry, talks, recorded, words, debrief, rows[entry.id]))
        yield None
    persons = tuple(_participants(people, logs, mask, counted, wanted, known))
    title = room.title if wanted.kept.names else mask.text(room.title)
    made_by = room.made_by if wanted.kept.names else ""
    yield ClassRecord(
        replace(room, title=title, made_by=made_by), wanted.kept, masked, persons, tuple(tables)
    )


def whole(steps: Iterable[ClassRecord | None]) -> ClassRecord:
    """The record at the end of the steps."""
    found = None
    for step in steps:
        found = step or found
    if found is None:
        raise ValueError("a reading without an end")
    return found


def _replayed(entry: TalksEntry, talks: Talks, recorded: Iterable[e.Recorded]) -> Talks:
    for one in recorded:
        talks = evolve(talks, one)
    return talks


def _append(log: EventLog, talks: TalksId, recorded: Sequence[e.Recorded]) -> None:
    """The events in one append a command, as a log wants them."""
    start = 0
    for n, one in enumerate(recorded, 1):
        if n == len(recorded) or recorded[n].command_id != one.command_id:
            log.append(talks, start, recorded[start:n])
            start = n


def _mask(
    room: Classroom,
    people: Sequence[Person],
    entries: Sequence[TalksEntry],
    log: EventLog,
    logs: Mapping[TalksId, Sequence[e.Recorded]],
    wanted: Wanted,
) -> Mask:
    names: dict[str, str] = dict(seated_in(chain.from_iterable(logs.values())))
    names |= {p.id: p.name for p in people}
    stewards = {
        one.by.name for recorded in logs.values() for one in recorded
        if isinstance(one.by, Facilitator)
    }  # fmt: skip
    scenarios = [s for x in entries if (s := log.scenario(x.id)) is not None]
    codes = Codes(wanted.key, room.id)
    return Mask(wanted.kept, codes, names, stewards | {room.made_by} - {""}, scenarios)


def _participants(
    people: Sequence[Person],
    logs: Mapping[TalksId, Sequence[e.Recorded]],
    mask: Mask,
    counted: Mapping[PersonId, "Sheet"],
    wanted: Wanted,
    doubles: Container[PersonId],
) -> Iterator[Participant]:
    """Those of the roster, then whoever only the logs know: of an imported class, everybody. Who
    joined twice is one."""
    last = {p: talks for talks, recorded in logs.items() for p, _ in seated_in(recorded)}
    everybody = [(p.id, p.name, p.talks or last.get(p.id), p.joined) for p in people]
    known = {p.id for p in people}
    everybody += [
        (person, name, last[person], True)
        for person, name in dict(seated_in(chain.from_iterable(logs.values()))).items()
        if person not in known and person not in doubles
    ]
    for person, name, talks, joined in everybody:
        if wanted.tables is not None and talks not in wanted.tables:
            continue
        yield Participant(
            mask.codes.person(person),
            mask.name(person, name),
            PersonId(mask.person(person)),
            talks,
            joined,
            counted.get(person),
        )


def _words(event: e.Event) -> int:
    found = contribution(event)
    return len(found[1].split()) if found else 0


def spoken(table: TableRecord) -> Counter[str]:
    """Messages of each delegation in any channel."""
    return Counter(m.by for m in table.talks.messages.values() if m.by is not None)
