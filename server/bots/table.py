"""Talks in memory: the rules folded directly, time simulated, one view kept for each player.

Nothing is stored and nobody is told; the decisions, the state and the views are the real ones.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from random import Random
from typing import Any, Protocol

from server.rules.commands import AssignSeat, Command, Expire, OpenTalks, SeatBot, Start
from server.rules.decide import decide
from server.rules.events import Event, Recorded
from server.rules.evolve import evolve
from server.rules.ids import CommandId, DelegationId, ForumId, PersonId, ProposalId, TalksId
from server.rules.moment import Moment
from server.rules.refusals import Refusal
from server.rules.scenario import Scenario
from server.rules.seats import Actor, Bot, Delegate, DelegationView, Facilitator, Timekeeper
from server.rules.talks import Calibrate, ForumStatus, Phase, Talks, TalksState
from server.rules.views.frame import Frame
from server.rules.views.gate import FAMILIES
from server.rules.views.touched import touched
from server.rules.views.viewer import Viewer, viewer_of

FACILITATOR = Facilitator("simulation")

LOOKED_AT = ("talks", "delegation", "forum", "mandate", "proposal")
"""The families of entities that players look at."""

View = dict[str, dict[str, Any]]


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
        self._views: dict[DelegationId, tuple[Talks | None, View]] = {}
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

    def play(self, delegations: Sequence[DelegationId], t: float, rng: Random, floor: str) -> None:
        """Let players act, all on their view of this moment; then carry out what they say.

        The player named first has the floor of that forum. What is left is dropped as soon as a
        forum ends: nobody would have said it then.
        """
        before = self.open_forums()
        said = [
            (d, command)
            for n, d in enumerate(delegations)
            for command in self.players[d].act(
                self.view(d), t, rng, (floor,) if n == 0 and floor else ()
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

    def view(self, delegation: DelegationId) -> View:
        """What the delegation may know now, through the gate: the part that players look at.

        The forums of this round with their proposals, the own mandates, and who sits where.
        """
        if self._frame.talks is not self.talks:
            self._frame = Frame(self.talks)
        frame, viewer = self._frame, viewer_of(self.talks, DelegationView(delegation))
        seen, view = self._views.get(delegation, (None, {}))
        if seen is not None and seen is not self.talks:
            what = touched(self._events[seen.seq : self.talks.seq], seen, self.talks)
            if what.everything:
                seen = None
            else:
                keys = [key for family, key in what.keys if family == "proposal"]
                _look(view, frame, viewer, "proposal", keys)
        if seen is None:
            view = {}
            for family in LOOKED_AT:
                _look(view, frame, viewer, family, FAMILIES[family][0](self.talks, viewer))
        self._views[delegation] = (self.talks, view)
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


def _look(view: View, frame: Frame, viewer: Viewer, family: str, keys: Iterable[str]) -> None:
    """Take entities of a family into the view, those of other rounds' forums left out."""
    now = frame.talks.forums_now
    for key in keys:
        if family in {"forum", "mandate"} and key not in now:
            continue
        if family == "proposal" and frame.talks.proposals[ProposalId(key)].forum not in now:
            continue
        entity = FAMILIES[family][1](frame, viewer, key)
        if entity is not None:
            view[f"{family}/{key}" if key else family] = entity
