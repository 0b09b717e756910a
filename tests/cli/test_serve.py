import io
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from server.cli.serve import addresses
from server.config import CHECKOUT, Settings
from tests.cli.command import Shell
from tests.live import LiveServer
from tests.services import free_port, wait_for

SETTINGS = Settings(database_url="memory:", secret_key="s" * 32, data_dir=Path())


def test_more_workers_than_one_are_refused_in_words(shell: Shell) -> None:
    assert "not supported yet" in shell.fails("serve", "--workers", "2")


def test_the_addresses_of_this_machine_alone() -> None:
    lines = "\n".join(addresses(SETTINGS, 8060))
    assert "http://127.0.0.1:8060/" in lines
    assert "--lan" in lines


def test_the_addresses_in_the_classroom_come_with_a_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.cli.serve.lan_address", lambda: "192.168.1.20")
    lines = addresses(replace(SETTINGS, host="0.0.0.0"), 9000)
    text = "\n".join(lines)
    assert "http://localhost:9000/" in text
    assert "http://192.168.1.20:9000/" in text
    assert sum("\u2588" in line or "\u2584" in line for line in lines) > 8


def test_a_public_address_is_the_one_for_everybody() -> None:
    settings = replace(SETTINGS, public_url="https://talks.example.edu")
    assert "https://talks.example.edu/" in "\n".join(addresses(settings, 8060))


def test_a_server_starts_shows_the_link_and_leaves_in_order(
    live_server: Callable[..., LiveServer],
) -> None:
    server = live_server()
    assert urllib.request.urlopen(server.url + "/healthz").status == 200
    link = server.setup_link
    assert link.startswith(server.url)
    assert urllib.request.urlopen(link).status == 200
    assert server.process is not None
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(timeout=20) == 0
    assert "Shutting down" in server.output
    assert "Traceback" not in server.output


def test_a_port_that_is_taken_is_told(live_server: Callable[..., LiveServer], shell: Shell) -> None:
    server = live_server()
    ran = run_apart("serve", "--port", str(server.port), folder=shell.folder)
    assert ran.returncode == 1
    assert f"port {server.port}" in ran.stderr
    assert "Traceback" not in ran.stderr


def run_apart(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "server", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=CHECKOUT,
        env={**os.environ, "SIXPARTY_DATA_DIR": str(folder / "apart")},
    )


def test_a_demonstration_is_a_class_of_three_bot_tables(tmp_path: Path) -> None:
    port = free_port()
    log = tmp_path / "demo.log"
    with log.open("wb") as out:
        demo = subprocess.Popen(
            [sys.executable, "-m", "server", "demo", "--port", str(port)],
            stdout=out,
            stderr=out,
            cwd=CHECKOUT,
            env={**os.environ, "SIXPARTY_DATA_DIR": str(tmp_path)},
        )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(lambda: "/screen/" in log.read_text(), "the demonstration's addresses")
        screen = re.search(r"http\S+/screen/\S+", log.read_text())
        assert screen is not None
        assert urllib.request.urlopen(screen[0]).status == 200
        assert 'sixparty_events_total{event="BotSeated"} 18.0' in figures(url)
        assert 'sixparty_events_total{event="PhaseBegan"} 6.0' in figures(url)
    finally:
        demo.terminate()
        assert demo.wait(timeout=20) == 0


def figures(url: str) -> str:
    with urllib.request.urlopen(url + "/metrics") as answer:
        return io.TextIOWrapper(answer).read()
