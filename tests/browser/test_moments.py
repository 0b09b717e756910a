"""What a whole room should see: silence, agreement, failure, and the facilitator's words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.facilitators import Desk, signed_in
from tests.browser.tables import SIX, OneTable, Theme, axe, goes_along, sideways
from tests.live import LiveServer

COUNT_SAID = """() => {
  window.said = [];
  new MutationObserver(() => window.said.push(document.querySelector("#live").textContent))
    .observe(document.querySelector("#live"),
             {childList: true, characterData: true, subtree: true});
}"""


class Room:
    """A table of six in the negotiation of its first round."""

    def __init__(self, server: LiveServer, browser: Browser, tables: int = 1) -> None:
        self.table = OneTable(server, browser, preset="50min", tables=tables)
        self.seats = {d: self.table.seat(d) for d in SIX}
        self.table.order("start")
        self.table.order("advance")
        view = self.table.view(self.seats["usa"])["entities"]
        self.forum = next(e for k, e in view.items() if k.startswith("forum/") and e["now"])

    def everybody_accepts(self) -> None:
        """China tables a package and the silence period begins."""
        package = {i["id"]: i["options"][1]["id"] for i in self.forum["issues"]}
        self.act("china", "table_proposal", forum=self.forum["id"], package=package, note="")
        for delegation in self.forum["parties"]:
            if delegation != "china":
                self.act(delegation, "take_stance", stance="accept", reason="")

    def act(self, delegation: str, name: str, **body: object) -> None:
        receipt = self.table.give(self.seats[delegation], name, proposal_id="p1", **body)
        assert receipt["accepted"], receipt

    def open(self, delegation: str, width: int = 1440, theme: Theme = "light") -> Page:
        return self.table.open(self.seats[delegation], width=width, height=800, theme=theme)

    def projector(self) -> Page:
        context = self.table.browser.new_context(
            viewport={"width": 1280, "height": 720}, reduced_motion="reduce"
        )
        self.table.contexts.append(context)
        page = context.new_page()
        page.goto(f"{self.table.server.url}/screen/{self.table.projector}")
        page.wait_for_selector(".screen")
        page.wait_for_selector(".moments", state="attached")  # fetched after the page itself
        return page


@pytest.fixture
def room(server: LiveServer, browser: Browser) -> Iterator[Room]:
    made = Room(server, browser)
    yield made
    made.table.close()


@pytest.fixture(scope="module")
def signed(server: LiveServer, browser: Browser) -> Path:
    return signed_in(server, browser)


def place(of: Locator) -> dict[str, float]:
    box = of.bounding_box()
    assert box is not None
    return {"x": box["x"], "y": box["y"]}


def test_a_silence_period_is_seen_on_every_page_and_then_the_agreement(
    room: Room, signed: Path
) -> None:
    wide, phone = room.open("rok"), room.open("dprk", 360, "dark")
    phone.get_by_role("button", name="Talk").click()
    wide.evaluate(COUNT_SAID)
    desk = Desk(room.table, signed)
    pages = [wide, phone, desk.wall(), desk.desk(), room.projector()]
    reading = wide.locator(".panel.text h2")
    was = place(reading)
    room.everybody_accepts()
    for page in pages:
        strip = page.locator(".silence-strip")
        expect(strip).to_contain_text("Silence period")
        expect(strip).to_contain_text("Denuclearization")
        expect(strip.locator(".left")).to_contain_text("00:")
        assert strip.locator(".breakers li").count() == 6, page.url
        box = strip.bounding_box()
        assert box is not None
        assert box["width"] > 0.9 * page.evaluate("innerWidth"), page.url
        assert sideways(page) == 0
        assert axe(page) == []
    assert place(reading) == was, "nothing that is read moves"
    assert phone.evaluate("document.querySelector('.table').dataset.panel") == "talk"
    for page in pages:
        sheet = page.locator(".moment.agreed")
        expect(sheet).to_be_visible(timeout=25_000)
        expect(sheet.locator(".articles li")).to_have_count(len(room.forum["issues"]))
        expect(sheet.locator(".mark-row li")).to_have_count(6)
        font = sheet.locator(".articles").evaluate("e => getComputedStyle(e).fontFamily")
        assert "serif" in font
        assert axe(page) == []
    assert phone.evaluate("document.querySelector('.table').dataset.panel") == "talk"
    assert wide.evaluate("document.querySelectorAll('dialog[open]').length") == 0
    said = " ".join(dict.fromkeys(wide.evaluate("window.said")))
    assert said.count("meets the rule") == 1, said
    assert said.count("is adopted.") == 1, said
    for page in pages:
        expect(page.locator(".moment.agreed")).to_have_count(0, timeout=25_000)
    wide.locator(".fold-latest button").first.click()
    latest = wide.locator(".latest")
    latest.get_by_role("button", name="Read it again").click()
    expect(wide.locator(".moment.agreed .articles li").first).to_be_visible()
    wide.locator(".moment").get_by_role("button", name="Put away").click()
    expect(wide.locator(".moment")).to_have_count(0)
    assert room.table.errors == []


def test_the_projector_of_a_class_shows_each_table_and_one_broadcast(
    server: LiveServer, browser: Browser
) -> None:
    room = Room(server, browser, tables=2)
    screen = room.projector()
    room.everybody_accepts()
    strip = screen.locator(".silence-strip")
    expect(strip).to_contain_text("Table")
    expect(strip.locator(".breakers li")).to_have_count(6)
    for talks in room.table.all_talks:
        room.table.talks = talks
        room.table.order("announce", text="Five minutes.")
    words = screen.locator(".words-strip")
    expect(words).to_have_count(1)
    expect(words).to_contain_text("Five minutes.")
    words.get_by_role("button", name="Put away").click()
    expect(words).to_have_count(0)
    expect(screen.locator(".moment.agreed")).to_contain_text("Table", timeout=25_000)
    assert sideways(screen) == 0
    assert axe(screen) == []
    room.table.close()


def test_at_twice_the_text_size_the_foot_of_the_page_still_fits_a_phone(room: Room) -> None:
    page = room.open("rok", 360)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    room.everybody_accepts()
    within = """e => [e, ...e.querySelectorAll("*")].every(
      (x) => x.getBoundingClientRect().right <= innerWidth + 1)"""
    strip = page.locator(".silence-strip")
    expect(strip).to_be_visible()
    assert strip.evaluate(within)
    box = strip.bounding_box()
    assert box is not None
    assert box["height"] < 0.5 * 800
    sheet = page.locator(".moment.agreed")
    expect(sheet).to_be_visible(timeout=25_000)
    assert sheet.evaluate(within)
    away = sheet.get_by_role("button", name="Put away").bounding_box()
    assert away is not None
    assert 0 <= away["y"] < 800, "it can be put away"


def test_silence_is_broken_from_the_strip_by_whoever_still_can(room: Room) -> None:
    page = room.open("rok", 360)
    page.get_by_role("button", name="Mandate").click()
    room.everybody_accepts()
    strip = page.locator(".silence-strip")
    strip.get_by_role("button", name="Break silence…").click()
    strip.get_by_label("Why you break silence").fill("The oil comes too late.")
    strip.get_by_role("button", name="Break silence", exact=True).click()
    expect(strip).to_have_count(0)
    proposal = room.table.view(room.seats["usa"])["entities"]["proposal/p1"]
    assert proposal["state"] == "tabled"
    assert proposal["stances"]["rok"]["reason"] == "The oil comes too late."
    room.act("rok", "take_stance", stance="accept", reason="")
    expect(strip.locator(".breakers li")).to_have_count(5)
    expect(strip.get_by_role("button", name="Break silence…")).to_have_count(0)


def test_while_paused_the_countdown_stands_and_says_so(room: Room) -> None:
    page = room.open("usa")
    room.everybody_accepts()
    room.table.order("pause")
    strip = page.locator(".silence-strip")
    expect(strip).to_contain_text("Silence period, stopped")
    stands = strip.locator(".left").text_content()
    page.wait_for_timeout(1500)
    assert strip.locator(".left").text_content() == stands


def test_a_failure_is_said_as_plainly(room: Room) -> None:
    page, screen = room.open("japan", 1024), room.projector()
    room.table.order("advance")
    for seen in (page, screen):
        failed = seen.locator(".moment.failed")
        expect(failed).to_contain_text("Not agreed")
        expect(failed).to_contain_text("Denuclearization")
    assert axe(page) == []


def test_words_of_the_facilitator_stay_until_they_are_put_away(room: Room) -> None:
    page, screen = room.open("usa", 360), room.projector()
    other = room.open("rok")
    page.get_by_role("button", name="Mandate").click()
    brief = page.context.new_page()
    brief.goto(f"{room.table.server.url}/talks/{room.table.talks}/brief")
    room.table.order("announce", text="Ten minutes to go.")
    room.table.order("message", to="usa", text="Ask Japan what it needs.")
    words = page.locator(".words-strip")
    expect(words).to_contain_text("Ten minutes to go.")
    expect(words).to_contain_text("Ask Japan what it needs.")
    expect(other.locator(".words-strip")).to_contain_text("Ten minutes to go.")
    expect(other.locator(".words-strip")).not_to_contain_text("Ask Japan")
    expect(screen.locator(".words-strip")).to_contain_text("Ten minutes to go.")
    expect(screen.locator(".words-strip")).not_to_contain_text("Ask Japan")
    expect(brief.locator(".words-strip")).to_contain_text("Ask Japan what it needs.")
    first, second = words.get_by_role("button", name="Put away").all()
    assert place(first)["y"] + 30 <= place(second)["y"], "each can be pressed"
    assert axe(page) == []
    assert axe(brief) == []
    assert "Mandate" in page.evaluate("document.activeElement.textContent"), "focus is not taken"
    other.get_by_role("button", name="Side letters").click()
    expect(other.locator("dialog .words-strip")).to_contain_text("Ten minutes to go.")
    page.reload()
    expect(words).to_contain_text("Ten minutes to go.")
    brief.locator(".words-strip p", has_text="Ask Japan").get_by_role("button").click()
    expect(brief.locator(".words-strip")).not_to_contain_text("Ask Japan")
    expect(words).not_to_contain_text("Ask Japan")
    words.get_by_role("button", name="Put away").click()
    expect(words).to_have_count(0)
    page.reload()
    page.wait_for_selector(".bar")
    page.wait_for_timeout(500)
    expect(words).to_have_count(0)
    screen.locator(".words-strip").get_by_role("button", name="Put away").click()
    expect(screen.locator(".words-strip")).to_have_count(0)
    assert room.table.errors == []


def test_folded_words_are_cut_with_dots_and_put_away_on_a_phone(room: Room) -> None:
    page = room.open("usa", 360)
    page.clock.install()
    page.reload()
    page.wait_for_selector(".bar")
    room.table.order(
        "announce", text="Ten minutes to go, and two of the three issues are open yet."
    )
    expect(page.locator(".words-strip")).to_contain_text("Ten minutes to go")
    page.clock.fast_forward(31_000)
    folded = page.locator(".words-strip.folded")
    text = folded.locator("[dir]")
    assert text.evaluate("e => e.scrollWidth > e.clientWidth"), "it ends in dots"
    away = folded.get_by_role("button", name="Put away")
    assert place(away)["x"] < 340
    away.click()
    expect(folded).to_have_count(0)


def test_what_one_was_writing_when_the_talks_ended_may_still_be_sent(room: Room) -> None:
    page = room.table.open(room.seats["usa"])
    room.table.order("advance")
    goes_along(page)
    page.locator("#reflection").fill("We were too slow.")
    room.table.order("conclude")
    goes_along(page)
    written = page.locator("#reflection-before")
    expect(written).to_have_value("We were too slow.")
    page.locator(".reflection", has=written).get_by_role("button", name="Send").click()
    expect(page.locator(".reflection .said")).to_have_text("We were too slow.")
