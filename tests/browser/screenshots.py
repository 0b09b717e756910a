"""`make screenshots`: every page at three widths in both themes, from a class that is in full play.

make screenshots                          all of them, into build/screenshots
make screenshots ARGS="table wall"        some, by name
make screenshots ARGS="--readme"          those of static/screenshots as well
"""

import argparse
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from server.analysis.outcomes import analyze
from server.rules.ids import ForumId
from server.storage.scenarios.loader import catalogue, default_folders
from tests.browser.tables import SIX, OneTable
from tests.live import CHECKOUT, LiveServer
from tests.tools import chromium

OUT = CHECKOUT / "build" / "screenshots"
TELLING = CHECKOUT / "static" / "screenshots"
SHOWN = (
    ("home", 1440, "light"),
    ("seat", 360, "light"),
    ("table", 1440, "light"),
    ("table", 360, "dark"),
    ("wall", 1440, "light"),
    ("desk", 1440, "dark"),
    ("screen", 1440, "light"),
    ("new-class", 1024, "light"),
)
"""The most telling pictures: page, width, theme."""
FORUM = "denuclearization"
PASSWORD = "correct horse battery"
WIDTHS = {1440: 900, 1024: 768, 360: 740}
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
NAMES = {
    "usa": "Ana Ruiz",
    "japan": "Sato Emi",
    "china": "Li Wen",
    "russia": "Ivan Orlov",
    "dprk": "Tom Berg",
    "rok": "Kim Minji",
}
Who = Literal["anyone", "rok", "facilitator"]
DRAWN = ("table", "wall", "desk", "screen", "watch")
"""Pages that a script draws: given a moment to do so."""


class Scene(OneTable):
    """A class of three tables, the first of them in the middle of a negotiation."""

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """As in `OneTable`, but the class has a name and company."""
        wanted = {"title": "IR 214, Tuesday group", "tables": 3, "preset": "50min"}
        return super().post(path, body | wanted if path == "/classrooms" else body)

    def play(self) -> str:
        """Six delegates, three proposals, stances, a caucus, words; the ROK's token."""
        tokens = {d: self.seat(d, NAMES[d]) for d in SIX}
        self.order("start")
        self.order("advance")
        scenario = catalogue(default_folders())["six-party"]
        found: Any = analyze(scenario.forums[ForumId(FORUM)]).to_json()
        fair: dict[str, str] = found["nash"]["package"]
        worth = self.view(tokens["usa"])["entities"][f"mandate/{FORUM}"]["issues"]
        best = {i: max(of["worth"], key=of["worth"].__getitem__) for i, of in worth.items()}
        other = next(i for i in fair if fair[i] != best[i])

        self._do(tokens["usa"], "table_proposal", proposal_id="p1", forum=FORUM, package=best)
        self._do(
            tokens["china"],
            "table_proposal",
            proposal_id="p2",
            forum=FORUM,
            package=fair,
            note="A single text that each of us can bring home.",
        )
        self._do(tokens["russia"], "cosponsor", proposal_id="p2")
        self._do(
            tokens["japan"],
            "amend_proposal",
            proposal_id="p3",
            amends="p2",
            changes={other: best[other]},
        )
        for delegation, stance, reason in (
            ("rok", "accept", ""),
            ("usa", "reserve", "We need to see how it is verified."),
            ("japan", "reject", "Too little, too late."),
        ):
            self._do(
                tokens[delegation], "take_stance", proposal_id="p2", stance=stance, reason=reason
            )
        for delegation, text in (
            ("china", "Colleagues, four of us are there. What would it take?"),
            ("usa", "Sampling at the sites, and a date."),
            ("dprk", "A date for both sides, then. Word for word, action for action."),
        ):
            self._do(
                tokens[delegation],
                "say",
                message_id=f"m-{delegation}",
                channel="plenary",
                text=text,
            )
        for delegation in SIX:
            self.open(tokens[delegation])  # so that all are seen to be there
        self._do(tokens["rok"], "open_channel", channel_id="caucus:1", **{"with": ["usa"]})
        return tokens["rok"]

    def _do(self, token: str, name: str, **body: Any) -> None:
        receipt = self.give(token, name, **body)
        if not receipt["accepted"]:
            raise SystemExit(f"{name}: {receipt}")


@dataclass(frozen=True)
class Picture:
    """A page: its name, its path, and who looks."""

    name: str
    path: str
    who: Who = "anyone"


