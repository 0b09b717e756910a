"""Bots in live talks: they look, think, and act at the pace of people.

Every command goes through the one door, as anybody's. The driver holds only its timetable: after
a restart it reads the talks again and goes on.
"""

import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from random import Random
from typing import Protocol

from server.bots import phrases
from server.bots.duties import duties, has_duties, owed_unsequenced
from server.bots.endorsing import endorsements
from server.bots.inbox import Due, Inboxes
from server.bots.negotiator import Negotiator
from server.bots.pace import (
    FASTEST_MS,
    LOOKS,
    THINKING_MS,
    Timetable,
    elapsed_at,
    jittered,
    next_look,
    nominal,
    offers_by,
    offers_of,
    phase_of,
    timetable_of,
    wait,
)
from server.bots.reading import Models
from server.bots.temperaments import temperament_of
from server.bots.window import Sight, View, Window, spoken_of
from server.rules.commands import Command
from server.rules.commands.proposals import StanceKind, TakeStance
from server.rules.commands.questions import Question, QuestionKind
from server.rules.commands.talk import Say
from server.rules.events.proposals import ProposalTabled
from server.rules.events.schedule import Resumed
from server.rules.events.seats import BotSeated
from server.rules.ids import PLENARY, DelegationId, ForumId, MessageId, TalksId
from server.rules.seats import Actor, Bot, BotSeat
from server.rules.state.talks import ForumStatus, Phase, Talks, TalksState
from server.rules.views.frame import Frame
from server.service.ports import Change

ACTS = 8
"""Times a bot looks at its table in one tick; the others' turn comes in the next."""


PATIENCE_MS = 5_000
"""Before a table whose bots failed is tried again."""

_journal = logging.getLogger(__name__)


class Log(Protocol):
    """What the driver needs of the log."""

    def live(self) -> Sequence[TalksId]:
        """Talks whose clocks run."""


class Door(Protocol):
    """What the driver needs of `server.service.negotiations.Negotiations`."""

    @property
    def log(self) -> Log:
        """The log, to find talks that ran before this process did."""

    def talks(self, talks_id: TalksId) -> Talks:
        """The talks as they stand."""

    def handle(self, talks_id: TalksId, command_id: str, command: Command, actor: Actor) -> object:
        """Carry a command out once, or refuse it."""

    def add_listener(self, listener: "BotDriver") -> None:
        """Tell the driver of every change from now on."""


@dataclass(frozen=True, slots=True)
class Player:
    """A bot in its seat. Its chance is its own: how often others draw would tell of their
    secrets."""

    seat: BotSeat
    bot: Negotiator
    rng: Random


@dataclass(slots=True)
class Table:
    """The bots of one table; `rng` sets the pace."""

    rng: Random
    models: Models = field(default_factory=dict)
    players: dict[DelegationId, Player] = field(default_factory=dict)
    timetable: Timetable | None = None


