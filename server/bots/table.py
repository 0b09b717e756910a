"""Talks in memory: the rules folded directly, time simulated, one view kept for each player.

Nothing is stored and nobody is told; the decisions, the state and the views are the real ones.
"""

from collections.abc import Collection, Mapping, Sequence
from random import Random
from typing import Any, Protocol

from server.bots.pace import elapsed_at
from server.bots.window import View, Window
from server.rules.commands import Command
from server.rules.commands.life import OpenTalks
from server.rules.commands.schedule import Expire, Start
from server.rules.commands.seats import AssignSeat, SeatBot
from server.rules.events import Event, Recorded
from server.rules.events.proposals import ForumAgreed
from server.rules.ids import CommandId, DelegationId, ForumId, PersonId, TalksId
from server.rules.moves.decide import decide
from server.rules.moves.evolve import evolve
from server.rules.occasion import Occasion
from server.rules.refusals import Refusal
from server.rules.seats import Actor, Bot, Delegate, Facilitator, Timekeeper
from server.rules.state.talks import Calibrate, ForumStatus, Phase, Talks, TalksState
from server.rules.views.frame import Frame
from server.rules.views.touched import touched
from server.rules.written.scenario import Scenario

FACILITATOR = Facilitator("simulation")


class Player(Protocol):
    """Whoever plays a delegation: a bot, or a stand-in for a person."""

    def act(
        self,
        view: Mapping[str, Mapping[str, Any]],
        t: float,
        rng: Random,
        floor: Collection[str] | None = None,
    ) -> list[Command]:
        """Commands at time `t` (0 to 1 of the phase); `floor`: where it may propose."""


class SimulatedTable:
    """One talks with a player for each delegation; `refused` lists what the rules refused, and
    `agreed_after` says after which share of the phase (0 to 1) a forum agreed."""

    def __init__(
        self,
        talks_id: str,
        scenario: Scenario,
        calibrate: Calibrate,
        players: Mapping[DelegationId, Player],
        people: frozenset[DelegationId] = frozenset(),
    ) -> None:
        self.now = 0
        self.refused: list[tuple[DelegationId | None, Command, Refusal]] = []
        self.players = players
        self.people = people
        self.agreed_after: dict[ForumId, float] = {}
        self.talks = Talks.new(TalksId(talks_id), 1, scenario, calibrate)
        self._frame = Frame(self.talks)
        self._windows: dict[tuple[DelegationId, ForumId | None], Window] = {}
        self._events: list[Event] = []

    def begin(self, preset: str, difficulty: str, temperament: str, seed: int) -> None:
        """Open the talks, seat everybody and start."""
        self.give(OpenTalks(preset, difficulty), FACILITATOR)
        for delegation in self.players:
            if delegation in self.people:
                seat = AssignSeat(PersonId(f"person-{delegation}"), delegation, "Person")
                self.give(seat, FACILITATOR)
            else:
                self.give(SeatBot(delegation, temperament, seed), FACILITATOR)
        self.give(Start(), FACILITATOR)

    def give(self, command: Command, actor: Actor, by: DelegationId | None = None) -> bool:
        """Carry a command out; False (and noted) when it is refused."""
        decision = decide(self.talks, command, actor, Occasion(self.now))
        if isinstance(decision, Refusal):
            self.refused.append((by, command, decision))
            return False
        for event in decision:
            recorded = Recorded(self.talks.seq + 1, self.now, actor, CommandId(""), event)
            self.talks = evolve(self.talks, recorded)
            self._events.append(event)
            if isinstance(event, ForumAgreed):
                self.agreed_after[event.forum] = elapsed_at(self.talks, self.now)
        return True

    def play(
        self,
        delegations: Sequence[DelegationId],
        t: float,
        rng: Random,
        forum: ForumId,
        *,
        floor: bool,
    ) -> None:
        """Let players act in a forum, all on their view of this moment; then carry out what they
        say.

        With `floor` the player named first may propose. What is left is dropped as soon as a
        forum ends: nobody would have said it then.
        """
        before = self.open_forums()
        said = [
            (d, command)
            for n, d in enumerate(delegations)
            for command in self.players[d].act(
                self.view(d, forum), t, rng, (forum,) if n == 0 and floor else ()
            )
        ]
        for delegation, command in said:
            self.give(command, self._actor(delegation), delegation)
            if self.open_forums() != before:
                return

    def _actor(self, delegation: DelegationId) -> Actor:
        if delegation in self.people:
            return Delegate(PersonId(f"person-{delegation}"))
        return Bot(delegation)

    def view(self, delegation: DelegationId, forum: ForumId | None = None) -> View:
        """What the delegation may know now, of one forum or of all; see `server.bots.window`."""
        window = self._windows.get((delegation, forum))
        if window is None:
            window = self._windows[delegation, forum] = Window(delegation, forum)
        return window.look(self.frame, self._events)

    @property
    def frame(self) -> Frame:
        """The talks as they stand, with what all who look at them now share."""
        before, now = self._frame.talks, self.talks
        if before is not now:
            what = touched(self._events[before.seq : now.seq], before, now)
            self._frame = self._frame.then(now, frozenset(), what)
        return self._frame

    def open_forums(self) -> tuple[ForumId, ...]:
        """The forums in which there is still something to negotiate."""
        talks = self.talks
        if talks.phase is not Phase.NEGOTIATION or talks.state is not TalksState.RUNNING:
            return ()
        return tuple(f for f in talks.forums_now if talks.forum_state(f).status is ForumStatus.OPEN)

    def wait_until(self, at: int) -> None:
        """Let time pass; what falls due on the way is carried out in its order."""
        while (due := self.talks.next_deadline()) is not None and due <= at:
            self.now = max(self.now, due)
            self.give(Expire(), Timekeeper())
        self.now = max(self.now, at)
