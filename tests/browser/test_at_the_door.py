"""Names of the class in a real browser: waiting at the door, the queue, the list put right."""

import uuid
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from tests.browser.tables import axe, sideways
from tests.live import LiveServer

pytestmark = pytest.mark.browser

LONG = "Alexandra Konstantinopoulou-Wolfeschlegelsteinhausen Berger"
RIGHT_TO_LEFT = "محمد عبد الرحمن الفاسي 👩🏽‍🚀"


class ListedClass:
    """A class with a list of names, under a policy about them."""

    def __init__(self, server: LiveServer, browser: Browser, state: Path, policy: str) -> None:
        self.server, self.browser, self.state = server, browser, state
        token = server.sixparty("token", "create", "--name", uuid.uuid4().hex).strip()
        roster = [
            {"name": LONG, "table": 1, "delegation": "rok"},
            {"name": RIGHT_TO_LEFT, "table": 1, "delegation": "usa"},
        ]
        made = requests.post(
            f"{server.url}/api/v1/classrooms",
            json={
                "title": "IR 214",
                "scenario": "six-party",
                "tables": 1,
                "policies": {"roster_names": policy},
                "roster": roster,
            },
            headers={"Authorization": f"Bearer {token}"},
            timeout=10,
        )
        assert made.ok, made.text
        self.made = made.json()
        self.base = f"{server.url}/facilitate/{self.made['id']}"

    def facilitator(self, path: str = "", width: int = 1440) -> Page:
        context = self.browser.new_context(
            storage_state=self.state, viewport={"width": width, "height": 800}
        )
        page = context.new_page()
        page.set_default_timeout(8000)
        page.goto(self.base + path)
        return page

    def student(self, name: str, width: int = 360) -> Page:
        """Somebody on a phone who has typed the name and pressed Join."""
        page = self.browser.new_context(viewport={"width": width, "height": 740}).new_page()
        page.set_default_timeout(8000)
        page.goto(f"{self.server.url}/join/{self.made['join_code']}")
        page.get_by_label("Your name").fill(name)
        page.get_by_role("button", name="Join", exact=True).click()
        return page


def test_the_facilitator_admits_who_waits_and_the_seat_is_theirs(
    server: LiveServer, state: Path, browser: Browser
) -> None:
    room = ListedClass(server, browser, state, "admit")
    wall = room.facilitator()
    expect(wall.locator(".dots small", has_text="listed")).to_have_count(2)
    student = room.student(LONG.lower())
    expect(student.get_by_role("heading", level=1)).to_have_text("Waiting to be let in")
    assert axe(student) == []
    assert sideways(student) <= 0
    door = wall.locator(".at-door")
    expect(door).to_contain_text("wants the seat of ROK at table 1. Nobody is there now.")
    assert axe(wall) == []
    door.get_by_role("button", name="Admit").click()
    student.wait_for_url("**/seat", timeout=15_000)
    expect(student.locator(".seat-line")).to_contain_text("ROK")
    expect(student.locator("#rejoin-code")).to_be_visible()
    expect(door).to_have_count(0)


def test_who_is_refused_is_told_and_without_scripts_one_looks_again(
    server: LiveServer, state: Path, browser: Browser
) -> None:
    room = ListedClass(server, browser, state, "admit")
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{server.url}/join/{room.made['join_code']}")
    page.get_by_label("Your name").fill(RIGHT_TO_LEFT)
    page.get_by_role("button", name="Join", exact=True).click()
    wall = room.facilitator()
    wall.locator(".at-door").get_by_role("button", name="Refuse").click()
    expect(wall.locator(".at-door")).to_have_count(0)
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("not admitted")
    page.get_by_role("button", name="Join again").click()
    expect(page.get_by_label("Your name")).to_be_visible()


def test_where_codes_are_asked_for_the_name_alone_takes_nobodys_seat(
    server: LiveServer, state: Path, browser: Browser
) -> None:
    room = ListedClass(server, browser, state, "code")
    student = room.student(LONG)
    field = student.get_by_label("Your personal code")
    expect(field).to_be_visible()
    assert axe(student) == []
    field.fill(room.made["roster"][0]["rejoin_code"])
    student.get_by_role("button", name="Join", exact=True).click()
    expect(student.locator(".seat-line")).to_contain_text("ROK")


def test_people_are_renamed_made_one_and_removed(
    server: LiveServer, state: Path, browser: Browser
) -> None:
    room = ListedClass(server, browser, state, "first_come")
    room.student("Ann Other")
    page = room.facilitator("/people")
    for width in (1440, 360):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{room.base}/people")
        expect(page.locator("tbody tr")).to_have_count(3)
        expect(page.locator("tbody tr", has_text="not here yet")).to_have_count(2)
        assert sideways(page) <= 0
        page.get_by_role("link", name="Change ... Ann Other").click()
        expect(page.locator("#one")).to_have_text("Ann Other")
        page.wait_for_load_state()
        assert sideways(page) <= 0
        assert axe(page) == []
    page.get_by_label("Name", exact=True).fill("Anna Other")
    page.get_by_role("button", name="Rename").click()
    expect(page.locator("tbody")).to_contain_text("Anna Other")
    page.get_by_role("link", name="Change ... Anna Other").click()
    other = page.get_by_label("this is the same person as")
    expect(other).to_have_value("")  # nobody is merged with whoever happens to come first
    other.select_option(index=1)
    page.get_by_role("button", name="Make them one").click()
    expect(page.get_by_label("are the same person. This cannot be undone.")).to_be_focused()
    page.get_by_label("are the same person. This cannot be undone.").check()
    page.get_by_role("button", name="Make them one").click()
    expect(page.locator("tbody tr")).to_have_count(2)
    page.get_by_role("link", name="Change ...").last.click()
    page.get_by_role("button", name="Remove").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.get_by_role("status")).to_contain_text("out of the class")
