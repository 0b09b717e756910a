"""A database under a whole server, and the ways in which it fails and comes back."""

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, event

from server.app import App, create_app
from server.config import Settings
from tests.web.site import SECRET

WAYS = ("locked", "read-only", "full", "gone")


def kept_app(folder: Path) -> App:
    """A server over a SQLite file."""
    where = folder / "talks.sqlite3"
    return create_app(
        Settings(database_url=f"sqlite:///{where}", secret_key=SECRET, data_dir=folder)
    )


@contextmanager
def broken(app: App, way: str) -> Iterator[None]:
    """The app's database fails in one of `WAYS` as long as this is open."""
    engine = app.stores.engine
    assert engine is not None
    match way:
        case "locked":
            with locked(Path(str(engine.url.database))):
                yield
        case "read-only":
            with _begins_with(engine, "PRAGMA query_only = 1", "PRAGMA query_only = 0"):
                yield
        case "full":
            with full(Path(f"{engine.url.database}-wal")):
                yield
        case _:
            with _begins_with(engine, "SELECT 1 FROM no_such_disk", "SELECT 1"):
                yield


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Another process, which is anybody with a connection, holds the database."""
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@contextmanager
def full(journal: Path) -> Iterator[None]:
    """No file of this process can grow beyond the size that the journal has now."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (journal.stat().st_size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def _begins_with(engine: Engine, first: str, afterwards: str) -> Iterator[None]:
    said = [first]

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(said[0])

    event.listen(engine, "begin", begin)
    try:
        yield
    finally:
        said[0] = afterwards
        engine.dispose()
