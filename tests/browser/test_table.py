"""A delegate's table in a real browser: play, drafts, reconnection, keyboard, widths, access."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.tables import SIX, OneTable, axe, goes_along, sideways
from tests.live import LiveServer


@pytest.fixture
def table(server: LiveServer, browser: Browser) -> Iterator[OneTable]:
    """A new table; its pages must not have complained."""
    made = OneTable(server, browser)
    yield made
    made.close()
    assert made.errors == []


def negotiate(table: OneTable) -> dict[str, str]:
    """Seat all six and begin to negotiate; the seats' tokens."""
    tokens = {d: table.seat(d) for d in SIX}
    table.order("start")
    table.order("advance")
    return tokens


def options(table: OneTable, token: str, forum: str) -> dict[str, list[str]]:
    """Issue -> options, the seat's best first."""
    issues = table.view(token)["entities"][f"mandate/{forum}"]["issues"]
    worth: dict[str, dict[str, int]] = {issue: p["worth"] for issue, p in issues.items()}
    return {issue: sorted(of, key=of.__getitem__, reverse=True) for issue, of in worth.items()}


def propose(table: OneTable, token: str, rank: int, proposal_id: str) -> None:
    """Table the seat's best package (rank 0) or its worst (rank -1)."""
    forum = table.view(token)["entities"]["talks"]["forums_now"][0]
    package = {issue: best[rank] for issue, best in options(table, token, forum).items()}
    receipt = table.give(
        token, "table_proposal", proposal_id=proposal_id, forum=forum, package=package, note=""
    )
    assert receipt["accepted"], receipt


def confirm(page: Page) -> None:
    """Say yes where the page asks again."""
    yes = page.locator("dialog[open] footer .danger")
    page.wait_for_timeout(120)
    if yes.count():
        yes.click()


def test_two_delegations_build_amend_talk_and_agree(table: OneTable) -> None:
    tokens = {d: table.seat(d) for d in SIX}
    rok, usa = table.open(tokens["rok"]), table.open(tokens["usa"])
    expect(rok.get_by_text("The delegations gather")).to_be_visible()
    table.order("start")
    expect(rok.get_by_role("heading", name="Read your mandate")).to_be_visible()
    table.order("advance")

    rok.get_by_role("button", name="Build a package").click()
    rok.get_by_role("button", name="My best").click()
    rok.get_by_role("button", name="Table this package").click()
    first = usa.get_by_role("article", name="Proposal D-1")
    expect(first).to_be_visible()
    expect(first.locator(".worth")).to_contain_text("walk-away")

    first.get_by_role("button", name="Amend…").click()
    row = usa.locator(".builder .row").first
    chosen = row.locator("select").input_value()
    other = next(
        o
        for o in row.locator("option").evaluate_all("os => os.map(o => o.value)")
        if o not in ("", chosen)
    )
    row.locator("select").select_option(other)
    usa.locator(".sending button").click()
    confirm(usa)
    amendment = rok.get_by_role("article", name="Proposal D-2")
    expect(amendment).to_contain_text("amends D-1 in 1 place")

    rok.get_by_label("Write a message").fill("Good morning <b>all</b>")
    rok.keyboard.press("Enter")
    expect(usa.locator(".message .words")).to_have_text("Good morning <b>all</b>")

    for delegation in ("japan", "china", "russia", "dprk"):
        proposals = table.view(tokens[delegation])["entities"]
        [one] = [p for k, p in proposals.items() if k.startswith("proposal/") and p["number"] == 1]
        receipt = table.give(
            tokens[delegation], "take_stance", proposal_id=one["id"], stance="accept", reason=""
        )
        assert receipt["accepted"], receipt
    first.locator(".acts").get_by_role("button", name="Accept").click()
    confirm(usa)
    expect(rok.locator(".card .silence")).to_contain_text("Silence period")
    expect(rok.locator(".room figcaption")).to_contain_text("silence")
    usa.locator(".act-break").click()
    usa.locator(".reason textarea").fill("One word is missing.")
    usa.locator(".reason").get_by_role("button", name="Break silence").click()
    expect(rok.locator(".card .silence")).to_have_count(0)
    first.locator(".acts").get_by_role("button", name="Accept").click()
    confirm(usa)
    expect(rok.locator(".card.agreement")).to_be_visible(timeout=30_000)
    rok.locator(".fold-score button").first.click()
    own = table.view(tokens["rok"])["entities"]["scoreboard"]["mine"]["total"]
    expect(rok.locator(".scoreboard .marks")).to_contain_text(f"{own / 100:g}")


