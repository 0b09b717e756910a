"""How databases are opened."""

from pathlib import Path

import pytest
from sqlalchemy.exc import ArgumentError

from server.storage.engine import make_engine, normalised, writing


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_spoken_to_by_psycopg(scheme: str) -> None:
    url = normalised(f"{scheme}://user:word@host:5433/talks?sslmode=require")
    assert url.drivername == "postgresql+psycopg"
    assert (url.host, url.port, url.database, url.password) == ("host", 5433, "talks", "word")


def test_sqlite_keeps_what_it_has_committed(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'new folder' / 'talks.db'}")
    with engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    engine.dispose()
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
    }


def test_other_addresses_are_refused() -> None:
    with pytest.raises(ArgumentError):
        make_engine("no address")


def test_a_transaction_on_sqlite_takes_the_write_lock_at_once(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'talks.db'}")
    with writing(engine).begin() as writer:
        writer.exec_driver_sql("CREATE TABLE t (n INTEGER)")
        with engine.connect() as reader:
            assert reader.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0
    engine.dispose()
