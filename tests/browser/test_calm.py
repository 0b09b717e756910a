"""A calm table: nothing moves under the reader, a press acts on what was shown, nobody is moved."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.tables import SIX, OneTable, axe, goes_along, opened, sideways
from tests.live import LiveServer

FORUM = "denuclearization"


@pytest.fixture
def table(server: LiveServer, browser: Browser) -> Iterator[OneTable]:
    made = OneTable(server, browser)
    yield made
    made.close()
    assert made.errors == []


def negotiate(table: OneTable) -> dict[str, str]:
    tokens = {d: table.seat(d) for d in SIX}
    table.order("start")
    table.order("advance")
    return tokens


def mandate(table: OneTable, token: str) -> dict[str, Any]:
    found: dict[str, Any] = table.view(token)["entities"][f"mandate/{FORUM}"]
    return found


def propose(table: OneTable, token: str, name: str, rank: int = 0) -> None:
    """Table the package of the seat's best options, or of those `rank` places after them."""
    issues = mandate(table, token)["issues"]
    ranked = {i: sorted(p["worth"], key=p["worth"].get, reverse=True) for i, p in issues.items()}
    package = {i: options[min(rank, len(options) - 1)] for i, options in ranked.items()}
    given(table, token, "table_proposal", proposal_id=name, forum=FORUM, package=package)


def given(table: OneTable, token: str, name: str, **body: Any) -> None:
    receipt = table.give(token, name, **body)
    assert receipt["accepted"], receipt


def stance(table: OneTable, token: str, name: str, kind: str, reason: str = "") -> None:
    given(table, token, "take_stance", proposal_id=name, stance=kind, reason=reason)


def alone(page: Page) -> Page:
    """The page without the coach of the first table, who has his own tests."""
    page.get_by_role("button", name="Put away for good").click()
    return page


def place(of: Locator) -> tuple[float, float]:
    box = of.bounding_box()
    assert box is not None
    return box["x"], box["y"]


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent"))


@pytest.mark.parametrize("width", [1440, 360])
def test_what_is_opened_stays_where_it_is_whatever_arrives(table: OneTable, width: int) -> None:
    tokens = negotiate(table)
    propose(table, tokens["usa"], "p1")
    propose(table, tokens["china"], "p2")
    page = alone(table.open(tokens["rok"], width=width, height=900))
    card = opened(page.get_by_role("article", name="Proposal D-1"))
    opened(page.get_by_role("article", name="Proposal D-2"))
    button = card.locator(".act-reserve")
    button.scroll_into_view_if_needed()
    button.focus()
    was = place(button)
    propose(table, tokens["japan"], "p3")
    propose(table, tokens["dprk"], "p4")
    propose(table, tokens["russia"], "p5")
    stance(table, tokens["dprk"], "p1", "reject", "Nothing is offered to us in return for it.")
    stance(table, tokens["japan"], "p2", "reject", "It says nothing of the abductees.")
    stance(table, tokens["russia"], "p2", "accept")
    given(table, tokens["china"], "withdraw_proposal", proposal_id="p2")
    expect(page.get_by_role("button", name=re.compile("3 new proposals"))).to_be_visible()
    expect(card.locator(".reasons")).to_contain_text("Nothing is offered")
    expect(page.get_by_role("article", name="Proposal D-2")).to_contain_text("withdrawn")
    assert place(button) == was
    expect(button).to_be_focused()
    order = page.locator(".card .number").all_inner_texts()
    assert order[2:] == ["D-3", "D-4", "D-5"], "what is new joins at the end"
    expect(page.locator(".card .number[aria-expanded=true]")).to_have_count(2)
    assert sideways(page) <= 0

    page.get_by_role("button", name=re.compile("3 new proposals")).click()
    expect(page.get_by_role("article", name="Proposal D-3").locator(".number")).to_be_focused()
    page.get_by_role("button", name=re.compile("Put 1 closed one away")).click()
    expect(page.get_by_text("1 earlier proposal")).to_be_visible()


