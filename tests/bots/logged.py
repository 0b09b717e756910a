"""Bots' conferences at full speed, with their logs: what a played class has in its database."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from random import Random
from typing import Any

from sqlalchemy.event import listen

from server.analysis.calibration import calibrate
from server.bots.negotiator import Negotiator
from server.bots.reading import Models
from server.bots.simulate import Setting, play
from server.bots.table import FACILITATOR, Player, SimulatedTable
from server.rules.commands import Command
from server.rules.commands.schedule import Start
from server.rules.commands.seats import SeatBot
from server.rules.events import Recorded
from server.rules.ids import CommandId, DelegationId, TalksId
from server.rules.seats import Actor
from server.rules.state.talks import Talks
from server.storage.event_log import SqlEventLog


class LoggedTable(SimulatedTable):
    """A simulated table that goes on from talks and keeps what happened as a log has it."""

    def __init__(self, talks: Talks, players: Mapping[DelegationId, Player], now: int = 0) -> None:
        super().__init__(talks.id, talks.base, calibrate, players)
        self.talks, self.now = talks, now
        self.log: list[Recorded] = []

    def give(self, command: Command, actor: Actor, by: DelegationId | None = None) -> bool:
        before = len(self._events)
        was = self.talks
        done = super().give(command, actor, by)
        sent = CommandId(f"played-{was.seq}")
        for n, event in enumerate(self._events[before:], 1):
            self.log.append(Recorded(was.seq + n, self.now, actor, sent, event))
        return done


def played_on(
    talks: Talks, seed: int, now: int = 0, turns: int = 40, kind: type[LoggedTable] = LoggedTable
) -> LoggedTable:
    """Opened talks played to their end by bots, from a time in milliseconds on."""
    models: Models = {}
    players: dict[DelegationId, Player] = {
        d.id: Negotiator(d.id, "balanced", seed + n, models, speaks=False)
        for n, d in enumerate(talks.scenario.delegations)
    }
    table = kind(talks, players, now)
    for n, delegation in enumerate(players):
        table.give(SeatBot(delegation, "balanced", seed + n), FACILITATOR)
    table.give(Start(), FACILITATOR)
    assert talks.preset is not None
    play(table, Setting(talks.preset.id, turns=turns), Random(seed))
    return table


def in_a_hurry(log: object) -> SqlEventLog:
    """The log of a database in SQLite that waits for no disk: thousands of commits at a time."""
    assert isinstance(log, SqlEventLog)

    def set_up(connection: Any, _: object) -> None:
        connection.execute("PRAGMA synchronous = OFF")

    log.close()
    listen(log.engine, "connect", set_up)
    log.engine.dispose()
    return log


def write_down(log: SqlEventLog, talks: TalksId, recorded: Sequence[Recorded]) -> None:
    """Append what was played, one command after the other."""
    for _, command in groupby(recorded, key=lambda one: one.command_id):
        events = list(command)
        log.append(talks, events[0].seq - 1, events)