def pictures(room: str, code: str, talks: str, screen: str, watch: str) -> list[Picture]:
    """All pages of the class."""
    return [
        Picture("home", "/"),
        Picture("join", "/join"),
        Picture("join-error", "/join?code=zzz"),
        Picture("seat", f"/join/{code}"),
        Picture("rejoin", "/rejoin"),
        Picture("try", "/try"),
        Picture("no-seat", "/talks/nowhere"),
        Picture("not-found", "/nowhere"),
        Picture("help", "/help"),
        Picture("help-player", "/help/player"),
        Picture("help-facilitator", "/help/facilitator"),
        Picture("help-keys", "/help/keys"),
        Picture("help-reference", "/help/reference"),
        Picture("sign-in", "/facilitate/sign-in"),
        Picture("welcome", f"/talks/{talks}/seat", "rok"),
        Picture("brief", f"/talks/{talks}/brief", "rok"),
        Picture("table", f"/talks/{talks}", "rok"),
        Picture("classes", "/facilitate", "facilitator"),
        Picture("new-class", "/facilitate/new", "facilitator"),
        Picture("settings", f"{room}/settings", "facilitator"),
        Picture("people", f"{room}/people", "facilitator"),
        Picture("observers", f"{room}/observers", "facilitator"),
        Picture("wall", room, "facilitator"),
        Picture("desk", f"{room}/talks/{talks}", "facilitator"),
        Picture("screen", screen),
        Picture("watch", watch),
    ]


def signed_in(browser: Browser, server: LiveServer) -> BrowserContext:
    """The facilitator's browser."""
    context = browser.new_context(base_url=server.url)
    page = context.new_page()
    page.goto(server.setup_link)
    page.locator("#password").fill(PASSWORD)
    page.locator("#again").fill(PASSWORD)
    page.locator("main button.primary").click()
    page.wait_for_url("**/facilitate")
    return context


def take(browser: Browser, server: LiveServer, out: Path, only: list[str], readme: bool) -> int:
    """Take the pictures; how many pages are wider than their window."""
    scene = Scene(server, browser)
    token = scene.play()
    teacher = signed_in(browser, server)
    page = teacher.new_page()
    page.goto("/facilitate")
    room = page.locator("h2 a").first.get_attribute("href") or ""
    page.goto(f"{room}/observers")
    page.locator("#label, [name=label]").first.fill("Visitors")
    page.get_by_role("button", name="Make the link").click()
    watch = page.locator("#observer-link").get_attribute("href") or ""
    page.goto(f"{room}/screen")
    listed = pictures(room, scene.join_code, scene.talks, page.url, watch)
    wide = 0
    for width, height in WIDTHS.items():
        for theme in THEMES:
            for picture in listed:
                if only and picture.name not in only:
                    continue
                context = browser.new_context(
                    base_url=server.url,
                    viewport={"width": width, "height": height},
                    color_scheme=theme,
                    reduced_motion="reduce",
                    storage_state=teacher.storage_state() if picture.who == "facilitator" else None,
                )
                if picture.who == "rok":
                    context.add_cookies(
                        [{"name": f"seat_{scene.talks}", "value": token, "url": server.url}]
                    )
                shown = context.new_page()
                shown.goto(picture.path)
                if picture.name in DRAWN:
                    shown.wait_for_timeout(1500)
                file = out / f"{picture.name}-{width}-{theme}.png"
                shown.screenshot(path=file, full_page=True)
                if shown.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    sys.stderr.write(f"wider than its window: {file.name}\n")
                    wide += 1
                if readme and (picture.name, width, theme) in SHOWN:
                    TELLING.mkdir(exist_ok=True)
                    phone = "-phone" if (picture.name, width) == ("table", 360) else ""
                    shown.screenshot(path=TELLING / f"{picture.name}{phone}.png")
                context.close()
    return wide


def main() -> None:
    """Start a server, play, take pictures, end."""
    parser = argparse.ArgumentParser(description=re.split(r"\n\n", __doc__ or "")[0])
    parser.add_argument("names", nargs="*", help="pages to take; all of them without any")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--readme", action="store_true", help="write the most telling ones, too")
    given = parser.parse_args()
    found = chromium.find()
    if found is None:
        raise SystemExit(chromium.REMEDY)
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = LiveServer(Path(folder))
        server.start()
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        try:
            wide = take(browser, server, given.out, given.names, given.readme)
        finally:
            browser.close()
            server.kill()
    sys.stdout.write(f"{given.out}: done\n")
    sys.exit(1 if wide else 0)


if __name__ == "__main__":
    main()