def test_a_press_acts_on_what_was_shown_or_asks_again(table: OneTable) -> None:
    tokens = negotiate(table)
    propose(table, tokens["rok"], "p1")
    for delegation in ("japan", "china", "russia"):
        stance(table, tokens[delegation], "p1", "accept")
    page = table.open(tokens["usa"])
    card = opened(page.get_by_role("article", name="Proposal D-1"))
    accept = card.locator(".act-accept")
    expect(card.locator(".stake")).to_contain_text("Still to accept: PRK.")
    asked = accept.inner_text().endswith("…")
    box = accept.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    stance(table, tokens["dprk"], "p1", "accept")
    expect(card.locator(".stake")).to_contain_text("If you accept, its silence period begins")
    page.mouse.up()
    if asked:
        page.get_by_role("dialog").get_by_role("button", name="Accept anyway").click()
    again = page.get_by_role("dialog", name="D-1 changed as you pressed")
    expect(again).to_contain_text("Nothing was done yet")
    expect(again).to_contain_text("its silence period begins")
    assert "usa" not in table.view(tokens["rok"])["entities"]["proposal/p1"]["stances"]
    propose(table, tokens["china"], "p2")
    table.order("extend", seconds=60)
    page.wait_for_timeout(300)
    expect(again).to_be_visible()
    again.get_by_role("button", name="Accept").click()
    expect(card.locator(".silence")).to_contain_text("adopted in")


def test_the_dialog_of_a_phase_that_ended_stays_until_it_is_answered(table: OneTable) -> None:
    tokens = negotiate(table)
    propose(table, tokens["rok"], "p1")
    page = table.open(tokens["rok"])
    card = opened(page.get_by_role("article", name="Proposal D-1"))
    card.get_by_role("button", name="Withdraw…").click()
    dialog = page.get_by_role("dialog", name="Withdraw D-1?")
    table.order("advance")
    expect(page.locator(".onward")).to_contain_text("The round has ended")
    expect(dialog).to_contain_text("This forum is not negotiated now.")
    expect(dialog.get_by_role("button", name="Withdraw", exact=True)).to_be_disabled()
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_have_count(0)


def test_adoption_failure_and_a_new_round_move_nobody(table: OneTable) -> None:
    tokens = negotiate(table)
    propose(table, tokens["usa"], "p1")
    page = alone(table.open(tokens["rok"]))
    phone = table.open(tokens["japan"], width=360, height=740)
    field = page.get_by_label("Write a message")
    field.fill("Half a sentence")
    was = place(page.locator(".card .number").first)
    table.order("advance")
    for seen in (page, phone):
        expect(seen.locator(".onward")).to_contain_text("Not agreed: Denuclearization")
        assert sideways(seen) <= 0
        assert axe(seen) == []
    expect(field).to_be_focused()
    expect(field).to_have_value("Half a sentence")
    assert place(page.locator(".card .number").first) == was
    page.locator(".onward button").click()
    expect(page.get_by_role("heading", name="Result of the round")).to_be_visible()
    expect(page.locator(".onward")).to_have_count(0)

    page.locator("#reflection").fill("We were too slow.")
    table.order("advance")
    for seen in (page, phone):
        expect(seen.locator(".onward")).to_contain_text("Round 2 has begun")
    expect(page.locator("#reflection")).to_be_focused()
    goes_along(page)
    expect(page.get_by_role("heading", name="Read your mandate")).to_be_visible()
    table.order("advance")
    expect(page.locator(".builder")).to_be_visible()
    goes_along(phone)
    expect(phone.locator(".builder")).to_be_visible()


def test_an_agreement_is_told_and_waits(table: OneTable) -> None:
    tokens = negotiate(table)
    table.order("set_policy", policies={"early_end": False})
    propose(table, tokens["usa"], "p1")
    page = alone(table.open(tokens["rok"]))
    opened(page.get_by_role("article", name="Proposal D-1"))
    was = place(page.locator(".card .number").first)
    package = table.view(tokens["usa"])["entities"]["proposal/p1"]["package"]
    table.order("record_agreement", forum=FORUM, package=package)
    expect(page.locator(".onward")).to_be_visible()
    assert place(page.locator(".card .number").first) == was
    goes_along(page)
    expect(page.locator(".card.agreement").first).to_be_visible()


def test_names_of_proposals_are_told_apart_everywhere(table: OneTable) -> None:
    tokens = negotiate(table)
    propose(table, tokens["usa"], "p1")
    for _ in range(3):
        table.order("advance")
    issues = table.view(tokens["usa"])["entities"]["mandate/energy"]["issues"]
    package = {i: max(p["worth"], key=p["worth"].get) for i, p in issues.items()}
    page = table.open(tokens["rok"])
    given(table, tokens["usa"], "table_proposal", proposal_id="p2", forum="energy", package=package)
    expect(page.get_by_role("article", name="Proposal E-1")).to_be_visible()
    expect(page.locator(".fold-latest")).to_contain_text("US tables E-1.")
    page.get_by_role("navigation", name="Agenda").get_by_role(
        "button", name="Denuclearization"
    ).click()
    page.get_by_text("1 earlier proposal").click()
    expect(page.get_by_role("article", name="Proposal D-1")).to_be_visible()


