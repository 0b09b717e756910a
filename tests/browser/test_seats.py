"""The seat map in a real browser: by keyboard, by pointer, on a phone; and what the moved see."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.tables import OneTable, axe, sideways
from tests.live import LiveServer

PASSWORD = "correct horse battery"


class TwoTables(OneTable):
    """A class of two tables."""

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """As in `OneTable`, but with a second table."""
        return super().post(path, body | {"tables": 2} if path == "/classrooms" else body)


@dataclass
class Hall:
    """Two tables, Kim and Lee at the first, and the facilitator's seat map."""

    tables: TwoTables
    page: Page
    kim: str
    lee: str


@pytest.fixture(scope="module")
def signed_in(server: LiveServer, browser: Browser) -> Any:
    context = browser.new_context(base_url=server.url)
    page = context.new_page()
    page.goto(server.setup_link)
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.get_by_role("button", name="Save and sign in").click()
    expect(page.get_by_role("heading", name="Classes")).to_be_visible()
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def hall(server: LiveServer, browser: Browser, signed_in: Any) -> Iterator[Hall]:
    tables = TwoTables(server, browser)
    kim, lee = tables.seat("rok", "Kim Minji"), tables.seat("usa", "Lee Ann")
    context = browser.new_context(
        base_url=server.url,
        storage_state=signed_in,
        viewport={"width": 1440, "height": 900},
        reduced_motion="reduce",
    )
    tables.contexts.append(context)
    page = context.new_page()
    page.set_default_timeout(8000)
    page.on("pageerror", lambda error: tables.errors.append(str(error)))
    page.goto(f"/facilitate/{tables.classroom}/seats")
    expect(page.get_by_role("heading", name="Seat map")).to_be_visible()
    yield Hall(tables, page, kim, lee)
    tables.close()
    assert not tables.errors


def test_somebody_moves_to_another_table_by_keyboard_alone(hall: Hall) -> None:
    page = hall.page
    page.locator(".chip", has_text="Kim Minji").focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="Move Kim Minji")
    expect(panel.get_by_role("combobox").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(panel.get_by_label("Place")).to_be_focused()
    page.keyboard.type("DPRK")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    told = page.locator(".told")
    expect(told).to_contain_text("Kim Minji sits at table 2 for PRK.")
    expect(page.locator("#table-2 .chip", has_text="Kim Minji")).to_be_focused()
    told.get_by_role("button", name="Undo").press("Enter")
    expect(page.locator("#table-1 .chip", has_text="Kim Minji")).to_be_visible()


def test_escape_puts_back_and_the_focus_returns(hall: Hall) -> None:
    page = hall.page
    page.locator(".chip", has_text="Lee Ann").focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("dialog", name="Move Lee Ann")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".chip", has_text="Lee Ann")).to_be_focused()


def test_the_moved_student_lands_at_the_other_table_with_its_mandate(hall: Hall) -> None:
    student = hall.tables.open(hall.kim)
    expect(student.locator(".bar")).to_contain_text("ROK")
    page = hall.page
    page.locator(".chip", has_text="Kim Minji").click()
    page.locator("#table-2").get_by_role("button", name="Kim Minji at table 2 for CHN").click()
    expect(page.locator(".told")).to_contain_text("table 2 for CHN")
    banner = student.locator(".banner", has_text="Your facilitator gave you this seat")
    expect(banner).to_contain_text("China, table 2")
    assert hall.tables.talks not in student.url
    banner.get_by_role("button", name="Understood").click()
    expect(banner).to_have_count(0)
    student.reload()
    student.wait_for_selector(".bar")
    expect(student.locator(".banner", has_text="Your facilitator gave")).to_have_count(0)


def test_dragging_moves_and_dropping_on_somebody_swaps(hall: Hall) -> None:
    page = hall.page
    lee = page.locator(".chip", has_text="Lee Ann")
    russia = page.locator("#table-2 .spot", has_text="RUS")
    lee.drag_to(russia)
    expect(russia).to_contain_text("Lee Ann")
    page.locator(".chip", has_text="Kim Minji").drag_to(page.locator(".chip", has_text="Lee Ann"))
    expect(page.locator(".told")).to_contain_text("changed seats")
    expect(russia).to_contain_text("Kim Minji")
    expect(page.locator("#table-1 .spot", has_text="ROK")).to_contain_text("Lee Ann")


def test_release_with_a_reason_and_a_place_to_watch(hall: Hall) -> None:
    student = hall.tables.open(hall.lee)
    page = hall.page
    page.locator(".chip", has_text="Lee Ann").click()
    panel = page.get_by_role("dialog", name="Move Lee Ann")
    panel.get_by_label("Release, because").fill("You wanted to watch.")
    panel.get_by_role("button", name="Release the seat").click()
    expect(page.locator(".seatless")).to_contain_text("Lee Ann")
    expect(student.locator(".banner", has_text="no seat")).to_contain_text("You wanted to watch.")
    page.locator(".seatless .chip", has_text="Lee Ann").click()
    page.get_by_role("button", name="Lee Ann among the observers of table 1").click()
    expect(page.locator("#table-1 .spot", has_text="Observers")).to_contain_text("Lee Ann")
    expect(student.locator(".banner", has_text="You watch table 1 now.")).to_be_visible()
    seen = hall.tables.view(hall.lee)["entities"]
    assert seen["me"]["audience"] == "observer"
    assert not any(key.startswith("mandate/") for key in seen)


def test_parts_locks_and_bots(hall: Hall) -> None:
    page = hall.page
    page.locator(".chip", has_text="Kim Minji").click()
    page.get_by_label("Part in the delegation").select_option("press")
    expect(page.locator(".chip .who", has_text="Kim Minji").locator("..")).to_contain_text(
        "press officer"
    )
    page.locator("#table-1").get_by_role("button", name="Lock Table 1").click()
    expect(page.locator("#table-1").get_by_role("button", name="Locked Table 1")).to_be_visible()
    row = page.locator("#table-1 .spot", has_text="CHN")
    row.get_by_role("button", name="seat a bot").click()
    row.get_by_label("Temperament").select_option("firm")
    row.get_by_role("button", name="Let it play").click()
    expect(row).to_contain_text("Automated (firm)")
    row.get_by_role("button", name="Take back").click()
    expect(row).not_to_contain_text("Automated")
    page.locator(".told").get_by_role("button", name="Undo").click()
    expect(row).to_contain_text("Automated (firm)")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_the_map_is_accessible_and_fits(hall: Hall, theme: Any, width: int) -> None:
    page = hall.page
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": 740})
    assert not axe(page)
    page.locator(".chip", has_text="Kim Minji").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert not axe(page)
    assert sideways(page) <= 0


def test_the_wall_leads_to_the_map(hall: Hall) -> None:
    page = hall.page
    page.get_by_role("link", name="Back to the wall").click()
    page.get_by_role("link", name="Seat map").click()
    expect(page).to_have_url(re.compile(r"/seats$"))
    page.go_back()
    page.locator("article", has_text="Table 2").get_by_role(
        "button", name="Seats", exact=False
    ).first.click()
    expect(page).to_have_url(re.compile(r"/seats#table-2$"))
