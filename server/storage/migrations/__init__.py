"""The database's versions, and how one becomes the next."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from server.storage.engine import LONG_WAIT_MS, writing

FOLDER = Path(__file__).resolve().parent


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the database to the revision; does nothing when it is there already.

    Two processes that start together may both call it: PostgreSQL lets one wait for the other,
    SQLite by its write lock.
    """
    with writing(engine, LONG_WAIT_MS).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(20030827)")
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def is_current(engine: Engine) -> bool:
    """True when the database has the newest version."""
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    return current == ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return config
