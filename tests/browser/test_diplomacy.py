"""Action for action, played at the six-party table: news that changes a mandate, a tranche that
waits for its step, a promise broken, a letter a third never sees, and the Statement on paper."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from server.storage.scenarios.loader import catalogue, default_folders
from tests.browser.tables import SIX, OneTable
from tests.live import LiveServer

DISABLED = {"facilities": "disable_full", "declaration": "complete"}
FIVE_PAY = {"volume": "mt1", "tempo": "per_step", "burden": "five_equal"}


@pytest.fixture
def table(server: LiveServer, browser: Browser) -> Iterator[OneTable]:
    made = OneTable(server, browser, preset="75min")
    yield made
    made.close()
    assert made.errors == []


def package(forum: str, chosen: dict[str, str]) -> dict[str, str]:
    issues = catalogue(default_folders())["six-party"].forums[forum].issues  # type: ignore[index]  # an id
    recorded = {i.id: next((o.id for o in i.options if o.record), i.options[0].id) for i in issues}
    return recorded | chosen


def on_to(table: OneTable, forum: str, token: str) -> None:
    def now() -> Any:
        return table.view(token)["entities"]["talks"]

    while forum not in now()["forums_now"] or now()["phase"] != "negotiation":
        table.order("advance")


def ledger(page: Page) -> Any:
    page.get_by_role("button", name="Obligations").first.click()
    return page.locator("dialog[open]")


def reports(page: Page, obligation: str, button: str) -> Any:
    entry = page.locator(f"dialog[open] [data-obligation={obligation}]")
    entry.get_by_role("button", name=button).first.click()
    entry.locator("form .acts button").first.click()
    return entry


def test_action_for_action_from_the_first_news_to_the_printed_statement(table: OneTable) -> None:
    tokens = {d: table.seat(d, f"Head of {d}") for d in SIX}
    table.order("start")
    on_to(table, "denuclearization", tokens["rok"])
    pages = {d: table.open(tokens[d]) for d in ("usa", "dprk", "russia")}

    # An event changes what two delegations want, and each reads why in its own mandate.
    table.order("inject", inject="nuclear-test")
    for who, change in (("dprk", "Walk-away"), ("usa", "Weight")):
        page = pages[who]
        expect(page.locator(".banner.news")).to_contain_text("test", ignore_case=True)
        expect(page.locator(".mandate .changed-mark").first).to_be_visible()
        page.locator(".changes summary").click()
        expect(page.locator(".changes .causes")).to_contain_text(change, ignore_case=True)

    # A letter between two; the third's view, and page, hold nothing of it.
    letter = {
        "letter_id": "quiet",
        "with": ["dprk"],
        "text": "Between Seoul and Pyongyang: rice first.",
        "obligations": [{"by": "rok", "what": "Ships rice before the oil", "due_round": 3}],
    }
    assert table.give(tokens["rok"], "draft_side_letter", **letter)["accepted"]
    pages["dprk"].get_by_role("button", name="Side letters").first.click()
    pages["dprk"].get_by_role("button", name="Sign…").click()
    asked = pages["dprk"].get_by_role("dialog", name="Sign this letter?")
    asked.get_by_role("button", name="Sign", exact=True).click()
    expect(pages["dprk"].locator("dialog[open] .letter")).to_contain_text("rice first")
    quiet = next(
        key.removeprefix("letter/")
        for key in table.view(tokens["rok"])["entities"]
        if key.startswith("letter/")
    )
    assert table.give(tokens["rok"], "sign_side_letter", letter_id=quiet)["accepted"]
    expect(pages["dprk"].locator("dialog[open] .letter")).to_contain_text("in force")
    pages["dprk"].keyboard.press("Escape")
    third = pages["russia"]
    assert not [k for k in table.view(tokens["russia"])["entities"] if "quiet" in k]
    third.get_by_role("button", name="Side letters").first.click()
    expect(third.get_by_text("No letters yet.")).to_be_visible()
    assert "rice" not in third.content()
    third.keyboard.press("Escape")

    # Two agreements bring obligations that wait for each other.
    steps = package("denuclearization", DISABLED)
    table.order("record_agreement", forum="denuclearization", package=steps)
    on_to(table, "energy", tokens["rok"])
    table.order("record_agreement", forum="energy", package=package("energy", FIVE_PAY))
    ledger(pages["usa"])
    entry = reports(pages["usa"], "oil-usa-1-step", "Report done")
    expect(entry.locator(".refused")).to_contain_text("something else must be done first")
    ledger(pages["dprk"])
    reports(pages["dprk"], "shut-down", "Report done")
    entry = reports(pages["dprk"], "disable-eight", "Report done")
    expect(entry).to_contain_text("reported done")
    reports(pages["usa"], "oil-usa-1-step", "Report done")
    tranche = pages["usa"].locator("dialog[open] [data-obligation=oil-usa-1-step]")
    expect(tranche).to_contain_text("reported done")
    expect(pages["usa"].locator("dialog[open] .oil")).to_contain_text("1,000,000")

    # One is broken, everybody sees it, and mistrust has moved.
    before = table.view(tokens["russia"])["entities"]["track/mistrust"]["value"]
    reports(pages["dprk"], "declare", "Refuse")
    ledger(third)
    refused = third.locator("dialog[open] [data-obligation=declare]")
    expect(refused).to_contain_text("refused")
    assert table.view(tokens["russia"])["entities"]["track/mistrust"]["value"] > before

    table.order("conclude")
    paper = pages["usa"].context.new_page()
    paper.goto(f"{table.server.url}/talks/{table.talks}/statement")
    expect(paper.get_by_role("heading", level=1)).to_have_text("Joint Statement")
    document = paper.locator(".document")
    expect(document).to_contain_text("shall each bear one fifth")
    expect(document).to_contain_text(
        re.compile(r"Delivers 37,500 t in the second tranche.*reported done")
    )
    expect(document).to_contain_text("refused")
    assert "rice" not in paper.content()
    assert paper.pdf(print_background=True)[:5] == b"%PDF-"
