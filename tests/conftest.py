"""Fixtures for all tests: services start when a test first asks, and stop with the session."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from tests import services
from tests.live import LiveServer
from tests.tools import chromium as chromium_tool

# "ci" plays the same examples in every run, so that a red build is red again when looked into;
# "fuzz" (HYPOTHESIS_PROFILE=fuzz) looks for new ones.
settings.register_profile(
    "ci", derandomize=True, max_examples=60, deadline=None, print_blob=True, database=None
)
settings.register_profile(
    "fuzz",
    max_examples=5_000,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

# Nothing on the machine may reach the tests' servers and commands by way of the environment.
for name in [name for name in os.environ if name.startswith("SIXPARTY_")]:
    del os.environ[name]

# A run that is asked to end (a CI's time-out, `kill`) ends its servers first, as after Ctrl-C.
signal.signal(signal.SIGTERM, signal.default_int_handler)

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",  # CI runs as root; only our own pages are opened
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a PostgreSQL server; see `postgres_database` for a clean database."""
    with services.postgres_url() as url:
        yield url


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[str]:
    """The address of an empty PostgreSQL database for this test alone."""
    with services.new_database(postgres_url) as url:
        yield url


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The address of a Redis server."""
    with services.redis_url() as url:
        yield url


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium."""
    found = chromium_tool.find()
    if found is None:
        pytest.fail(chromium_tool.REMEDY)
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """A headless Chromium driven by Playwright; ask it for `new_context()`."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def live_server(tmp_path: Path) -> Iterator[Callable[..., LiveServer]]:
    """Start servers: `live_server()` or `live_server(database_url=...)`; all end with the test."""
    started: list[LiveServer] = []

    def start(**given: str) -> LiveServer:
        folder = tmp_path / f"server-{len(started)}"
        folder.mkdir()
        server = LiveServer(folder, **given)
        started.append(server)
        server.start()
        return server

    yield start
    for server in started:
        server.kill()
