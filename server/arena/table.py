"""A simulated table at which agents sit among the built-in negotiators."""

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

import orjson

from server.arena.minds import Mind, Passed
from server.bots.table import FACILITATOR, Player, SimulatedTable
from server.bots.window import View as Seen
from server.client import View
from server.rules.commands import Command
from server.rules.commands.agents import SeatAgent
from server.rules.commands.life import OpenTalks
from server.rules.commands.schedule import Advance, Start
from server.rules.commands.seats import SeatBot
from server.rules.ids import AgentId, DelegationId, ForumId
from server.rules.refusals import Refusal
from server.rules.seats import Actor, Agent, AgentView
from server.rules.state.talks import Calibrate, Phase, Talks
from server.rules.views.etags import etag
from server.rules.views.gate import view_for
from server.rules.written.scenario import Scenario
from server.service.sent import MoveSeat
from server.wire.incoming import parse_command


@dataclass(slots=True)
class Tally:
    """How an agent went about it: answers asked for, `seconds` they took, what the form or the
    rules refused, and why it passed."""

    asked: int = 0
    seconds: float = 0.0
    refused: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class AgentPlayer:
    """Lets a mind play a delegation; its view comes as the server would send it."""

    def __init__(self, mind: Mind) -> None:
        self.mind, self.tally, self.now = mind, Tally(), 0
        self._made = 0

    def act(
        self,
        view: Mapping[str, Mapping[str, Any]],
        t: float,
        rng: Random,
        floor: Collection[str] | None = None,
    ) -> list[Command]:
        """The commands of its moves. It may propose out of its turn, as at a real table."""
        entities = orjson.loads(orjson.dumps(view))
        seen = View(f"{etag(entities):016x}", entities, self.now)
        began = time.perf_counter()
        self.tally.asked += 1
        try:
            moves = self.mind.decide(seen)
        except Passed as why:
            self.tally.faults.append(str(why))
            return []
        finally:
            self.tally.seconds += time.perf_counter() - began
        commands: list[Command] = []
        for move in moves:
            self._made += 1
            command = parse_command(move.name, move.numbered(f"n{self._made}"), "delegate")
            if isinstance(command, Refusal):
                self.tally.refused.append(f"{move.name}: {command.code}")
            elif not isinstance(command, MoveSeat):
                commands.append(command)
        return commands


class ArenaTable(SimulatedTable):
    """The agents' delegations are seats of agents; nobody at the table is a person."""

    def __init__(
        self,
        talks_id: str,
        scenario: Scenario,
        calibrate: Calibrate,
        players: Mapping[DelegationId, Player],
    ) -> None:
        super().__init__(talks_id, scenario, calibrate, players)
        self.agents = {d: p for d, p in players.items() if isinstance(p, AgentPlayer)}
        self._seen: dict[DelegationId, tuple[Talks, Seen]] = {}

    def begin(self, preset: str, difficulty: str, temperament: str, seed: int) -> None:
        """Open the talks, seat everybody and start."""
        self.give(OpenTalks(preset, difficulty), FACILITATOR)
        for delegation in self.players:
            seating: Command = SeatBot(delegation, temperament, seed)
            if delegation in self.agents:
                seating = SeatAgent(_agent(delegation), delegation, "Agent")
            self.give(seating, FACILITATOR)
        self.give(Start(), FACILITATOR)

    def give(self, command: Command, actor: Actor, by: DelegationId | None = None) -> bool:
        """Before a phase without negotiation ends, agents report, endorse and answer letters."""
        if isinstance(command, Advance) and self.talks.phase is not Phase.NEGOTIATION:
            for delegation, player in self.agents.items():
                view = self.view(delegation)
                for wanted in player.act(view, 1.0, Random(0)):  # noqa: S311 - play
                    super().give(wanted, self._actor(delegation), delegation)
        return super().give(command, actor, by)

    def view(self, delegation: DelegationId, forum: ForumId | None = None) -> Seen:
        """What the delegation may know: an agent all that its seat would be sent."""
        player = self.agents.get(delegation)
        if player is None:
            return super().view(delegation, forum)
        player.now = self.now
        kept = self._seen.get(delegation)
        if kept is None or kept[0] is not self.talks:
            seen = view_for(self.talks, AgentView(delegation, _agent(delegation)))
            kept = self._seen[delegation] = self.talks, seen
        return kept[1]

    def _actor(self, delegation: DelegationId) -> Actor:
        if delegation in self.agents:
            return Agent(delegation, _agent(delegation))
        return super()._actor(delegation)


def _agent(delegation: DelegationId) -> AgentId:
    return AgentId(f"arena-{delegation}")
