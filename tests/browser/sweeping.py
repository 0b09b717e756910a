"""Looks a page over, at every width and with twice the size of text, for what is out of reach."""

from pathlib import Path

from playwright.sync_api import Page

WIDTHS = ((1440, 900, 1), (1024, 768, 1), (360, 640, 1), (1440, 900, 2), (360, 640, 2))
"""Width, height, and how many times larger the reader has set the browser's text."""

PHONE = 400
"""No wider than this is a phone, where bars take a third at most."""

ALEXANDRA = "Alexandra Konstantinopoulou-Wolfeschlegelsteinhausen-Berger"
NAMES = {
    "usa": ALEXANDRA[:60],
    "japan": "محمد عبد الرحمن بن عبد العزيز",
    "china": "Zoë 🕊️🌏 Liu",
    "russia": "Иван Орлов",
    "dprk": "W" * 60,
    "rok": "김민지",
}
"""Of 60 characters, from right to left, with emoji, one endless word."""

_FAULTS = Path(__file__).with_name("faults.js").read_text(encoding="utf-8").split("\n", 1)[1]


_DRESSED = """() => !document.querySelector('.phone-tabs')
  || [...document.styleSheets].some((one) => one.href?.endsWith('/phone.css'))"""
"""A window that was made narrow has fetched what a phone wears."""


class Sweep:
    """Gathers what is wrong on the pages it is shown."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def look(self, page: Page, name: str, sizes: tuple[tuple[int, int, int], ...] = WIDTHS) -> None:
        """Look at the page, and on a phone at each of its panels."""
        devtools = page.context.new_cdp_session(page)
        for width, height, text in sizes:
            page.set_viewport_size({"width": width, "height": height})
            sizes_of_text = {"standard": 16 * text, "fixed": 13 * text}
            devtools.send("Page.setFontSizes", {"fontSizes": sizes_of_text})
            page.wait_for_timeout(150)
            page.wait_for_function(_DRESSED)
            tabs = page.locator(".phone-tabs button:visible")
            for n in range(max(1, tabs.count())):
                if tabs.count():
                    tabs.nth(n).click()
                    page.wait_for_timeout(80)
                for fault in page.evaluate(_FAULTS, PHONE):
                    self.found.append(f"{name}, {width} at {text}00%, panel {n}: {fault}")
        devtools.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
        devtools.detach()
