"""A live server for each file of browser tests, and the facilitator signed in to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.facilitators import signed_in
from tests.live import LiveServer


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One server for all tests of a file; each makes a class of its own."""
    running = LiveServer(tmp_path_factory.mktemp("server"))
    running.start()
    yield running
    running.kill()


@pytest.fixture(scope="module")
def state(server: LiveServer, browser: Browser) -> Path:
    """What a browser keeps that is signed in as the facilitator."""
    return signed_in(server, browser)
