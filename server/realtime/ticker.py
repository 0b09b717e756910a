"""The clock's ticks: due deadlines are carried out, bots move. One greenlet."""

import logging
from collections.abc import Callable, Sequence
from typing import Protocol

import gevent

from server.rules.ids import TalksId
from server.service.ports import Unavailable

PERIOD_MS = 250

_journal = logging.getLogger(__name__)


class Timed(Protocol):
    """What keeps deadlines; see `server.service.negotiations.Negotiations`."""

    def now_ms(self) -> int:
        """The server's time."""
        ...

    def due(self, now_ms: int) -> Sequence[TalksId]:
        """Talks whose deadline has passed."""
        ...

    def expire(self, talks_id: TalksId) -> object:
        """Carry out one thing that is due."""
        ...


class Bots(Protocol):
    """What plays automated delegations."""

    def tick(self, now_ms: int) -> None:
        """Let whoever has thought long enough act."""
        ...


class Ticker:
    """Ticks every 250 ms. A table that fails is logged and does not hold up the others."""

    def __init__(self, timed: Timed, bots: Bots | None = None) -> None:
        self._timed = timed
        self._bots = bots
        self.before_each: Callable[[], object] = lambda: None
        """Done before a tick looks for deadlines; see `Heartbeat.notice_gap`."""
        self._greenlet: gevent.Greenlet[[], None] | None = None

    def start(self) -> None:
        """Tick from now on."""
        if self._greenlet is None:
            self._greenlet = gevent.spawn(self._run)

    def stop(self) -> None:
        """Tick no more; a tick under way is finished first."""
        greenlet, self._greenlet = self._greenlet, None
        if greenlet is not None:
            greenlet.join(timeout=5)
            greenlet.kill()

    def tick(self) -> None:
        """One tick."""
        try:
            self.before_each()
        except Exception:  # noqa: BLE001  no clock may stop for it
            _journal.exception("what precedes a tick failed")
        now = self._timed.now_ms()
        for talks_id in self._timed.due(now):
            try:
                self._timed.expire(talks_id)
            except Unavailable:
                continue  # it was written down, and the next tick tries again
            except Exception:  # noqa: BLE001  one table must not stop the clock of the others
                _journal.exception("talks %s: the timekeeper failed", talks_id)
        if self._bots is not None:
            try:
                self._bots.tick(now)
            except Unavailable as error:
                _journal.warning("the bots wait: %s", error)
            except Exception:  # noqa: BLE001  nor a bot the clock
                _journal.exception("the bots failed")

    def _run(self) -> None:
        while self._greenlet is not None:
            self.tick()
            gevent.sleep(PERIOD_MS / 1000)
