"""Talks held in memory, and which of them may leave it."""

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field

from server.rules.events import Recorded
from server.rules.ids import PersonId, TalksId
from server.rules.moves.evolve import evolve
from server.rules.occasion import Occasion
from server.rules.state.talks import Talks, TalksState
from server.service.receipts import Receipts

GRACE_MS = 15_000
"""After talks came back into memory, absent delegates count as present this long, so that the
first to reconnect after a restart do not end a phase without the others."""


@dataclass(slots=True)
class Opened:
    """One talks in memory. Changed only under its lock; `talks` may be read without it.

    `ahead` is how far (ms) the log's time is before the server's clock, after that was set back.
    """

    talks: Talks
    receipts: Receipts = field(default_factory=Receipts)
    present: frozenset[PersonId] = frozenset()
    ahead: int = 0
    last_at: int = 0
    grace_until: int = 0
    stale: bool = False

    def take(self, recorded: Iterable[Recorded]) -> None:
        """Go on to the state after the events, one command's or many."""
        talks = self.talks
        for one in recorded:
            talks = evolve(talks, one)
            self.receipts.accept(one.command_id, one.seq)
            self.last_at = max(self.last_at, one.at)
        self.talks = talks

    def came_back(self, now_ms: int) -> None:
        """After a load: let the time go on from the log's, and wait for the others to reconnect."""
        self.ahead = max(0, self.last_at - now_ms)
        if self.talks.state is TalksState.RUNNING:
            self.grace_until = self.now(now_ms) + GRACE_MS

    def now(self, now_ms: int) -> int:
        """The time of these talks, never before the latest event."""
        return max(now_ms + self.ahead, self.last_at)

    def occasion(self, now_ms: int) -> Occasion:
        """The time and who is present."""
        at = self.now(now_ms)
        if at < self.grace_until:
            return Occasion(at, self.present | frozenset(self.talks.seats))
        return Occasion(at, self.present)

    def deadline(self) -> int | None:
        """When the timekeeper is needed next, by the server's clock."""
        due = self.talks.next_deadline()
        if self.talks.state.is_discussed:
            return None if due is None else due - self.ahead
        if self.talks.state is not TalksState.RUNNING or self.talks.is_paused:
            return None
        waits = [at for at in (due, self.grace_until or None) if at is not None]
        return min(waits) - self.ahead if waits else None


class Shelf:
    """The opened talks; those nobody is present at leave, least recently used first.

    At most `idle` such talks stay, and at most `ended` of them that are concluded.
    """

    def __init__(self, idle: int = 128, ended: int = 32) -> None:
        self._opened: OrderedDict[TalksId, Opened] = OrderedDict()
        self._limits = {False: idle, True: ended}
        self._guard = threading.Lock()

    def __len__(self) -> int:
        return len(self._opened)

    def __contains__(self, talks_id: object) -> bool:
        return talks_id in self._opened

    def get(self, talks_id: TalksId) -> Opened | None:
        """The talks if they are in memory."""
        with self._guard:
            opened = self._opened.get(talks_id)
            if opened is not None:
                self._opened.move_to_end(talks_id)
            return opened

    def put(self, talks_id: TalksId, opened: Opened) -> None:
        """Keep the talks, and let others go if there are too many."""
        with self._guard:
            self._opened[talks_id] = opened
            self._opened.move_to_end(talks_id)
            seen = {False: 0, True: 0}
            for other_id, other in reversed(list(self._opened.items())):
                if other.present:
                    continue
                ended = other.talks.state.is_over
                seen[ended] += 1
                if seen[ended] > self._limits[ended]:
                    del self._opened[other_id]

    def drop(self, talks_id: TalksId) -> None:
        """Let the talks go."""
        with self._guard:
            self._opened.pop(talks_id, None)
