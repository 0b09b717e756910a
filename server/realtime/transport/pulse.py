"""Pings of all connections from one greenlet, instead of one sleeping greenlet each."""

import time
from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count

import gevent
from gevent.event import Event


class Pulse:
    """Calls things after a delay. The greenlet starts with the first call and stays."""

    __slots__ = ("_due", "_greenlet", "_order", "_sooner")

    def __init__(self) -> None:
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._order = count()
        self._sooner = Event()
        self._greenlet: gevent.Greenlet[[], None] | None = None

    def after(self, seconds: float, call: Callable[[], None]) -> None:
        """Run `call` in about `seconds`; it must neither wait nor raise."""
        entry = (time.monotonic() + seconds, next(self._order), call)
        heappush(self._due, entry)
        if self._greenlet is None:
            self._greenlet = gevent.spawn(self._run)
        elif self._due[0] is entry:
            self._sooner.set()

    def _run(self) -> None:
        while True:
            self._sooner.clear()
            now = time.monotonic()
            while self._due and self._due[0][0] <= now:
                heappop(self._due)[2]()
            self._sooner.wait(self._due[0][0] - now if self._due else None)
