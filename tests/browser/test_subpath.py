"""A lesson on a server that lives below a path of a larger site, behind a proxy that strips it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.facilitators import PASSWORD
from tests.live import LiveServer
from tests.proxies import KINDS, stripping
from tests.services import free_port

BASE = "/sixparty"


@pytest.fixture(params=KINDS)
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[LiveServer, str]]:
    """A server and the address it has for everybody."""
    port = free_port()
    url = f"http://127.0.0.1:{port}{BASE}"
    server = LiveServer(tmp_path, public_url=url, proxies="1")
    with stripping(request.param, port, server.port, BASE):
        server.start()
        yield server, url
        server.kill()


def watched(page: Page, failed: list[str]) -> Page:
    """Note every request that is not answered well, and every complaint of a script."""
    page.set_default_timeout(10_000)
    page.on("pageerror", lambda error: failed.append(str(error)))

    def answered(response: Any) -> None:
        if response.status >= 400 or f"{BASE}/" not in response.url:
            failed.append(f"{response.status} {response.url}")

    page.on("response", answered)
    return page


def test_a_lesson_below_a_path(site: tuple[LiveServer, str], browser: Browser) -> None:
    server, url = site
    failed: list[str] = []
    teacher = watched(browser.new_context().new_page(), failed)
    assert server.setup_link.startswith(f"{url}/setup/")
    teacher.goto(server.setup_link)
    teacher.fill("[name=password]", PASSWORD)
    teacher.fill("[name=again]", PASSWORD)
    teacher.locator("main form button").first.click()
    teacher.wait_for_url(f"{url}/facilitate")
    teacher.goto(f"{url}/facilitate/new")
    teacher.fill("[name=title]", "IR 201")
    teacher.locator("main form button").first.click()
    teacher.wait_for_url(f"{url}/facilitate/*")
    teacher.goto(teacher.url.split("?")[0].rstrip("/"))
    room = teacher.url
    teacher.goto(f"{room}/screen")
    assert teacher.url.startswith(f"{url}/screen/")
    link = teacher.locator(f"text={url.removeprefix('http://')}/join").first
    expect(link).to_be_visible()
    code = link.inner_text().rsplit("/", 1)[1][:6]

    student = watched(browser.new_context().new_page(), failed)
    student.goto(f"{url}/join")
    student.fill("[name=code]", code)
    student.keyboard.press("Enter")
    student.wait_for_url(f"{url}/join/{code}")
    student.fill("[name=name]", "Ada")
    student.locator("main form button").first.click()
    student.wait_for_url(f"{url}/talks/**")
    student.goto(student.url.removesuffix("/seat"))
    student.wait_for_selector(".bar")
    cookies = student.context.cookies()
    assert cookies
    assert {cookie.get("path") for cookie in cookies} == {BASE}
    flag = student.locator("img.flag").first
    assert flag.evaluate("image => image.complete && image.naturalWidth > 0")

    teacher.goto(room)
    teacher.wait_for_selector("main")
    assert not failed
