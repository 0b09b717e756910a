"""The one door: every change to talks, from whomever, is a command given here.

Under one lock for each talks: a receipt given before -> decide -> append (durable) -> evolve ->
listeners -> receipt. A crash at any point loses nothing acknowledged and shows nothing unsaved.
"""

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence

from server.rules.commands import Command
from server.rules.commands.schedule import Expire, Pause, Resume
from server.rules.events import Recorded
from server.rules.ids import ClassroomId, CommandId, PersonId, TalksId
from server.rules.moves.decide import decide
from server.rules.occasion import Occasion
from server.rules.refusals import Refusal
from server.rules.seats import Actor, Agent, Delegate, Timekeeper
from server.rules.state.talks import Calibrate, Talks, TalksState
from server.rules.written.scenario import Scenario
from server.service.clocks import Deadlines
from server.service.locks import Locks
from server.service.pace import AGENTS_LOOKS, AGENTS_PACE, Pace
from server.service.ports import (
    Change,
    Clock,
    Conflict,
    EventLog,
    Listener,
    TalksEntry,
    Unavailable,
    UnknownTalks,
    Unstorable,
)
from server.service.receipts import Receipt, id_problem, scoped
from server.service.residents import Opened, Shelf

TRIES = 5
"""How often a command that lost a race is decided again before it is refused."""

_journal = logging.getLogger(__name__)


def random_id() -> str:
    """An id nobody can guess."""
    return secrets.token_hex(10)