def costly(table: OneTable, tokens: dict[str, str]) -> tuple[str, dict[str, str], int]:
    """A delegation, a package that only its red lines' costs put below its walk-away, and those
    costs."""
    for delegation, token in tokens.items():
        own = mandate(table, token)
        issues = own["issues"]
        for options in product(*(p["worth"] for p in issues.values())):
            package = dict(zip(issues, options, strict=True))
            worth = sum(issues[i]["worth"][o] for i, o in package.items())
            cost = sum(line["cost"] for line in own["red_lines"] if crosses(line, package))
            if worth > own["reservation"] > worth - cost:
                return delegation, package, cost
    raise AssertionError("no such package in this forum")


def crosses(line: dict[str, Any], package: dict[str, str]) -> bool:
    unless = line["unless"]
    lifted = unless is not None and package[unless["issue"]] in unless["options"]
    return package[line["issue"]] == line["option"] and not lifted


def test_the_worth_shown_is_what_is_left_after_the_red_lines(table: OneTable) -> None:
    tokens = negotiate(table)
    delegation, package, cost = costly(table, tokens)
    by = next(d for d in SIX if d != delegation)
    given(table, tokens[by], "table_proposal", proposal_id="p1", forum=FORUM, package=package)
    proposal = table.view(tokens[delegation])["entities"]["proposal/p1"]
    assert proposal["cost"] == cost
    page = table.open(tokens[delegation])
    card = opened(page.get_by_role("article", name="Proposal D-1"))
    left = f"{(proposal['worth'] - cost) / 100:g}"
    expect(card.locator(".worth b")).to_contain_text(left)
    expect(card.locator(".worth")).to_have_class(re.compile("down"))
    expect(card.locator(".stake .down")).to_contain_text("below walk-away, after")
    expect(card.locator(".act-accept")).not_to_have_class(re.compile("primary"))


def test_the_middle_is_the_proposals_and_the_rest_is_one_line_each(table: OneTable) -> None:
    tokens = negotiate(table)
    propose(table, tokens["usa"], "p1")
    page = table.open(tokens["rok"])
    lines = page.locator(".in-lines > li")
    expect(lines).to_have_count(6)
    assert all(height < 34 for height in lines.evaluate_all("a => a.map(x => x.offsetHeight)"))
    lines.first.locator("summary").click()
    expect(lines.first.locator(".bracket").first).to_be_visible()
    for name in ("news", "score"):
        fold = page.locator(f".fold-{name}")
        height = fold.evaluate("e => e.offsetHeight")
        assert height < 50
        fold.locator("button").first.click()
        assert fold.evaluate("e => e.offsetHeight") > height
    footer = page.locator(".card > footer")
    assert footer.evaluate("e => getComputedStyle(e).position") == "static", "it covers nothing"
    assert axe(page) == []


@pytest.mark.parametrize("width", [1440, 1024, 360])
def test_the_builder_is_within_ten_tabs(table: OneTable, width: int) -> None:
    page = table.open(negotiate(table)["rok"], width=width)
    for _ in range(10):
        page.keyboard.press("Tab")
        if "Build a package" in focused(page):
            break
    assert "Build a package" in focused(page)
    page.keyboard.press("Enter")
    expect(page.locator(".builder .toggle")).to_be_focused()


def test_focus_goes_where_work_goes_on(table: OneTable) -> None:
    tokens = negotiate(table)
    propose(table, tokens["usa"], "p1")
    page = table.open(tokens["rok"])
    card = opened(page.get_by_role("article", name="Proposal D-1"))
    card.locator(".act-reject").click()
    card.locator(".reason textarea").fill("Not yet.")
    card.locator(".reason .primary").click()
    expect(card.locator(".act-reject")).to_be_focused()
    card.locator(".act-amend").click()
    expect(page.locator(".builder .toggle, .builder select").first).to_be_visible()
    page.get_by_role("button", name="My best").click()
    page.locator(".sending button").click()
    page.wait_for_timeout(200)
    sure = page.locator("dialog[open] footer .danger")
    if sure.count():
        sure.click()
    expect(page.get_by_role("article", name="Proposal D-2").locator(".number")).to_be_focused()
    page.get_by_label("Write a message").fill("Look at it, please.")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_label("Write a message")).to_be_focused()


