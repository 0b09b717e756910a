"""The server's clock, and which talks have a deadline when."""

import time

from server.rules.events import Event
from server.rules.events.life import Archived, Concluded, RolledBack
from server.rules.events.schedule import Paused, PhaseBegan, Resumed
from server.rules.ids import TalksId

CLOCK_EVENTS = (PhaseBegan, Resumed, RolledBack, Paused, Concluded, Archived)
"""The last of these in a log tells whether the clocks of its talks run."""

STARTING = (PhaseBegan, Resumed, RolledBack)
"""Those of `CLOCK_EVENTS` after which they run."""


def runs_after(event: Event) -> bool | None:
    """Whether clocks run after the event; None when it says nothing about that."""
    if not isinstance(event, CLOCK_EVENTS):
        return None
    return isinstance(event, STARTING)


class SystemClock:
    """Wall time that never runs backwards: set back, it goes on at the pace of a steady clock."""

    def __init__(self) -> None:
        self._base, self._steady = _wall_ms(), _steady_ms()

    def now_ms(self) -> int:
        """Milliseconds since the epoch."""
        wall, steady = _wall_ms(), _steady_ms()
        expected = self._base + steady - self._steady
        now = max(wall, expected)
        self._base, self._steady = now, steady
        return now

    def not_before(self, at: int) -> int:
        """Go on from this time (ms) where the wall's is earlier; by how much it is."""
        behind = at - self.now_ms()
        if behind > 0:
            self._base = at
        return max(0, behind)


def _wall_ms() -> int:
    return time.time_ns() // 1_000_000


def _steady_ms() -> int:
    return time.monotonic_ns() // 1_000_000


class Deadlines:
    """When each talks needs the timekeeper next, in milliseconds of the server's clock."""

    def __init__(self) -> None:
        self._at: dict[TalksId, int] = {}

    def put(self, talks_id: TalksId, at: int | None) -> None:
        """Set the deadline, or take it away."""
        if at is None:
            self._at.pop(talks_id, None)
        else:
            self._at[talks_id] = at

    def due(self, now_ms: int) -> list[TalksId]:
        """Talks whose deadline has passed, most overdue first."""
        passed = [(at, talks_id) for talks_id, at in list(self._at.items()) if at <= now_ms]
        return [talks_id for _, talks_id in sorted(passed)]

    def next(self) -> int | None:
        """The earliest deadline of all; None when no clock runs."""
        return min(list(self._at.values()), default=None)

    def all(self) -> list[TalksId]:
        """Every talks with a deadline."""
        return list(self._at)
