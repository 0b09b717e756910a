"""Events: facts about talks, in the order they happened. Past tense; the log holds nothing else.

Times are milliseconds since the epoch, as the server's clock gave them with the command. A topic's
file ends with its events; whatever needs all of them asks `get_args(Event)`.
"""

from dataclasses import dataclass

from server.rules.events import (
    agents,
    ledger,
    life,
    plenary,
    preparing,
    proposals,
    reading,
    schedule,
    seats,
    talk,
    teams,
    world,
)
from server.rules.ids import CommandId
from server.rules.seats import Actor

Event = (
    life.Event
    | schedule.Event
    | seats.Event
    | agents.Event
    | proposals.Event
    | plenary.Event
    | ledger.Event
    | teams.Event
    | talk.Event
    | preparing.Event
    | reading.Event
    | world.Event
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as the log holds it: `seq` is 1, 2, 3 ... without gaps; `at` in milliseconds."""

    seq: int
    at: int
    by: Actor
    command_id: CommandId
    event: Event
