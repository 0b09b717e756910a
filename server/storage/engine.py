"""Engines for SQLite and PostgreSQL, set up so that what is committed stays committed."""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

READ_WAIT_MS = 400
"""How long a SQLite connection that looks something up waits for whoever holds the file. A reader
never waits for a writer, only for somebody who has the file for themselves."""

WRITE_WAIT_MS = 3_000
"""How long one that writes waits for another process's write."""

BRIEF_WAIT_MS = 100
"""The same while somebody goes on holding the file, and for what nobody should wait for."""

LONG_WAIT_MS = 60_000
"""The same for a new form of the database, which the first of two processes may be writing."""

CONNECT_SECONDS = 5

WRITES = "writes"
"""The execution option of connections that will write: SQLite gives them its lock at once."""

WAITS = "waits"
"""The execution option with another wait for that lock, in milliseconds."""


def make_engine(url: str) -> Engine:
    """An engine for `sqlite:///FILE`, `postgresql://...` or `postgres://...`.

    Creates the folder of a SQLite file. Raises `sqlalchemy.exc.ArgumentError` for other addresses.
    """
    parsed = normalised(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed)
    return create_engine(
        parsed,
        pool_pre_ping=True,
        pool_size=8,
        max_overflow=8,
        connect_args={"connect_timeout": CONNECT_SECONDS},
        hide_parameters=True,
        isolation_level="READ COMMITTED",
    )


def normalised(url: str) -> URL:
    """The address with the driver this project uses."""
    parsed = make_url(url)
    if parsed.drivername in {"postgres", "postgresql"}:
        return parsed.set(drivername="postgresql+psycopg")
    return parsed


def _sqlite(url: URL) -> Engine:
    if url.database and url.database != ":memory:":
        keep_private(Path(url.database))
    # Connections go from thread to thread (gevent's workers), one user at a time.
    engine = create_engine(
        url,
        connect_args={"check_same_thread": False, "timeout": READ_WAIT_MS / 1000},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _set_up)
    patience = _Patience()
    event.listen(engine, "begin", patience.begin)
    event.listen(engine, "commit", patience.committed)
    event.listen(engine, "handle_error", patience.failed)
    return engine


def keep_private(file: Path) -> None:
    """Make the file if it is not there, and let nobody but its owner read it; SQLite gives its
    journals the same mode."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with suppress(OSError):  # what cannot be written, or is somebody else's, is found out later
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    for one in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
        with suppress(OSError):
            mode = one.stat().st_mode
            if mode & 0o077:
                one.chmod(mode & 0o700)


def _set_up(connection: Any, _: object) -> None:
    """Transactions as SQL has them, and every commit on the disk before it is acknowledged."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()


class _Patience:
    """How long transactions wait for SQLite's lock: one waits in full for somebody who holds it
    for long, those after it do not queue up behind."""

    def __init__(self) -> None:
        self._is_held = False

    def begin(self, connection: Connection) -> None:
        """Begin a transaction that looks something up, or one that writes."""
        options = connection.get_execution_options()
        writes = options.get(WRITES)
        wait = READ_WAIT_MS
        if writes:
            wait = options.get(WAITS) or (BRIEF_WAIT_MS if self._is_held else WRITE_WAIT_MS)
        if connection.info.get(WAITS) != wait:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {wait}")
            connection.info[WAITS] = wait
        # A transaction that reads first and writes later must not lose the lock to another writer.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    def committed(self, _connection: Connection) -> None:
        """Somebody could write."""
        self._is_held = False

    def failed(self, context: ExceptionContext) -> None:
        """Somebody could not."""
        if "locked" in str(context.original_exception):
            self._is_held = True


def writing(engine: Engine, wait_ms: int | None = None) -> Engine:
    """The engine for transactions that write; `wait_ms` for the lock, where SQLite has one."""
    return engine.execution_options(**{WRITES: True, WAITS: wait_ms})


def empty_journal(engine: Engine) -> None:
    """Let SQLite's journal forget what was deleted from the file; nothing for other databases."""
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        # When the database is busy all the while, the next checkpoint does it.
        with suppress(sqlite3.Error):
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


_WORDS = (
    ("taken over", "another server has taken over this database"),
    ("locked", "another program holds the database"),
    ("readonly", "the database can only be read"),
    ("read-only", "the database can only be read"),
    ("full", "the disk is full"),
    ("no space", "the disk is full"),
    ("unable to open", "the file of the database cannot be opened"),
    ("malformed", "the file of the database is damaged"),
    ("not a database", "the file is not a database"),
)


def in_words(error: BaseException, otherwise: str = "the database does not answer") -> str:
    """What is wrong with the database, without a statement or a value of it."""
    said = str(getattr(error, "orig", None) or error).casefold()
    return next((words for mark, words in _WORDS if mark in said), otherwise)


def is_passing(error: SQLAlchemyError) -> bool:
    """True for what may go away by itself: disk full, read-only, locked, server gone."""
    if isinstance(error, OperationalError):
        return True
    return isinstance(error, DBAPIError) and bool(error.connection_invalidated)
