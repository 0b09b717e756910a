"""Classes made of logs that were played in memory, and what their files say."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, get_args, get_origin, get_type_hints

from server.analysis.calibration import calibrate
from server.reports.records.masking import WORDS, Kept
from server.reports.records.source import ClassRecord, Wanted, read_class, whole
from server.rules import events as e
from server.rules.ids import (
    PLENARY,
    AgentId,
    ChannelId,
    ClassroomId,
    CommandId,
    FlaggedId,
    LetterId,
    MessageId,
    ObligationId,
    PersonId,
    ProposalId,
    TalksId,
)
from server.rules.seats import Agent, Delegate, Facilitator
from server.rules.written.scenario import Scenario
from server.service.memory import MemoryEventLog
from server.service.people import Classroom, Person
from server.service.ports import EventLog, TalksEntry
from server.web.records.catalogue import FORMATS

KEY = b"a key for tests"
HOME = "https://talks.example.edu"
ROOM = Classroom(ClassroomId("room"), "IR 201", "s", "all", "ABCDEF", made_at=1, made_by="teacher")


def a_class(
    scenario: Scenario,
    logs: Sequence[Sequence[e.Recorded]],
    *,
    room: Classroom = ROOM,
    people: Sequence[Person] = (),
    kept: Kept | None = None,
    tables: Iterable[str] | None = None,
) -> ClassRecord:
    """The record of a class of these tables, numbered from 1."""
    log, entries = stored(scenario, logs)
    chosen = None if tables is None else frozenset(map(TalksId, tables))
    wanted = Wanted(kept or Kept(), chosen, KEY)
    return whole(read_class(room, people, entries, log, calibrate, wanted))


def stored(
    scenario: Scenario, logs: Sequence[Sequence[e.Recorded]]
) -> tuple[EventLog, list[TalksEntry]]:
    """A store with the logs in it."""
    log = MemoryEventLog()
    entries = []
    for number, recorded in enumerate(logs, 1):
        entry = TalksEntry(TalksId(f"t{number}"), number, scenario.id, ROOM.id)
        log.create(entry, scenario)
        start = 0
        for n, one in enumerate(recorded, 1):
            if n == len(recorded) or recorded[n].command_id != one.command_id:
                log.append(entry.id, start, recorded[start:n])
                start = n
        entries.append(entry)
    return log, entries


def file_of(form: str, record: ClassRecord) -> bytes:
    """A file of the class."""
    out = io.BytesIO()
    for _step in FORMATS[form].write(out, record, HOME):
        pass
    return out.getvalue()


# --- planting ---

_CHOSEN = (ProposalId, MessageId, ChannelId, LetterId, FlaggedId, PersonId, AgentId)


def planted(recorded: Sequence[e.Recorded], name: str) -> list[e.Recorded]:
    """The log with the name in everything that people write, and in every id they can make up."""
    mark = name.split()[0].lower()

    def marked(identity: str) -> str:
        if identity == PLENARY or identity.startswith("delegation:"):
            return identity
        return f"{mark}-{identity}"

    def value(shape: Any, old: Any, field: str) -> Any:
        if old is None or isinstance(old, bool | int) or field in WORDS:
            return old
        if is_dataclass(old) and not isinstance(old, type):
            return thing(old)
        if isinstance(old, tuple) and get_origin(shape) is tuple:
            return tuple(value(get_args(shape)[0], one, field) for one in old)
        if not isinstance(old, str):
            return old
        options = [one for one in get_args(shape) if one is not type(None)]
        shape = options[0] if get_origin(shape) is not None and options else shape
        if shape in _CHOSEN:
            return marked(old)
        if shape is ObligationId and "~" in old:
            return marked(old)
        if shape is str and field != "NoteSent.to":
            return f"{name} <{mark}@heart.example> wrote {old}"
        return old

    def thing(old: Any) -> Any:
        hints = get_type_hints(type(old))
        kind = type(old).__name__
        return replace(
            old,
            **{
                f.name: value(hints[f.name], getattr(old, f.name), f"{kind}.{f.name}")
                for f in fields(old)
            },
        )

    def recast(one: e.Recorded) -> e.Recorded:
        event = one.event if _is_written(one.event) else thing(one.event)
        match event:
            case e.talk.NoteSent(to=to) if to.startswith("p-"):
                event = replace(event, to=marked(to))
            case _:
                pass
        by = one.by
        if isinstance(by, Delegate):
            by = Delegate(PersonId(marked(by.person)))
        elif isinstance(by, Agent):
            by = Agent(by.delegation, AgentId(marked(by.agent)))
        elif isinstance(by, Facilitator):
            by = Facilitator(name)
        return e.Recorded(one.seq, one.at, by, CommandId(f"{mark} {one.command_id}"), event)

    return [recast(one) for one in recorded]


def _is_written(event: e.Event) -> bool:
    """True for what the scenario says by itself."""
    return isinstance(event, e.world.InjectFired) and not event.written
