import json
import os
import socket

import pytest

from server.config import TABLE
from server.storage.hold import Hold
from tests.cli.command import Shell


def test_a_sound_machine_has_nothing_missing(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        monkeypatch.setenv("SIXPARTY_PORT", str(probe.getsockname()[1]))
    said = shell.ok("doctor")
    assert "BAD" not in said
    for setting in TABLE:
        assert setting.variable in said


def test_what_is_wrong_is_named(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("SIXPARTY_PORT", str(taken.getsockname()[1]))
        monkeypatch.setenv("SIXPARTY_REDIS_URL", "redis://127.0.0.1:1")
        monkeypatch.setenv("SIXPARTY_ROUNDS", "/nowhere")
        ran = shell.runs("doctor", "--json")
    assert ran.status == 1
    found = {f["name"]: f["ok"] for f in json.loads(ran.out)["findings"]}
    assert [name for name, ok in found.items() if not ok] == ["redis", "rounds", "port"]


def findings(shell: Shell) -> dict[str, tuple[bool, str]]:
    found = json.loads(shell.runs("doctor", "--json").out)["findings"]
    return {one["name"]: (one["ok"], one["words"]) for one in found}


def test_what_others_can_read_is_shut_and_told_where_it_cannot_be(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.runs("doctor")
    (shell.data / "secret_key").chmod(0o644)
    shell.database.chmod(0o644)
    assert findings(shell)["secret"][0]
    assert (shell.data / "secret_key").stat().st_mode & 0o077 == 0
    monkeypatch.setattr("pathlib.Path.chmod", lambda *_: None)  # somebody else's files
    os.chmod(shell.data / "secret_key", 0o644)  # noqa: PTH101  # Path.chmod does nothing now
    os.chmod(shell.database, 0o644)  # noqa: PTH101
    found = findings(shell)
    assert not found["secret"][0]
    assert "chmod 600" in found["secret"][1]
    assert not found["database"][0]
    assert "chmod 600" in found["database"][1]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, ""),
        ({"PROXIES": "1"}, "without SIXPARTY_PUBLIC_URL"),
        ({"PUBLIC_URL": "https://talks.example.edu"}, "without SIXPARTY_PROXIES"),
        ({"PUBLIC_URL": "https://talks.example.edu", "PROXIES": "1"}, ""),
        ({"PUBLIC_URL": "https://a.edu", "PROXIES": "1", "HOST": "0.0.0.0"}, "past the proxy"),
        ({"HOST": "0.0.0.0"}, "plain http"),
    ],
)
def test_what_is_not_protected_is_said(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], said: str
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(f"SIXPARTY_{name}", value)
    ok, words = findings(shell)["exposure"]
    assert ok is (not said)
    assert said in words


def test_a_server_that_runs_is_named(shell: Shell) -> None:
    shell.runs("doctor")
    with Hold(f"sqlite:///{shell.database}") as hold:
        hold.tell("process 7, which serves http://localhost:8060/")
        assert "process 7" in findings(shell)["database"][1]
