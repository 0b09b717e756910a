"""`kill -9` at random moments: nothing acknowledged is lost, nothing is done twice."""

import random
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from server.rules.events import Recorded
from server.rules.ids import TalksId
from server.service.receipts import scoped
from server.storage.engine import make_engine
from server.storage.event_log import SqlEventLog
from server.storage.verify import verify
from tests.faults.worker import begin, nth, opened
from tests.rules.negotiation import calibrate
from tests.thorough import THOROUGH

TABLES = 3
AGAIN = 4
"""Acknowledged commands that are sent again after a kill, as browsers do with what they are
not sure of; with them goes every command that was under way."""


class Outside:
    """What the world outside has been told by all the processes so far."""

    def __init__(self) -> None:
        self.acknowledged: dict[str, dict[int, int]] = defaultdict(dict)
        self.told: dict[str, int] = Counter()

    def hear(self, output: bytes) -> None:
        for line in output.decode().splitlines(keepends=True):
            if not line.endswith("\n"):
                continue  # cut off by the kill
            match line.split():
                case ["ack", talks, n, seq]:
                    known = self.acknowledged[talks].setdefault(int(n), int(seq))
                    assert known == int(seq), "the same command was answered differently"
                case ["told", talks, seq]:
                    self.told[talks] = max(self.told[talks], int(seq))

    def compare(self, talks: str, kept: list[Recorded]) -> None:
        """Hold what was told outside against what the log has."""
        ends = {str(one.command_id): one.seq for one in kept}
        events = Counter(str(one.command_id) for one in kept)
        assert self.told[talks] <= len(kept), "somebody was told what is not in the log"
        for n, seq in self.acknowledged[talks].items():
            command_id = scoped(nth(n)[1], f"n{n}")
            assert ends.get(command_id) == seq, "an acknowledged command is lost"
            assert events[command_id] == (2 if n % 3 == 2 else 1), "a command was done twice"

    def next_commands(self) -> list[str]:
        latest = [max(self.acknowledged[f"t{n}"], default=-1) for n in range(TABLES)]
        return [str(max(0, n + 1 - AGAIN)) for n in latest]


def run_and_kill(url: str, outside: Outside, chance: random.Random) -> None:
    command = [sys.executable, "-m", "tests.faults.worker", url, *outside.next_commands()]
    worker = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert worker.stdout is not None
    assert worker.stderr is not None
    heard = worker.stdout.readline()
    time.sleep(chance.uniform(0, 0.15))
    worker.send_signal(signal.SIGKILL)
    heard += worker.stdout.read()
    said = worker.stderr.read().decode()
    worker.stdout.close()
    worker.stderr.close()
    assert worker.wait() == -signal.SIGKILL, said
    outside.hear(heard)


@pytest.mark.parametrize(
    ("database", "kills"),
    [("sqlite", 100), ("postgresql", 100)] if THOROUGH else [("sqlite", 20), ("postgresql", 5)],
)
@pytest.mark.timeout(1_800)
def test_what_was_acknowledged_is_there_once(
    database: str, kills: int, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = (
        f"sqlite:///{tmp_path}/talks.db"
        if database == "sqlite"
        else request.getfixturevalue("postgres_database")
    )
    with opened(url) as negotiations:
        for number in range(TABLES):
            begin(negotiations, TalksId(f"t{number}"))
    chance, outside = random.Random(1), Outside()
    for _ in range(kills):
        run_and_kill(url, outside, chance)
        engine = make_engine(url)
        log = SqlEventLog(engine)
        for talks in outside.acknowledged:
            outside.compare(talks, list(log.read(TalksId(talks))))
        verified = verify(log, calibrate)
        assert verified.is_clean, verified.findings
        engine.dispose()
    assert sum(map(len, outside.acknowledged.values())) > kills * TABLES
