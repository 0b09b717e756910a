"""A whole conference in eight browsers: a facilitator, six delegations and a projector."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.tables import SIX, axe, goes_along, opened
from tests.live import LiveServer

PASSWORD = "a long enough password"


class Conference:
    """Everybody who takes part, each in a browser context of their own."""

    def __init__(self, server: LiveServer, browser: Browser) -> None:
        self.server = server
        self.browser = browser
        self.errors: list[str] = []
        self.contexts: list[BrowserContext] = []
        self.seats: dict[str, Page] = {}
        self.facilitator = self._page(width=1440)
        self.projector = self._page(width=1280)

    def _page(self, width: int = 1440) -> Page:
        context = self.browser.new_context(
            viewport={"width": width, "height": 900}, reduced_motion="reduce"
        )
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return page

    def open_class(self) -> str:
        """The facilitator takes the server, opens a class of one table; its join code."""
        page = self.facilitator
        page.goto(self.server.setup_link)
        for field in page.locator("input[type=password]").all():
            field.fill(PASSWORD)
        page.locator("main form button").first.click()
        page.get_by_role("link", name="New class").first.click()
        page.get_by_label("Title").fill("Eight browsers")
        page.locator("input[name=preset][value='50min']").check()
        page.get_by_label("Tables", exact=True).fill("1")
        page.get_by_role("button", name="Open the class").click()
        page.wait_for_selector(".wall .wc")
        code = page.locator(".join-code").first.inner_text()
        self.projector.goto(self._screen_link())
        expect(self.projector.locator(".giant")).to_contain_text(code)
        return code

    def _screen_link(self) -> str:
        with self.facilitator.expect_popup() as opened:
            self.facilitator.get_by_role("link", name="Projector").click()
        opened.value.wait_for_url(re.compile("/screen/"))
        link = opened.value.url
        opened.value.close()
        return link

    def join(self, code: str, delegation: str) -> None:
        """A student opens the join link, chooses a seat, presses Join, goes to the table."""
        page = self.seats[delegation] = self._page()
        page.goto(f"{self.server.url}/join/{code.lower()}")
        page.get_by_label("Your name").fill(f"Student of {delegation}")
        page.locator(f"input[name=seat][value$=':{delegation}']").check()
        page.get_by_role("button", name="Join", exact=True).click()
        expect(page.locator("#rejoin-code")).to_be_visible()
        page.get_by_role("link", name="Go to the table").click()
        page.wait_for_selector(".bar")

    def steer(self, name: str) -> None:
        """The facilitator presses a button of the bar for all tables, and means it: the wall shows
        by then what was pressed before, or the server would say that its phase is over."""
        self.facilitator.wait_for_timeout(1_000)
        self.facilitator.locator(".control").get_by_role("button", name=name, exact=True).click()
        self.facilitator.wait_for_timeout(150)
        sure = self.facilitator.locator("dialog[open] footer button").last
        if sure.is_visible():
            sure.click()

    def everybody(self) -> list[Page]:
        """Facilitator, projector and the six."""
        return [self.facilitator, self.projector, *self.seats.values()]

    def accepts(self, delegation: str, number: int) -> None:
        """Accept a proposal on its card, also when the page warns that it is a bad one."""
        page = self.seats[delegation]
        card = page.get_by_role("article", name=re.compile(rf"^Proposal \w-{number}$"))
        opened(card)
        accept = card.locator(".acts").get_by_role("button", name=re.compile("^Accept"))
        accept.click()
        page.wait_for_timeout(150)
        sure = page.locator("dialog[open] footer .danger")
        if sure.count():
            sure.click()
        expect(card.locator(".stances")).to_contain_text(re.compile("accepts"))


@pytest.fixture
def conference(tmp_path: Path, browser: Browser) -> Iterator[Conference]:
    server = LiveServer(tmp_path)
    server.start()
    made = Conference(server, browser)
    yield made
    for context in made.contexts:
        context.close()
    server.kill()
    assert made.errors == []


def test_eight_browsers_play_two_forums(conference: Conference) -> None:
    code = conference.open_class()
    for delegation in SIX:
        conference.join(code, delegation)
    seats = conference.seats
    expect(conference.facilitator.locator(".wc .dots small", has_text="here")).to_have_count(6)

    conference.steer("Start")
    for page in seats.values():
        expect(page.get_by_role("heading", name="Read your mandate")).to_be_visible()
    conference.steer("Next phase")

    # The ROK tables a package, the United States amends it.
    rok, usa = seats["rok"], seats["usa"]
    rok.get_by_role("button", name="Build a package").click()
    rok.get_by_role("button", name="My best").click()
    rok.locator(".sending button").click()
    first = usa.get_by_role("article", name="Proposal D-1")
    first.get_by_role("button", name="Amend…").click()
    select = usa.locator(".builder .row").first.locator("select")
    chosen = select.input_value()
    values = select.locator("option").evaluate_all("os => os.map(o => o.value)")
    select.select_option(next(v for v in values if v not in ("", chosen)))
    usa.locator(".sending button").click()
    usa.wait_for_timeout(150)
    anyway = usa.locator("dialog[open] footer .danger")
    if anyway.count():
        anyway.click()
    expect(rok.get_by_role("article", name="Proposal D-2")).to_contain_text("amends D-1 in 1 place")

    # A caucus of two: its members see it, nobody else does.
    rok.get_by_role("button", name="New caucus").click()
    rok.get_by_role("checkbox", name="United States").check()
    rok.get_by_role("button", name="Open the caucus").click()
    expect(rok.locator(".readers")).to_contain_text("US and ROK")
    rok.get_by_label("Write a message").fill("Between the two of us")
    rok.keyboard.press("Enter")
    expect(usa.locator(".channels button", has_text="ROK").locator(".count")).to_be_visible()
    for other in ("japan", "china", "russia", "dprk"):
        assert "Between the two of us" not in seats[other].content()
        expect(seats[other].locator(".channels button")).to_have_count(3)
    assert "Between the two of us" not in conference.projector.content()

    # All accept the first; Japan breaks the silence, then accepts again.
    for delegation in ("usa", "japan", "china", "russia", "dprk"):
        conference.accepts(delegation, 1)
    expect(rok.locator(".card .silence")).to_contain_text("Silence period")
    seats["japan"].locator(".act-break").click()
    seats["japan"].locator(".reason textarea").fill("One word.")
    seats["japan"].locator(".reason").get_by_role("button", name="Break silence").click()
    expect(rok.locator(".card .silence")).to_have_count(0)

    # A pause stops every clock.
    conference.steer("Pause")
    for page in seats.values():
        expect(page.locator(".banners")).to_contain_text("Paused.")
    held = rok.locator(".clock b").inner_text()
    rok.wait_for_timeout(1500)
    assert rok.locator(".clock b").inner_text() == held

    # A student reloads: the same seat with everything that happened.
    usa.reload()
    usa.wait_for_selector(".bar")
    expect(usa.get_by_role("article", name="Proposal D-2")).to_be_visible()
    usa.locator(".channels button", has_text="ROK").first.click()
    expect(usa.locator(".message .words").last).to_have_text("Between the two of us")

    # The server dies in mid-round and comes back; nobody has to do anything.
    conference.server.kill()
    conference.server.start()
    for page in seats.values():
        expect(page.locator(".bar .line")).to_have_text("connected", timeout=20_000)
    conference.facilitator.wait_for_function(
        "() => document.querySelector('.line.connected') !== null"
    )
    conference.steer("Resume")
    expect(rok.locator(".banners")).not_to_contain_text("Paused.")
    conference.accepts("japan", 1)
    expect(rok.locator(".card.agreement")).to_be_visible(timeout=40_000)
    for page in seats.values():
        goes_along(page)
        expect(page.get_by_role("heading", name="Result of the round")).to_be_visible()
    axe_findings = [f for page in (rok, conference.facilitator) for f in axe(page)]
    assert axe_findings == []

    # The second forum, agreed face to face and written down by the facilitator.
    conference.steer("Next phase")
    for page in seats.values():
        goes_along(page)
    expect(rok.get_by_role("heading", name="Read your mandate")).to_be_visible()
    conference.steer("Next phase")
    expect(rok.get_by_role("region", name="On the table")).to_be_visible()
    conference.facilitator.locator(".wc h2 a").click()
    record = conference.facilitator.get_by_role("button", name=re.compile("Record an agreement"))
    record.click()
    choices = conference.facilitator.locator("dialog[open] select")
    expect(choices).to_have_count(5)
    for choice in choices.all():
        choice.select_option(index=2)
    conference.facilitator.get_by_role("button", name="Record it").click()
    for page in seats.values():
        goes_along(page)
        expect(page.get_by_role("heading", name="Result of the round")).to_be_visible()

    # The end: the scores are laid open, and every screen shows those of the log.
    conference.steer("End")
    for page in seats.values():
        goes_along(page)
    expect(rok.get_by_role("heading", name="The talks are concluded")).to_be_visible()
    cards = conference.facilitator.locator(".cards-to-turn li")
    cards.filter(has_text="Scores").get_by_role("button", name="Lay open").click()
    expect(conference.projector.locator("[data-total=usa]")).to_be_visible()
    on_desk = totals(conference.facilitator)
    assert totals(conference.projector) == on_desk
    for delegation, page in seats.items():
        expect(page.locator(".closing .score")).to_have_text(on_desk[delegation])
        everybody = page.locator(".closing .totals li")
        expect(everybody).to_have_count(len(SIX))
        shown = everybody.all_inner_texts()
        assert all(any(value in line for line in shown) for value in on_desk.values())
    assert conference.server.sixparty("verify")


def totals(page: Page) -> dict[str, str]:
    """Delegation -> total, as a page shows them."""
    cells = page.locator("[data-total]")
    cells.first.wait_for()
    pairs = cells.evaluate_all("cells => cells.map(c => [c.dataset.total, c.textContent])")
    return dict(pairs)
