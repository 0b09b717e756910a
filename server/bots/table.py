"""Talks in memory: the rules folded directly, time simulated, one view kept for each player.

Nothing is stored and nobody is told; the decisions, the state and the views are the real ones.
"""

from collections.abc import Iterable, Mapping
from random import Random
from typing import Any, Protocol

from server.rules.commands import AssignSeat, Command, Expire, OpenTalks, SeatBot, Start
from server.rules.decide import decide
from server.rules.events import Event, Recorded
from server.rules.evolve import evolve
from server.rules.ids import CommandId, DelegationId, ForumId, PersonId, TalksId
from server.rules.moment import Moment
from server.rules.refusals import Refusal
from server.rules.scenario import Scenario
from server.rules.seats import Actor, Bot, Delegate, DelegationView, Facilitator, Timekeeper
from server.rules.talks import Calibrate, ForumStatus, Phase, Talks, TalksState
from server.rules.views.frame import Frame
from server.rules.views.gate import changed_between, view_of
from server.rules.views.touched import touched
from server.rules.views.viewer import viewer_of

FACILITATOR = Facilitator("simulation")

View = dict[str, dict[str, Any]]


class Player(Protocol):
    """Whoever plays a delegation: a bot, or a stand-in for a person."""

    def act(
        self,
        view: Mapping[str, Mapping[str, Any]],
        t: float,
        rng: Random,
        floor: Iterable[str] | None = None,
    ) -> list[Command]:
        """Commands at time `t` (0 to 1 of the phase); `floor`: where it may propose."""


class SimulatedTable:
    """One talks with a player for each delegation; `refused` lists what the rules refused."""

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
        self.talks = Talks.new(TalksId(talks_id), 1, scenario, calibrate)
        self._frame = Frame(self.talks)
        self._views: dict[DelegationId, tuple[Frame, View]] = {}
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
        decision = decide(self.talks, command, actor, Moment(self.now))
        if isinstance(decision, Refusal):
            self.refused.append((by, command, decision))
            return False
        for event in decision:
            recorded = Recorded(self.talks.seq + 1, self.now, actor, CommandId(""), event)
            self.talks = evolve(self.talks, recorded)
            self._events.append(event)
        return True

    def play(self, delegation: DelegationId, t: float, rng: Random, floor: Iterable[str]) -> int:
        """Let a player act on its view of this moment; how many commands were carried out.

        The rest of its commands is dropped when one of them ends the forum.
        """
        actor: Actor = Bot(delegation)
        if delegation in self.people:
            actor = Delegate(PersonId(f"person-{delegation}"))
        done = 0
        before = self.open_forums()
        for command in self.players[delegation].act(self.view(delegation), t, rng, floor):
            done += self.give(command, actor, delegation)
            if self.open_forums() != before:
                break
        return done

    def view(self, delegation: DelegationId) -> View:
        """What the delegation may know now, brought up to date through the gate."""
        if self._frame.talks is not self.talks:
            self._frame = Frame(self.talks)
        frame, audience = self._frame, DelegationView(delegation)
        known = self._views.get(delegation)
        if known is None:
            view = view_of(frame, viewer_of(self.talks, audience))
        else:
            seen, view = known
            news = self._events[seen.talks.seq : self.talks.seq]
            what = touched(news, seen.talks, self.talks)
            patch = changed_between(seen, frame, audience, what)
            view.update(patch.put)
            for key in patch.drop:
                del view[key]
        self._views[delegation] = (frame, view)
        return view

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
