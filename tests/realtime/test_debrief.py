"""The debrief of a class of twelve played conferences, on the real server, while others talk."""

import json
import threading
import time
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from server.app import create_app
from server.config import Settings
from server.rules.ids import TalksId
from server.service.classrooms import Created
from server.service.joining import JoinResult
from tests.bots.logged import in_a_hurry, played_on, write_down
from tests.busy import slowed
from tests.live import LiveServer
from tests.realtime.clients import Viewer
from tests.thorough import THOROUGH

TABLES = 12
OPENS_S = 2.0
WAITS_S = 0.05 if THOROUGH else 0.3
"""The bar, where nothing else runs; files that are tested side by side take each other's time."""
SECRET = "a secret for tests, long enough"


@dataclass
class Played:
    """A server with a class that is over; elsewhere a delegate sits in the lobby."""

    server: LiveServer
    bearer: str
    tables: list[TalksId]
    seat: str
    classroom: str

    def asks(self, path: str) -> tuple[float, bytes]:
        """Seconds, and the answer."""
        headers = {"Authorization": f"Bearer {self.bearer}"}
        asked = urllib.request.Request(f"{self.server.url}/api/v1{path}", headers=headers)
        began = time.monotonic()
        with urllib.request.urlopen(asked, timeout=300) as answer:
            text: bytes = answer.read()
        return time.monotonic() - began, text


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    folder = tmp_path_factory.mktemp("data")
    settings = Settings(
        database_url=f"sqlite:///{folder / 'sixparty.sqlite3'}", secret_key=SECRET, data_dir=folder
    )
    app = create_app(settings)
    made = app.classrooms.create("IR 201", "six-party", TABLES, preset="3h")
    assert isinstance(made, Created)
    long_ago = app.negotiations.now_ms() - 24 * 3600 * 1000
    opened = app.negotiations.talks(made.talks[0].id)
    logs = [played_on(opened, seed, long_ago).log for seed in range(2)]
    hurried = in_a_hurry(app.negotiations.log)
    for entry in made.talks:
        write_down(hurried, entry.id, logs[entry.table % 2])
    elsewhere = app.classrooms.create("IR 202", "six-party", 1)
    assert isinstance(elsewhere, Created)
    joined = app.classrooms.join(elsewhere.classroom.join_code, "Kim")
    assert isinstance(joined, JoinResult)
    bearer = app.classrooms.facilitators.create_token("teacher")
    app.stores.close()
    server = LiveServer(folder, secret_key=SECRET)
    server.start()
    tables = [e.id for e in made.talks]
    yield Played(server, bearer, tables, joined.seat_token, made.classroom.id)
    server.stop()


def test_it_opens_within_two_seconds_and_holds_nobody_up(played: Played) -> None:
    """From the database: nothing is in memory yet. Noise only adds, so the best of three counts,
    and a machine that others use too has as much more time as it takes for anything."""
    found = []
    for _ in range(3):
        played.server.restart()
        slower = slowed()
        opened, waited = opens_while_others_talk(played)
        slower = max(slower, slowed())
        found.append((opened, waited, slower))
        if opened <= OPENS_S * slower and waited <= WAITS_S * slower:
            return
    raise AssertionError(found)


@contextmanager
def somebody_talks(played: Played) -> Iterator[list[float]]:
    """Words in a lobby meanwhile; seconds from the sending of each to its receipt."""
    talker = Viewer(played.server.port, token=played.seat).open()
    channel = next(k for k in talker.entities if k.startswith("channel/")).removeprefix("channel/")
    waits: list[float] = []
    over = threading.Event()

    def talk() -> None:
        while not over.is_set():
            said = {"message_id": uuid.uuid4().hex, "channel": channel, "text": "Good morning."}
            began = time.monotonic()
            assert talker.give("say", said, id=uuid.uuid4().hex)["accepted"]
            waits.append(time.monotonic() - began)
            time.sleep(0.25)  # as fast as the server lets anybody talk

    speaking = threading.Thread(target=talk)
    speaking.start()
    try:
        yield waits
    finally:
        over.set()
        speaking.join()
        talker.close()


def opens_while_others_talk(played: Played) -> tuple[float, float]:
    """Seconds until the first debrief is there, and the longest that a word took while all twelve
    were opened at once."""
    with somebody_talks(played) as waits:
        first, text = played.asks(f"/talks/{played.tables[0]}/debrief")
        shown = json.loads(text)
        assert shown["state"] == "concluded"
        assert len(shown["others"]) == TABLES - 1
        opening = [
            threading.Thread(target=played.asks, args=(f"/talks/{t}/debrief",))
            for t in played.tables
        ]
        for one in opening:
            one.start()
        for one in opening:
            one.join()
    assert len(waits) >= 3
    return first, max(waits)
