"""Engines for SQLite and PostgreSQL, set up so that what is committed stays committed."""

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

BUSY_MS = 10_000
"""How long a SQLite connection waits for another's write."""

CONNECT_SECONDS = 5

WRITES = "writes"
"""The execution option of connections that will write: SQLite gives them its lock at once."""


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
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    # Connections go from thread to thread (gevent's workers), one user at a time.
    engine = create_engine(
        url, connect_args={"check_same_thread": False, "timeout": BUSY_MS / 1000}
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _: object) -> None:
    """Transactions as SQL has them, and every commit on the disk before it is acknowledged."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()


def _begin(connection: Any) -> None:
    # A transaction that reads first and writes later must not lose the lock to another writer.
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def writing(engine: Engine) -> Engine:
    """The engine for transactions that write."""
    return engine.execution_options(**{WRITES: True})


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


def is_passing(error: SQLAlchemyError) -> bool:
    """True for what may go away by itself: disk full, read-only, locked, server gone."""
    if isinstance(error, OperationalError):
        return True
    return isinstance(error, DBAPIError) and bool(error.connection_invalidated)
