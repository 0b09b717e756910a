"""Waiting until a table changes, for callers without a socket."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from server.rules.ids import TalksId
from server.rules.refusals import Refusal
from server.service.ports import Change

MOST_WAITS = 400
"""Callers that wait at a time, in all."""

WAITS_EACH = 2
"""The same with one token: one that waits, and one that took its place before it noticed."""


class Wait:
    """One caller's wait for a change of one table; `over` once the server is about to stop."""

    def __init__(self, seconds: float, *, over: bool) -> None:
        self._until = time.monotonic() + seconds
        self._rung = threading.Event()
        self.over = over

    def for_change(self) -> bool:
        """Wait for the next change; False when the time is up, or the server stops.

        A change since the call before counts: nothing is missed between two of them.
        """
        left = self._until - time.monotonic()
        if self.over or left <= 0 or not self._rung.wait(left):
            return False
        self._rung.clear()
        return not self.over

    def ring(self) -> None:
        """Something changed."""
        self._rung.set()


class Changes:
    """A listener that rings whoever waits. Under gevent a wait holds no thread."""

    def __init__(self, most: int = MOST_WAITS, each: int = WAITS_EACH) -> None:
        self._most, self._each = most, each
        self._guard = threading.Lock()
        self._waits: dict[TalksId, set[Wait]] = {}
        self._held: Counter[str] = Counter()
        self._over = False

    @property
    def held(self) -> int:
        """How many wait."""
        return self._held.total()

    def told(self, change: Change) -> None:
        """Ring everybody who waits at the table."""
        with self._guard:
            for wait in self._waits.get(change.talks_id, ()):
                wait.ring()

    @contextmanager
    def waiting(self, holder: str, talks: TalksId, seconds: float) -> Iterator[Wait | Refusal]:
        """A wait of at most `seconds` for whoever holds the token; refused where too many wait."""
        wait = Wait(seconds, over=self._over)
        with self._guard:
            full = self._held.total() >= self._most or self._held[holder] >= self._each
            if not full:
                self._held[holder] += 1
                self._waits.setdefault(talks, set()).add(wait)
        if full:
            yield Refusal("too_many_waits", {"limit": self._each, "wait": 1})
            return
        try:
            yield wait
        finally:
            with self._guard:
                self._held[holder] -= 1
                if not self._held[holder]:
                    del self._held[holder]
                self._waits[talks].discard(wait)
                if not self._waits[talks]:
                    del self._waits[talks]

    def stop(self) -> None:
        """End every wait: the server is about to stop."""
        with self._guard:
            self._over = True
            for waits in self._waits.values():
                for wait in waits:
                    wait.over = True
                    wait.ring()
