"""Events and actors as they are stored: a name, a version and JSON; never a Python path.

Nothing is written by hand for each event: names and fields come from the dataclasses in
`server.rules.events`. An event whose fields change gets a new version, and `UPCASTERS` a function
that makes the JSON of the version before into the next one's, so that old logs always replay.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, get_args

import orjson

from server.rules.events import Event, Recorded
from server.rules.ids import AgentId, CommandId, DelegationId, PersonId
from server.rules.seats import Actor, Agent, Bot, Delegate, Facilitator, Timekeeper
from server.rules.texts import snake_case
from server.service.ports import Unstorable
from server.storage.shapes import Misshapen, Reader, reader, write

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]


class Damaged(ValueError):
    """A stored event that cannot be read; says which, and what is wrong with it."""


class Stored(NamedTuple):
    """An event as a store keeps it; `body` is JSON."""

    name: str
    version: int
    body: str


UPCASTERS: Mapping[tuple[str, int], Upcaster] = {
    ("talks_opened", 1): lambda value: {**value, "schedule": []},
    ("seat_released", 1): lambda value: {**value, "into": None},
    ("message_sent", 1): lambda value: {**value, "question": None, "answer": None},
}
"""(name, version) -> what makes its JSON that of version + 1."""


class Codec:
    """Writes and reads events. `upcasters` is given only to test the mechanism."""

    def __init__(self, upcasters: Mapping[tuple[str, int], Upcaster] = UPCASTERS) -> None:
        self._upcasters = dict(upcasters)
        kinds: tuple[type, ...] = get_args(Event)
        self._names = {kind: snake_case(kind) for kind in kinds}
        self._versions = {
            name: 1 + max((v for n, v in upcasters if n == name), default=0)
            for name in self._names.values()
        }
        self._readers: dict[str, Reader] = {name: reader(k) for k, name in self._names.items()}

    @property
    def versions(self) -> Mapping[str, int]:
        """The version in which each event is written now."""
        return self._versions

    def write(self, event: Event) -> Stored:
        """The event as it is stored. Raises `Unstorable` for what JSON cannot hold."""
        name = self._names[type(event)]
        try:
            body = write(event).decode()
        except TypeError as error:
            raise Unstorable(f"event {name}: {error}") from error
        return Stored(name, self._versions[name], body)

    def read(self, name: str, version: int, body: str | bytes) -> Event:
        """The stored event, brought to the present version. Raises `Damaged`."""
        read = self._readers.get(name)
        if read is None:
            raise Damaged(f"event {name!r}: unknown; was it written by a later release?")
        try:
            value = orjson.loads(body)
            if version != self._versions[name]:
                value = self._upcast(name, version, value)
            event: Event = read(value)
        except Misshapen as error:
            raise Damaged(f"event {name} version {version}: {error}") from error
        except orjson.JSONDecodeError as error:
            raise Damaged(f"event {name} version {version}: no JSON: {error}") from error
        return event

    def _upcast(self, name: str, version: int, value: dict[str, Any]) -> dict[str, Any]:
        for step in range(version, self._versions[name]):
            upcaster = self._upcasters.get((name, step))
            if upcaster is None:
                raise Damaged(f"event {name}: no way from version {step} to {step + 1}")
            value = upcaster(value)
        if version > self._versions[name]:
            raise Damaged(f"event {name} version {version}: written by a later release")
        return value


CODEC = Codec()
"""The codec of this release."""

write_event, read_event = CODEC.write, CODEC.read


def write_actor(actor: Actor) -> str:
    """`delegate:ID`, `bot:ID`, `agent:DELEGATION/ID`, `facilitator:NAME` or `timekeeper`."""
    match actor:
        case Delegate(person):
            return f"delegate:{person}"
        case Bot(delegation):
            return f"bot:{delegation}"
        case Agent(delegation, agent):
            return f"agent:{delegation}/{agent}"
        case Facilitator(name):
            return f"facilitator:{name}"
        case Timekeeper():
            return "timekeeper"


def read_actor(text: str) -> Actor:
    """The actor as it was written. Raises `Damaged`."""
    kind, colon, rest = text.partition(":")
    match kind, colon:
        case "delegate", ":":
            return Delegate(PersonId(rest))
        case "bot", ":":
            return Bot(DelegationId(rest))
        case "agent", ":" if "/" in rest:
            delegation, _, agent = rest.rpartition("/")
            return Agent(DelegationId(delegation), AgentId(agent))
        case "facilitator", ":":
            return Facilitator(rest)
        case "timekeeper", "":
            return Timekeeper()
    raise Damaged(f"actor {text!r}: unknown kind")


def write_line(one: Recorded) -> bytes:
    """A recorded event as one line of JSON, without the line's end."""
    name, version, body = write_event(one.event)
    return orjson.dumps(
        {
            "seq": one.seq,
            "at": one.at,
            "by": write_actor(one.by),
            "command_id": one.command_id,
            "name": name,
            "version": version,
            "body": orjson.Fragment(body),
        }
    )


class _Line(NamedTuple):
    seq: int
    at: int
    by: str
    command_id: str
    name: str
    version: int
    body: dict[str, Any]


_LINE_TYPES = {"seq": int, "at": int, "by": str, "command_id": str, "name": str, "version": int}


def read_line(line: str | bytes) -> Recorded:
    """A line that `write_line` wrote. Raises `Damaged`."""
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise Damaged(f"no JSON: {error}") from error
    if not isinstance(value, dict) or value.keys() != set(_Line._fields):
        raise Damaged(f"a line needs exactly the fields {', '.join(_Line._fields)}")
    for field, kind in _LINE_TYPES.items():
        if type(value[field]) is not kind:
            raise Damaged(f"{field}: expected {kind.__name__}, found {value[field]!r}")
    row = _Line(**value)
    event = read_event(row.name, row.version, orjson.dumps(row.body))
    return Recorded(row.seq, row.at, read_actor(row.by), CommandId(row.command_id), event)
