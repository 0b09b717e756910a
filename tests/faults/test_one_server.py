"""Two servers on one PostgreSQL database: one serves, whatever becomes of the other."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from sqlalchemy import Engine, insert, text

from server.config import CHECKOUT
from server.storage import lease as leases
from server.storage.engine import make_engine, writing
from server.storage.hold import Held, Hold, held_by
from server.storage.lease import Lease, Lost, Taken
from server.storage.migrations import migrate
from server.storage.schema import setting
from tests.live import LiveServer
from tests.services import wait_for


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "LEASE_MS", 600)
    monkeypatch.setattr(leases, "LOOK_S", 0.05)


@pytest.fixture
def engine(postgres_database: str) -> Iterator[Engine]:
    made = make_engine(postgres_database)
    migrate(made)
    yield made
    made.dispose()


def put(engine: Engine, name: str) -> None:
    with writing(engine).begin() as connection:
        connection.execute(insert(setting), {"name": name, "value": ""})


def names(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        return set(connection.execute(text("SELECT name FROM setting")).scalars())


def test_who_renews_keeps_it_and_the_next_is_told_who_that_is(engine: Engine, short: None) -> None:
    first = Lease(engine)
    first.take("the first")

    def renewing(seconds: float) -> None:
        assert first.renew()

    with pytest.raises(Taken, match="the first"):
        Lease(engine, renewing).take("the second")
    first.let_go()
    Lease(engine).take("the second")


def test_an_overdue_one_goes_to_the_next_and_its_owner_writes_nothing_more(
    engine: Engine, postgres_database: str, short: None
) -> None:
    first, second = Lease(engine), Lease(engine)
    stores = make_engine(postgres_database)
    first.take("the first")
    first.guard(stores)
    put(stores, "before")
    second.take("the second")  # waits until the first is overdue
    with pytest.raises(Lost):
        put(stores, "after")
    assert not first.renew()
    assert second.renew()
    assert "before" in names(engine)
    assert "after" not in names(engine)
    stores.dispose()


def test_a_write_under_way_is_waited_for(
    engine: Engine, postgres_database: str, short: None
) -> None:
    first, second = Lease(engine), Lease(engine)
    stores = make_engine(postgres_database)
    first.take("the first")
    first.guard(stores)
    held = writing(stores).connect()
    with held.begin():
        held.execute(insert(setting), {"name": "under way", "value": ""})
        with pytest.raises(Taken):
            second.take("the second")
    held.close()
    second.take("the second")
    assert "under way" in names(engine)
    stores.dispose()


def test_a_second_server_is_refused_and_one_that_was_killed_is_followed(
    postgres_database: str, tmp_path: Path
) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    key = {"secret_key": "a key for both of the servers"}
    first = LiveServer(tmp_path / "one", database_url=postgres_database, **key)
    second = LiveServer(tmp_path / "two", database_url=postgres_database, **key)
    first.start()
    try:
        refused = subprocess.run(
            [sys.executable, "-m", "server", "serve", "--port", str(second.port)],
            cwd=CHECKOUT,
            env=second.environment,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert refused.returncode == 1
        assert first.url.rpartition(":")[2] in refused.stderr
        assert first.process is not None
        os.kill(first.process.pid, signal.SIGSTOP)
        second.start()
        os.kill(first.process.pid, signal.SIGCONT)
        token = second.sixparty("token", "create", "--name", "t").strip()
        body = {"title": "IR", "scenario": "two-party", "tables": 1}
        headers = {"Authorization": f"Bearer {token}"}
        calls = f"{second.url}/api/v1/classrooms"
        assert requests.post(calls, json=body, headers=headers, timeout=10).status_code == 201
        stopped = first.process
        wait_for(lambda: stopped.poll() is not None, "the end of the first")
        assert stopped.returncode == 1
        assert "taken over" in first.output
    finally:
        first.kill()
        second.stop()


def test_what_is_let_go_of_is_free_at_once(postgres_database: str) -> None:
    with Hold(postgres_database) as hold:
        assert hold.renew()
    with Hold(postgres_database) as hold:
        assert hold.renew()


def test_the_second_is_told_the_address_of_the_first(
    postgres_database: str, short: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = make_engine(postgres_database)
    owner = Lease(engine)
    owner.take("process 7")
    monkeypatch.setattr(leases, "LEASE_MS", 60_000)
    owner.tell("process 7, which serves http://localhost:8060/")
    monkeypatch.setattr(leases, "LEASE_MS", 600)
    with pytest.raises(Held, match="http://localhost:8060/"):
        Hold(postgres_database)
    engine.dispose()


def test_whoever_only_asks_takes_nothing_away(postgres_database: str) -> None:
    assert held_by(postgres_database) == ""
    with Hold(postgres_database) as hold:
        assert f"process {os.getpid()}" in held_by(postgres_database)
        assert hold.renew()
    assert held_by(postgres_database) == ""


def test_asking_about_one_that_is_overdue_leaves_it_to_its_owner(
    engine: Engine, postgres_database: str, short: None
) -> None:
    owner = Lease(engine)
    owner.take("process 7")
    time.sleep(0.8)
    assert held_by(postgres_database) == ""
    assert owner.renew()
