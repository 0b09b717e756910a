"""Tables at schools: networks that do not let WebSockets through, computers with wrong clocks."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.relay import Relay, WebSockets
from tests.browser.tables import OneTable
from tests.live import LiveServer

DRAWN_MS = 15_000
"""The contract: whatever the network does to WebSockets, the table is drawn by then."""

CLOCK = """(() => {
  const Real = Date;
  let wrong = %d;
  const Shown = function (...given) {
    return given.length ? new Real(...given) : new Real(Real.now() + wrong);
  };
  Shown.now = () => Real.now() + wrong;
  Object.assign(Shown, { UTC: Real.UTC, parse: Real.parse, prototype: Real.prototype });
  window.setWrong = (ms) => { wrong = ms; };
  window.Date = Shown;
})()"""


@pytest.fixture
def table(server: LiveServer, browser: Browser) -> Iterator[OneTable]:
    made = OneTable(server, browser)
    yield made
    made.close()


def visit(table: OneTable, relay: Relay, script: str = "") -> tuple[Page, str]:
    """A delegate's table, opened through the network; not drawn yet."""
    token = table.seat("rok")
    context = table.browser.new_context()
    table.contexts.append(context)
    context.add_cookies([{"name": f"seat_{table.talks}", "value": token, "url": relay.url}])
    if script:
        context.add_init_script(script)
    page = context.new_page()
    page.goto(f"{relay.url}/talks/{table.talks}")
    return page, token


def says(table: OneTable, text: str) -> None:
    """A colleague says something in the plenary."""
    token = table.seat("usa") if not hasattr(table, "_usa") else table._usa
    table._usa = token  # type: ignore[attr-defined]
    body = {"message_id": text.replace(" ", "-"), "channel": "plenary", "text": text}
    assert table.give(token, "say", **body)["accepted"]


@pytest.mark.parametrize("fate", [f for f in WebSockets if f is not WebSockets.PASS])
def test_the_table_is_drawn_and_alive_whatever_becomes_of_websockets(
    server: LiveServer, table: OneTable, fate: WebSockets
) -> None:
    relay = Relay(server.port, fate)
    page, _ = visit(table, relay)
    page.wait_for_selector(".bar", timeout=DRAWN_MS)
    assert relay.upgrades >= 1, "WebSockets come first"
    tried = relay.upgrades
    page.reload()
    page.wait_for_selector(".bar", timeout=4000)
    assert fate is WebSockets.REFUSE or relay.upgrades == tried, "the session remembers"
    page.set_default_timeout(8000)
    says(table, f"Good morning {fate}")
    expect(page.get_by_text(f"Good morning {fate}").first).to_be_attached(timeout=5000)
    relay.close()


def test_without_websocket_in_the_browser_it_polls(server: LiveServer, table: OneTable) -> None:
    relay = Relay(server.port)
    page, _ = visit(table, relay, "delete window.WebSocket")
    page.wait_for_selector(".bar", timeout=DRAWN_MS)
    assert relay.upgrades == 0
    relay.close()


def test_a_websocket_is_tried_again_later(server: LiveServer, table: OneTable) -> None:
    relay = Relay(server.port, WebSockets.SWALLOW)
    page, _ = visit(table, relay)
    page.wait_for_selector(".bar", timeout=DRAWN_MS)
    relay.websockets = WebSockets.PASS
    tried = relay.upgrades
    until = time.monotonic() + 40
    while relay.upgrades < tried + 2 and time.monotonic() < until:
        page.wait_for_timeout(500)
    assert relay.upgrades >= tried + 2, "one to try, one to stay"
    says(table, "Over a socket now")
    expect(page.get_by_text("Over a socket now").first).to_be_attached(timeout=5000)
    relay.close()


def test_a_websocket_that_stalls_is_left_within_fifteen_seconds(
    server: LiveServer, table: OneTable
) -> None:
    relay = Relay(server.port)
    page, _ = visit(table, relay)
    page.wait_for_selector(".bar", timeout=DRAWN_MS)
    page.wait_for_timeout(1000)
    relay.stall()
    relay.websockets = WebSockets.SWALLOW
    says(table, "Nobody hears this at once")
    said = page.get_by_text("Nobody hears this at once").first
    expect(said).to_be_attached(timeout=DRAWN_MS + 2000)
    relay.close()


def seconds(page: Page) -> int:
    """What the countdown shows."""
    parts = [int(p) for p in page.locator(".clock b").first.inner_text().split(":")]
    return sum(part * 60**power for power, part in enumerate(reversed(parts)))


@pytest.mark.parametrize("hours", [-1, 1], ids=["behind", "ahead"])
def test_a_clock_that_is_put_right_does_not_move_the_countdown(
    server: LiveServer, table: OneTable, hours: int
) -> None:
    relay = Relay(server.port)
    table.order("start")
    page, token = visit(table, relay, CLOCK % (hours * 3_600_000))
    page.wait_for_selector(".clock b", timeout=DRAWN_MS)
    page.wait_for_timeout(1000)

    def off() -> float:
        clock = table.view(token)["entities"]["clock"]
        return float(abs(seconds(page) - (clock["ends_at"] / 1000 - time.time())))

    assert off() < 2
    page.evaluate("setWrong(0)")
    page.wait_for_timeout(1500)
    assert off() < 2
    page.evaluate("setWrong(-7200000)")
    page.wait_for_timeout(1500)
    assert off() < 2
    relay.close()
