"""A live table with bots, its clock moved by hand."""

from random import Random

from server.analysis.calibration import calibrate
from server.bots.play import BotDriver
from server.rules.commands import Command
from server.rules.commands.life import OpenTalks
from server.rules.commands.schedule import Advance, Start
from server.rules.commands.seats import AssignSeat, SeatBot
from server.rules.ids import DelegationId, ForumId, PersonId, TalksId
from server.rules.seats import Actor, Delegate, DelegationView, Facilitator
from server.rules.state.talks import Phase, Proposal, Talks
from server.rules.views.gate import view_for
from server.rules.written.scenario import Scenario
from server.service.memory import MemoryEventLog
from server.service.negotiations import Negotiations
from server.service.receipts import Receipt
from tests.bots.scenarios import six_party
from tests.bots.stand_ins import Linear
from tests.service.world import HandClock

TALKS = TalksId("live")
ENERGY = ForumId("energy")
TICK_MS = 250


class LiveTable:
    """One talks through the one door; `sent` holds every command with its receipt."""

    def __init__(
        self, scenario: Scenario, human: str | None, seed: int = 3, secret: str = "s"
    ) -> None:
        self.clock = HandClock()
        self.log = MemoryEventLog()
        self.scenario = scenario
        self.negotiations = Negotiations(self.log, self.clock, {scenario.id: scenario}, calibrate)
        self.sent: list[tuple[Command, Actor, Receipt]] = []
        self.human = None if human is None else DelegationId(human)
        self.driver = self.new_driver(secret)
        self.seed = seed
        self._rng = Random(seed)
        self._ids = 0
        self.broken: TalksId | None = None
        self.failures = 0

    def new_driver(self, secret: str = "s") -> BotDriver:
        """The bots of a process; a second one is what a restart makes."""
        return BotDriver(_Noted(self), secret)

    def begin(self, preset: str) -> "LiveTable":
        """Open, seat and start; on to the first negotiation."""
        self.negotiations.create(TALKS, 1, self.scenario.id)
        self.does(OpenTalks(preset))
        for n, delegation in enumerate(d.id for d in self.scenario.delegations):
            if delegation == self.human:
                self.does(AssignSeat(PersonId("person"), delegation, "Kim"))
                self.negotiations.set_present(TALKS, PersonId("person"), True)
            else:
                self.does(SeatBot(delegation, "balanced", self.seed + n))
        self.does(Start())
        self.does(Advance())
        assert self.talks.phase is Phase.NEGOTIATION
        return self

    @property
    def talks(self) -> Talks:
        return self.negotiations.talks(TALKS)

    @property
    def proposals(self) -> list[Proposal]:
        return sorted(self.talks.proposals.values(), key=lambda p: (p.at, p.number))

    def does(self, command: Command, actor: Actor | None = None) -> Receipt:
        self._ids += 1
        by = actor or Facilitator("teacher")
        return self.negotiations.handle(TALKS, f"c{self._ids}", command, by)

    def person(self, command: Command) -> Receipt:
        return self.does(command, Delegate(PersonId("person")))

    def wait(self, seconds: float, person: Linear | None = None, every: float = 40.0) -> None:
        """Let time pass as the server does: deadlines and bots, a tick at a time."""
        until = self.clock.now + int(1000 * seconds)
        next_turn = self.clock.now + int(1000 * every)
        while self.clock.now < until:
            self.clock.now += TICK_MS
            for talks_id in self.negotiations.due(self.clock.now):
                self.negotiations.expire(talks_id)
            self.driver.tick(self.clock.now)
            if person is not None and self.clock.now >= next_turn:
                next_turn += int(1000 * every)
                self._turn(person)

    def _turn(self, person: Linear) -> None:
        talks = self.talks
        if talks.phase is not Phase.NEGOTIATION or talks.phase_ends_at is None:
            return
        length = talks.phase_ends_at - talks.phase_began_at
        t = (self.clock.now - talks.phase_began_at) / length
        view = view_for(talks, DelegationView(DelegationId(person.delegation)))
        for command in person.act(view, t, self._rng):
            self.person(command)


class _Noted:
    """The door, with a note of what the bots send."""

    def __init__(self, table: LiveTable) -> None:
        self._table = table
        self.log = table.log
        self.add_listener = table.negotiations.add_listener

    def talks(self, talks_id: TalksId) -> Talks:
        if talks_id == self._table.broken:
            self._table.failures += 1
            raise RuntimeError("cannot be replayed")
        return self._table.negotiations.talks(talks_id)

    def handle(self, talks_id: TalksId, command_id: str, command: Command, actor: Actor) -> Receipt:
        receipt = self._table.negotiations.handle(talks_id, command_id, command, actor)
        self._table.sent.append((command, actor, receipt))
        return receipt


def table(human: str | None = "japan", seed: int = 3, secret: str = "s") -> LiveTable:
    """A table in its twelve minutes on energy: one person and five bots, or bots alone."""
    return LiveTable(six_party(), human, seed, secret).begin("quick")
