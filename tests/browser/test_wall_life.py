"""The wall from the start to after the end: who is missing, groups of controls, the debrief."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.facilitators import Desk
from tests.browser.tables import OneTable, axe, sideways
from tests.live import LiveServer

pytestmark = pytest.mark.browser


def test_the_wall_asks_who_is_missing_and_ends_in_the_debrief_of_all_tables(
    server: LiveServer, state: Path, browser: Browser
) -> None:
    room = OneTable(server, browser, tables=2)
    room.public("/join", {"code": room.join_code, "name": "Ann", "table": 1, "delegation": "usa"})
    desk = Desk(room, state)
    wall = desk.wall()
    bar = wall.get_by_role("toolbar")
    for name in ("Time", "Talk", "Records", "The end"):
        expect(bar.get_by_role("group", name=name)).to_be_visible()
    expect(bar.get_by_role("group", name="The end").get_by_role("button")).to_have_text("End")
    expect(wall.locator(".pane.wide")).to_have_count(0)
    bar.get_by_role("button", name="Start").click()
    dialog = wall.get_by_role("dialog")
    expect(dialog).to_contain_text("US: Ann not here.")
    expect(dialog).to_contain_text("Nobody for US, Japan, China, Russia, DPRK, and ROK.")
    expect(dialog.get_by_role("button", name="Wait")).to_be_focused()
    assert axe(wall) == []
    dialog.get_by_role("button", name="Wait").click()
    expect(wall.locator(".wc", has_text="Lobby")).to_have_count(2)
    bar.get_by_role("button", name="Start").click()
    dialog.get_by_role("button", name="Start with bots in 11 empty seats").click()
    expect(wall.locator(".wc", has_text="Lobby")).to_have_count(0)
    expect(wall.locator(".dots small", has_text="bot")).to_have_count(11)
    bar.get_by_role("button", name="End", exact=True).click()
    wall.get_by_role("dialog").get_by_role("button", name="End", exact=True).click()
    after = wall.get_by_role("region", name="Debrief of all tables")
    after.locator("li", has_text="Scores").get_by_role("button").click()
    expect(after.locator("li", has_text="Scores")).to_contain_text("Laid open")
    expect(after.get_by_role("link", name="Debrief of table 2")).to_be_visible()
    expect(wall.locator(".pane.wide")).to_contain_text("fewer than 4 tables")
    for width in (1440, 1024, 360):
        wall.set_viewport_size({"width": width, "height": 800})
        wall.wait_for_timeout(300)
        assert sideways(wall) <= 0, width
    assert axe(wall) == []
    after.get_by_role("link", name="Debrief of table 2").click()
    wall.wait_for_url("**/debrief/**")
    desk.context.close()


def test_the_desk_asks_before_its_own_start_too(
    server: LiveServer, state: Path, browser: Browser
) -> None:
    room = OneTable(server, browser)
    room.seat("usa", "Ann")
    page = Desk(room, state).desk()
    page.get_by_role("button", name="Start", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("US: Ann not here.")
    expect(dialog).to_contain_text("Nobody for Japan, China, Russia, DPRK, and ROK.")
    dialog.get_by_role("button", name="Wait").click()
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    page.get_by_role("button", name="Start", exact=True).click()
    dialog.get_by_role("button", name="Start with bots in 5 empty seats").click()
    expect(page.locator("h1")).to_contain_text("Denuclearization")
    entities = room.view(room.token)["entities"]
    sides = {key for key in entities if key.startswith("delegation/")}
    assert {key for key in sides if not entities[key]["bot"]} == {"delegation/usa"}
