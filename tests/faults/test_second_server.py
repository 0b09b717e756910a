"""A second server on the same SQLite file: it says who the first is, and does it no harm."""

import os
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from server.config import CHECKOUT
from server.storage.hold import Held, Hold
from tests.cli.command import Shell
from tests.live import LiveServer
from tests.services import free_port


def test_it_refuses_in_words_and_leaves_the_set_up_link_of_the_first(
    live_server: Callable[..., LiveServer],
) -> None:
    first = live_server()
    second = subprocess.run(
        [sys.executable, "-m", "server", "serve", "--port", str(free_port())],
        cwd=CHECKOUT,
        env=first.environment,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert second.returncode == 1
    assert first.process is not None
    assert f"process {first.process.pid}" in second.stderr
    assert first.url in second.stderr
    assert "Traceback" not in second.stderr
    assert "/setup/" not in second.stdout
    assert urllib.request.urlopen(first.setup_link).status == 200


def test_nothing_is_restored_under_a_server_that_runs(shell: Shell) -> None:
    shell.ok("migrate")
    shell.ok("backup", shell.folder / "kept.db")
    with Hold(f"sqlite:///{shell.database}") as hold:
        hold.tell("process 7, which serves http://localhost:8060/")
        assert "process 7" in shell.fails("restore", shell.folder / "kept.db", "--force")
    shell.ok("restore", shell.folder / "kept.db", "--force")


def test_another_way_to_the_same_file_is_the_same_file(tmp_path: Path) -> None:
    (tmp_path / "talks.db").touch()
    (tmp_path / "link.db").symlink_to(tmp_path / "talks.db")
    with Hold(f"sqlite:///{tmp_path}/talks.db"), pytest.raises(Held, match=str(os.getpid())):
        Hold(f"sqlite:///{tmp_path}/../{tmp_path.name}/link.db")
    Hold(f"sqlite:///{tmp_path}/link.db").let_go()


@pytest.mark.parametrize("url", ["memory:", "sqlite://"])
def test_what_has_no_file_is_held_by_nobody(url: str) -> None:
    with Hold(url), Hold(url):
        pass


def test_other_programs_may_read_the_file_meanwhile(tmp_path: Path) -> None:
    file = tmp_path / "talks.db"
    with Hold(f"sqlite:///{file}"):
        sqlite3.connect(file).close()
