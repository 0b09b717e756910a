"""What debriefs and replays keep of logs: bounded in bytes, quick anywhere, gone with the class."""

import gc
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from server.app import App, create_app
from server.config import Settings
from server.reports.debrief import kept, past, replay
from server.reports.debrief.kept import KEPT, Kept
from server.reports.debrief.page import debrief_for
from server.reports.debrief.replay import stops_for, view_at
from server.rules.commands import Command
from server.rules.commands.talk import Say
from server.rules.events import Recorded
from server.rules.ids import ChannelId, DelegationId, MessageId, TalksId
from server.rules.moves.evolve import evolve
from server.rules.seats import Actor, Bot, FacilitatorView
from server.rules.state.talks import Talks, TalksState
from server.service.classrooms import Created
from tests.bots.logged import LoggedTable, in_a_hurry, played_on, write_down
from tests.web.site import Class, made_app
from tests.web.test_api_secrets import orders

SECONDS = 0.2
EVERYTHING = FacilitatorView()


class Talkative(LoggedTable):
    """After each thing that is done somebody says a word in the plenary, seven times."""

    said = 0

    def give(self, command: Command, actor: Actor, by: DelegationId | None = None) -> bool:
        done = super().give(command, actor, by)
        if self.talks.bots and self.talks.state is TalksState.RUNNING:
            for _ in range(7):
                self.said += 1
                speaker = list(self.talks.bots)[self.said % len(self.talks.bots)]
                word = Say(MessageId(f"m{self.said}"), ChannelId("plenary"), "We heard that.")
                assert super().give(word, Bot(speaker), speaker)
        return done


@dataclass
class Long:
    """Talks that are over, and the server that has their log in its database."""

    app: App
    talks: Talks


def conference(folder: Path, kind: type[LoggedTable]) -> Long:
    """Eight rounds played by bots, and read back from the database."""
    url = f"sqlite:///{folder / 'sixparty.sqlite3'}"
    app = create_app(Settings(database_url=url, secret_key="s" * 32, data_dir=folder))
    made = app.classrooms.create("IR 201", "six-party", 1, preset="3h")
    assert isinstance(made, Created)
    [entry] = made.talks
    table = played_on(app.negotiations.talks(entry.id), 1, 10**12, kind=kind)
    write_down(in_a_hurry(app.negotiations.log), entry.id, table.log)
    app.negotiations.forget(entry.id)
    return Long(app, app.negotiations.talks(entry.id))


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Long:
    """About ten thousand events."""
    made = conference(tmp_path_factory.mktemp("long"), Talkative)
    assert made.talks.seq >= 9_000
    return made


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Long:
    """About two thousand: longer than a class of people plays."""
    return conference(tmp_path_factory.mktemp("played"), LoggedTable)


def test_any_point_of_ten_thousand_events_is_there_in_a_fifth_of_a_second(long: Long) -> None:
    log = long.app.negotiations.log
    many = len(stops_for(long.talks, log, EVERYTHING)["stops"])
    assert many > 200
    gc.collect()
    for number in range(0, many, many // 30):
        took = []
        for _ in range(3):
            began = time.process_time()
            assert view_at(long.talks, log, EVERYTHING, number) is not None
            took.append(time.process_time() - began)
            if took[-1] <= SECONDS:
                break
        assert min(took) <= SECONDS, (number, took)


def test_a_point_folds_no_more_than_lies_between_two_kept_states(
    long: Long, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = long.app.negotiations.log
    many = len(stops_for(long.talks, log, EVERYTHING)["stops"])
    folded: list[int] = []

    def counted(now: Talks, one: Recorded) -> Talks:
        folded.append(one.seq)
        return evolve(now, one)

    monkeypatch.setattr(replay, "evolve", counted)
    for number in (1, many // 2, many - 1):
        folded.clear()
        view_at(long.talks, log, EVERYTHING, number)
        assert len(folded) <= replay.EVERY


def grown(make: Callable[[], object]) -> int:
    """Bytes that making the thing leaves in memory while it is held."""
    make()  # what is worked out once for all talks is no part of it
    gc.collect()
    tracemalloc.start()
    held = make()
    gc.collect()
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert held is not None
    return size


def test_what_it_takes_is_reckoned_and_a_class_of_twenty_four_fits(played: Long) -> None:
    log, talks = played.app.negotiations.log, played.talks

    def history() -> object:
        KEPT.forget(talks.id)
        debrief_for(talks, log, EVERYTHING)
        return past.past_of(talks, log)

    def recording() -> object:
        KEPT.forget(talks.id)
        stops_for(talks, log, EVERYTHING)
        return replay._recorded(talks, log)

    KEPT.forget(talks.id)
    others, together = KEPT.bytes, 0
    for make in (history, recording):
        measured = grown(make)
        reckoned = KEPT.bytes - others
        assert measured <= 1.1 * reckoned, make.__name__
        assert reckoned <= 2 * measured, make.__name__
        together += reckoned
    assert 24 * together <= kept.MOST_BYTES


def test_what_was_asked_for_longest_ago_makes_room() -> None:
    shelf = Kept(most=100)
    for name in "abc":
        shelf.put(TalksId(name), 1, f"of {name}", 40)
    assert TalksId("a") not in shelf
    assert shelf.get(TalksId("b"), str, 1) == "of b"
    shelf.put(TalksId("d"), 1, "of d", 40)
    assert TalksId("c") not in shelf
    assert TalksId("b") in shelf
    assert shelf.get(TalksId("b"), str, 2) is None, "it was made of something else"
    shelf.put(TalksId("b"), 2, "of b, later", 60)
    assert shelf.bytes == 100
    shelf.put(TalksId("e"), 1, "too large for it, and kept alone", 1000)
    assert len(shelf) == 1


def test_nothing_of_a_class_stays_that_is_deleted(tmp_path: Path) -> None:
    app = made_app(tmp_path)
    room = Class(app)
    talks = TalksId(room.talks)
    for name in ("start", "advance", "conclude"):
        orders(room, room.talks, name)
    assert room.teacher.get(f"/talks/{talks}/debrief").status_code == 200
    assert room.teacher.get(f"/talks/{talks}/replay").status_code == 200
    assert talks in KEPT
    assert room.teacher.call("DELETE", f"/classrooms/{room.id}").status_code in (200, 204)
    assert talks not in KEPT
    assert room.teacher.get(f"/talks/{talks}/debrief").status_code == 404
