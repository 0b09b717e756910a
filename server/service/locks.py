"""One re-entrant lock for each name, kept only while somebody uses it."""

import threading
from types import TracebackType
from weakref import WeakValueDictionary


class Lock:
    """A re-entrant lock that can be referred to weakly."""

    __slots__ = ("__weakref__", "_lock")

    def __init__(self) -> None:
        self._lock = threading.RLock()

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._lock.release()


class Locks:
    """Gives the same lock for the same name as long as anybody holds or waits for it."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._locks: WeakValueDictionary[str, Lock] = WeakValueDictionary()

    def of(self, name: str) -> Lock:
        """The lock of the name."""
        with self._guard:
            lock = self._locks.get(name)
            if lock is None:
                lock = self._locks[name] = Lock()
            return lock

    def __len__(self) -> int:
        return len(self._locks)
