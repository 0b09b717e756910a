"""The projector in a real browser: it fills any screen, tells what happens, names no table."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from server.reports.letters import letters
from server.rules.ids import TalksId
from tests.browser.facilitators import Desk
from tests.browser.tables import SIX, OneTable, axe, sideways
from tests.live import LiveServer

pytestmark = pytest.mark.browser

SCREENS = ((1280, 720), (1920, 1080), (3840, 2160))
LONG = "Alexandra Konstantinopoulou-Wolfeschlegelsteinhausen-Bergerdorff"


@pytest.fixture
def room(server: LiveServer, browser: Browser) -> Iterator[OneTable]:
    made = OneTable(server, browser, tables=2)
    yield made
    made.close()


class Projected:
    """The projector of a class on several screens."""

    def __init__(self, room: OneTable, state: Path) -> None:
        self.room = room
        self.desk = Desk(room, state)
        first = self.desk.context.new_page()
        first.goto(f"{self.desk.base}/screen")
        self.address = first.url
        first.close()

    def on(self, width: int, height: int) -> Page:
        """The projector's page on a screen of this size, in a browser that is nobody's."""
        context = self.room.browser.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce"
        )
        self.room.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8000)
        page.on("pageerror", lambda error: self.room.errors.append(str(error)))
        page.goto(self.address)
        page.wait_for_selector(".screen")
        return page


def sit(room: OneTable) -> dict[str, str]:
    """All six at every table; the tokens of the first."""
    tokens = {}
    for number in range(1, room.tables + 1):
        for side in SIX:
            body = {"code": room.join_code, "name": f"{side} at {number}", "table": number}
            if (number, side) == (1, "usa"):
                body["name"] = LONG
            seat = room.public("/join", {**body, "delegation": side})
            if number == 1:
                tokens[side] = str(seat["seat_token"])
    return tokens


def height_of(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box is not None, selector
    return box["height"]


def test_the_lobby_is_read_from_the_last_row_and_tells_who_is_there(
    room: OneTable, state: Path
) -> None:
    tokens = sit(room)
    room.open(tokens["usa"])
    shown = Projected(room, state)
    for width, height in SCREENS:
        page = shown.on(width, height)
        expect(page.locator(".giant")).to_contain_text(room.join_code)
        assert height_of(page, ".qr") > 0.55 * height
        assert height_of(page, ".giant") > 0.1 * height
        expect(page.locator(".arrived")).to_have_text("1 here of 12 with a seat")
        expect(page.locator(".who .one.here")).to_have_count(1)
        expect(page.locator(".who .one.here")).to_contain_text(LONG)
        assert sideways(page) <= 0
        assert page.evaluate("document.documentElement.scrollHeight") <= height
        assert axe(page) == []


def test_one_giant_clock_six_lights_and_no_number_where_letters_compare(
    room: OneTable, state: Path
) -> None:
    tokens = sit(room)
    for talks in room.all_talks:
        room.talks = talks
        room.order("start")
        room.order("advance")
        room.order("inject", inject="missiles")
    room.talks = room.all_talks[0]
    view = room.view(tokens["china"])["entities"]
    (forum,) = view["talks"]["forums_now"][:1]
    package = {i["id"]: i["options"][1]["id"] for i in view[f"forum/{forum}"]["issues"]}
    given = room.give(
        tokens["china"], "table_proposal", proposal_id="p", forum=forum, package=package
    )
    assert given["accepted"], given
    shown = Projected(room, state)
    mine = letters(map(TalksId, room.all_talks))[TalksId(room.talks)]
    for width, height in SCREENS:
        page = shown.on(width, height)
        tile = page.get_by_role("article", name=f"Table {mine}")
        expect(tile.locator(".leading").first).to_contain_text("by CHN: 1 of 6 accept")
        expect(tile.locator(".lights .accept")).to_have_count(1)
        expect(tile.locator("dl > div")).to_have_count(len(package))
        expect(page.locator(".stage")).to_contain_text("Round 1 of 3")
        assert height_of(page, ".stage .time") > 0.14 * height
        expect(page.locator(".headline")).to_contain_text("Seven missiles")
        assert sideways(page) <= 0
        told = page.content()
        assert "Table 1" not in told
        assert LONG not in told
        assert axe(page) == []
    for side in set(SIX) - {"china"}:
        room.give(tokens[side], "take_stance", proposal_id="p", stance="accept")
    silent = shown.on(1280, 720)
    expect(silent.locator(".tile.silent")).to_have_count(1)
    expect(silent.locator(".strips")).to_contain_text(f"Table {mine}")


def beyond_the_fold(page: Page) -> list[str]:
    """What of the page, or of a part that is drawn to fit, lies where nobody scrolls to."""
    return list(
        page.evaluate(
            """() => {
            const over = (e) =>
                e.scrollHeight - e.clientHeight > 1 || e.scrollWidth - e.clientWidth > 1;
            const fitted = [document.documentElement, ...document.querySelectorAll('.fitted')];
            return fitted.filter(over).map((e) => e.outerHTML.slice(0, 80)); }"""
        )
    )


def smallest_text(page: Page, selector: str) -> float:
    """The smallest size of any text in there, as a part of the screen's height."""
    return float(
        page.evaluate(
            """(selector) => Math.min(...[...document.querySelectorAll(selector)]
            .filter((e) => e.offsetParent !== null)
            .map((e) => parseFloat(getComputedStyle(e).fontSize))) / innerHeight""",
            selector,
        )
    )


