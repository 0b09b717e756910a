"""A class on a live server, and its delegates' tables in contexts of one browser."""

import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import requests
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from tests.live import CHECKOUT, LiveServer

AXE = CHECKOUT / "tests" / "ui" / "node_modules" / "axe-core" / "axe.min.js"
SIX = ("usa", "japan", "china", "russia", "dprk", "rok")
Theme = Literal["light", "dark"]


@dataclass
class OneTable:
    """A table of a new class, the first if it has more; `errors` gathers what any page's console
    complained about."""

    server: LiveServer
    browser: Browser
    preset: str = "75min"
    tables: int = 1
    errors: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.token = self.server.sixparty("token", "create", "--name", uuid.uuid4().hex).strip()
        wanted = {"title": "A class", "scenario": "six-party", "tables": self.tables}
        wanted["preset"] = self.preset
        made = self.post("/classrooms", wanted)
        self.classroom: str = made["id"]
        self.join_code: str = made["join_code"]
        self.projector: str = made["projector_token"]
        self.all_talks: list[str] = [talks["id"] for talks in made["talks"]]
        self.talks: str = self.all_talks[0]

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """What the API answers the facilitator."""
        answer = requests.post(
            f"{self.server.url}/api/v1{path}",
            json=body,
            headers={"Authorization": f"Bearer {self.token}"},
            timeout=10,
        )
        assert answer.ok, answer.text
        return dict(answer.json())

    def public(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """What the API answers somebody without a token, who must be let in."""
        answer = requests.post(f"{self.server.url}/api/v1{path}", json=body, timeout=10)
        assert answer.ok, answer.text
        return dict(answer.json())

    def order(self, name: str, **body: Any) -> None:
        """A command of the facilitator, which must be accepted."""
        command = {"id": uuid.uuid4().hex, "name": name, "body": body}
        receipt = self.post(f"/talks/{self.talks}/commands", command)
        assert receipt["accepted"], receipt

    def seat(self, delegation: str, name: str = "") -> str:
        """Take a seat; its token."""
        body = {"code": self.join_code, "name": name or f"Delegate {delegation}"}
        answer = requests.post(
            f"{self.server.url}/api/v1/join", json=body | {"delegation": delegation}, timeout=10
        )
        assert answer.status_code == 201, answer.text
        return str(answer.json()["seat_token"])

    def give(self, token: str, name: str, **body: Any) -> dict[str, Any]:
        """A command of a seat, past the browser; the receipt."""
        answer = requests.post(
            f"{self.server.url}/api/v1/talks/{self.talks}/commands",
            json={"id": uuid.uuid4().hex, "name": name, "body": body},
            headers={"Authorization": f"Bearer {token}"},
            timeout=10,
        )
        return dict(answer.json())

    def view(self, token: str) -> dict[str, Any]:
        """What a seat sees, as the API gives it."""
        answer = requests.get(
            f"{self.server.url}/api/v1/talks/{self.talks}/view",
            headers={"Authorization": f"Bearer {token}"},
            timeout=10,
        )
        assert answer.ok, answer.text
        return dict(answer.json())

    def open(
        self, token: str, *, width: int = 1440, height: int = 900, theme: Theme = "light"
    ) -> Page:
        """The table of a seat, drawn."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=theme,
            reduced_motion="reduce",
        )
        self.contexts.append(context)
        context.add_cookies(
            [{"name": f"seat_{self.talks}", "value": token, "url": self.server.url}]
        )
        page = context.new_page()
        self.visit(page)
        return page

    def visit(self, page: Page) -> None:
        """Open the table in a page of a context that has the seat."""
        page.set_default_timeout(8000)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._heard)
        page.goto(f"{self.server.url}/talks/{self.talks}")
        page.wait_for_selector(".bar")

    def close(self) -> None:
        """Close all pages."""
        for context in self.contexts:
            context.close()

    def _heard(self, message: Any) -> None:
        # A cut line is reported by the browser itself and is no fault of the page.
        cut = "WebSocket connection" in message.text or "ERR_CONNECTION" in message.text
        if message.type == "error" and not cut:
            self.errors.append(message.text)


def opened(card: Locator) -> Locator:
    """The card of a proposal, open."""
    if card.locator(".number").get_attribute("aria-expanded") == "false":
        card.locator(".number").click()
    return card


def goes_along(page: Page) -> None:
    """What happened meanwhile is said in the bar; go and see it."""
    page.locator(".onward button").click()


def axe(page: Page, source: str | None = None) -> list[str]:
    """What axe-core finds on a page, one line each."""
    page.evaluate(source or Path(AXE).read_text(encoding="utf-8"))
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{v['id']}: {v['help']}: {node['target']} {node['html'][:160]} {node['failureSummary']}"
        for v in found["violations"]
        for node in v["nodes"]
    ]


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than its window, once it has settled."""
    wider = 0
    for _ in range(10):
        wider = int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
        if wider == 0:
            break
        page.wait_for_timeout(50)
    return wider
