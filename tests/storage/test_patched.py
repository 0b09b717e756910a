"""The log in a process that gevent has patched, as the server is."""

import subprocess
import sys


def test_greenlets_append_through_a_thread(database_url: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.storage.patched", database_url],
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "ok"), done.stderr