@pytest.mark.parametrize("tables", [3, 4, 6, 8, 12])
def test_nothing_runs_past_the_fold_however_many_tables(
    server: LiveServer, browser: Browser, state: Path, tables: int
) -> None:
    room = OneTable(server, browser, tables=tables)
    sit(room)
    for number, talks in enumerate(room.all_talks):
        room.talks = talks
        room.order("start")
        room.order("advance")
        room.order("inject", inject="missiles")
        forum, package = _package(room)
        if number % 2:  # half of them agree face to face
            room.order("record_agreement", forum=forum, package=package)
    shown = Projected(room, state)
    for width, height in SCREENS:
        page = shown.on(width, height)
        expect(page.locator(".tile")).to_have_count(tables)
        expect(page.locator(".headline.fresh")).to_be_visible()
        assert beyond_the_fold(page) == []
        assert smallest_text(page, ".tile .code, .tile h2, .tile .leading b") > 0.019
    page = shown.on(1280, 720)
    page.get_by_role("button", name="Next page").click()
    expect(page.locator(".agreements .settled li").first).to_be_visible()
    assert beyond_the_fold(page) == []
    assert smallest_text(page, ".agreements li") > 0.02
    expect(page.get_by_role("button", name="Hold this page")).to_have_attribute(
        "aria-pressed", "true"
    )
    room.close()


def _package(room: OneTable) -> tuple[str, dict[str, str]]:
    """The open forum of the table, and a package of its second options."""
    view = room.view(room.token)["entities"]
    (forum,) = view["talks"]["forums_now"][:1]
    return forum, {i["id"]: i["options"][1]["id"] for i in view[f"forum/{forum}"]["issues"]}


def test_turned_cards_show_pictures_where_tables_have_names(room: OneTable, state: Path) -> None:
    tokens = sit(room)
    for talks in room.all_talks:
        room.talks = talks
        room.order("set_policy", policies={"compare": "named"})
        room.order("start")
        room.order("advance")
    room.talks = room.all_talks[0]
    forum, package = _package(room)
    given = room.give(
        tokens["china"], "table_proposal", proposal_id="p", forum=forum, package=package
    )
    assert given["accepted"], given
    for talks in room.all_talks:
        room.talks = talks
        room.order("conclude")
    page = Projected(room, state).on(1280, 720)
    for card, picture in (("mandates", "dance"), ("possible", "packages"), ("record", "clauses")):
        room.talks = room.all_talks[0]
        room.order("reveal", stage=card)
        shown = page.locator(f".projected-picture [id^='picture-{picture}']")
        expect(shown).to_be_visible()
        expect(page.locator(".turned .on")).to_have_count(1)
        assert beyond_the_fold(page) == [], card
        assert axe(page) == []
    page.get_by_role("button", name="The result").click()
    expect(page.locator(".tile")).to_have_count(2)


def test_after_the_end_the_cards_and_the_comparison_are_large(room: OneTable, state: Path) -> None:
    sit(room)
    for talks in room.all_talks:
        room.talks = talks
        room.order("start")
        room.order("conclude")
        room.order("reveal", stage="scores")
    shown = Projected(room, state)
    page = shown.on(1280, 720)
    expect(page.locator(".stage")).to_contain_text("Debrief")
    expect(page.locator(".turned h2")).to_have_text(["Scores"])
    expect(page.locator(".compared tbody tr")).to_have_count(2)
    expect(page.locator(".compared")).not_to_contain_text("Table 1")
    expect(page.locator(".to-debrief")).to_have_count(0)
    assert axe(page) == []
    room.order("reveal", stage="mandates")
    way = "choose the tables by number in Settings, Policies"
    expect(page.locator(".card-words")).to_contain_text(way)
    wall = shown.desk.wall()
    expect(wall.locator(".after")).to_contain_text(way)
    mine = letters(map(TalksId, room.all_talks))[TalksId(room.all_talks[0])]
    first = wall.get_by_role("article", name="Table 1")
    expect(first).to_contain_text(f"{mine} on the projector")
    for talks in room.all_talks:
        room.talks = talks
        room.order("set_policy", policies={"compare": "named"})
    expect(page.locator(".to-debrief a")).to_have_text(["Debrief of table 1", "Debrief of table 2"])
    expect(page.locator(".moment")).to_have_count(0)
    page.locator(".to-debrief a").last.click()
    expect(page.get_by_role("link", name="Back to the screen")).to_be_visible()
    assert room.errors == []
