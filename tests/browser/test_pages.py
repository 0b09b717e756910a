"""The plain pages in a real browser: accessible, narrow, by keyboard, without scripts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from server.config import CHECKOUT
from server.rules.names import clean
from tests.live import LiveServer

AXE = CHECKOUT / "tests" / "ui" / "node_modules" / "axe-core" / "axe.min.js"
PASSWORD = "correct horse battery"
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1440, "height": 900}


@dataclass
class Place:
    """A server with one class, and what facilitator and delegate keep in their browsers."""

    url: str
    room: str
    code: str
    talks: str
    rejoin_code: str
    facilitator: Any
    delegate: Any

    def paths(self, who: str) -> list[str]:
        """The plain pages that somebody of this kind may open."""
        return {
            "anyone": [
                "/",
                "/join",
                "/join?code=zzz",
                f"/join/{self.code}",
                "/rejoin",
                "/try",
                "/facilitate/sign-in",
                "/help",
                "/help/player",
                "/help/facilitator",
                "/help/keys",
                "/help/reference",
                "/talks/nowhere",
                "/nowhere",
            ],
            "delegate": [
                "/",
                f"/join/{self.code}",
                f"/talks/{self.talks}/seat",
                f"/talks/{self.talks}/brief",
            ],
            "facilitator": [
                "/facilitate",
                "/facilitate/new",
                f"{self.room}/settings",
                f"{self.room}/people",
            ],
        }[who]


@pytest.fixture(scope="module")
def place(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    server = LiveServer(tmp_path_factory.mktemp("pages"))
    server.start()
    try:
        yield _furnished(browser, server)
    finally:
        server.kill()


def _furnished(browser: Browser, server: LiveServer) -> Place:
    teacher = browser.new_context(base_url=server.url)
    page = teacher.new_page()
    page.goto(server.setup_link)
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.get_by_role("button", name="Save and sign in").click()
    page.goto("/facilitate/new")
    page.get_by_label("Title").fill("IR 214, Tuesday")
    page.get_by_label("Tables", exact=True).fill("2")
    page.get_by_role("button", name="Open the class").click()
    expect(page).to_have_url(re.compile(r"/facilitate/\w+$"))
    room = page.url.removeprefix(server.url)
    page.goto(f"{room}/settings")
    code = page.locator(".join-code").inner_text()

    student = browser.new_context(base_url=server.url)
    page = student.new_page()
    page.goto(f"/join/{code}")
    page.get_by_label("Your name").fill("Kim Minji")
    page.get_by_role("button", name="Join").click()
    expect(page.locator(".seat-line bdi")).to_have_text("Kim Minji")
    found = re.search(r"/talks/(\w+)/seat", page.url)
    assert found
    made = Place(
        server.url,
        room,
        code,
        found[1],
        page.locator("#rejoin-code").inner_text(),
        teacher.storage_state(),
        student.storage_state(),
    )
    teacher.close()
    student.close()
    return made


def _visit(browser: Browser, place: Place, who: str, **settings: Any) -> BrowserContext:
    kept = {"anyone": None, "delegate": place.delegate, "facilitator": place.facilitator}[who]
    return browser.new_context(base_url=place.url, storage_state=kept, **settings)


@pytest.mark.parametrize("who", ["anyone", "delegate", "facilitator"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    browser: Browser, place: Place, who: str, theme: Any, size: Any
) -> None:
    axe = AXE.read_text(encoding="utf-8")
    context = _visit(browser, place, who, color_scheme=theme, viewport=size)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    for path in place.paths(who):
        page.goto(path)
        for more in page.locator("main details > summary").all():
            more.click()
        page.evaluate(axe)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        faults += [
            f"{path}: {v['id']}: {v['help']}: {[n['target'] for n in v['nodes']]}"
            for v in found["violations"]
        ]
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > size["width"]:
            faults.append(f"{path}: {width} px wide")
    context.close()
    assert not faults, "\n".join(faults)


def test_axe_would_find_a_fault(browser: Browser, place: Place) -> None:
    page = browser.new_page(base_url=place.url)
    page.goto("/join")
    page.evaluate("document.querySelector('label[for=code]').remove()")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    page.close()
    assert "label" in [v["id"] for v in found["violations"]]


def test_joining_works_without_scripts(browser: Browser, place: Place) -> None:
    context = _visit(browser, place, "anyone", java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Join code").fill(f"  {place.code[:3].lower()} {place.code[3:]} ")
    page.get_by_role("button", name="Join", exact=True).click()
    page.get_by_label("Your name").fill("Plain Reader")
    page.get_by_text("Table 2").click()
    page.locator("input[name=seat][value$=':russia']").last.check()
    page.get_by_role("button", name="Join").click()
    expect(page.locator(".seat-line bdi")).to_have_text("Plain Reader")
    expect(page.get_by_text("table 2")).to_be_visible()
    expect(page.get_by_role("button", name="Copy the code")).to_be_hidden()
    page.get_by_role("link", name="Go to the table").click()
    assert "<noscript>" in page.content()
    assert "This page needs JavaScript" in page.content()
    context.close()


def test_joining_works_by_keyboard_alone(browser: Browser, place: Place) -> None:
    context = _visit(browser, place, "anyone")
    page = context.new_page()
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    _tab_to(page, "code")
    page.keyboard.type(place.code)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"/join/{place.code}$"))
    _tab_to(page, "name")
    page.keyboard.type("Key Board")
    page.keyboard.press("Enter")
    expect(page.locator(".seat-line bdi")).to_have_text("Key Board")
    context.close()


def _tab_to(page: Page, field: str) -> None:
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == field:
            return
    pytest.fail(f"#{field} cannot be reached with Tab")


def test_an_error_can_be_followed_to_its_field(browser: Browser, place: Place) -> None:
    context = _visit(browser, place, "anyone", java_script_enabled=False)
    page = context.new_page()
    page.goto("/join?code=zzz")
    page.get_by_role("alert").get_by_role("link").click()
    field = page.get_by_label("Join code")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("No class has the code ZZZ"))
    assert page.url.endswith("#code")
    context.close()


def test_the_list_of_errors_is_gone_to(browser: Browser, place: Place) -> None:
    context = _visit(browser, place, "anyone")
    page = context.new_page()
    page.goto("/join?code=zzz")
    expect(page.locator("#errors")).to_be_focused()
    assert page.title().startswith("!")
    context.close()


def test_two_clicks_send_a_form_once(browser: Browser, place: Place) -> None:
    context = _visit(browser, place, "anyone")
    page = context.new_page()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.goto(f"/join/{place.code}")
    page.get_by_label("Your name").fill("Twice Clicked")
    button = page.get_by_role("button", name="Join")
    button.evaluate("button => { button.click(); button.click(); button.form.requestSubmit(); }")
    expect(page.locator(".seat-line bdi")).to_have_text("Twice Clicked")
    context.close()
    assert sent.count("POST") == 1


def test_the_theme_switch_acts_at_once_and_stays(browser: Browser, place: Place) -> None:
    context = _visit(browser, place, "anyone", color_scheme="light")
    page = context.new_page()
    page.goto("/help/player")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Dark").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert light != dark
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    with page.expect_response("**/") as answer:
        page.goto("/")
    assert 'data-theme="dark"' in answer.value.text()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    page.get_by_role("button", name="System").click()
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == light
    context.close()


def test_the_rejoin_code_can_be_copied_and_used_on_another_device(
    browser: Browser, place: Place
) -> None:
    context = _visit(browser, place, "delegate")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"/talks/{place.talks}/seat")
    page.get_by_role("button", name="Copy the code").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == place.rejoin_code
    context.close()

    context = _visit(browser, place, "anyone")
    page = context.new_page()
    page.goto("/rejoin")
    page.get_by_label("Rejoin code").fill(place.rejoin_code.lower())
    page.get_by_role("button", name="Take my seat").click()
    expect(page).to_have_url(re.compile(rf"/talks/{place.talks}$"))
    context.close()


def test_a_pasted_link_becomes_its_code(browser: Browser, place: Place) -> None:
    context = _visit(browser, place, "anyone")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto("/join")
    link = f"{place.url}/join/{place.code.lower()}"
    page.evaluate("link => navigator.clipboard.writeText(link)", link)
    page.get_by_label("Join code").focus()
    page.keyboard.press("Control+v")
    expect(page.get_by_label("Join code")).to_have_value(place.code)
    context.close()


@pytest.mark.parametrize("width", [360, 720])
def test_nothing_is_cut_off_at_twice_the_text_size(
    browser: Browser, place: Place, width: int
) -> None:
    context = _visit(browser, place, "anyone", viewport={"width": width, "height": 900})
    page = context.new_page()
    for path in place.paths("anyone"):
        page.goto(path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()


@pytest.mark.parametrize(
    "name", ["W" * 80, "\u202etxet\u202c <i>x</i> \u0639\u0631\u0628\u064a", "\U0001f54a" * 20]
)
def test_strange_names_harm_nothing(browser: Browser, place: Place, name: str) -> None:
    context = _visit(browser, place, "facilitator", viewport=PHONE)
    page = context.new_page()
    page.goto("/facilitate/new")
    page.get_by_label("Title").fill(name)
    page.get_by_role("button", name="Open the class").click()
    expect(page).to_have_url(re.compile(r"/facilitate/\w+$"))
    room = page.url.removeprefix(place.url)
    page.goto(f"{room}/settings")
    code = page.locator(".join-code").inner_text()
    page.goto(f"/join/{code}")
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Join").click()
    expect(page.locator(".seat-line bdi")).to_have_text(clean(name))
    page.wait_for_load_state()  # the words are there before the style sheets are
    for path in ("", "/", "/facilitate", f"{room}/settings", f"{room}/people", f"/join/{code}"):
        if path:
            page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
        assert page.locator("main i").count() == 0
    context.close()


def test_nothing_is_asked_of_another_site(browser: Browser, place: Place) -> None:
    context = _visit(browser, place, "delegate")
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in [*place.paths("delegate"), f"/talks/{place.talks}"]:
        page.goto(path)
    context.close()
    assert len(asked) > 10
    assert [url for url in asked if not url.startswith(place.url)] == []
