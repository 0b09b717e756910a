"""Remembers that the server was alive, so that no clock runs while it was not."""

import logging
from collections.abc import Callable
from typing import Protocol

import gevent

from server.service.ports import Unavailable

BEAT_SECONDS = 5.0
GAP_MS = 20_000
"""A longer silence means that the server (or the laptop it runs on) was away."""

SETTING = "alive_at"

_journal = logging.getLogger(__name__)


class Clocks(Protocol):
    """See `server.service.negotiations.Negotiations`."""

    def now_ms(self) -> int:
        """The server's time."""

    def next_deadline(self) -> int | None:
        """When something is due next; None while no clock runs."""

    def wake(self, away_since: int | None = None) -> None:
        """Load every talks whose clocks run; from `away_since` on they stood still."""

    def stood_still(self, since: int) -> None:
        """No clock ran since then."""


class Kept(Protocol):
    """See `server.service.people.People`."""

    def setting(self, name: str) -> str | None:
        """A setting of this installation."""

    def set_setting(self, name: str, value: str | None) -> None:
        """Keep a setting."""


class Heartbeat:
    """Beats while the server runs; a beat is written down only while some clock runs."""

    def __init__(
        self, clocks: Clocks, kept: Kept, sleep: Callable[[float], None] = gevent.sleep
    ) -> None:
        self._clocks, self._kept, self._sleep = clocks, kept, sleep
        self._greenlet: gevent.Greenlet[..., None] | None = None
        self._last = 0

    def start(self) -> None:
        """Wake the talks whose clocks run, and beat from now on."""
        now = self._clocks.now_ms()
        kept = self._kept.setting(SETTING)
        alive_at = int(kept) if kept and kept.isdigit() else None
        away = alive_at is not None and now - alive_at > GAP_MS
        self._clocks.wake(alive_at if away else None)
        self._last = now
        self._greenlet = gevent.spawn(self._run)

    def stop(self) -> None:
        """Write a last beat down."""
        greenlet, self._greenlet = self._greenlet, None
        if greenlet is not None:
            greenlet.kill()
            try:
                self.beat()
            except Unavailable as error:  # the beat before counts
                _journal.warning("the last heartbeat could not be written down: %s", error)

    def notice_gap(self) -> int:
        """After a gap set the clocks as if they had stood still in it; the time now.

        Also for the ticker, before it looks for deadlines: else a laptop that wakes up would let
        the phase it slept through run out first.
        """
        now = self._clocks.now_ms()
        since, self._last = self._last, now
        if now - since > GAP_MS:
            self._clocks.stood_still(since)
        return now

    def beat(self) -> None:
        """One beat; written down while some clock runs."""
        now = self.notice_gap()
        if self._clocks.next_deadline() is not None:
            self._kept.set_setting(SETTING, str(now))

    def _run(self) -> None:
        while True:
            self._sleep(BEAT_SECONDS)
            try:
                self.beat()
            except Unavailable as error:
                _journal.warning("a heartbeat could not be written down: %s", error)
            except Exception:  # noqa: BLE001  # the next beat may succeed
                _journal.exception("a heartbeat failed")
