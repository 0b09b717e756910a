import json
import socket

import pytest

from server.config import TABLE
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


def test_a_secret_others_can_read_is_told(shell: Shell) -> None:
    shell.runs("doctor")
    (shell.data / "secret_key").chmod(0o644)
    assert "chmod 600" in shell.runs("doctor").out
