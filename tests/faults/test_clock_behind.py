"""The machine's clock is behind what was logged when the server starts again."""

import logging
from pathlib import Path

import pytest

from server.app import App
from server.realtime.heartbeat import SETTING
from tests.faults.breaking import kept_app
from tests.web.site import Class

HOUR = 3_600_000
MINUTE = 60_000


def left(app: App, room: Class) -> int:
    """What a browser counts down from, which knows the phase's end and the server's time."""
    clock = room.teacher.get(f"/talks/{room.talks}/view").get_json()["entities"]["clock"]
    now: int = app.flask.test_client().get("/healthz").get_json()["server_now"]
    ends: int = clock["ends_at"]
    return ends - now


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """The machine's clock, which tests set; the steady clock stands still."""
    at = {"wall": 1_800_000_000_000}
    monkeypatch.setattr("server.service.clocks._wall_ms", lambda: at["wall"])
    monkeypatch.setattr("server.service.clocks._steady_ms", lambda: 0)
    return at


@pytest.mark.parametrize("pause", [False, True])
def test_no_clock_runs_long_for_it(
    tmp_path: Path, wall: dict[str, int], caplog: pytest.LogCaptureFixture, pause: bool
) -> None:
    before = kept_app(tmp_path)
    room = Class(before)
    assert room.teacher.does(room.talks, "start")["accepted"]
    due = left(before, room)
    if pause:  # these clocks do not run at the start, and are looked at later
        assert room.teacher.does(room.talks, "pause")["accepted"]
    before.stores.close()
    wall["wall"] -= 3 * HOUR
    with caplog.at_level(logging.WARNING):
        after = kept_app(tmp_path)
    assert "180 minutes behind" in caplog.text
    room.teacher.app, room.teacher.client = after, after.flask.test_client()
    if pause:
        assert room.teacher.does(room.talks, "resume")["accepted"]
    assert due - MINUTE < left(after, room) <= due
    after.stores.close()


def test_the_time_that_was_played_since_the_last_event_counts(
    tmp_path: Path, wall: dict[str, int]
) -> None:
    before = kept_app(tmp_path)
    room = Class(before)
    room.teacher.does(room.talks, "start")
    due = left(before, room)
    before.stores.people.set_setting(SETTING, str(wall["wall"] + 2 * MINUTE))
    before.stores.close()
    wall["wall"] -= 3 * HOUR
    after = kept_app(tmp_path)
    room.teacher.app, room.teacher.client = after, after.flask.test_client()
    assert left(after, room) == due - 2 * MINUTE
    after.stores.close()


def test_a_clock_that_is_right_is_followed(
    tmp_path: Path, wall: dict[str, int], caplog: pytest.LogCaptureFixture
) -> None:
    before = kept_app(tmp_path)
    Class(before)
    before.stores.close()
    wall["wall"] += HOUR
    after = kept_app(tmp_path)
    assert after.negotiations.now_ms() == wall["wall"]
    assert "behind" not in caplog.text
    after.stores.close()
