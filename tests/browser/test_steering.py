"""The facilitator's acts in a real browser: what they do, and that the table hears of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.facilitators import Desk, signed_in
from tests.browser.tables import OneTable
from tests.live import LiveServer

FORUM = "denuclearization"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    running = LiveServer(tmp_path_factory.mktemp("server"))
    running.start()
    yield running
    running.kill()


@pytest.fixture(scope="module")
def state(server: LiveServer, browser: Browser) -> Path:
    return signed_in(server, browser)


@pytest.fixture
def table(server: LiveServer, browser: Browser) -> Iterator[OneTable]:
    made = OneTable(server, browser)
    yield made
    made.close()
    assert made.errors == []


def best(table: OneTable, token: str) -> dict[str, str]:
    """The package that the seat likes most."""
    issues = table.view(token)["entities"][f"mandate/{FORUM}"]["issues"]
    return {i: max(of["worth"], key=of["worth"].get) for i, of in issues.items()}


def test_a_roll_back_shows_what_it_undoes_and_is_told_to_the_table(
    table: OneTable, state: Path
) -> None:
    rok = table.seat("rok")
    table.order("start")
    table.order("advance")
    table.give(rok, "table_proposal", proposal_id="p1", forum=FORUM, package=best(table, rok))
    delegate = table.open(rok)
    desk = Desk(table, state).desk()
    desk.get_by_role("button", name="Roll back…").click()
    dialog = desk.get_by_role("dialog", name="Roll back this table")
    expect(dialog.get_by_role("status")).to_contain_text("P1 by ROK is gone")
    expect(dialog.get_by_role("button", name="Cancel, change nothing")).to_be_focused()
    dialog.get_by_label("To the beginning of").select_option(index=1)
    expect(dialog.get_by_role("status")).to_contain_text("Phase ahead again")
    dialog.get_by_label("Reason, which the table reads").fill("a fire alarm")
    dialog.get_by_role("button", name="Roll back", exact=True).click()
    expect(dialog).to_have_count(0)
    expect(delegate.locator(".latest")).to_contain_text("Reason: a fire alarm")
    seen = table.view(rok)["entities"]
    assert seen["talks"]["phase"] == "briefing"
    assert not any(key.startswith("proposal/") for key in seen)
