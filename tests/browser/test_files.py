"""From the wall to every file of a class, and each file opened."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from server.web.records.catalogue import FORMATS
from tests.browser.facilitators import Desk
from tests.browser.tables import OneTable, axe, sideways
from tests.live import LiveServer

pytestmark = pytest.mark.browser

NAME = "Zaphod Beeblebrox"


@pytest.fixture(scope="module")
def desk(server: LiveServer, state: Path, browser: Browser) -> Desk:
    """A class of two tables that is over; at the first somebody spoke."""
    room = OneTable(server, browser, tables=2)
    room.public("/join", {"code": room.join_code, "name": NAME, "table": 1, "delegation": "usa"})
    made = Desk(room, state)
    wall = made.wall()
    bar = wall.get_by_role("toolbar")
    bar.get_by_role("button", name="Start").click()
    dialog = wall.get_by_role("dialog")
    dialog.get_by_role("button", name="Start with bots").click()
    expect(wall.locator(".wc", has_text="Lobby")).to_have_count(0)
    bar.get_by_role("button", name="End", exact=True).click()
    wall.get_by_role("dialog").get_by_role("button", name="End", exact=True).click()
    expect(wall.get_by_role("region", name="Debrief of all tables")).to_be_visible()
    wall.close()
    return made


def kept(page: Page, form: str) -> bytes:
    """The file that a press gives."""
    with page.expect_download(timeout=120_000) as got:
        page.locator(f'[data-file="{form}"]').click()
    raw = Path(got.value.path()).read_bytes()
    ending = FORMATS[form].ending if form in FORMATS else "csv"
    assert got.value.suggested_filename.endswith(f".{ending}")
    return raw


def opened(form: str, raw: bytes, page: Page, folder: Path) -> str:
    """The file's text, as the program for it reads it."""
    ending = FORMATS[form].ending
    match ending:
        case "xlsx" | "zip":
            archive = zipfile.ZipFile(io.BytesIO(raw))
            assert archive.testzip() is None
            return "\n".join(archive.namelist())
        case "pdf":
            assert raw.startswith(b"%PDF-")
            assert raw.rstrip().endswith(b"%%EOF")
            return f"{raw.count(b'/Type /Page')} pages"
        case "json":
            return str(len(json.loads(raw)))
        case "jsonl":
            lines = [json.loads(line) for line in raw.splitlines()]
            return str(lines[0])
        case "html":
            file = folder / f"{form}.html"
            file.write_bytes(raw)
            said: list[str] = []
            page.on("console", lambda message: said.append(message.text))
            page.goto(file.as_uri())
            assert said == []
            for width in (1440, 360):
                page.set_viewport_size({"width": width, "height": 800})
                assert sideways(page) <= 0, (form, width)
            assert axe(page) == [], form
            return page.locator("main").inner_text()
        case _:
            return raw.decode("utf-8-sig")


def test_every_file_is_one_press_away_and_opens(desk: Desk, tmp_path: Path) -> None:
    wall = desk.wall()
    after = wall.get_by_role("region", name="Debrief of all tables")
    with wall.expect_download(timeout=120_000) as got:
        after.get_by_role("link", name="Report (PDF)").click()
    assert Path(got.value.path()).read_bytes().startswith(b"%PDF-")
    after.get_by_role("link", name="All files").click()
    expect(wall.get_by_role("heading", name="Files of the class")).to_be_visible()
    closed = wall.locator("details:not([open]) > summary")
    while closed.count() > 0:
        closed.first.click()
    viewer = desk.context.new_page()
    for form in FORMATS:
        text = opened(form, kept(wall, form), viewer, tmp_path)
        assert text, form
    for form in ("results-csv", "roster-csv"):
        assert NAME in kept(wall, form).decode("utf-8-sig")


def test_without_names_none_is_in_what_is_read(desk: Desk, tmp_path: Path) -> None:
    page = desk.context.new_page()
    page.goto(f"{desk.base}/files")
    page.get_by_label("Codes instead of names").check()
    page.get_by_label("Without what people wrote").check()
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_label("Codes instead of names")).to_be_checked()
    viewer = desk.context.new_page()
    for form in ("html", "transcript", "text"):
        text = opened(form, kept(page, form), viewer, tmp_path)
        assert NAME not in text
        assert "P-" in text


def test_the_page_of_one_table_from_its_desk(desk: Desk) -> None:
    page = desk.desk()
    page.get_by_role("link", name="Files").click()
    expect(page.get_by_role("heading", name="Files of table 1")).to_be_visible()
    raw = kept(page, "zip")
    names = zipfile.ZipFile(io.BytesIO(raw)).namelist()
    assert "table-1/report.html" in names
    assert not any(name.startswith("table-2") for name in names)


def test_it_works_on_a_phone_and_for_everybody(desk: Desk) -> None:
    page = desk.context.new_page()
    page.goto(f"{desk.base}/files")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (1440, 1024, 360):
            page.set_viewport_size({"width": width, "height": 800})
            assert sideways(page) <= 0, (scheme, width)
        assert axe(page) == [], scheme
    page.locator("summary", has_text="For statistics").focus()
    page.keyboard.press("Enter")
    expect(page.locator('[data-file="wide"]')).to_be_visible()
