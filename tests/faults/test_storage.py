"""Storage that fails and comes back: clear refusals meanwhile, nothing changed, nothing lost."""

import resource
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event

from server.rules.commands.talk import Announce
from server.rules.ids import TalksId
from server.service.clocks import SystemClock
from server.service.negotiations import Negotiations
from server.service.ports import Unavailable
from server.storage import engine as engines
from server.storage.engine import make_engine, writing
from server.storage.event_log import SqlEventLog
from server.storage.migrations import migrate
from server.storage.people import SqlPeople
from server.storage.verify import verify
from tests import services
from tests.faults.worker import TEACHER, begin, nth, opened
from tests.rules.negotiation import calibrate, scenario

T1 = TalksId("t1")


@contextmanager
def full_disk(folder: Path) -> Iterator[None]:
    """No file of this process can grow beyond the largest that is there now."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    largest = max(path.stat().st_size for path in folder.iterdir())
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest + 4096, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def fill(negotiations: Negotiations, name: str) -> tuple[list[str], list[str]]:
    """Long announcements until one is refused; the ids of those accepted, and the codes of noes."""
    accepted, refused = [], []
    for n in range(500):
        receipt = negotiations.handle(T1, f"{name}{n}", Announce("long " * 700), TEACHER)
        if receipt.refusal is None:
            accepted.append(receipt.id)
        else:
            refused.append(receipt.refusal.code)
            if len(refused) == 3:
                break
    return accepted, refused


def test_a_full_disk_refuses_and_then_takes_commands_again(tmp_path: Path) -> None:
    with opened(f"sqlite:///{tmp_path / 'talks.db'}") as negotiations:
        begin(negotiations, T1)
        with full_disk(tmp_path):
            accepted, refused = fill(negotiations, "a")
            assert refused == ["unavailable"] * 3
            seq = negotiations.talks(T1).seq
            again = negotiations.handle(T1, accepted[-1], Announce("long " * 700), TEACHER)
            assert again.accepted
            assert negotiations.talks(T1).seq == seq
        failed = f"a{len(accepted)}"
        retried = negotiations.handle(T1, failed, Announce("long " * 700), TEACHER)
        assert retried.accepted
        assert retried.seq == seq + 1
        kept = [str(one.command_id) for one in negotiations.log.read(T1)]
        assert kept[-len(accepted) - 1 :] == [f"f:teacher:{i}" for i in (*accepted, failed)]
        assert verify(negotiations.log, calibrate).is_clean


def test_a_read_only_database_refuses_and_then_takes_commands_again(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'talks.db'}")
    migrate(engine)
    read_only = [False]

    @event.listens_for(engine, "begin")
    def set_read_only(connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA query_only = {int(read_only[0])}")

    with negotiations_over(engine) as negotiations:
        begin(negotiations, T1)
        seq = negotiations.talks(T1).seq
        read_only[0] = True
        refusal = negotiations.handle(T1, "x", Announce("hi"), TEACHER).refusal
        assert refusal is not None
        assert refusal.code == "unavailable"
        with pytest.raises(Unavailable):
            SqlPeople(engine).set_setting("a", "b")
        assert negotiations.talks(T1).seq == seq
        read_only[0] = False
        assert negotiations.handle(T1, "x", Announce("hi"), TEACHER).seq == seq + 1
        assert verify(negotiations.log, calibrate).is_clean


def test_a_database_locked_by_somebody_else_refuses_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "WRITE_WAIT_MS", 50)
    url = f"sqlite:///{tmp_path / 'talks.db'}"
    with opened(url) as negotiations:
        begin(negotiations, T1)
        backup = make_engine(url)
        with writing(backup).begin():
            refusal = negotiations.handle(T1, "x", Announce("hi"), TEACHER).refusal
            assert refusal is not None
            assert refusal.code == "unavailable"
        backup.dispose()
        assert negotiations.handle(T1, "x", Announce("hi"), TEACHER).accepted


@contextmanager
def negotiations_over(engine: Engine) -> Iterator[Negotiations]:
    log = SqlEventLog(engine)
    try:
        yield Negotiations(log, SystemClock(), {"small": scenario()}, calibrate)
    finally:
        log.close()
        engine.dispose()


def test_postgresql_stopped_under_load_and_started_again() -> None:
    with services.Postgres() as server, opened(server.database("postgres")) as negotiations:
        begin(negotiations, T1)
        answers: Counter[str] = Counter()
        accepted: list[int] = []
        done = threading.Event()

        def play() -> None:
            n = 0
            while not done.is_set():
                command, actor = nth(n)
                receipt = negotiations.handle(T1, f"n{n}", command, actor)
                answers[receipt.refusal.code if receipt.refusal else "accepted"] += 1
                if receipt.accepted:
                    accepted.append(n)
                    n += 1
                else:
                    time.sleep(0.02)

        player = threading.Thread(target=play)
        player.start()
        time.sleep(0.5)
        server.stop()
        before = len(accepted)
        time.sleep(0.7)
        assert len(accepted) == before
        server.start()
        deadline = time.monotonic() + 20
        while len(accepted) < before + 20 and time.monotonic() < deadline:
            time.sleep(0.05)
        done.set()
        player.join(timeout=20)
        assert set(answers) == {"accepted", "unavailable"}
        assert len(accepted) >= before + 20
        kept = Counter(str(one.command_id).rsplit(":", 1)[-1] for one in negotiations.log.read(T1))
        for n in accepted:
            assert kept[f"n{n}"] == (2 if n % 3 == 2 else 1)
        assert verify(negotiations.log, calibrate).is_clean
