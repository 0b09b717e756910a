"""The wall, the desk and the projector in every phase: no finding of axe-core, both themes; no
sideways scrolling on a phone; no secret on the projector."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.tables import AXE, SIX, OneTable, axe, sideways
from tests.live import LiveServer

PASSWORD = "a long enough password"


@pytest.fixture(scope="module")
def signed_in(server: LiveServer, browser: Browser) -> str:
    """The facilitator's cookies, as a saved state."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.setup_link)
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url("**/facilitate")
    state = server.folder / "facilitator.json"
    context.storage_state(path=state)
    context.close()
    return str(state)


class Steering:
    """One table with the pages that steer and show it."""

    def __init__(self, table: OneTable, state: str) -> None:
        self.table = table
        self.contexts: list[BrowserContext] = []
        self.pages = {
            f"{name} {theme}": page
            for theme in ("light", "dark")
            for name, page in self._three(state, theme).items()
        }

    def _three(self, state: str, theme: str) -> dict[str, Page]:
        context = self.table.browser.new_context(
            storage_state=state,
            viewport={"width": 1440 if theme == "light" else 360, "height": 800},
            color_scheme="light" if theme == "light" else "dark",
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        base = f"{self.table.server.url}/facilitate/{self.table.classroom}"
        wall, desk, screen = (context.new_page() for _ in range(3))
        wall.goto(base)
        wall.wait_for_selector(".wc")
        desk.goto(f"{base}/talks/{self.table.talks}")
        desk.wait_for_selector(".desk")
        screen.goto(f"{base}/screen")
        screen.wait_for_selector(".screen")
        return {"wall": wall, "desk": desk, "screen": screen}

    def findings(self, phase: str) -> list[str]:
        """What is wrong with any page in this phase."""
        source = Path(AXE).read_text(encoding="utf-8")
        found = []
        for name, page in self.pages.items():
            page.wait_for_timeout(700)
            found += [f"{phase}, {name}: {finding}" for finding in axe(page, source)]
            if (wide := sideways(page)) > 0:
                found.append(f"{phase}, {name}: {wide} pixels too wide")
        return found


@pytest.fixture
def steering(server: LiveServer, browser: Browser, signed_in: str) -> Iterator[Steering]:
    table = OneTable(server, browser)
    made = Steering(table, signed_in)
    yield made
    for context in made.contexts:
        context.close()


def test_every_phase_is_accessible_and_the_projector_keeps_secrets(steering: Steering) -> None:
    table = steering.table
    found = steering.findings("lobby")
    tokens = {d: table.seat(d) for d in SIX}
    table.order("start")
    found += steering.findings("briefing")
    table.order("advance")
    mandate = table.view(tokens["rok"])["entities"]["mandate/denuclearization"]
    package = {i: max(p["worth"], key=p["worth"].get) for i, p in mandate["issues"].items()}
    forum = "denuclearization"
    table.give(
        tokens["rok"],
        "table_proposal",
        proposal_id="p1",
        forum=forum,
        package=package,
        note="First",
    )
    table.give(tokens["usa"], "take_stance", proposal_id="p1", stance="reject", reason="Too soon")
    table.give(tokens["rok"], "open_channel", channel_id="caucus:1", **{"with": ["usa"]})
    table.give(
        tokens["rok"], "say", message_id="m1", channel="caucus:1", text="A word that is secret"
    )
    table.give(tokens["usa"], "ask_help", text="What may I promise?")
    found += steering.findings("negotiation")
    for name, page in steering.pages.items():
        if name.startswith("screen"):
            assert "A word that is secret" not in page.content()
            assert mandate["alternative"] not in page.content()
    for pane in ("Negotiating text", "All channels", "Mandates", "Seats"):
        for name, page in steering.pages.items():
            if name.startswith("desk"):
                page.locator(".panes").get_by_role("button", name=pane).click()
        found += steering.findings(pane)
    table.order("pause")
    found += steering.findings("paused")
    table.order("resume")
    table.order("record_agreement", forum=forum, package=package)
    found += steering.findings("result")
    table.order("conclude")
    table.order("reveal", stage="scores")
    found += steering.findings("debrief")
    assert found == [], "\n".join(found)
