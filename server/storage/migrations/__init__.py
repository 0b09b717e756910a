"""The database's versions, and how one becomes the next."""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from server.storage.engine import LONG_WAIT_MS, keep_private, writing

FOLDER = Path(__file__).resolve().parent
_journal = logging.getLogger(__name__)


class TooNewError(Exception):
    """A newer version of Six-Party Table has used the database; the text says what to do."""


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the database to the revision; does nothing when it is there already.

    A SQLite file of an older form is copied first, as FILE.before-REVISION. Two processes that
    start together may both call it: PostgreSQL lets one wait for the other, SQLite by its write
    lock. Raises `TooNewError`.
    """
    before = version(engine)
    if before is not None and not _is_known(before):
        raise TooNewError(
            "a newer version of Six-Party Table has used this database; use that version, or "
            "restore the copy that was kept when it was first opened (FILE.before-...)"
        )
    if before is not None and before != _scripts().get_current_head():
        _copy_of(engine, before)
    with writing(engine, LONG_WAIT_MS).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(20030827)")
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def version(engine: Engine) -> str | None:
    """The database's version; None when it is empty."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_current(engine: Engine) -> bool:
    """True when the database has the newest version. Raises `TooNewError`."""
    found = version(engine)
    if found is not None and not _is_known(found):
        raise TooNewError("a newer version of Six-Party Table has used this database")
    return found == _scripts().get_current_head()


def _is_known(revision: str) -> bool:
    return any(script.revision == revision for script in _scripts().walk_revisions())


def _copy_of(engine: Engine, before: str) -> None:
    """Keep a SQLite file as it was, once; SQLite's own way copies what is in use, too."""
    file = engine.url.database
    if engine.dialect.name != "sqlite" or file in (None, "", ":memory:"):
        return
    kept = Path(f"{file}.before-{_scripts().get_current_head()}")
    if kept.exists():
        return
    unfinished = Path(f"{kept}.part")
    unfinished.unlink(missing_ok=True)
    keep_private(unfinished)
    with (
        closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as read,
        closing(sqlite3.connect(unfinished)) as written,
    ):
        read.backup(written)
    unfinished.replace(kept)
    _journal.warning("the database had the form %s; a copy of it is kept in %s", before, kept)


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return config
