"""Reading the others in the browser: on a phone by buttons, on a laptop by keyboard, alone, and on
everybody's screen only as a whole; and cards that turn by their date."""

import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from tests.browser.facilitators import Desk
from tests.browser.tables import SIX, OneTable, Theme, axe, sideways
from tests.browser.test_alone import sit_down
from tests.browser.test_debrief import FORUM, Ended
from tests.live import LiveServer


@pytest.fixture
def table(server: LiveServer, browser: Browser) -> Iterator[Ended]:
    """Everybody sat there, the ROK made a proposal, and that was all."""
    made = Ended(server, browser)
    seats = {d: made.seat(d) for d in SIX}
    made.order("start")
    made.order("advance")
    issues = made.view(seats["rok"])["entities"][f"forum/{FORUM}"]["issues"]
    package = {issue["id"]: issue["options"][0]["id"] for issue in issues}
    told = {"proposal_id": uuid.uuid4().hex, "forum": FORUM, "package": package}
    assert made.give(seats["rok"], "table_proposal", **told)["accepted"]
    made.order("conclude")
    made.rok, made.seats = seats["rok"], seats
    yield made
    made.close()
    assert made.errors == []


def opened(
    table: Ended, delegation: str = "rok", width: int = 1440, theme: Theme = "light"
) -> Page:
    context = table.browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=theme, reduced_motion="reduce"
    )
    table.contexts.append(context)
    token = table.seats[delegation]
    context.add_cookies([{"name": f"seat_{table.talks}", "value": token, "url": table.server.url}])
    page = context.new_page()
    page.set_default_timeout(8000)
    page.on("pageerror", lambda error: table.errors.append(str(error)))
    page.goto(f"{table.server.url}/debrief/{table.talks}")
    page.wait_for_selector(".debrief section")
    return page


