"""One server at a time on a database. The second is told who the first is, and changes nothing.

Two would each keep talks in memory and go on from there: what is played at one would be refused at
the other, and the second's set-up link would take the place of the first's.
"""

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from server.storage.engine import make_engine, normalised
from server.storage.lease import Lease, Taken
from server.storage.stores import MEMORY

_MOST = 500


class Held(Exception):
    """Another process serves this database; the text says which."""


class _Keeps(Protocol):
    """What holds one kind of database."""

    def tell(self, who: str) -> None: ...
    def renew(self) -> bool: ...
    def guard(self, engine: Engine) -> None: ...
    def let_go(self) -> None: ...


class Hold:
    """Holds a database until it is let go of, or until the process ends, however it does.

    Raises `Held`, and SQLAlchemyError where PostgreSQL does not answer. Nothing is held in memory.
    """

    def __init__(self, url: str) -> None:
        self._keeps = _keeps(url)
        self.tell(f"a server that starts just now, process {os.getpid()}")

    def tell(self, who: str) -> None:
        """Write down who holds it, for whoever comes next."""
        if self._keeps is not None:
            self._keeps.tell(who)

    def renew(self) -> bool:
        """Go on holding it, which is to be said every few seconds; False once it is another's."""
        return self._keeps is None or self._keeps.renew()

    def guard(self, engine: Engine | None) -> None:
        """Let the engine write only while it is held."""
        if self._keeps is not None and engine is not None:
            self._keeps.guard(engine)

    def let_go(self) -> None:
        """The database is free."""
        keeps, self._keeps = self._keeps, None
        if keeps is not None:
            keeps.let_go()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.let_go()


def held_by(url: str) -> str:
    """In words, who holds the database; "" for nobody. Raises SQLAlchemyError."""
    if url != MEMORY and normalised(url).get_backend_name() != "sqlite":
        engine = make_engine(url)
        try:
            who = Lease(engine).owner()
        finally:
            engine.dispose()
        return str(_refusal("the database", who)) if who else ""
    try:
        Hold(url).let_go()  # held for a moment: a file's lock cannot be looked at otherwise
    except Held as error:
        return str(error)
    return ""


def _keeps(url: str) -> _Keeps | None:
    if url == MEMORY:
        return None
    parsed = normalised(url)
    if parsed.get_backend_name() != "sqlite":
        return _Row(url)
    in_memory = parsed.database in (None, "", ":memory:")
    return None if in_memory else _File(Path(str(parsed.database)).resolve())


def _refusal(what: object, who: str) -> Held:
    return Held(
        f"{what} is in use by {who or 'another server'}; stop that one first, or give this one a "
        "database of its own (SIXPARTY_DATABASE_URL)"
    )


class _File:
    """The system's lock of a file beside SQLite's, which ends with the process."""

    def __init__(self, database: Path) -> None:
        database.parent.mkdir(parents=True, exist_ok=True)
        beside = database.with_name(f"{database.name}.serving")
        handle = os.open(beside, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            who = os.pread(handle, _MOST, 0).decode("utf-8", "replace").strip()
            os.close(handle)
            raise _refusal(database, who) from None
        self._handle = handle

    def tell(self, who: str) -> None:
        os.ftruncate(self._handle, 0)
        os.pwrite(self._handle, who.encode()[:_MOST], 0)

    def renew(self) -> bool:
        return True

    def guard(self, engine: Engine) -> None:
        """Nothing: nobody else can have the lock while this process lives."""

    def let_go(self) -> None:
        os.ftruncate(self._handle, 0)
        os.close(self._handle)


class _Row:
    """The lease of a PostgreSQL database; its connections are not those of the stores."""

    def __init__(self, url: str) -> None:
        self._engine = make_engine(url)
        self._lease = Lease(self._engine)
        try:
            self._lease.take(f"process {os.getpid()}")
        except Taken as error:
            self._engine.dispose()
            raise _refusal("the database", str(error)) from None
        except SQLAlchemyError:
            self._engine.dispose()
            raise

    def tell(self, who: str) -> None:
        self._lease.tell(who)

    def renew(self) -> bool:
        return self._lease.renew()

    def guard(self, engine: Engine) -> None:
        self._lease.guard(engine)

    def let_go(self) -> None:
        self._lease.let_go()
        self._engine.dispose()
