"""The server as people run it: it starts by one command, serves its parts, and comes back."""

import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser

from tests.live import LiveServer
from tests.services import ServiceFailed
from tests.tools import vendor

Start = Callable[..., LiveServer]


def test_it_serves_and_ends_cleanly(live_server: Start) -> None:
    server = live_server()
    assert requests.get(f"{server.url}/readyz", timeout=5).status_code == 200
    assert server.stop() == 0
    assert "Traceback" not in server.output
    with pytest.raises(requests.ConnectionError):
        requests.get(f"{server.url}/healthz", timeout=5)


def test_the_setup_link_is_printed_on_the_first_start_and_leads_somewhere(
    live_server: Start,
) -> None:
    server = live_server()
    assert requests.get(server.setup_link, timeout=5).status_code == 200


def test_a_killed_server_comes_back_at_the_same_address(live_server: Start) -> None:
    server = live_server()
    token = server.sixparty("token", "create", "--name", "test").strip()
    server.kill()
    server.restart()
    answer = requests.get(
        f"{server.url}/api/v1/classrooms/none",
        headers={"Authorization": f"Bearer {token}"},
        timeout=5,
    )
    assert answer.status_code == 404, "the token is known still, the classroom never was"


def test_it_keeps_everything_on_postgresql_as_well(
    live_server: Start, postgres_database: str
) -> None:
    server = live_server(database_url=postgres_database)
    assert requests.get(f"{server.url}/readyz", timeout=5).status_code == 200
    assert list(server.folder.glob("*.db")) == []


def test_a_server_that_cannot_start_says_why(live_server: Start, tmp_path: Path) -> None:
    broken = tmp_path / "not.db"
    broken.write_bytes(b"no database" * 500)
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(broken).execute("SELECT * FROM sqlite_master")
    with pytest.raises(ServiceFailed, match="ended with status 1"):
        live_server(database_url=f"sqlite:///{broken}")


def test_the_browser_loads_the_vendored_modules_by_the_import_map(
    live_server: Start, browser: Browser
) -> None:
    server = live_server()
    names = [part.specifier for part in vendor.PARTS]
    page = browser.new_page()
    try:
        # A page of our own at the server's address: the real ones allow no inline script.
        head = f'<script type="importmap">{json.dumps(vendor.import_map())}</script>'
        page.route("**/blank", lambda route: route.fulfill(content_type="text/html", body=head))
        page.goto(f"{server.url}/blank")
        loaded = page.evaluate(
            "names => Promise.all(names.map(name => import(name)))"
            ".then(all => all.map(module => Object.keys(module).length))",
            names,
        )
    finally:
        page.close()
    assert len(loaded) == len(names)
    assert min(loaded) > 0


def test_vendored_modules_are_served_as_scripts(live_server: Start) -> None:
    server = live_server()
    for part in vendor.PARTS:
        answer = requests.get(f"{server.url}{vendor.URL}/{part.file}", timeout=5)
        assert re.match(r"(text|application)/javascript", answer.headers["Content-Type"])
        assert answer.content == (vendor.VENDOR / part.file).read_bytes()
