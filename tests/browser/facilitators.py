"""A facilitator's browser on a live server: sets the password once, then opens pages of a class."""

from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.tables import OneTable
from tests.live import LiveServer

PASSWORD = "a long enough password"


def signed_in(server: LiveServer, browser: Browser) -> Path:
    """The facilitator's cookies, as a file of saved state."""
    state = server.folder / "facilitator.json"
    context = browser.new_context()
    page = context.new_page()
    page.goto(server.setup_link)
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url("**/facilitate")
    context.storage_state(path=state)
    context.close()
    return state


class Desk:
    """Pages of one class in a facilitator's browser."""

    def __init__(self, table: OneTable, state: Path, width: int = 1440) -> None:
        self.table = table
        self.context: BrowserContext = table.browser.new_context(
            storage_state=state,
            viewport={"width": width, "height": 900},
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(8000)
        self.base = f"{table.server.url}/facilitate/{table.classroom}"

    def wall(self) -> Page:
        """The wall, drawn."""
        page = self.context.new_page()
        page.goto(self.base)
        page.wait_for_selector(".wc")
        return page

    def desk(self) -> Page:
        """The desk of the first table, drawn."""
        page = self.context.new_page()
        page.goto(f"{self.base}/talks/{self.table.talks}")
        page.wait_for_selector(".desk")
        return page
