"""A server of our own in a process of its own, as people run it: `python -m server serve`."""

import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

from tests.services import ServiceFailed, free_port, wait_for

CHECKOUT = Path(__file__).resolve().parents[1]


class LiveServer:
    """A running server with a data folder of its own; what it keeps survives `restart`.

    `settings` are those of `sixparty.toml`, for example `database_url`; without one it keeps its
    SQLite database in `folder`.
    """

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "server.log"
        self.process: subprocess.Popen[bytes] | None = None
        given = {"data_dir": str(folder), **settings}
        kept = {k: v for k, v in os.environ.items() if not k.startswith("SIXPARTY_")}
        self.environment = kept | {f"SIXPARTY_{k.upper()}": v for k, v in given.items()}
        self.environment["PYTHONUNBUFFERED"] = "1"

    @property
    def output(self) -> str:
        """All it has printed since the first start."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    @property
    def setup_link(self) -> str:
        """The one-time link for the facilitator's password, printed on the first start."""
        found = re.search(r"https?://\S*/set-?up/\S+", self.output)
        if found is None:
            raise AssertionError(f"no set-up link in:\n{self.output}")
        return found[0]

    def start(self) -> None:
        """Start it and wait until it serves."""
        command = [sys.executable, "-m", "server", "serve", "--port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=CHECKOUT, env=self.environment, stdout=log, stderr=log
            )
        try:
            wait_for(self._healthy, "the server")
        except ServiceFailed as failure:
            self.kill()
            raise ServiceFailed(f"{failure}; it said:\n{self.output[-4000:]}") from None

    def stop(self) -> int:
        """Ask it to end, as `Ctrl-C` or systemd would; its exit status."""
        if self.process is None:
            return 0
        self.process.terminate()
        try:
            status = self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.kill()
            raise ServiceFailed("the server did not end within 15 s of SIGTERM") from None
        self.process = None
        return status

    def kill(self) -> None:
        """End it at once (SIGKILL), wherever it is."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def restart(self) -> None:
        """Stop it if it runs and start it again at the same address with the same data."""
        self.stop()
        self.start()

    def sixparty(self, *arguments: str) -> str:
        """What the command line prints for these arguments under the same settings."""
        done = subprocess.run(
            [sys.executable, "-m", "server", *arguments],
            cwd=CHECKOUT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=60,
        )
        if done.returncode:
            raise AssertionError(f"sixparty {' '.join(arguments)}:\n{done.stderr}")
        return done.stdout

    def _healthy(self) -> bool:
        if self.process is not None and self.process.poll() is not None:
            raise ServiceFailed(f"the server ended with status {self.process.returncode}")
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except urllib.error.HTTPError as refused:
            # It answers, so the code tells more than waiting would.
            raise ServiceFailed(f"/healthz answers {refused.code}") from None