def test_ready_says_what_it_ends_and_can_be_taken_back(table: OneTable) -> None:
    tokens = negotiate(table)
    propose(table, tokens["usa"], "p1")
    propose(table, tokens["china"], "p2")
    rok, japan = table.open(tokens["rok"]), table.open(tokens["japan"], width=360, height=740)
    rok.locator("#ready").click()
    asked = rok.get_by_role("dialog", name="Ready to end the negotiation?")
    expect(asked).to_contain_text("2 proposals on the table lapse when it ends.")
    expect(asked).to_contain_text(re.compile(r"1[89]:\d\d left"))
    expect(asked).to_contain_text("Still missing: Japan")
    asked.get_by_role("button", name="Cancel").click()
    assert not table.view(tokens["usa"])["entities"]["delegation/rok"]["ready"]
    rok.locator("#ready").click()
    asked.get_by_role("button", name="Ready").click()
    expect(rok.locator("#ready")).to_have_attribute("aria-pressed", "true")
    rok.locator("#ready").click()
    expect(rok.locator("#ready")).to_have_attribute("aria-pressed", "false")
    rok.locator("#ready").click()
    asked.get_by_role("button", name="Ready").click()

    japan.locator("#ready").click()
    last = japan.get_by_role("dialog", name="Ready to end the negotiation?")
    expect(last).to_contain_text("Nobody else is missing: it ends at once.")
    assert axe(japan) == []
    last.get_by_role("button", name="Ready").click()
    for page in (rok, japan):
        expect(page.get_by_role("heading", name="Result of the round")).to_be_visible()


def test_going_back_puts_the_proposals_on_the_table_again(table: OneTable) -> None:
    tokens = negotiate(table)
    propose(table, tokens["usa"], "p1")
    page = table.open(tokens["rok"])
    card = opened(page.get_by_role("article", name="Proposal D-1"))
    table.order("advance")
    expect(card).to_contain_text("lapsed")
    table.order("step_back")
    expect(page.locator(".onward")).to_have_count(0)
    expect(card.locator(".act-accept")).to_be_visible()


def test_what_is_pressed_without_a_line_waits_and_can_be_taken_back(table: OneTable) -> None:
    tokens = negotiate(table)
    propose(table, tokens["rok"], "p1")
    propose(table, tokens["usa"], "p2")
    page = table.open(tokens["rok"])
    first = opened(page.get_by_role("article", name="Proposal D-1"))
    second = opened(page.get_by_role("article", name="Proposal D-2"))
    page.wait_for_timeout(3500)  # what is fetched later is there
    table.server.kill()
    expect(page.get_by_text("Reconnecting …")).to_be_visible(timeout=15_000)
    for card in (first, second):
        card.locator(".act-reserve").click()
        expect(card.locator(".unsent")).to_contain_text("Waiting to send")
    second.get_by_role("button", name="Take back").click()
    expect(second.locator(".unsent")).to_have_count(0)
    page.get_by_label("Write a message").fill("Not after all")
    page.keyboard.press("Enter")
    page.locator(".composer").get_by_role("button", name="Take back").click()
    expect(page.get_by_label("Write a message")).to_have_value("Not after all")
    table.server.start()
    expect(first.locator(".act-reserve")).to_have_attribute("aria-pressed", "true", timeout=20_000)
    seen = table.view(tokens["usa"])["entities"]
    assert seen["proposal/p1"]["stances"]["rok"]["stance"] == "reserve"
    assert "rok" not in seen["proposal/p2"]["stances"]
    assert not [key for key in seen if key.startswith("message/")]


def test_the_seat_comes_back_when_the_second_tab_is_closed(table: OneTable) -> None:
    first = table.open(negotiate(table)["russia"])
    second = first.context.new_page()
    table.visit(second)
    expect(first.get_by_text("open in another tab")).to_be_visible()
    second.reload()
    second.wait_for_selector(".bar")
    first.wait_for_timeout(2500)
    expect(first.get_by_text("open in another tab")).to_be_visible()
    second.close(run_before_unload=True)
    expect(first.locator(".bar .line")).to_have_text("connected")
