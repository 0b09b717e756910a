"""Teams, the capital and the closing plenary in a real browser, to the printed Joint Statement."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from server.storage.scenarios.loader import catalogue, default_folders
from tests.browser.tables import SIX, OneTable, axe, sideways
from tests.live import LiveServer

PASSWORD = "correct horse battery"
FORUM = "denuclearization"


@pytest.fixture(scope="module")
def teacher(server: LiveServer, browser: Browser) -> Iterator[Page]:
    """A browser in which the facilitator has chosen the password."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(8000)
    page.goto(server.setup_link)
    page.fill("input[name=password]", PASSWORD)
    page.fill("input[name=again]", PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile("/facilitate"))
    yield page
    context.close()


@pytest.fixture
def table(server: LiveServer, browser: Browser) -> Iterator[OneTable]:
    """A new table of the whole conference; its pages must not have complained."""
    made = OneTable(server, browser, preset="2x75")
    yield made
    made.close()
    assert made.errors == []


def package(forum: str) -> dict[str, str]:
    """The second option of every issue."""
    issues = catalogue(default_folders())["six-party"].forums[forum].issues  # type: ignore[index]
    return {str(i.id): str(i.options[1].id) for i in issues}


def waits(forum: dict[str, Any]) -> bool:
    """True for a forum of the round that is still open; initiatives are left alone."""
    return bool(forum["state"] == "open" and forum["kind"] != "initiative")


def on_to(table: OneTable, token: str, forum: str, *, agreeing: bool) -> None:
    """Go on until the forum negotiates; what comes before it is agreed face to face."""
    while True:
        entities = table.view(token)["entities"]
        talks = entities["talks"]
        if talks["phase"] == "negotiation":
            if forum in talks["forums_now"]:
                return
            sitting = [f for f in talks["forums_now"] if waits(entities[f"forum/{f}"])]
            for now in sitting if agreeing else ():
                table.order("record_agreement", forum=now, package=package(now))
            if agreeing:
                continue  # the last agreement ended the phase
        table.order("advance")


def test_a_ballot_and_a_capitals_approval(table: OneTable, teacher: Page) -> None:
    tokens = {d: table.seat(d) for d in SIX}
    second = table.seat("dprk", "Pak Chol")
    table.order("set_policy", policies={"capital_approval": True})
    table.order("start")
    on_to(table, tokens["rok"], FORUM, agreeing=False)
    lines = table.view(tokens["dprk"])["entities"][f"mandate/{FORUM}"]["red_lines"]
    crossing = {**package(FORUM), lines[0]["issue"]: lines[0]["option"]}
    usa = tokens["usa"]
    made = table.give(usa, "table_proposal", proposal_id="p1", forum=FORUM, package=crossing)
    assert made["accepted"], made

    head, deputy = table.open(tokens["dprk"]), table.open(second)
    card = deputy.get_by_role("article", name="Proposal D-1")
    card.get_by_role("group", name="My ballot").get_by_role("button", name="Against").click()
    card = head.get_by_role("article", name="Proposal D-1")
    expect(card.locator(".cast")).to_contain_text("Pak Chol")
    expect(card.locator(".cast")).to_contain_text("rejects")
    outside = table.view(tokens["rok"])["entities"]
    assert not any(key.startswith(("ballots/", "approval/")) for key in outside)

    card.get_by_role("button", name="Accept anyway…").click()
    dialog = head.get_by_role("dialog")
    expect(dialog).to_contain_text("Your capital is asked first")
    dialog.get_by_role("button", name="Accept anyway").click()
    expect(card.locator(".capital")).to_contain_text("your capital is asked")
    assert "dprk" not in table.view(usa)["entities"]["proposal/p1"]["stances"]
    assert axe(head) == []

    teacher.goto(f"{table.server.url}/facilitate/{table.classroom}/talks/{table.talks}")
    queue = teacher.get_by_role("region", name="Capitals").locator("li", has_text="Delegate dprk")
    expect(queue).to_contain_text("may we accept")
    queue.get_by_role("button", name="Instruct…").click()
    teacher.get_by_label("What it shall do").fill("Ask for the reactor first.")
    teacher.get_by_role("dialog").get_by_role("button", name="Instruct", exact=True).click()
    expect(card.locator(".capital")).to_contain_text("Ask for the reactor first.")
    card.get_by_role("button", name="Accept anyway…").click()
    head.get_by_role("dialog").get_by_role("button", name="Accept anyway").click()
    queue.get_by_role("button", name="Approve").click()
    expect(card).to_contain_text("Accepted")
    assert table.view(usa)["entities"]["proposal/p1"]["stances"]["dprk"]["stance"] == "accept"
    assert axe(teacher) == []

    head.get_by_role("button", name="DPRK team").click()
    head.get_by_role("button", name="Hand over…").click()
    head.get_by_role("dialog").get_by_role("button", name="Hand over").click()
    expect(head.locator(".log")).to_contain_text("handed the head's seat to Pak Chol")
    assert table.view(second)["entities"]["me"]["inner_role"] == "head"


def test_the_plenary_endorses_and_the_joint_statement_is_printed(table: OneTable) -> None:
    tokens = {d: table.seat(d) for d in SIX}
    table.order("start")
    on_to(table, tokens["rok"], "closing-plenary", agreeing=True)
    page = table.open(tokens["japan"])
    energy = page.get_by_role("article", name="Economy and energy")
    energy.get_by_role("button", name="Set aside…").click()
    page.get_by_label("Why you set it aside").fill("The abductees are not mentioned.")
    page.get_by_role("button", name="Set aside", exact=True).click()
    expect(energy.locator(".verdict")).to_have_text("set aside")
    first = page.get_by_role("article", name="Denuclearization")
    first.get_by_role("button", name="Endorse").click()
    for delegation in SIX:
        if delegation != "japan":
            receipt = table.give(tokens[delegation], "endorse", forum=FORUM, stance="endorse")
            assert receipt["accepted"], receipt
    expect(first.locator(".verdict")).to_have_text("endorsed by all")
    assert axe(page) == []
    assert sideways(page) <= 0

    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Joint Statement").first.click()
    document = opened.value
    expect(document.get_by_role("heading", name="Draft Joint Statement")).to_be_visible()
    body, annexes = document.locator(".document").inner_text().split("Annex I", 1)
    assert "Denuclearization" in body
    assert "Economy and energy" not in body
    assert "Japan set it aside: The abductees are not mentioned." in annexes
    assert "What remained in brackets" in annexes
    expect(document.locator(".signatures li")).to_have_count(6)
    expect(document.get_by_role("button", name="Print")).to_be_visible()
    assert document.pdf().startswith(b"%PDF-")
    with document.expect_download() as kept:
        document.get_by_role("link", name="PDF").click()
    assert kept.value.suggested_filename == "joint-statement-table-1.pdf"
    assert axe(document) == []
    document.set_viewport_size({"width": 360, "height": 740})
    assert sideways(document) <= 0
