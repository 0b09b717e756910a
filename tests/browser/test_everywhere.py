"""Every page and state, at three widths and with text twice as large, with names that are a trial:
nothing runs out sideways, no tab is cut or covered, and a phone's bars leave two thirds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.facilitators import Desk
from tests.browser.sweeping import NAMES, WIDTHS, Sweep
from tests.browser.tables import SIX, OneTable, goes_along
from tests.live import LiveServer

pytestmark = pytest.mark.browser

SOME = tuple(size for size in WIDTHS if size[0] != 1024)
PHONE = ((360, 640, 1), (360, 640, 2))


@pytest.fixture
def room(server: LiveServer, browser: Browser) -> Iterator[OneTable]:
    made = OneTable(server, browser, tables=2)
    yield made
    made.close()


def seated(room: OneTable) -> dict[str, str]:
    """All six of the first table, under names that are a trial."""
    return {
        side: str(
            room.public(
                "/join",
                {"code": room.join_code, "name": NAMES[side], "table": 1, "delegation": side},
            )["seat_token"]
        )
        for side in SIX
    }


def test_the_pages_before_a_class_begins(room: OneTable, state: Path, browser: Browser) -> None:
    sweep = Sweep()
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    for path in ("", "join", "join?code=zzz", f"join/{room.join_code}", "rejoin", "try", "nowhere"):
        page.goto(f"{room.server.url}/{path}")
        sweep.look(page, f"/{path}")
    for path in ("facilitate/sign-in", "help", "help/player", "help/keys", "help/reference"):
        page.goto(f"{room.server.url}/{path}")
        sweep.look(page, f"/{path}", SOME)
    context.close()
    tokens = seated(room)
    desk = Desk(room, state)
    page = desk.context.new_page()
    for path in ("", "/settings", "/people", "/seats", "/observers", "/learning"):
        page.goto(f"{desk.base}{path}")
        page.wait_for_load_state("networkidle")
        sweep.look(page, f"class{path}")
    page.goto(f"{desk.base}/people")
    page.locator("a[href*='person=']").first.click()
    sweep.look(page, "a person", PHONE)
    page.goto(f"{room.server.url}/facilitate")
    sweep.look(page, "classes")
    page.goto(f"{room.server.url}/facilitate/new")
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    sweep.look(page, "new class")
    page.locator("textarea[name=roster]").fill(
        "name;email;table;delegation\n" + "\n".join(f"{n};;1;" for n in NAMES.values())
    )
    page.locator("[name=title]").fill("W" * 60)
    page.get_by_role("button", name="Look at plan and seats first").click()
    sweep.look(page, "roster check")
    desk.context.close()
    rok = room.open(tokens["rok"])
    for path in ("/seat", "/brief", ""):
        rok.goto(f"{room.server.url}/talks/{room.talks}{path}")
        rok.wait_for_load_state("networkidle")
        sweep.look(rok, f"delegate{path}", SOME)
    assert not sweep.found, "\n".join(sweep.found)


def test_the_table_in_every_state_then_wall_desk_and_debrief(room: OneTable, state: Path) -> None:
    sweep = Sweep()
    tokens = seated(room)
    rok = room.open(tokens["rok"], theme="dark")
    room.order("start")
    _along(rok)
    sweep.look(rok, "briefing")
    room.order("advance")
    _along(rok)
    sweep.look(rok, "nothing tabled", PHONE)
    for number, side in enumerate(("usa", "china"), 1):
        view = room.view(tokens[side])["entities"]
        forum = view["talks"]["forums_now"][0]
        package = {i["id"]: i["options"][number]["id"] for i in view[f"forum/{forum}"]["issues"]}
        room.give(
            tokens[side],
            "table_proposal",
            proposal_id=f"p{number}",
            forum=forum,
            package=package,
            note="Let us be done with it. " * 5,
        )
        said = {"channel": "plenary", "text": f"What would it take? {'x' * 90}"}
        room.give(tokens[side], "say", message_id=f"m{number}", **said)
    room.give(tokens["rok"], "open_channel", channel_id="c1", **{"with": ["usa", "japan"]})
    room.give(tokens["japan"], "take_stance", proposal_id="p1", stance="reject", reason="W" * 60)
    room.order("inject", inject="missiles")
    room.order("announce", text="Think of your walk-away. " * 5)
    rok.wait_for_selector(".words-strip")
    sweep.look(rok, "negotiation")
    for folded in rok.locator(".number[aria-expanded=false]:visible").all():
        folded.click()
    rok.get_by_role("navigation", name="Panels").get_by_role("button").nth(1).click()
    rok.locator(".builder .toggle").click()
    sweep.look(rok, "builder", SOME)
    rok.get_by_role("button", name="More").click()
    sweep.look(rok, "menu", PHONE)
    rok.keyboard.press("Escape")
    for side in ("usa", "japan", "russia", "dprk", "rok"):
        room.give(tokens[side], "take_stance", proposal_id="p2", stance="accept")
    rok.wait_for_selector(".silence-strip")
    sweep.look(rok, "silence", PHONE)
    room.order("pause")
    desk = Desk(room, state)
    wall, table = desk.wall(), desk.desk()
    sweep.look(wall, "wall")
    for n in range(table.locator(".panes button").count()):
        table.locator(".panes button").nth(n).click()
        sweep.look(table, f"desk {n}", PHONE)
    sweep.look(table, "desk")
    room.order("resume")
    room.order("conclude")
    _along(rok)
    sweep.look(rok, "ended", SOME)
    for card in ("channels", "letters", "mandates", "scores", "moments", "possible", "record"):
        room.order("reveal", stage=card)
    for path in (f"debrief/{room.talks}", f"debrief/{room.talks}/replay"):
        rok.goto(f"{room.server.url}/{path}")
        rok.wait_for_load_state("networkidle")
        sweep.look(rok, path.removesuffix(room.talks), SOME)
    wall.reload()
    wall.wait_for_selector(".wc")
    sweep.look(wall, "wall after the end", SOME)
    screen = desk.context.new_page()
    screen.goto(f"{desk.base}/screen")
    screen.wait_for_selector(".screen")
    sweep.look(screen, "projector", PHONE)
    desk.context.close()
    assert room.errors == []
    assert not sweep.found, "\n".join(sweep.found)


def _along(page: Page) -> None:
    """Go where the table is, if the page asks."""
    page.wait_for_timeout(400)
    if page.locator(".onward button").count():
        goes_along(page)
