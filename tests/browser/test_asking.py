"""One person among automated delegations asks, is answered, and is understood in plain words."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.tables import SIX, OneTable
from tests.live import LiveServer

ANSWERED_MS = 20_000
"""Ten seconds, and as much again for a busy machine."""


@pytest.fixture
def table(server: LiveServer, browser: Browser) -> Iterator[OneTable]:
    made = OneTable(server, browser, preset="quick")
    yield made
    made.close()
    assert made.errors == []


def in_energy(table: OneTable, *people: str) -> dict[str, Page]:
    """The table in its negotiation: these delegations are people, the others automated."""
    tokens = seated(table, *people)
    return {d: table.open(token) for d, token in tokens.items()}


def seated(table: OneTable, *people: str) -> dict[str, str]:
    """The same without a page; the people's tokens."""
    tokens = {d: table.seat(d, f"Head of {d}") for d in people}
    for n, delegation in enumerate(d for d in SIX if d not in people):
        table.order("seat_bot", delegation=delegation, temperament="balanced", seed=n)
    table.order("start")
    table.order("advance")
    return tokens


def test_a_question_is_asked_with_one_press_and_answered(table: OneTable) -> None:
    page = in_energy(table, "japan")["japan"]
    talk = page.locator(".panel.talk")
    talk.get_by_role("button", name="Ask…").click()
    asking = page.get_by_role("dialog", name="Ask a delegation")
    asking.get_by_role("radio", name="Russia").check()
    asking.get_by_role("button", name="What matters most to you?").click()
    expect(asking).to_be_hidden()
    expect(talk.locator(".message.mine .words").last).to_contain_text("Russia, what matters most")
    answer = talk.locator(".message", has=page.locator(".code", has_text="RUS"))
    expect(answer.filter(has_text=re.compile("“.+”")).last).to_be_visible(timeout=ANSWERED_MS)


def test_plain_words_are_answered_and_what_is_not_understood_gets_a_button(
    table: OneTable,
) -> None:
    page = in_energy(table, "japan")["japan"]
    talk = page.locator(".panel.talk")
    write = talk.get_by_label("Write a message")
    write.fill("China, could you live with all HFO?")
    write.press("Enter")
    expect(talk.locator(".words", has_text="All HFO")).to_be_visible(timeout=ANSWERED_MS)
    write.fill("Russia, is it snowing in Moscow?")
    write.press("Enter")
    expect(talk.locator(".words", has_text="did not understand")).to_be_visible(timeout=ANSWERED_MS)
    talk.get_by_role("button", name="Ask Russia…").click()
    asking = page.get_by_role("dialog", name="Ask a delegation")
    expect(asking.get_by_role("radio", name="Russia")).to_be_checked()


def test_a_person_who_is_asked_answers_at_the_press_of_a_button(table: OneTable) -> None:
    pages = in_energy(table, "japan", "usa")
    asks, is_asked = pages["japan"], pages["usa"]
    asks.locator(".panel.talk").get_by_role("button", name="Ask…").click()
    asking = asks.get_by_role("dialog", name="Ask a delegation")
    asking.get_by_role("radio", name="United States").or_(
        asking.get_by_role("radio", name="US")
    ).first.check()
    asking.get_by_role("button", name="What matters most to you?").click()
    answers = is_asked.locator(".panel.talk .typed")
    answers.get_by_role("combobox").select_option(index=1)
    answers.get_by_role("button", name="Answer").click()
    expect(answers).to_have_count(0)
    expect(asks.locator(".panel.talk .words", has_text="matters most to us").last).to_be_visible()


def test_a_step_that_is_asked_for_is_answered_with_a_letter(table: OneTable) -> None:
    tokens = seated(table, "japan", "usa")
    laid = {"proposal_id": "mine", "forum": "energy", "package": {"volume": "mt1"}}
    assert table.give(tokens["japan"], "table_proposal", **laid)["accepted"]
    step = {"kind": "step", "to": "japan", "forum": "energy", "proposal": "mine"}
    asked = {"message_id": "s1", "channel": "plenary", "text": "A step beside ours?"}
    assert table.give(tokens["usa"], "say", **asked, question=step)["accepted"]
    page = table.open(tokens["japan"])
    page.locator(".panel.talk").get_by_role("button", name="Offer a step in a letter…").click()
    letter = page.get_by_role("dialog", name="Side letters")
    expect(letter.get_by_role("checkbox", name="United States")).to_be_checked()
    expect(letter.get_by_role("textbox").first).to_have_value("A step beside ours?")
