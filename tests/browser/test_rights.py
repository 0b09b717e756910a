"""In real browsers: an assistant's bounds, a link that is taken back while it is open, a password
that is changed elsewhere. No finding of axe-core on the pages of it all, no sideways scrolling."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.facilitators import PASSWORD, Desk
from tests.browser.tables import OneTable, Theme, axe, sideways
from tests.live import LiveServer

OTHER = "another long password"


@pytest.fixture
def table(server: LiveServer, browser: Browser) -> Iterator[OneTable]:
    made = OneTable(server, browser, tables=2)
    yield made
    made.close()
    assert made.errors == []


class Rights:
    """The facilitator's pages of links and assistants."""

    def __init__(self, table: OneTable, state: Path) -> None:
        self.table = table
        self.desk = Desk(table, state)
        self.page = self.desk.context.new_page()

    def link(self, sees: str, label: str, *tables: int, delegation: str = "") -> str:
        """Make a link for an observer; its address."""
        self.page.goto(f"{self.desk.base}/observers")
        self.page.fill("#label", label)
        self.page.check(f"input[name=sees][value={sees}]")
        for number in tables:
            self.page.get_by_label(f"Table {number}").check()
        if delegation:
            self.page.select_option("#delegation", delegation)
        self.page.get_by_role("button", name="Make the link").click()
        return self.page.locator("#observer-link").inner_text()

    def assistant(self, name: str, table: int) -> str:
        """Make an account; its set-up link."""
        self.page.goto(f"{self.desk.base}/assistants")
        new = self.page.locator("form:has(#name)")
        new.locator("#name").fill(name)
        new.get_by_label(f"Table {table}").check()
        new.get_by_role("button", name="Make the account").click()
        return self.page.locator("#setup-link").inner_text()

    def close(self) -> None:
        """Close the pages."""
        self.desk.context.close()


@pytest.fixture
def rights(table: OneTable, state: Path) -> Iterator[Rights]:
    made = Rights(table, state)
    yield made
    made.close()


def visit(table: OneTable, address: str, width: int = 1280, theme: Theme = "light") -> Page:
    """A new browser at the address."""
    context = table.browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=theme, reduced_motion="reduce"
    )
    table.contexts.append(context)
    page = context.new_page()
    page.set_default_timeout(8000)
    page.goto(address)
    return page


def test_an_assistant_runs_one_table_and_reaches_nothing_else(
    table: OneTable, rights: Rights
) -> None:
    one, two = table.all_talks
    setup = rights.assistant("Min-ji Kim", 1)
    helper = visit(table, setup)
    for field in helper.locator("input[type=password]").all():
        field.fill(PASSWORD)
    helper.locator("main form button").first.click()
    helper.wait_for_selector(".wc")
    expect(helper.locator(".wc")).to_have_count(1)
    expect(helper.locator(".wc")).to_contain_text("Table 1")
    assert helper.get_by_role("link", name=re.compile("Settings|People|Projector")).count() == 0
    helper.get_by_role("button", name="Start", exact=True).first.click()
    helper.get_by_role("button", name="Start all the same").click()
    expect(helper.locator(".wc")).to_contain_text("Briefing")
    for path in (f"/talks/{two}", "/settings", "/people", "/observers", "/assistants"):
        answer = helper.goto(rights.desk.base + path)
        assert answer is not None
        assert answer.status == 404, path
    answer = helper.goto(f"{table.server.url}/facilitate/new")
    assert answer is not None
    assert answer.status == 404
    helper.goto(f"{rights.desk.base}/talks/{one}")
    helper.wait_for_selector(".desk")
    refused = helper.evaluate(
        """async (talks) => {
            const boot = JSON.parse(document.getElementById("boot").textContent);
            const answer = await fetch(`/api/v1/talks/${talks}/commands`, {
                method: "POST",
                headers: {"Content-Type": "application/json", "X-CSRFToken": boot.csrf},
                body: JSON.stringify({id: "x1", name: "start", body: {}}),
            });
            return [answer.status, (await answer.json()).error.code];
        }""",
        two,
    )
    assert refused == [404, "not_found"]
    rights.page.goto(f"{rights.desk.base}/assistants")
    rights.page.get_by_role("button", name=re.compile("Take the account back")).click()
    expect(helper.get_by_role("alert")).to_contain_text("You are not signed in here any more")
    assert helper.locator(".desk").count() == 0
    helper.get_by_role("link", name="Sign in again").click()
    helper.wait_for_url("**/facilitate/sign-in**")


