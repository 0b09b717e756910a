"""News that changes a mandate, barred options, tracks and the ladder, in a real browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.facilitators import Desk
from tests.browser.tables import SIX, OneTable, axe, sideways
from tests.live import LiveServer

FLOODS = "Floods in the DPRK"
KINGDOM = "Whose kingdom was Koguryo?"


@pytest.fixture
def table(server: LiveServer, browser: Browser) -> Iterator[OneTable]:
    made = OneTable(server, browser, preset="2x75")
    yield made
    made.close()
    assert made.errors == []


def at_energy(table: OneTable) -> dict[str, str]:
    """The energy group negotiates after a denuclearization that is no more than a seal."""
    tokens = {d: table.seat(d) for d in SIX}
    table.order("start")
    while "energy" not in now(table, tokens)["forums_now"]:
        if now(table, tokens)["phase"] == "negotiation" and (
            "denuclearization" in now(table, tokens)["forums_now"]
        ):
            issues = table.view(tokens["rok"])["entities"]["mandate/denuclearization"]["issues"]
            package = {i: next(iter(of["worth"])) for i, of in issues.items()}
            package["facilities"] = "shutdown"
            table.order("record_agreement", forum="denuclearization", package=package)
        table.order("advance")
    table.order("advance")
    return tokens


def now(table: OneTable, tokens: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = table.view(tokens["rok"])["entities"]["talks"]
    return found


def fire(desk: Page, title: str) -> None:
    """Fire an inject of the scenario from the desk, having seen what it does to the zone."""
    desk.get_by_role("button", name="Inject…").click()
    desk.get_by_label("Search").fill(title)
    desk.get_by_role("button", name=title).click()
    detail = desk.locator(".script-detail")
    expect(detail.locator(".zone-preview")).to_contain_text("packages")
    expect(detail).to_contain_text("DPRK: walk-away −5.0 points (Economy and energy)")
    desk.get_by_role("button", name="Fire it").click()
    expect(desk.locator(".injecting .notice")).to_contain_text("the table was told")


def test_news_changes_a_mandate_and_is_taken_back(table: OneTable, state: Path) -> None:
    tokens = at_energy(table)
    page = table.open(tokens["dprk"])
    pages = Desk(table, state)
    desk = pages.desk()
    expect(page.locator(".changes summary")).to_contain_text("What changed, and why")
    before = table.view(tokens["dprk"])["entities"]["mandate/energy"]["reservation"]
    fire(desk, FLOODS)
    assert axe(desk) == []

    banner = page.locator(".banner.news")
    expect(banner).to_contain_text(FLOODS)
    expect(page.locator("#live")).to_contain_text(f"News: {FLOODS}.")
    banner.get_by_role("button", name="Read").click()
    expect(banner).to_have_count(0)
    room = page.locator(".newsroom")
    expect(room).to_contain_text("46,600 homes")
    expect(room).to_contain_text("You: walk-away −5.0 points")
    page.locator(".changes summary").click()
    after = table.view(tokens["dprk"])["entities"]["mandate/energy"]["reservation"]
    assert after == before - 500
    told = page.locator(".changes .causes li", has_text=FLOODS)
    expect(told).to_contain_text(f"Walk-away: {before / 100} → {after / 100}")
    expect(page.locator(".mandate .marks .changed-mark")).to_have_count(1)

    page.locator(".builder .toggle").click()
    volume = page.locator(".row .barred").first
    volume.locator("summary").click()
    expect(volume).to_contain_text("Barred by “Oil for disablement”")
    page.get_by_role("button", name="My best").click()
    expect(page.locator("#impossible")).to_have_count(0)
    assert axe(page) == []

    desk.get_by_label("Reason, for the record").fill("too early")
    desk.get_by_role("button", name=f"Take back: {FLOODS}").click()
    expect(room.locator(".undone-news")).to_contain_text("taken back")
    expect(page.locator(".changes .causes li", has_text=FLOODS)).to_have_count(0)
    desk.get_by_role("button", name="Close").click()
    desk.locator(".panes").get_by_role("button", name="Ties and tracks").click()
    expect(desk.locator(".linkages .active").first).to_contain_text("in force")
    assert axe(desk) == []
    pages.context.close()


def test_the_projector_shows_tracks_the_ladder_and_public_news_only(
    table: OneTable, state: Path
) -> None:
    tokens = at_energy(table)
    table.order("inject", inject="missiles")
    table.order("inject", inject="koguryo")
    pages = Desk(table, state)
    screen = pages.context.new_page()
    screen.goto(f"{pages.base}/screen")
    expect(screen.locator(".headline")).to_contain_text("Seven missiles")
    screen.get_by_role("button", name="Next page").click()
    expect(screen.locator(".plain-tracks li")).to_have_count(7)
    expect(screen.locator(".plain-ladder .next")).to_contain_text("of")
    assert KINGDOM not in screen.content()
    assert axe(screen) == []
    pages.context.close()

    phone = table.open(tokens["rok"], width=360, height=740)
    tabs = phone.get_by_role("navigation", name="Panels")
    expect(tabs.get_by_role("button")).to_have_count(5)
    expect(tabs.get_by_role("button", name="Room")).to_contain_text("2")
    tabs.get_by_role("button", name="Room").click()
    phone.locator(".fold-news h2 button").click()
    phone.get_by_text(KINGDOM).last.click()
    expect(phone.locator(".newsroom")).to_contain_text("for you alone")
    assert sideways(phone) == 0
    assert axe(phone) == []


def test_one_works_in_an_initiative_beside_the_round(table: OneTable) -> None:
    tokens = at_energy(table)
    page = table.open(tokens["rok"])
    agenda = page.get_by_role("navigation", name="Agenda")
    expect(page.locator(".bar h1")).to_have_text("Economy and energy")
    agenda.get_by_role("button", name="Joint history study").click()
    page.locator(".builder .toggle").click()
    page.get_by_role("button", name="My best").click()
    expect(page.locator(".consequences")).to_contain_text("If this were agreed")
    page.get_by_role("button", name="Table").last.click()
    expect(page.locator(".card .number")).to_have_text("H-1")
    page.get_by_label("Open at any time").select_option(label="Yellow dust · open")
    expect(page.locator(".bar h1")).to_have_text("Yellow dust")
    page.locator(".forum-tabs").get_by_role("button", name="Economy and energy").click()
    expect(page.locator(".bar h1")).to_have_text("Economy and energy")
    expect(agenda.get_by_role("button", name="Joint history study")).to_contain_text("1")