def guess_of(table: Ended, delegation: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = table.view(table.seats[delegation])["entities"]["reading"][
        "guesses"
    ]
    return found


@pytest.mark.parametrize(("width", "theme"), [(360, "dark"), (1440, "light")])
def test_a_delegate_ranks_the_issues_and_sees_how_close_it_was(
    table: Ended, width: int, theme: Theme
) -> None:
    page = opened(table, "rok", width, theme)
    ranked = page.locator(".ranked")
    expect(ranked).to_have_count(2)
    assert sideways(page) <= 0
    assert axe(page) == []
    first = ranked.first.locator("li").first.locator("span").first.inner_text()
    down = ranked.first.get_by_role("button", name=f"{first}: down")
    down.focus()
    page.keyboard.press("Enter")
    expect(ranked.first.locator("li").nth(1)).to_contain_text(first)
    expect(down).to_be_focused()
    page.get_by_role("button", name="Send what I think").click()
    page.get_by_text("Sent. How close you were shows").wait_for()
    assert len(guess_of(table, "rok")) == 2
    table.order("reveal", stage="mandates")
    page.get_by_role("heading", name="How well you read the others").wait_for()
    rows = page.locator(".reading table").first.locator("tbody tr")
    assert rows.count() == ranked_issues(table)
    assert page.locator(".reading").inner_text().count("%") == 0
    assert sideways(page) <= 0
    assert axe(page) == []


def ranked_issues(table: Ended) -> int:
    return len(table.view(table.rok)["entities"][f"forum/{FORUM}"]["issues"])


def test_the_class_sees_who_was_misread_and_of_nobody_what_they_thought(table: Ended) -> None:
    entities = table.view(table.rok)["entities"]
    order = [issue["id"] for issue in entities[f"forum/{FORUM}"]["issues"]]
    for delegation in SIX:
        asked = table.view(table.seats[delegation])["entities"]["reading"]["asked"]
        told = [{"delegation": d, "forum": FORUM, "order": order} for d in asked]
        assert table.give(table.seats[delegation], "read_others", guesses=told)["accepted"]
    context = table.browser.new_context(viewport={"width": 1920, "height": 1080})
    table.contexts.append(context)
    screen = context.new_page()
    screen.goto(f"{table.server.url}/screen/{table.projector}/debrief/{table.talks}")
    screen.wait_for_selector(".debrief.projected")
    assert screen.locator("#misread").count() == 0
    table.order("reveal", stage="mandates")
    screen.wait_for_selector("#misread")
    told_rows = screen.locator("section:has(> #misread) tbody tr")
    expect(told_rows).to_have_count(6)
    expect(told_rows.first).to_contain_text("2 delegates")
    assert sideways(screen) <= 0
    assert axe(screen) == []


def test_one_who_plays_alone_may_skip_it_and_then_everything_opens(
    server: LiveServer, browser: Browser
) -> None:
    page = browser.new_context().new_page()
    page.set_default_timeout(8000)
    sit_down(page, server)
    talks = page.url.rsplit("/", 1)[-1].split("?")[0]
    bearer = {"Authorization": f"Bearer {OneTable(server, browser).token}"}
    for n, name in enumerate(("advance", "conclude")):
        sent = {"id": f"{talks}{n}", "name": name, "body": {}}
        answer = requests.post(
            f"{server.url}/api/v1/talks/{talks}/commands", json=sent, headers=bearer, timeout=10
        )
        assert answer.json()["accepted"], answer.text
    page.goto(f"{server.url}/debrief/{talks}")
    page.get_by_role("heading", name="Reading the others").wait_for()
    assert page.locator(".deck").count() == 0, "nobody turns cards here"
    page.get_by_role("button", name="Skip").click()
    page.locator("[id^='picture-packages']").first.wait_for()
    page.context.close()


def test_a_card_turns_by_its_date_and_the_date_is_taken_back(
    server: LiveServer, browser: Browser, table: Ended, state: object
) -> None:
    context = browser.new_context(
        storage_state=str(state), timezone_id="Asia/Seoul", locale="en-GB"
    )
    table.contexts.append(context)
    page = context.new_page()
    page.set_default_timeout(8000)
    page.goto(f"{server.url}/debrief/{table.talks}?desk=1")
    card = page.locator(".deck li", has_text="Scores")
    card.get_by_role("button", name="by a date").click()
    card.locator("input").fill("2020-01-01T10:00")
    card.get_by_role("button", name="Set the date").click()
    card.get_by_text("That time has passed.").wait_for()
    later = time.strftime("%Y-%m-%dT09:30", time.gmtime(time.time() + 9 * 86_400))
    card.locator("input").fill(later)
    card.get_by_role("button", name="Set the date").click()
    moment = card.locator("time")
    moment.wait_for()
    assert moment.get_attribute("datetime") == later.replace("T09:30", "T00:30:00.000Z")
    student = opened(table, "usa")
    student.locator(".deck time").wait_for()
    card.get_by_role("button", name="Take back the date").click()
    expect(student.locator(".deck time")).to_have_count(0)
    soon = int(time.time() * 1000) + 1500
    table.order("plan_reveal", stage="scores", at=soon)
    student.locator(".deck .open", has_text="Scores").wait_for()
    assert time.time() * 1000 >= soon
    assert axe(page) == []


def test_a_class_over_days_gives_its_cards_dates_before_the_end(
    server: LiveServer, browser: Browser, state: Path
) -> None:
    table = OneTable(server, browser, preset="async")
    table.order("start")
    desk = Desk(table, state)
    page = desk.desk()
    page.get_by_text("Cards of the debrief by date").click()
    page.get_by_role("button", name="Turn “Mandates” by a date").click()
    page.get_by_role("button", name="Set the date").click()
    page.locator(".cards-to-turn time").wait_for()
    assert axe(page) == []
    assert list(table.view(table.token)["entities"]["talks"]["planned"]) == ["mandates"]
    desk.context.close()
    table.close()
