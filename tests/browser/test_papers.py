"""Obligations and side letters in a real browser, on the lagoon: a step that must come first, a
contested report that is settled as broken, and a letter that the third never sees."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from tests.browser.tables import OneTable, axe, sideways
from tests.live import CHECKOUT, LiveServer

LAGOON = CHECKOUT / "tests" / "storage" / "scenarios"


class Lagoon(OneTable):
    """A table of the small scenario with three delegations and obligations."""

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        wanted = {"scenario": "lagoon", "preset": "day"}
        return super().post(path, body | wanted if path == "/classrooms" else body)

    def promises(self) -> dict[str, Any]:
        """The only promise of a letter, beside what was done about it."""
        answer = requests.get(
            f"{self.server.url}/api/v1/talks/{self.talks}/promises",
            headers={"Authorization": f"Bearer {self.token}"},
            timeout=10,
        )
        [only] = answer.json()["promises"]
        return dict(only)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One server that knows the small scenario as well."""
    folder: Path = tmp_path_factory.mktemp("server")
    running = LiveServer(folder, rounds=str(LAGOON))
    running.start()
    yield running
    running.kill()


@pytest.fixture
def table(server: LiveServer, browser: Browser) -> Iterator[Lagoon]:
    """A new table; its pages must not have complained."""
    made = Lagoon(server, browser)
    yield made
    made.close()
    assert made.errors == []


def begun(table: Lagoon) -> dict[str, str]:
    tokens = {d: table.seat(d) for d in ("north", "south", "isle")}
    table.order("start")
    table.order("advance")
    return tokens


def agreed(table: Lagoon) -> None:
    """Fishing is agreed: the south burns its nets, and then the north counts the fish."""
    package = {"nets": "coarse", "season": "long"}
    table.order("record_agreement", forum="fishing", package=package)


def opened(page: Page, name: str) -> Any:
    page.get_by_role("button", name=name).first.click()
    return page.locator("dialog[open]")


def closed(page: Page) -> None:
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)


def report(page: Page, obligation: str, button: str) -> None:
    entry = page.locator(f"dialog[open] [data-obligation={obligation}]")
    entry.get_by_role("button", name=button).first.click()
    entry.locator("form .acts button").first.click()


def test_a_step_that_must_come_first_and_a_report_that_is_settled_as_broken(
    table: Lagoon,
) -> None:
    tokens = begun(table)
    agreed(table)
    north, south = table.open(tokens["north"]), table.open(tokens["south"], width=360, height=740)
    expect(south.get_by_text("Your delegation owes this by the end of the round:")).to_be_visible()
    ledger = opened(north, "Obligations")
    count = ledger.locator("[data-obligation=count]")
    expect(count).to_contain_text("after: South: Burns its fine nets (not yet kept)")
    report(north, "count", "Report done")
    expect(count.locator(".refused")).to_contain_text("something else must be done first")

    south.get_by_role("button", name="To the ledger").click()
    report(south, "burn", "Report done")
    expect(count).to_contain_text("after: South: Burns its fine nets (kept)")
    report(north, "count", "Report done")
    expect(count).to_contain_text("reported done")
    expect(ledger.locator(".oil tfoot")).to_contain_text("500 t")
    assert (axe(north), axe(south), sideways(south)) == ([], [], 0)
    closed(north)
    closed(south)
    expect(south.locator(".banner.due")).to_have_count(0)

    isle = table.open(tokens["isle"])
    opened(isle, "Obligations")
    entry = isle.locator("dialog[open] [data-obligation=count]")
    entry.get_by_role("button", name="Contest…").click()
    entry.get_by_role("textbox").fill("Nobody was seen counting.")
    entry.get_by_role("button", name="Contest it").click()
    expect(entry).to_contain_text("Isle contests it: Nobody was seen counting.")
    closed(isle)
    expect(north.locator(".fold-latest")).to_contain_text("Isle contests what North reported")

    table.order("settle_obligation", obligation_id="count", status="broken", note="No log.")
    expect(north.locator(".fold-latest")).to_contain_text("North broke: Counts the fish")
    expect(north.locator(".papers .tally")).to_contain_text("1 kept · 1 broken · 0 open")
    ledger = opened(north, "Obligations")
    expect(ledger.locator("[data-obligation=count]")).to_contain_text("Settled by the facilitator")


def test_a_letter_between_two_that_the_third_never_sees(table: Lagoon) -> None:
    tokens = begun(table)
    pages = {d: table.open(token) for d, token in tokens.items()}
    letters = opened(pages["north"], "Side letters")
    letters.get_by_role("button", name="Draft a letter…").click()
    letters.get_by_label("South Shore").check()
    expect(letters.locator(".paper-readers").first).to_contain_text(
        "Only North and South and the facilitator will read it."
    )
    letters.get_by_label("What it says").fill("Between the two shores.")
    letters.get_by_role("button", name="Add a promise").click()
    letters.get_by_label("does what").fill("Backs coarse nets")
    letters.get_by_text("It is support for an option").click()
    for label, value in (("Forum", "fishing"), ("Issue", "nets"), ("Option", "coarse")):
        letters.locator(".support").get_by_label(label).select_option(value)
    assert axe(pages["north"]) == []
    letters.get_by_role("button", name="Send the draft to them").click()
    expect(letters.get_by_text("Nobody has signed yet.")).to_be_visible()
    expect(pages["south"].locator(".fold-latest")).to_contain_text(
        "North drafts a side letter for you"
    )
    for who in ("north", "south"):
        if who == "south":
            letters = opened(pages["south"], "Side letters")
        letters.get_by_role("button", name="Sign…").click()
        asked = pages[who].get_by_role("dialog", name="Sign this letter?")
        asked.get_by_role("button", name="Sign", exact=True).click()
        expect(letters.get_by_text("Signed by")).to_be_visible()
    expect(letters.locator(".letter")).to_contain_text("in force")

    isle = pages["isle"]
    latest = isle.locator(".fold-latest")
    if latest.count() > 0:
        latest.get_by_role("button").first.click()
        expect(latest).not_to_contain_text("letter")
    there = table.view(tokens["isle"])["entities"]
    assert not [key for key in there if key.startswith("letter/") or "~" in key]
    expect(opened(isle, "Side letters").get_by_text("No letters yet.")).to_be_visible()
    closed(isle)

    contrary = {"nets": "fine", "season": "short"}
    receipt = table.give(
        tokens["north"], "table_proposal", proposal_id="p1", forum="fishing", package=contrary
    )
    assert receipt["accepted"]
    sides = table.promises()
    assert (sides["verdict"], sides["deeds"][0]["kind"]) == ("contradicted", "tabled_other")

    letters.get_by_role("button", name="Make public…").click()
    pages["south"].get_by_role("button", name="Make it public").click()
    expect(isle.locator(".fold-latest")).to_contain_text(
        "South makes a side letter of North and South"
    )
    opened(isle, "Side letters")
    expect(isle.get_by_text("Between the two shores.")).to_be_visible()