def test_a_link_that_is_taken_back_goes_dark_where_it_is_open(
    table: OneTable, rights: Rights
) -> None:
    seat = table.open(table.seat("rok"))
    link = rights.link("delegation", "Coach Lee", 1, delegation="rok")
    guest = visit(table, link)
    expect(guest.locator(".watching-frame")).to_contain_text("through the eyes of ROK")
    expect(seat.locator(".looking-on")).to_contain_text("Coach Lee")
    assert guest.locator("textarea").count() == 0
    rights.page.goto(f"{rights.desk.base}/observers")
    rights.page.get_by_role("button", name="Take back Coach Lee").click()
    expect(guest.get_by_role("alert")).to_contain_text("does not open the table any more")
    expect(seat.locator(".looking-on")).to_have_count(0)
    answer = guest.goto(link)
    assert answer is not None
    assert answer.status == 404


def test_an_observer_goes_from_table_to_table(table: OneTable, rights: Rights) -> None:
    guest = visit(table, rights.link("everything", "Visiting teacher", 1, 2))
    guest.wait_for_selector(".desk")
    expect(guest.locator(".watching-frame")).to_contain_text("table 1, with all its secrets")
    guest.locator(".watching-frame").get_by_role("link", name="Table 2").click()
    expect(guest.locator(".watching-frame")).to_contain_text("table 2, with all its secrets")
    names = guest.get_by_role("button").all_inner_texts()
    assert not {"Start", "Pause", "End", "Broadcast…"} & {*names}


def test_a_changed_password_ends_the_other_browsers(table: OneTable, rights: Rights) -> None:
    link = rights.assistant("Jun", 2)
    first = visit(table, link)
    for field in first.locator("input[type=password]").all():
        field.fill(PASSWORD)
    first.locator("main form button").first.click()
    first.wait_for_selector(".wc")
    second = visit(table, f"{table.server.url}/facilitate/sign-in")
    second.fill("#name", "jun")
    second.fill("#password", PASSWORD)
    second.get_by_role("button", name="Sign in").click()
    second.wait_for_selector(".wc")
    second.goto(f"{table.server.url}/account")
    expect(second.locator(".link-list li")).to_have_count(2)
    for name, value in (("old", PASSWORD), ("password", OTHER), ("again", OTHER)):
        second.fill(f"#{name}", value)
    second.get_by_role("button", name="Change it").click()
    expect(second.get_by_role("status")).to_contain_text("The password is changed")
    expect(second.locator(".link-list li")).to_have_count(1)
    expect(first.get_by_role("alert")).to_contain_text("You are not signed in here any more")


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (360, "dark")])
def test_the_pages_can_be_used_by_everybody(
    table: OneTable, rights: Rights, width: int, theme: Theme, state: Path
) -> None:
    table.order("start")
    links = {
        "public": rights.link("public", "Visitors"),
        "delegation": rights.link("delegation", "Coach", 1, delegation="rok"),
        "everything": rights.link("everything", "Teacher", 1, 2),
    }
    setup = rights.assistant(f"Helper {width}", 1)
    context = table.browser.new_context(
        storage_state=state, viewport={"width": width, "height": 800}, color_scheme=theme
    )
    table.contexts.append(context)
    page = context.new_page()
    base = rights.desk.base
    todo = {
        **links,
        "observers": f"{base}/observers",
        "assistants": f"{base}/assistants",
        "account": f"{table.server.url}/account",
        "setup": setup,
    }
    found = []
    for name, address in todo.items():
        page.goto(address)
        if name in links:
            page.wait_for_selector(".watching h1")
            page.wait_for_timeout(300)
        found += [f"{name}: {finding}" for finding in axe(page)]
        if (wide := sideways(page)) > 0:
            found.append(f"{name}: {wide} pixels too wide")
    assert found == [], "\n".join(found)
