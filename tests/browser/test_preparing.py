"""Before a round, in a browser: the quiz that must be passed, and the position paper."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.tables import OneTable, axe, sideways
from tests.live import LiveServer


@pytest.fixture
def table(tmp_path: Path, browser: Browser) -> Iterator[OneTable]:
    server = LiveServer(tmp_path)
    server.start()
    one = OneTable(server, browser)
    yield one
    one.close()
    server.kill()


@pytest.mark.parametrize("width", [1440, 360])
def test_a_delegate_answers_the_quiz_and_then_is_ready(table: OneTable, width: int) -> None:
    token = table.seat("rok")
    table.order("set_policy", policies={"quiz": "gate"})
    table.order("start")
    page = table.open(token, width=width, height=800)
    ready = page.locator("#ready")
    expect(ready).to_have_attribute("aria-disabled", "true")
    questions = page.locator(".question")
    expect(questions.first).to_be_visible()
    for number in range(questions.count()):
        question = questions.nth(number)
        choice = 0
        while question.locator(".answered").count() == 0:
            choice += 1
            button = f".choices-list button:nth-child({choice})"
            question.locator(button).click()
            told = question.locator(f".answered, {button}[aria-pressed=true]")
            expect(told.first).to_be_visible()
    expect(page.locator(".quiz [role=status]").first).to_contain_text("you are prepared")
    page.locator("#position-text").fill("We want verification.")
    page.locator(".position-paper button").click()
    expect(page.locator(".position-paper .yours")).to_contain_text("Saved")
    assert sideways(page) == 0
    assert axe(page) == []
    page.reload()
    expect(page.locator("#position-text")).to_have_value("We want verification.")
    ready.click()  # and as nobody else is there, the round goes on
    expect(page.locator(".bar")).to_contain_text("Negotiation" if width > 500 else "Denucl")
    expect(page.locator(".quiz")).to_have_count(0)
    assert table.errors == []
