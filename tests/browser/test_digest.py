"""Back after an absence: what happened is told in a panel, on any screen, until it is put away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.tables import OneTable, axe, sideways
from tests.live import LiveServer

SHIFT = """() => {
  const key = Object.keys(localStorage).find((k) => k.startsWith("sixparty:present:"));
  const held = JSON.parse(localStorage.getItem(key));
  localStorage.setItem(key, JSON.stringify({ ...held, last: held.last - 11 * 60 * 1000 }));
}"""


@pytest.fixture
def table(tmp_path: Path, browser: Browser) -> Iterator[OneTable]:
    server = LiveServer(tmp_path)
    server.start()
    one = OneTable(server, browser)
    yield one
    one.close()
    server.kill()


def left_long_ago(table: OneTable, page: Page) -> None:
    """Leave the table, and have it be eleven minutes ago."""
    page.goto(f"{table.server.url}/help/")
    page.evaluate(SHIFT)


@pytest.mark.parametrize("width", [1440, 360])
def test_what_was_missed_is_told_once(table: OneTable, width: int) -> None:
    mine, other = table.seat("rok"), table.seat("usa")
    table.order("start")
    table.order("advance")
    page = table.open(mine, width=width, height=740)
    since = page.locator(".since")
    expect(since).to_have_count(0)
    left_long_ago(table, page)
    forum = next(
        e for k, e in table.view(other)["entities"].items() if k.startswith("forum/") and e["now"]
    )
    package = {issue["id"]: issue["options"][0]["id"] for issue in forum["issues"]}
    for name, body in (
        ("say", {"message_id": "m1", "channel": "plenary", "text": "We have a text for you."}),
        (
            "table_proposal",
            {"proposal_id": "p1", "forum": forum["id"], "package": package, "note": ""},
        ),
    ):
        receipt = table.give(other, name, **body)
        assert receipt["accepted"], receipt
    table.visit(page)
    expect(since).to_be_visible()
    expect(since.get_by_role("heading")).to_contain_text("Since you left (")
    expect(since).to_contain_text("We have a text for you.")
    expect(since).to_contain_text("Waits for your answer")
    assert page.evaluate("() => document.activeElement === document.body")
    assert sideways(page) == 0
    assert axe(page) == []
    page.reload()
    expect(since).to_be_visible()
    since.get_by_role("button", name="Put away").click()
    expect(since).to_have_count(0)
    page.reload()
    page.wait_for_selector(".bar")
    page.wait_for_timeout(300)
    expect(since).to_have_count(0)
    assert table.errors == []
