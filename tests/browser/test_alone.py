"""A table that somebody plays alone, from the page that offers it to the next table."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.tables import axe, sideways
from tests.live import LiveServer


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, reduced_motion="reduce", color_scheme="light"
    )
    context.set_default_timeout(8000)
    yield context.new_page()
    context.close()


def sit_down(page: Page, server: LiveServer, delegation: str = "Russia") -> None:
    page.goto(f"{server.url}/try")
    page.locator("label.choice", has=page.get_by_text(delegation, exact=True)).click()
    page.get_by_role("button", name="Sit down at the table").click()
    page.wait_for_selector(".bar")


def to_the_end(page: Page) -> None:
    """Let every phase end as soon as one's own delegation is ready."""
    ready = page.locator("#ready")
    for _ in range(12):
        if page.locator(".after").count():
            return
        begin = page.locator(".begin button")
        if begin.count():
            begin.click()
        if ready.count() and ready.get_attribute("aria-pressed") == "false":
            ready.click()
            page.wait_for_timeout(300)
            sure = page.locator("dialog button.primary, dialog button.danger")
            if sure.count():
                sure.first.click()
        page.wait_for_timeout(700)
    expect(page.locator(".after")).to_be_visible()


def test_delegations_are_introduced_before_one_is_chosen(server: LiveServer, page: Page) -> None:
    page.goto(f"{server.url}/try")
    for choice in page.locator("fieldset:has(#delegation) .choice").all():
        text = choice.inner_text()
        assert "You want" in text or "You are" in text, text
        assert "hard" in text, text
    page.set_viewport_size({"width": 360, "height": 740})
    assert sideways(page) == 0
    assert axe(page) == []


def test_the_briefing_lasts_until_one_begins_and_names_no_facilitator(
    server: LiveServer, page: Page
) -> None:
    sit_down(page, server)
    begin = page.locator(".begin button")
    expect(begin).to_have_text("Begin")
    expect(page.locator(".introduction")).to_contain_text("Your delegation: Russia.")
    expect(page.locator(".bar .clock")).to_have_count(0)
    assert axe(page) == []
    for width in (1440, 1024, 360):
        page.set_viewport_size({"width": width, "height": 740})
        assert sideways(page) == 0
        box = begin.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 740, "Begin is on the first screen"
    page.get_by_role("button", name="Show me where").click()
    expect(page.locator(".right .mandate summary").first).to_be_in_viewport()
    page.locator(".phone-tabs").get_by_role("button", name="Text").click()
    expect(page.locator(".panel.text")).to_be_in_viewport()
    page.locator(".phone-tabs").get_by_role("button", name="Now").click()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.reload()
    expect(begin).to_be_visible()
    assert "acilitator" not in page.locator("body").inner_text()
    begin.click()
    expect(page.locator(".bar .clock")).to_be_visible()
    expect(page.locator(".builder")).to_be_visible()
    page.get_by_role("button", name="Side letters").click()
    assert "acilitator" not in page.locator("body").inner_text()


def test_at_the_end_everything_opens_and_one_can_go_on(server: LiveServer, page: Page) -> None:
    sit_down(page, server)
    first = page.url
    to_the_end(page)
    expect(page.locator(".laid-open")).to_have_count(0)
    page.get_by_role("button", name="Skip").click()  # what mattered to the others?
    expect(page.locator(".totals li")).to_have_count(6)
    expect(page.locator(".laid-open")).to_contain_text("What everybody wanted")
    assert "acilitator" not in page.locator("#centre").inner_text()
    after = page.locator(".after")
    for name in ("Play Russia again", "Harder", "Other delegation", "Home"):
        expect(after.get_by_text(name, exact=True)).to_be_visible()
    assert axe(page) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert sideways(page) == 0
    page.set_viewport_size({"width": 1440, "height": 900})
    after.get_by_text("Other delegation").click()
    expect(page.locator("input[name=difficulty], select[name=difficulty]")).to_have_value(
        "standard"
    )
    page.go_back()
    after.get_by_role("button", name="Harder").click()
    page.wait_for_url(re.compile(r"/talks/"))
    page.wait_for_selector(".begin")
    assert page.url != first
    expect(page.locator(".introduction")).to_contain_text("Your delegation: Russia.")
    page.locator(".bar .home").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Six delegations")
