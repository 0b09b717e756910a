"""The facilitator's acts in a real browser: what they do, and that the table hears of them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.facilitators import Desk
from tests.browser.tables import OneTable
from tests.live import LiveServer

FORUM = "denuclearization"


@pytest.fixture
def table(server: LiveServer, browser: Browser) -> Iterator[OneTable]:
    made = OneTable(server, browser)
    yield made
    made.close()
    assert made.errors == []


def best(table: OneTable, token: str) -> dict[str, str]:
    """The package that the seat likes most."""
    issues = table.view(token)["entities"][f"mandate/{FORUM}"]["issues"]
    return {i: max(of["worth"], key=of["worth"].get) for i, of in issues.items()}


def test_a_roll_back_shows_what_it_undoes_and_is_told_to_the_table(
    table: OneTable, state: Path
) -> None:
    rok = table.seat("rok")
    table.order("start")
    table.order("advance")
    table.give(rok, "table_proposal", proposal_id="p1", forum=FORUM, package=best(table, rok))
    delegate = table.open(rok)
    desk = Desk(table, state).desk()
    desk.get_by_role("button", name="Roll back…").click()
    dialog = desk.get_by_role("dialog", name="Roll back this table")
    expect(dialog.get_by_role("status")).to_contain_text("D-1 by ROK is gone")
    expect(dialog.get_by_role("button", name="Cancel, change nothing")).to_be_focused()
    dialog.get_by_label("To the beginning of").select_option(index=1)
    expect(dialog.get_by_role("status")).to_contain_text("Phase ahead again")
    dialog.get_by_label("Reason, which the table reads").fill("a fire alarm")
    dialog.get_by_role("button", name="Roll back", exact=True).click()
    expect(dialog).to_have_count(0)
    expect(delegate.locator(".fold-latest")).to_contain_text("Reason: a fire alarm")
    seen = table.view(rok)["entities"]
    assert seen["talks"]["phase"] == "briefing"
    assert not any(key.startswith("proposal/") for key in seen)


def test_a_question_is_answered_where_it_stands_on_the_wall(table: OneTable, state: Path) -> None:
    rok = table.seat("rok")
    delegate = table.open(rok)
    wall = Desk(table, state).wall()
    table.give(rok, "ask_help", text="What is a walk-away?")
    question = wall.locator(".question")
    expect(question).to_contain_text("What is a walk-away?")
    question.get_by_role("button", name="Answer", exact=True).click()
    box = question.get_by_label("Answer to")
    expect(box).to_be_focused()
    box.fill("The value of no deal.")
    box.press("Enter")
    expect(question).to_contain_text("Answered")
    expect(delegate.locator(".fold-latest")).to_contain_text("The value of no deal.")
    assert table.view(rok)["entities"]["me"]["help"][0]["answered"] is True


def test_a_word_from_the_wall_reaches_one_delegate_only(table: OneTable, state: Path) -> None:
    rok, usa = table.seat("rok"), table.seat("usa")
    wall = Desk(table, state).wall()
    wall.get_by_role("button", name="Word…").click()
    dialog = wall.get_by_role("dialog", name="A word to table 1")
    person = table.view(rok)["entities"]["me"]["person"]
    dialog.get_by_label("To").select_option(person)
    dialog.get_by_label("Text").fill("Speak up, please.")
    dialog.get_by_role("button", name="Send").click()
    expect(dialog).to_have_count(0)
    wall.wait_for_timeout(500)
    assert [n["text"] for n in table.view(rok)["entities"]["me"]["notes"]] == ["Speak up, please."]
    assert "Speak up" not in str(table.view(usa))


def test_the_wall_says_what_a_table_needs_and_acts_on_it(table: OneTable, state: Path) -> None:
    table.seat("dprk")
    table.order("start")
    wall = Desk(table, state).wall()
    needs = wall.locator(".needs")
    expect(needs).to_contain_text("DPRK is away")
    expect(needs).to_contain_text("have nobody")
    needs.get_by_role("button", name="Seat a bot").click()
    expect(needs).not_to_contain_text("DPRK is away")


def test_the_bar_steers_the_chosen_tables_and_the_records_say_so(
    table: OneTable, state: Path
) -> None:
    table.order("start")
    wall = Desk(table, state).wall()
    expect(wall.locator(".scope")).to_have_text("For 1 table:")
    wall.get_by_label("Choose table 1").check()
    expect(wall.locator(".scope")).to_contain_text("Only table 1:")
    wall.keyboard.press("p")
    expect(wall.locator(".wc .left")).to_have_text(re.compile(r"^paused \d\d:\d\d$"))
    wall.keyboard.press("x")
    expect(wall.locator(".scope")).to_have_text("For 1 table:")
    wall.keyboard.press("l")
    expect(wall.get_by_role("region", name="Records")).to_contain_text("Paused.")


def test_a_search_leads_to_the_message_which_can_be_flagged(table: OneTable, state: Path) -> None:
    rok = table.seat("rok")
    for n, text in enumerate(("A first word", "Sampling at the sites", "A last word")):
        table.give(rok, "say", message_id=f"m{n}", channel="delegation:rok", text=text)
    wall = Desk(table, state).wall()
    wall.keyboard.press("/")
    wall.get_by_label("Words").fill("SITES sampling")
    hits = wall.locator(".said li")
    expect(hits).to_have_count(1)
    hits.get_by_role("link").click()
    sought = wall.locator(".said .sought")
    expect(sought).to_contain_text("Sampling at the sites")
    sought.get_by_role("button", name="Flag").click()
    dialog = wall.get_by_role("dialog", name="Flag for the debrief")
    dialog.get_by_label("Note").fill("compare P2")
    dialog.get_by_role("button", name="Keep the flag").click()
    wall.locator(".panes").get_by_role("button", name="Flags").click()
    expect(wall.locator(".desk-main")).to_contain_text("Sampling at the sites")
    expect(wall.locator(".desk-main")).to_contain_text("compare P2")
    assert "compare P2" not in str(table.view(rok))


def test_a_pause_outlives_a_restart_of_the_server_to_the_second(
    server: LiveServer, table: OneTable, state: Path
) -> None:
    rok = table.seat("rok")
    table.order("start")
    desk = Desk(table, state).desk()
    desk.get_by_role("button", name="Pause", exact=True).click()
    expect(desk.get_by_role("button", name="Resume")).to_be_visible()
    left = table.view(rok)["entities"]["clock"]["remaining_ms"]
    server.restart()
    expect(desk.get_by_role("button", name="Resume")).to_be_visible()
    assert table.view(rok)["entities"]["clock"]["remaining_ms"] == left
    desk.reload()
    desk.get_by_role("button", name="Resume").click()
    expect(desk.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    clock = table.view(rok)["entities"]["clock"]
    assert clock["running"]
    assert clock["ends_at"] - clock["server_now"] == left