class Negotiations:
    """All talks of this process. Safe to call from many threads or greenlets."""

    def __init__(
        self,
        log: EventLog,
        clock: Clock,
        scenarios: Mapping[str, Scenario],
        calibrate: Calibrate,
        *,
        pace: Pace | None = None,
        agents_pace: Pace | None = None,
        shelf: Shelf | None = None,
        new_id: Callable[[], str] = random_id,
        reading: Callable[[Callable[[], None]], None] = lambda work: work(),
    ) -> None:
        """`reading` runs what replays a log: a class of long ones takes seconds."""
        self._log, self._clock, self._reading = log, clock, reading
        self._scenarios, self.calibrate = scenarios, calibrate
        self._pace = Pace() if pace is None else pace
        self._agents_pace = Pace(*AGENTS_PACE) if agents_pace is None else agents_pace
        self._looks = Pace(*AGENTS_LOOKS)
        self._shelf = Shelf() if shelf is None else shelf
        self._new_id = new_id
        self._locks = Locks()
        self._deadlines = Deadlines()
        self._listeners: list[Listener] = []
        self._on_delete: list[Callable[[TalksId], None]] = []

    @property
    def scenarios(self) -> Mapping[str, Scenario]:
        """The scenarios new talks can be made of."""
        return self._scenarios

    @property
    def log(self) -> EventLog:
        """The log, to read from."""
        return self._log

    def add_listener(self, listener: Listener) -> None:
        """Tell the listener of every change from now on."""
        self._listeners.append(listener)

    def on_delete(self, forget: Callable[[TalksId], None]) -> None:
        """Call it with the id of talks that are deleted, so that nothing of them is kept."""
        self._on_delete.append(forget)

    # --- talks ---

    def create(
        self,
        talks_id: TalksId,
        table: int,
        scenario_id: str,
        classroom: ClassroomId | None = None,
    ) -> Talks:
        """Make new talks, not opened yet. Raises `Conflict`, `Unavailable`, or KeyError."""
        scenario = self._scenarios[scenario_id]
        with self._locks.of(talks_id):
            self._log.create(TalksEntry(talks_id, table, scenario_id, classroom), scenario)
            talks = Talks.new(talks_id, table, scenario, self.calibrate)
            self._shelf.put(talks_id, Opened(talks))
        return talks

    def talks(self, talks_id: TalksId) -> Talks:
        """The talks as they stand. Raises `UnknownTalks` or `Unavailable`."""
        opened = self._shelf.get(talks_id)
        if opened is not None:
            return opened.talks
        with self._locks.of(talks_id):
            return self._opened(talks_id).talks

    def present(self, talks_id: TalksId) -> frozenset[PersonId]:
        """Who is connected."""
        opened = self._shelf.get(talks_id)
        return frozenset() if opened is None else opened.present

    def snapshot(self, talks_id: TalksId) -> tuple[Talks, frozenset[PersonId], int]:
        """The talks, who is present, and the talks' own time, all of one moment."""
        with self._locks.of(talks_id):
            opened = self._opened(talks_id)
            return opened.talks, opened.present, opened.now(self._clock.now_ms())

    def now_ms(self) -> int:
        """The server's time."""
        return self._clock.now_ms()

    def forget(self, talks_id: TalksId) -> None:
        """Drop the talks from memory; they come back when asked for."""
        with self._locks.of(talks_id):
            self._shelf.drop(talks_id)

    def delete(self, talks_id: TalksId) -> None:
        """Really remove the talks, log and all."""
        with self._locks.of(talks_id):
            self._log.delete(talks_id)
            self._shelf.drop(talks_id)
            self._deadlines.put(talks_id, None)
        for forget in self._on_delete:
            forget(talks_id)

    # --- commands ---

    def handle(self, talks_id: TalksId, command_id: str, command: Command, actor: Actor) -> Receipt:
        """Carry the command out once, or refuse it; never raises for what a client can cause."""
        problem = id_problem(command_id)
        if problem is None:
            problem = self._too_fast(talks_id, actor)
        if problem is not None:
            return Receipt(command_id, False, problem)
        try:
            with self._locks.of(talks_id):
                return self._handle(talks_id, command_id, command, actor)
        except UnknownTalks:
            return Receipt(command_id, False, Refusal("not_found"))
        except Unstorable:
            return Receipt(command_id, False, Refusal("bad_command"))
        except Unavailable as error:
            _journal.warning("talks %s: unavailable: %s", talks_id, error)
            return Receipt(command_id, False, Refusal("unavailable"))

    def looks(self, talks_id: TalksId, actor: Actor | None) -> Refusal | None:
        """Why this caller may not look again yet: an agent may not ask without end."""
        if not isinstance(actor, Agent):
            return None
        refusal = self._looks.check(f"{talks_id}/{actor.agent}", self._clock.now_ms())
        if refusal is None:
            return None
        return Refusal("too_fast", {"wait": -(-int(str(refusal.facts["wait_ms"])) // 1000)})

    def _too_fast(self, talks_id: TalksId, actor: Actor) -> Refusal | None:
        match actor:
            case Delegate(person):
                return self._pace.check(person, self._clock.now_ms())
            case Agent(_, agent):
                return self._agents_pace.check(f"{talks_id}/{agent}", self._clock.now_ms())
            case _:
                return None

    def _handle(
        self,
        talks_id: TalksId,
        command_id: str,
        command: Command,
        actor: Actor,
        at: int | None = None,
    ) -> Receipt:
        scoped_id = scoped(actor, command_id)
        for _ in range(TRIES):
            opened = self._opened(talks_id)
            known = opened.receipts.find(scoped_id, command_id)
            if known is not None:
                return known
            occasion = opened.occasion(self._clock.now_ms())
            if at is not None:
                occasion = Occasion(max(at, opened.last_at), occasion.present)
            decision = decide(opened.talks, command, actor, occasion)
            if isinstance(decision, Refusal):
                if isinstance(actor, Timekeeper):
                    return Receipt(command_id, False, decision)
                return self._refused(opened, scoped_id, command_id, decision)
            first = opened.talks.seq + 1
            recorded = tuple(
                Recorded(first + n, occasion.at, actor, CommandId(scoped_id), event)
                for n, event in enumerate(decision)
            )
            try:
                self._log.append(talks_id, opened.talks.seq, recorded)
            except Conflict:
                opened.stale = True
                numbers = self._log.find_command(talks_id, scoped_id)
                if numbers is not None:
                    self._opened(talks_id)
                    return Receipt(command_id, True, None, numbers[1])
            except Unavailable:
                # Whether it was saved is not known: the next command reads again first.
                opened.stale = True
                raise
            else:
                self._go_on(opened, recorded)
                return Receipt(command_id, True, None, recorded[-1].seq)
        raise Unavailable(f"talks {talks_id}: lost {TRIES} races for one command")

    def _refused(
        self, opened: Opened, scoped_id: str, command_id: str, refusal: Refusal
    ) -> Receipt:
        """The refusal, unless the log knows that the command was carried out: long ago, or by
        another process."""
        numbers = self._log.find_command(opened.talks.id, scoped_id)
        if numbers is not None:
            return Receipt(command_id, True, None, numbers[1])
        opened.receipts.refuse(scoped_id, refusal)
        return Receipt(command_id, False, refusal)

    def _go_on(self, opened: Opened, recorded: Sequence[Recorded]) -> None:
        before = opened.talks
        opened.take(recorded)
        self._deadlines.put(opened.talks.id, opened.deadline())
        self._tell(opened, before, recorded, opened.present)

    def _tell(
        self,
        opened: Opened,
        before: Talks,
        recorded: Sequence[Recorded],
        present_before: frozenset[PersonId],
    ) -> None:
        change = Change(before, opened.talks, recorded, present_before, opened.present)
        for listener in self._listeners:
            try:
                listener.told(change)
            except Exception:  # noqa: BLE001  # whatever a listener raises
                # The command is durable: a listener that fails must not turn it into a refusal.
                _journal.exception("talks %s: a listener failed", opened.talks.id)

    # --- loading (under the lock of the talks) ---

    def _opened(self, talks_id: TalksId) -> Opened:
        opened = self._shelf.get(talks_id)
        if opened is None:
            return self._load(talks_id)
        if opened.stale:
            missed = tuple(self._log.read(talks_id, opened.talks.seq))
            if not missed and self._log.entry(talks_id) is None:
                self._shelf.drop(talks_id)
                self._deadlines.put(talks_id, None)
                raise UnknownTalks(talks_id)
            opened.stale = False
            if missed:
                self._go_on(opened, missed)
        return opened

    def _load(self, talks_id: TalksId) -> Opened:
        entry, scenario = self._log.entry(talks_id), self._log.scenario(talks_id)
        if entry is None or scenario is None:
            raise UnknownTalks(talks_id)
        offered = self._scenarios.get(entry.scenario)
        if offered == scenario:
            # The same object for all talks: what is computed from a scenario is computed once.
            scenario = offered
        opened = Opened(Talks.new(talks_id, entry.table, scenario, self.calibrate))
        self._reading(lambda: opened.take(self._log.read(talks_id)))
        opened.came_back(self._clock.now_ms())
        self._shelf.put(talks_id, opened)
        self._deadlines.put(talks_id, opened.deadline())
        return opened

    # --- presence ---

    def set_present(self, talks_id: TalksId, person: PersonId, present: bool) -> None:
        """Somebody came or went: not logged, but told, and a phase may end early by it.

        Raises `UnknownTalks` or `Unavailable`.
        """
        with self._locks.of(talks_id):
            opened = self._opened(talks_id)
            before = opened.present
            opened.present = before | {person} if present else before - {person}
            if opened.present == before:
                return
            self._tell(opened, opened.talks, (), before)
            if not present and opened.talks.state is TalksState.RUNNING:
                self.expire(talks_id)

    # --- time ---

    def due(self, now_ms: int | None = None) -> list[TalksId]:
        """Talks that need the timekeeper now."""
        return self._deadlines.due(self._clock.now_ms() if now_ms is None else now_ms)

    def next_deadline(self) -> int | None:
        """When `due` has something next; None while no clock runs."""
        return self._deadlines.next()

    def expire(self, talks_id: TalksId) -> Receipt:
        """Let the timekeeper carry out one thing that is due."""
        receipt = self.handle(talks_id, self._new_id(), Expire(), Timekeeper())
        opened = self._shelf.get(talks_id)
        if opened is not None and not receipt.accepted:
            with self._locks.of(talks_id):
                if opened.now(self._clock.now_ms()) >= opened.grace_until:
                    opened.grace_until = 0
                self._deadlines.put(talks_id, opened.deadline())
        return receipt

    def wake(self, away_since: int | None = None) -> None:
        """After a start: load every talks whose clocks run.

        `away_since` (ms) is when the server was last alive: the clocks stood still from then on.
        """
        for talks_id in self._log.live():
            try:
                with self._locks.of(talks_id):
                    self._opened(talks_id)
                    if away_since is not None:
                        self._stood_still(talks_id, away_since)
            except (UnknownTalks, ValueError):
                _journal.exception("talks %s: cannot be replayed", talks_id)

    def stood_still(self, since: int) -> None:
        """The server (a laptop, closed) was not there since then: no clock ran meanwhile."""
        for talks_id in self._deadlines.all():
            with self._locks.of(talks_id):
                self._stood_still(talks_id, since)

    def _stood_still(self, talks_id: TalksId, since: int) -> None:
        opened = self._opened(talks_id)
        if opened.talks.state is TalksState.RUNNING and not opened.talks.is_paused:
            self._handle(talks_id, self._new_id(), Pause(), Timekeeper(), at=since)
            self._handle(talks_id, self._new_id(), Resume(), Timekeeper())
