"""School computers in a real browser: the next student, people of one name, cookies blocked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.facilitators import Desk
from tests.browser.tables import OneTable, axe
from tests.live import LiveServer


@pytest.fixture
def room(server: LiveServer, browser: Browser) -> Iterator[OneTable]:
    table = OneTable(server, browser)
    yield table
    for context in table.contexts:
        context.close()


def computer(room: OneTable) -> BrowserContext:
    """A browser that nobody has used yet."""
    context = room.browser.new_context(base_url=room.server.url, reduced_motion="reduce")
    context.set_default_timeout(8000)
    room.contexts.append(context)
    return context


def join(page: Page, room: OneTable, name: str) -> None:
    page.goto(f"/join/{room.join_code}")
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Join", exact=True).click()


def test_the_next_student_sits_down_and_the_first_comes_back(room: OneTable) -> None:
    page = computer(room).new_page()
    join(page, room, "Ana Example")
    code = page.locator("#rejoin-code").inner_text()
    page.goto(f"/join/{room.join_code}")
    expect(page.get_by_text("Ana Example")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="This is not me").click()
    page.get_by_label("Your name").fill("Ben Example")
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_text("Ben Example")).to_be_visible()
    assert page.locator("#rejoin-code").inner_text() != code
    at_home = computer(room).new_page()
    at_home.goto("/rejoin")
    at_home.get_by_label("Rejoin code").fill(code)
    at_home.get_by_role("button", name="Take my seat").click()
    at_home.wait_for_selector(".bar")
    expect(at_home.get_by_text("Ana Example").first).to_be_attached()


def test_a_seat_that_is_left_closes_in_every_tab(room: OneTable) -> None:
    computer_of_the_school = computer(room)
    page = computer_of_the_school.new_page()
    join(page, room, "Ana Example")
    page.get_by_role("link", name="Go to the table").click()
    page.wait_for_selector(".bar")
    page.evaluate("localStorage.setItem('sixparty:draft:x', '1'); localStorage.theme = 'dark'")
    next_tab = computer_of_the_school.new_page()
    next_tab.goto(f"/join/{room.join_code}")
    next_tab.get_by_role("button", name="This is not me").click()
    expect(page.get_by_text("This is not open to you any more.")).to_be_visible()
    kept = next_tab.evaluate("Object.keys(localStorage)")
    assert "theme" in kept
    assert not [key for key in kept if key.startswith("sixparty:")]
    assert page.locator(".bar").count() == 0
    page.go_back()
    assert page.locator("#rejoin-code").count() == 0


def test_two_of_a_name_are_told_apart_at_their_table(room: OneTable, state: Path) -> None:
    room.seat("usa", "Lee Jiwoo")
    room.seat("usa", "LEE JIWOO")
    wall = Desk(room, state)
    room.contexts.append(wall.context)
    seats = wall.context.new_page()
    seats.goto(f"{wall.base}/seats")
    expect(seats.get_by_text("Lee Jiwoo", exact=True)).to_have_count(1)
    expect(seats.get_by_text("LEE JIWOO (2)", exact=True)).to_have_count(1)
    people = wall.context.new_page()
    people.goto(f"{wall.base}/people")
    expect(people.get_by_text("(1 of 2)")).to_be_visible()
    expect(people.get_by_text("(2 of 2)")).to_be_visible()


def test_a_name_that_runs_from_the_right_turns_nothing_around_it(
    room: OneTable, state: Path
) -> None:
    token = room.seat("rok", "דוד")
    assert room.give(token, "ask_help", text="May I?")["accepted"]
    desk = Desk(room, state)
    room.contexts.append(desk.context)
    for page in (desk.wall(), desk.desk()):
        expect(page.get_by_text("May I?").first).to_be_visible()
        names = page.locator("bdi", has_text="דוד")
        expect(names.first).to_be_attached()
        alone = page.evaluate("""() => {
            const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            const bare = [];
            for (let n = walk.nextNode(); n; n = walk.nextNode())
                if (n.data.includes("דוד") && !n.data.includes("\\u2068")
                    && !n.parentElement.closest("bdi, [dir=auto], script")) bare.push(n.data);
            return bare; }""")
        assert alone == []


def test_a_browser_without_cookies_is_told_so(room: OneTable) -> None:
    context = computer(room)
    page = context.new_page()
    page.goto(f"/join/{room.join_code}")
    page.get_by_label("Your name").fill("Ana")
    context.clear_cookies()  # what the browser never kept
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_text("This browser blocks cookies, and without one")).to_be_visible()


def test_it_is_told_before_a_form_is_filled_in(room: OneTable) -> None:
    context = computer(room)
    context.add_init_script("Object.defineProperty(navigator, 'cookieEnabled', { value: false })")
    page = context.new_page()
    for path in (f"/join/{room.join_code}", "/try", "/facilitate/sign-in"):
        page.goto(path)
        expect(page.get_by_role("alert")).to_contain_text("blocks cookies")
