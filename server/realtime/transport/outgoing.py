"""Writing to a client without ever waiting for it."""

import os
from collections import deque
from collections.abc import Callable
from typing import Any, Protocol

from gevent import get_hub

_WRITABLE = 2


class Socket(Protocol):
    """What is needed of a connected, non-blocking stream socket."""

    def fileno(self) -> int: ...


class Outgoing:
    """A client's outgoing bytes: written at once while the kernel takes them, else kept in order.

    Nobody waits here: a broadcast costs one system call a recipient. What the kernel does not take
    is kept and written when the socket is writable again; a client that falls further behind than
    `limit` bytes after what it is being sent (a whole view may be large) is given up: `gave_up` is
    called once, and the client has to come back and resync. A partial write is always continued
    where it stopped, so the stream is whole or ends, never corrupt.
    """

    __slots__ = ("_alive", "_fd", "_gave_up", "_kept", "_limit", "_room", "_size", "_watcher")

    def __init__(self, sock: Socket, limit: int, gave_up: Callable[[], None]) -> None:
        self._fd = sock.fileno()
        self._limit = self._room = limit
        self._gave_up = gave_up
        self._kept: deque[bytes] = deque()
        self._size = 0
        self._watcher: Any = None  # a watcher of gevent's loop, whose types are not public
        self._alive = True

    @property
    def waiting(self) -> int:
        """How many bytes the client has not taken yet."""
        return self._size

    def post(self, data: bytes) -> None:
        """Send after all that was posted before; never waits, never raises."""
        if not self._alive:
            return
        if not self._size:
            try:
                taken = os.write(self._fd, data)
            except BlockingIOError:
                taken = 0
            except OSError:
                self._give_up()
                return
            if taken == len(data):
                return
            data = data[taken:]
            self._room = self._limit + len(data)
        self._kept.append(data)
        self._size += len(data)
        if self._size > self._room:
            self._give_up()
        elif self._watcher is None:
            self._watcher = get_hub().loop.io(self._fd, _WRITABLE)
            self._watcher.start(self._flush)

    def stop(self) -> None:
        """Write nothing more. To be called before the socket's descriptor is closed."""
        self._alive = False
        self._unwatch()
        self._kept.clear()
        self._size = 0

    def _flush(self) -> None:
        try:
            while self._kept:
                data = self._kept[0]
                taken = os.write(self._fd, data)
                self._size -= taken
                if taken < len(data):
                    self._kept[0] = data[taken:]
                    return
                self._kept.popleft()
        except BlockingIOError:
            return
        except OSError:
            self._give_up()
            return
        self._unwatch()

    def _give_up(self) -> None:
        self.stop()
        self._gave_up()

    def _unwatch(self) -> None:
        watcher, self._watcher = self._watcher, None
        if watcher is not None:
            watcher.stop()
            watcher.close()
