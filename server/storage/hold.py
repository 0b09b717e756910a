"""One server at a time on a SQLite file. The second is told who the first is, and changes nothing.

Two would each keep talks in memory and go on from there: what is played at one would be refused at
the other, and the second's set-up link would take the place of the first's.
"""

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from server.storage.engine import normalised
from server.storage.stores import MEMORY

_MOST = 500


class Held(Exception):
    """Another process serves this database; the text says which."""


class Hold:
    """Holds a database until it is let go of, or until the process ends, however it does.

    Raises `Held`. Nothing is held in memory or with PostgreSQL.
    """

    def __init__(self, url: str) -> None:
        self._handle: int | None = None
        database = None if url == MEMORY else _file(url)
        if database is None:
            return
        database.parent.mkdir(parents=True, exist_ok=True)
        beside = database.with_name(f"{database.name}.serving")
        handle = os.open(beside, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            who = os.pread(handle, _MOST, 0).decode("utf-8", "replace").strip()
            os.close(handle)
            raise Held(
                f"{database} is in use by {who or 'another server'}; stop that one first, or give "
                "this one a database of its own (SIXPARTY_DATABASE_URL)"
            ) from None
        self._handle = handle
        self.tell(f"a server that starts just now, process {os.getpid()}")

    def tell(self, who: str) -> None:
        """Write down who holds it, for whoever comes next."""
        if self._handle is not None:
            os.ftruncate(self._handle, 0)
            os.pwrite(self._handle, who.encode()[:_MOST], 0)

    def let_go(self) -> None:
        """The database is free."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.ftruncate(handle, 0)
            os.close(handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.let_go()


def _file(url: str) -> Path | None:
    parsed = normalised(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        return None
    return Path(str(parsed.database)).resolve()