class BotDriver:
    """Plays every bot of this process. `secret` goes into the ids of commands and proposals, so
    that nobody can guess them; what the bots do depends on their seeds alone."""

    def __init__(self, door: Door, secret: str | None = None) -> None:
        self._door = door
        self._secret = secrets.token_hex(16) if secret is None else secret
        self._tables: dict[TalksId, Table] = {}
        self._due: dict[TalksId, int] = {}
        self._inboxes = Inboxes()
        self._woken = False
        door.add_listener(self)

    def watch(self, talks_id: TalksId) -> None:
        """Look at these talks in the next tick; for talks that ran before this process did."""
        self._due.setdefault(talks_id, 0)

    def busy(self) -> int:
        """How many tables the driver has something to do for."""
        return len(self._due)

    def told(self, change: Change) -> None:
        """A change: bots will look at what is new."""
        talks_id, after, recorded = change.talks_id, change.after, change.recorded
        self._inboxes.hear(after, recorded)
        if not _plays(after):
            waits = self._due.get(talks_id) if _reports(change.before) else None
            self._rest(after)
            if _reports(after) and recorded and _owing(Frame(after)):
                # Whatever else happens, open or secret, neither hastens nor delays it.
                soon = recorded[-1].at + THINKING_MS[1]
                self._due[talks_id] = soon if waits is None else waits
            return
        table = self._tables.get(talks_id)
        timetable = table.timetable if table else None
        if table is None or timetable is None or timetable.phase != phase_of(after):
            self._due[talks_id] = 0
            return
        for each in recorded:
            if isinstance(each.event, ProposalTabled):
                self._notice(table, timetable, after, each.event, each.at)
            elif isinstance(each.event, Resumed | BotSeated):
                timetable = timetable_of(after, table.rng, each.at, timetable.elapsed)
                table.timetable = timetable
        self._due[talks_id] = next_look(timetable)

    def tick(self, now_ms: int) -> None:
        """Let those act whose time has come: at most a few, the longest overdue first."""
        acts = ACTS
        if not self._woken:
            for talks_id in self._door.log.live():
                self.watch(talks_id)
                self._recall(talks_id, now_ms)
            self._woken = True
        self._answer_all(now_ms)
        overdue = sorted((at, talks_id) for talks_id, at in self._due.items() if at <= now_ms)
        for _, talks_id in overdue:
            if acts <= 0:
                return
            try:
                acts -= self._play(talks_id, now_ms, acts)
            except LookupError:
                self._due.pop(talks_id, None)
                self._tables.pop(talks_id, None)
            except Exception:  # noqa: BLE001  one table must not silence the bots of the others
                _journal.exception("talks %s: the bots failed", talks_id)
                self._due[talks_id] = now_ms + PATIENCE_MS

    def _play(self, talks_id: TalksId, now: int, most: int) -> int:
        """Let the bots of a table act that are due; how many did."""
        talks = self._door.talks(talks_id)
        if not _plays(talks):
            if _reports(talks):
                return self._between(talks, now)
            self._rest(talks)
            return 0
        table = self._tables.get(talks_id)
        if table is None:
            table = self._tables[talks_id] = Table(Random(_seed(talks)))  # noqa: S311 - play
        timetable = table.timetable
        if timetable is None or timetable.phase != phase_of(talks):
            timetable = table.timetable = timetable_of(talks, table.rng, now)
        acted = self._floors(talks, table, timetable, now)
        for delegation in [d for d, at in timetable.looks.items() if at <= now]:
            if acted >= most:
                break
            timetable.looks[delegation] = now + jittered(
                table.rng, max(FASTEST_MS, nominal(talks) // LOOKS)
            )
            watched = [f for f in talks.forums_now if delegation in talks.forum(f).observers]
            acted += self._act(talks_id, table, delegation, now, watched)
        self._due[talks_id] = next_look(timetable)
        return max(acted, 1)

    def _rest(self, talks: Talks) -> None:
        """Nothing to do until the talks change; nothing to remember once they are over."""
        self._due.pop(talks.id, None)
        if talks.state is not TalksState.RUNNING:
            self._tables.pop(talks.id, None)

    def _floors(self, talks: Talks, table: Table, timetable: Timetable, now: int) -> int:
        acted = 0
        for forum in [f for f, at in timetable.floors.items() if at <= now]:
            elapsed = elapsed_at(talks, now)
            by_now = offers_by(elapsed, offers_of(talks, forum))
            made = timetable.made[forum] = max(timetable.made.get(forum, 0) + 1, by_now)
            timetable.floors[forum] = now + jittered(table.rng, wait(talks, forum, elapsed, made))
            takers = [d for d in talks.forum(forum).parties if d in talks.bots]
            if not takers or talks.forum_state(forum).status is not ForumStatus.OPEN:
                continue
            turn = timetable.turns[forum] = timetable.turns.get(forum, -1) + 1
            if turn % len(takers) == 0:
                table.rng.shuffle(takers)
            taker = takers[turn % len(takers)]
            acted += self._act(talks.id, table, taker, now, (forum,))
        return acted

    def _act(
        self,
        talks_id: TalksId,
        table: Table,
        delegation: DelegationId,
        now: int,
        floor: Sequence[ForumId],
    ) -> int:
        talks = self._door.talks(talks_id)
        seat = talks.bots.get(delegation)
        timetable = table.timetable
        if seat is None or timetable is None or not _plays(talks):
            return 0
        player = self._player(talks, table, seat)
        timetable.elapsed = max(timetable.elapsed, elapsed_at(talks, now))
        sight = Sight(Frame(talks), delegation)
        view: View = Window(delegation).look(sight.frame)
        commands = player.bot.act(view, timetable.elapsed, player.rng, floor)
        commands = [
            each
            for command in commands
            for each in _asked_in_step(sight, view, command, self._secret)
        ]
        commands += endorsements(sight)
        commands += _duties(sight, seat)
        self._give(talks, delegation, commands)
        return 1

    def _recall(self, talks_id: TalksId, now: int) -> None:
        try:
            self._inboxes.recall(self._door.talks(talks_id), now)
        except Exception:  # noqa: BLE001  a table that cannot be read must not stop the others
            _journal.exception("talks %s: what was asked before is not known", talks_id)

    def _answer_all(self, now: int) -> None:
        """Answer what is due, at every table; apart from the timetable of offers and stances, which
        goes on as if nobody had asked."""
        for talks_id, due in self._inboxes.due(now, self._may_speak):
            try:
                self._answer(talks_id, due, now)
            except Exception:  # noqa: BLE001  one question must not silence the bots of the others
                _journal.exception("talks %s: a question was not answered", talks_id)

    def _may_speak(self, talks_id: TalksId) -> bool:
        """In talks that run; what is asked in a pause is answered after it, and after the end
        nobody bargains."""
        try:
            talks = self._door.talks(talks_id)
        except Exception:  # noqa: BLE001  a table that cannot be read must not stop the others
            _journal.exception("talks %s: what was asked is not known", talks_id)
            return False
        if talks.state is not TalksState.RUNNING:
            self._inboxes.forget(talks_id)
            return False
        return not talks.is_paused

    def _answer(self, talks_id: TalksId, due: Due, now: int) -> None:
        talks = self._door.talks(talks_id)
        seat = talks.bots.get(due.bot)
        sight = Sight(Frame(talks), due.bot)
        channel = sight.entity("channel", due.channel)
        asked = sight.entity("message", due.message) if due.message else None
        forgotten = due.message is not None and asked is None
        if seat is None or channel is None or forgotten:
            return
        table = self._tables.get(talks_id)
        if table is None:
            table = self._tables[talks_id] = Table(Random(_seed(talks)))  # noqa: S311 - play
        t = _conceded(talks, table, now)
        view, bot = spoken_of(sight, channel), self._player(talks, table, seat).bot
        turned_down = asked is not None and "answer" in asked
        answer = (
            bot.offer(view, channel, t, asked)
            if asked is None or turned_down
            else bot.answer(view, asked, t)
        )
        if answer is not None:
            self._give(talks, due.bot, [answer])

    def _give(self, talks: Talks, delegation: DelegationId, commands: Sequence[Command]) -> None:
        for number, command in enumerate(commands):
            command_id = _hash(self._secret, talks.id, delegation, str(talks.seq), str(number))
            self._door.handle(talks.id, command_id, command, Bot(delegation))

    def _between(self, talks: Talks, now: int) -> int:
        """Between two negotiations bots report on what falls due, and answer letters."""
        frame = Frame(talks)
        owing = _owing(frame)
        self._due.pop(talks.id, None)
        for seat in owing:
            duty = _duties(Sight(frame, seat.delegation), seat)
            self._give(talks, seat.delegation, duty)
        return len(owing)

    def _player(self, talks: Talks, table: Table, seat: BotSeat) -> Player:
        known = table.players.get(seat.delegation)
        if known is not None and known.seat == seat:
            return known
        own = int(_hash(self._secret, talks.id, seat.delegation, str(seat.seed)), 16)
        bot = Negotiator(seat.delegation, seat.temperament, own, table.models)
        rng = Random(_hash(talks.id, seat.delegation, str(seat.seed)))  # noqa: S311 - play
        player = table.players[seat.delegation] = Player(seat, bot, rng)
        return player

    def _notice(
        self, table: Table, timetable: Timetable, talks: Talks, event: ProposalTabled, at: int
    ) -> None:
        for delegation in talks.forum(event.forum).parties:
            if delegation in talks.bots and delegation != event.by:
                look = at + table.rng.randrange(*THINKING_MS)
                timetable.looks[delegation] = min(timetable.looks.get(delegation, look), look)


def _conceded(talks: Talks, table: Table, now: int) -> float:
    """How far into the negotiation the bots are: as far as they acted on, or the clock says."""
    if talks.phase is not Phase.NEGOTIATION:
        return 1.0 if talks.phase is Phase.RESULT else 0.0
    timetable = table.timetable
    acted_on = timetable.elapsed if timetable and timetable.phase == phase_of(talks) else 0.0
    return max(acted_on, elapsed_at(talks, now))


def _plays(talks: Talks) -> bool:
    return (
        talks.state is TalksState.RUNNING
        and talks.phase is Phase.NEGOTIATION
        and not talks.is_paused
        and len(talks.bots) > 0
    )


def _reports(talks: Talks) -> bool:
    """True between two negotiations: nothing is proposed, but what falls due is reported."""
    runs = talks.state is TalksState.RUNNING and talks.phase is not Phase.NEGOTIATION
    return runs and not talks.is_paused and len(talks.bots) > 0


def _owing(frame: Frame) -> list[BotSeat]:
    """Those who have a report to make or a letter to answer."""
    return [seat for d, seat in frame.talks.bots.items() if has_duties(Sight(frame, d))]


def _duties(sight: Sight, seat: BotSeat) -> list[Command]:
    return duties(sight, temperament_of(seat.temperament, seat.delegation), seat.seed)


def _asked_in_step(sight: Sight, view: View, command: Command, secret: str) -> list[Command]:
    """An acceptance of a person's package that would have the bot act first says what it asks, and
    asks it, so that there is something to answer."""
    if not isinstance(command, TakeStance) or command.stance is not StanceKind.ACCEPT:
        return [command]
    proposal = view.get(f"proposal/{command.proposal_id}")
    if proposal is None or view[f"delegation/{proposal['by']}"]["bot"] is not None:
        return [command]
    first = next(owed_unsequenced(sight, proposal), None)
    if first is None:
        return [command]
    text = phrases.in_step(str, first)
    accepts = replace(command, reason=text)
    if not view[f"forum/{proposal['forum']}"]["open"]:
        return [accepts]
    by, forum = DelegationId(proposal["by"]), ForumId(proposal["forum"])
    question = Question(QuestionKind.STEP, by, forum, command.proposal_id)
    asked = MessageId(f"s{_hash(secret, sight.delegation, command.proposal_id)}")
    return [accepts, Say(asked, PLENARY, text, question)]


def _seed(talks: Talks) -> str:
    """The seats' seeds and the talks' id: other tables with the same seats play otherwise."""
    seeds = sorted(f"{d}:{seat.seed}" for d, seat in talks.bots.items())
    return _hash(talks.id, *seeds)


def _hash(*parts: str) -> str:
    return blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()
