"""The check page of a roster in a real browser: by keyboard, on a phone, without scripts."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from server.config import CHECKOUT
from tests.live import LiveServer

AXE = CHECKOUT / "tests" / "ui" / "node_modules" / "axe-core" / "axe.min.js"
LIST = "Huber;Eva;e@x.org\nBerg;Tom;t@x.org"

pytestmark = pytest.mark.browser


def checked(page: Page, server: LiveServer) -> None:
    """Paste the list and go to the check page."""
    page.goto(f"{server.url}/facilitate/new")
    page.locator("#title").fill("IR 214")
    page.locator("summary", has_text="No list").click()
    page.locator("#roster").fill(LIST)
    page.locator("button[value=check]").first.click()


def test_columns_are_chosen_by_keyboard_on_a_phone_without_scripts(
    server: LiveServer, state: Path, browser: Browser
) -> None:
    context = browser.new_context(
        storage_state=state, viewport={"width": 360, "height": 740}, java_script_enabled=False
    )
    page = context.new_page()
    checked(page, server)
    expect(page.locator("#roster-rows")).to_contain_text("both seem to hold names")
    first = page.get_by_label("Column 1")
    first.focus()
    page.keyboard.type("family")
    page.keyboard.press("Tab")
    page.keyboard.type("given")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".seating")).to_contain_text("Eva Huber")
    expect(page.locator("#roster-rows")).to_have_count(0)
    context.close()


def test_the_page_is_accessible_and_no_wider_than_a_phone(
    server: LiveServer, state: Path, browser: Browser
) -> None:
    for width in (1440, 360):
        context = browser.new_context(
            storage_state=state, viewport={"width": width, "height": 800}, bypass_csp=True
        )
        page = context.new_page()
        checked(page, server)
        page.wait_for_load_state()
        expect(page.locator("#roster-columns select")).to_have_count(4)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        page.add_script_tag(path=AXE)
        found = page.evaluate("axe.run().then((r) => r.violations.map((v) => v.id))")
        assert found == []
        context.close()
