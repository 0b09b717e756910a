"""Group commit: appends that arrive while a transaction runs go into the next one together.

Whoever finds nobody writing writes, for itself and for all who wait; then the first of those who
came meanwhile takes over. There is no thread of its own, so it works with threads and greenlets.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from server.service.ports import Conflict

T = TypeVar("T")
Run = Callable[[Callable[[], None]], None]
"""Runs blocking work and comes back when it is done; raises what the work raises."""

MAX_GROUP = 256


def run_here(work: Callable[[], None]) -> None:
    """Run it in the caller's own thread."""
    work()


class _Job(Generic[T]):
    __slots__ = ("error", "item", "latch", "leads")

    def __init__(self, item: T) -> None:
        self.item = item
        self.error: BaseException | None = None
        self.leads = False
        # A lock that is let go of once: an Event would make three objects for each command.
        self.latch = threading.Lock()
        self.latch.acquire()


class GroupWriter(Generic[T]):
    """Commits items in groups.

    `commit` writes a group in one transaction, all or nothing, in the order given; it raises
    `Conflict` when any item cannot be written, and the items are then written one by one, so
    that only the loser fails. Any other error it raises is everybody's in the group.
    """

    def __init__(
        self,
        commit: Callable[[Sequence[T]], None],
        run: Run = run_here,
        max_group: int = MAX_GROUP,
    ) -> None:
        self._commit, self._run, self._max_group = commit, run, max_group
        self._guard = threading.Lock()
        self._waiting: deque[_Job[T]] = deque()
        self._busy = False

    @property
    def waiting(self) -> int:
        """How many items wait for the commit under way to end."""
        return len(self._waiting)

    def write(self, item: T) -> None:
        """Come back when the item is committed; raises what `commit` raised for it."""
        job = _Job(item)
        with self._guard:
            self._waiting.append(job)
            job.leads = not self._busy
            self._busy = True
        if not job.leads:
            job.latch.acquire()
        if job.leads:
            self._lead()
        if job.error is not None:
            raise job.error

    def _lead(self) -> None:
        """Write one group, the own item among it, and hand over to whoever came meanwhile."""
        with self._guard:
            group = [
                self._waiting.popleft() for _ in range(min(len(self._waiting), self._max_group))
            ]
        try:
            self._run(lambda: self._write(group))
        except BaseException as error:
            for job in group:
                job.error = job.error or error
            raise
        finally:
            with self._guard:
                successor = self._waiting[0] if self._waiting else None
                if successor is None:
                    self._busy = False
                else:
                    successor.leads = True
            for job in group:
                if not job.leads:
                    job.latch.release()
            if successor is not None:
                successor.latch.release()

    def _write(self, group: Sequence[_Job[T]]) -> None:
        try:
            self._commit([job.item for job in group])
        except Conflict as error:
            if len(group) == 1:
                group[0].error = error
            else:
                for job in group:
                    self._write([job])
        except Exception as error:  # noqa: BLE001  # handed to each who waits for it
            for job in group:
                job.error = error