def test_a_bad_package_is_never_the_primary_act_and_is_asked_about(table: OneTable) -> None:
    tokens = negotiate(table)
    propose(table, tokens["usa"], 0, "p-usa")
    worst = table.view(tokens["dprk"])["entities"]["proposal/p-usa"]["worth"]
    reservation = table.view(tokens["dprk"])["entities"]["mandate/denuclearization"]["reservation"]
    assert worst < reservation, "the scenario's first forum is a conflict"
    page = table.open(tokens["dprk"])
    card = page.get_by_role("article", name="Proposal D-1")
    expect(card.locator(".acts .primary")).to_have_text("Amend…")
    card.get_by_role("button", name="Accept anyway…").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("below walk-away")
    expect(dialog.get_by_role("button", name="Cancel")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert "dprk" not in table.view(tokens["dprk"])["entities"]["proposal/p-usa"]["stances"]


def test_a_caucus_is_seen_by_its_members_only_and_the_page_names_its_readers(
    table: OneTable,
) -> None:
    tokens = negotiate(table)
    rok, usa, japan = (table.open(tokens[d]) for d in ("rok", "usa", "japan"))
    rok.get_by_role("button", name="New caucus").click()
    rok.get_by_role("checkbox", name="United States").check()
    rok.get_by_role("button", name="Open the caucus").click()
    expect(rok.locator(".readers")).to_contain_text("US and ROK and the facilitator can read this")
    rok.get_by_label("Write a message").fill("Between us")
    rok.keyboard.press("Enter")
    unread = usa.locator(".channels button", has_text="ROK").locator(".count")
    expect(unread).to_contain_text("1 unread")
    usa.locator(".channels button", has_text="ROK").first.click()
    expect(japan.locator(".channels button")).to_have_count(3)
    assert "Between us" not in japan.content()


def test_drafts_survive_a_refresh(table: OneTable) -> None:
    tokens = negotiate(table)
    page = table.open(tokens["china"])
    page.get_by_label("Write a message").fill("Half a thought")
    page.get_by_role("button", name="Build a package").click()
    page.locator(".builder select").first.select_option(index=1)
    chosen = page.locator(".builder select").first.input_value()
    page.reload()
    expect(page.get_by_label("Write a message")).to_have_value("Half a thought")
    page.locator(".builder .toggle").click()
    expect(page.locator(".builder select").first).to_have_value(chosen)


def test_what_is_sent_while_the_line_is_down_arrives_once(table: OneTable) -> None:
    tokens = negotiate(table)
    page = table.open(tokens["china"])
    page.wait_for_selector(".coach")
    page.wait_for_timeout(3500)  # what is fetched later is there
    table.server.kill()
    expect(page.get_by_text("Reconnecting …")).to_be_visible(timeout=15_000)
    page.get_by_label("Write a message").fill("Sent in the dark")
    page.keyboard.press("Enter")
    table.server.start()
    expect(page.locator(".message .words")).to_have_text(["Sent in the dark"], timeout=20_000)
    expect(page.locator(".banner.warn")).to_have_count(0)
    said = [k for k in table.view(tokens["usa"])["entities"] if k.startswith("message/")]
    assert len(said) == 1


def test_the_newest_tab_wins_and_the_other_can_take_the_seat_back(table: OneTable) -> None:
    tokens = negotiate(table)
    first = table.open(tokens["russia"])
    second = first.context.new_page()
    table.visit(second)
    expect(first.get_by_text("open in another tab")).to_be_visible()
    first.get_by_role("button", name="Use it here").click()
    expect(first.locator(".bar")).to_be_visible()
    expect(second.get_by_text("open in another tab")).to_be_visible()


def test_a_package_is_tabled_and_accepted_by_keyboard_alone(table: OneTable) -> None:
    tokens = negotiate(table)
    page = table.open(tokens["rok"])
    page.keyboard.press("b")
    expect(page.locator(".builder .toggle")).to_be_focused()
    expect(page.get_by_role("button", name="My best")).to_be_visible()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.textContent") == "My best":
            break
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.closest('.sending button') !== null"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("article", name="Proposal D-1")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("body").press("c")
    expect(page.get_by_label("Write a message")).to_be_focused()
    page.keyboard.type("r?b")
    expect(page.get_by_label("Write a message")).to_have_value("r?b")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_shortcuts_have_an_off_switch(table: OneTable) -> None:
    page = table.open(negotiate(table)["rok"])
    page.keyboard.press("?")
    page.get_by_label("Single-letter shortcuts").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    page.wait_for_timeout(200)
    expect(page.locator(".builder .toggle")).to_have_attribute("aria-expanded", "false")


def test_focus_stays_where_it_is_when_things_arrive(table: OneTable) -> None:
    tokens = negotiate(table)
    page = table.open(tokens["rok"])
    field = page.get_by_label("Write a message")
    field.fill("typing")
    propose(table, tokens["usa"], 0, "p-usa")
    table.give(tokens["usa"], "say", message_id="m1", channel="plenary", text="Look at P1")
    expect(page.locator(".message .words")).to_have_text("Look at P1")
    expect(field).to_be_focused()
    expect(page.locator("#live")).to_contain_text("Look at P1")
    assert page.locator("[aria-live=polite]").count() == 1


def test_paused_talks_can_be_read_and_drafted_and_say_why_acts_are_off(table: OneTable) -> None:
    tokens = negotiate(table)
    propose(table, tokens["usa"], 0, "p-usa")
    page = table.open(tokens["rok"])
    table.order("pause")
    expect(page.get_by_text("Clocks stand still")).to_be_visible()
    accept = page.locator(".card .acts button").first
    expect(accept).to_have_attribute("aria-disabled", "true")
    assert "paused" in (accept.get_attribute("title") or "")
    page.get_by_label("Write a message").fill("A draft")
    expect(page.get_by_label("Write a message")).to_have_value("A draft")
    table.order("resume")
    expect(accept).not_to_have_attribute("aria-disabled", "true")


def test_every_phase_is_accessible_in_both_themes_and_fits_every_width(table: OneTable) -> None:
    tokens = {d: table.seat(d) for d in SIX[:5]}
    sizes = [(1440, 900, "light"), (1024, 768, "dark"), (360, 740, "light")]
    pages = [
        table.open(tokens[d], width=w, height=h, theme="dark" if theme == "dark" else "light")
        for d, (w, h, theme) in zip(("usa", "japan", "china"), sizes, strict=True)
    ]
    found: list[str] = []

    def look(phase: str) -> None:
        for page in pages:
            page.wait_for_timeout(250)
            panels = page.locator(".phone-tabs button")
            for n in range(max(1, panels.count())):
                if panels.count():
                    panels.nth(n).click()
                found.extend(f"{phase}: {line}" for line in axe(page))
                assert sideways(page) <= 0, f"{phase} panel {n} at {page.viewport_size}"

    look("lobby")
    table.order("seat_bot", delegation="rok", temperament="firm", seed=1)
    table.order("start")
    look("briefing")
    table.order("advance")
    propose(table, tokens["usa"], 0, "p-usa")
    propose(table, tokens["russia"], 0, "p-russia")
    table.give(
        tokens["japan"], "take_stance", proposal_id="p-usa", stance="reject", reason="Not yet."
    )
    for page in pages:
        if page.locator(".phone-tabs").count():
            page.locator(".phone-tabs button").nth(1).click()
        page.locator(".builder .toggle").click()
    look("negotiation")
    table.order("advance")
    look("result waits")
    for page in pages:
        goes_along(page)
    look("result")
    table.order("conclude")
    for page in pages:
        goes_along(page)
    look("concluded")
    assert found == []
