"""The text of a table in the browser: fetched once, kept for ever, and missed in words."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.tables import OneTable, axe, sideways
from tests.live import LiveServer

TEXTS = "**/api/v1/texts/*"
LOADED = """() => performance.getEntriesByType("resource")
  .filter((entry) => entry.name.includes("/api/v1/texts/"))
  .map((entry) => [entry.transferSize, entry.decodedBodySize])"""


@pytest.fixture
def table(server: LiveServer, browser: Browser) -> Iterator[OneTable]:
    """A table in its first negotiation."""
    made = OneTable(server, browser)
    made.order("start")
    made.order("advance")
    yield made
    made.close()
    assert made.errors == []


def blank(table: OneTable, token: str, width: int = 1440) -> Page:
    """A page that has the seat and shows nothing yet."""
    context = table.browser.new_context(
        viewport={"width": width, "height": 800}, reduced_motion="reduce"
    )
    table.contexts.append(context)
    context.add_cookies([{"name": f"seat_{table.talks}", "value": token, "url": table.server.url}])
    return context.new_page()


def test_the_text_comes_once_and_is_kept_over_reloads(table: OneTable) -> None:
    page = table.open(table.seat("rok"))
    expect(page.get_by_role("region", name="Negotiating text")).to_contain_text("Yongbyon")
    loaded = page.evaluate(LOADED)
    sent = [transferred for transferred, _ in loaded if transferred]
    assert len(sent) == 1, "the preload and the script's asking are one request"
    assert sent[0] < loaded[0][1] / 4, "it travels compressed"
    page.reload()
    page.wait_for_selector(".bar")
    again = page.evaluate(LOADED)
    assert again
    assert all(transferred == 0 for transferred, _ in again), "the browser kept it"
    expect(page.get_by_role("region", name="Negotiating text")).to_contain_text("Yongbyon")


@pytest.mark.parametrize("width", [360, 1440])
def test_a_text_that_cannot_be_had_is_said_and_asked_for_again(table: OneTable, width: int) -> None:
    page = blank(table, table.seat("usa"), width)
    refused: list[Route] = []

    def refuse(route: Route) -> None:
        refused.append(route)
        route.fulfill(status=503, body="{}")

    page.route(TEXTS, refuse)
    page.goto(f"{table.server.url}/talks/{table.talks}")
    expect(page.get_by_text("could not be loaded")).to_be_visible()
    assert axe(page) == []
    assert sideways(page) <= 0
    expect(page.locator(".bar")).to_have_count(0)
    page.wait_for_timeout(1500)
    assert len(refused) > 2, "it is asked for again"
    page.unroute(TEXTS)
    page.wait_for_selector(".bar")
    expect(page.get_by_text("could not be loaded")).to_be_hidden()
    expect(page.locator(".bar .line")).to_have_text("connected")


def test_what_happens_while_the_text_is_on_its_way_is_there_when_it_comes(table: OneTable) -> None:
    rok = table.seat("rok")
    page = blank(table, table.seat("usa"))
    held: list[Route] = []
    page.route(TEXTS, lambda route: held.append(route))
    page.goto(f"{table.server.url}/talks/{table.talks}")
    page.wait_for_timeout(500)
    said = table.give(rok, "say", message_id="m1", channel="plenary", text="Good morning.")
    assert said["accepted"], said
    page.wait_for_timeout(300)
    expect(page.locator(".bar")).to_have_count(0)
    for route in held:
        route.continue_()
    page.unroute(TEXTS)
    expect(page.locator(".message .words")).to_have_text("Good morning.")
