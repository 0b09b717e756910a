"""Opening the stores by their address."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from server.rules.ids import TalksId
from server.service.ports import TalksEntry
from server.storage.engine import make_engine, writing
from server.storage.stores import MEMORY, open_stores
from tests.rules.negotiation import scenario
from tests.services import free_port
from tests.storage.kept import announced, numbers

T1 = TalksId("t1")


def test_a_database_is_made_and_found_again(database_url: str) -> None:
    stores = open_stores(database_url)
    assert stores.ready() == {"database": True}
    stores.log.create(TalksEntry(T1, 1, "small"), scenario())
    stores.log.append(T1, 0, announced(0, "c1"))
    stores.close()
    again = open_stores(database_url)
    assert numbers(again.log.read(T1)) == [1]
    again.close()


def test_an_older_database_is_brought_to_the_present_form(database_url: str) -> None:
    open_stores(database_url).close()
    engine = make_engine(database_url)
    with writing(engine).begin() as connection:
        for table in ("assistant", "browser", "token"):
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text("DROP TABLE person"))
        connection.execute(text("DROP TABLE event"))
        connection.execute(text("DROP TABLE talks"))
        for table in ("scenario", "classroom", "facilitator", "setting"):
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text("DELETE FROM alembic_version"))
    engine.dispose()
    stores = open_stores(database_url)
    assert stores.people.classrooms() == []
    stores.close()


def test_memory_forgets() -> None:
    stores = open_stores(MEMORY)
    stores.log.create(TalksEntry(T1, 1, "small"), scenario())
    assert stores.ready() == {"database": True}
    stores.close()
    assert open_stores(MEMORY).log.entries() == []


def test_it_is_ready_beside_a_writer_who_is_soon_done_and_not_beside_one_who_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'talks.db'}"
    stores = open_stores(url)
    other = make_engine(url)
    with writing(other).begin() as connection:
        soon = threading.Timer(0.1, connection.rollback)
        soon.start()
        assert stores.ready() == {"database": True}
        soon.join()
    monkeypatch.setattr("server.storage.stores.READY_KEPT_S", 0)
    monkeypatch.setattr("server.storage.stores.READY_WAIT_MS", 50)
    with writing(other).begin():
        assert stores.ready() == {"database": False}
    assert stores.ready() == {"database": True}
    other.dispose()
    stores.close()


def test_a_database_that_cannot_be_reached_is_said_to_be() -> None:
    with pytest.raises(OperationalError):
        open_stores(f"postgresql://nobody@127.0.0.1:{free_port()}/none")
