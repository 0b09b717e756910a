"""The facilitator hands a seat to a program: it plays, everybody reads that, and it ends."""

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from server.client import Refused, Table, View, accept, propose
from tests.browser.facilitators import Desk
from tests.browser.tables import OneTable, axe, sideways
from tests.live import LiveServer


class Agent:
    """A program that offers one package, and accepts whatever others table, in its own thread."""

    def __init__(self, table: Table) -> None:
        self.table, self.refused, self.ended = table, threading.Event(), threading.Event()
        self.last: Refused | None = None
        threading.Thread(target=self._play, daemon=True).start()

    def _play(self) -> None:
        try:
            for view in self.table.watch(every=1):
                self._act(view)
        except Refused as no:
            self.last = no
        self.ended.set()

    def _act(self, view: View) -> None:
        for forum in view.forums:
            if not view.offered(forum):
                self.table.do(propose(forum, next(view.packages(forum)), "All we want."))
            for proposal in view.unanswered(forum):
                self.table.do(accept(proposal))

    def says(self, text: str) -> str:
        """What becomes of a word in the plenary: said, or the code of the refusal."""
        try:
            self.table.say(text)
        except Refused as no:
            return no.code
        return "said"


@pytest.fixture
def table(server: LiveServer, browser: Browser) -> Iterator[OneTable]:
    made = OneTable(server, browser, preset="quick")
    yield made
    made.close()
    assert made.errors == []


def seats(desk: Page) -> Page:
    """The desk's pane of seats."""
    desk.get_by_role("navigation", name="Panels").get_by_role("button", name="Seats").click()
    expect(desk.locator(".seatmap")).to_be_visible()
    return desk


def hand_over(desk: Page) -> Locator:
    """What hands the United States over."""
    card = desk.locator(".seatmap .delegations > li", has=desk.locator(".code", has_text="USA"))
    return card.get_by_role("button", name="Hand to an agent")


def handed_over(desk: Page) -> Table:
    """The United States in an agent's hands, and what its program needs."""
    hand_over(desk).click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_label("Name, for everybody to read").fill("Greedy")
    dialog.get_by_role("checkbox").check()
    dialog.get_by_role("textbox", name="Operator").fill("A lab")
    dialog.get_by_label("Model or program").fill("M-1")
    dialog.get_by_label("SHA-256 of its instructions").fill("ab" * 32)
    assert axe(desk) == []
    dialog.get_by_role("button", name="Hand over").click()
    dialog.get_by_role("button", name="Make the token").click()
    address = dialog.get_by_label("Address of the table").input_value()
    example = dialog.get_by_label("An example that plays at once").input_value()
    assert example.endswith(f"server.client.examples.greedy {address}")
    token = dialog.get_by_label("Token", exact=True).input_value()
    expect(dialog).to_contain_text("it is shown this once")
    copy = dialog.locator(".secret").filter(has_text="Token").get_by_role("button")
    copy.click()
    expect(copy).to_contain_text("Copied")
    assert axe(desk) == []
    dialog.get_by_role("button", name="Close").click()
    assert token not in desk.content()
    return Table(address, token, patience=10)


def test_a_program_plays_is_paused_and_gives_the_seat_back(table: OneTable, state: object) -> None:
    usa, dprk = table.seat("usa", "Ann"), table.seat("dprk", "Lee")
    facilitator = Desk(table, state)  # type: ignore[arg-type]
    desk = seats(facilitator.desk())
    client = handed_over(desk)
    expect(desk.locator(".agentseat")).to_contain_text("It has not come in yet.")
    agent = Agent(client)
    student, replaced = table.open(dprk), table.open(usa)
    label = student.locator(".gathering li", has_text="United States")
    expect(label).to_contain_text("automated (agent): Greedy, A lab, M-1")
    table.order("start")
    table.order("advance")

    offer = student.get_by_role("article", name="Proposal E-1")
    expect(offer).to_contain_text("All we want.", timeout=20_000)
    room = student.get_by_role("img", name="US, automated (agent), accepts.")
    expect(room).to_be_visible()
    forum = table.view(dprk)["entities"]["talks"]["forums_now"][0]
    issues = table.view(dprk)["entities"][f"forum/{forum}"]["issues"]
    package = {issue["id"]: issue["options"][-1]["id"] for issue in issues}
    tabled = table.give(dprk, "table_proposal", proposal_id="mine", forum=forum, package=package)
    assert tabled["accepted"], tabled

    def accepted() -> bool:
        return "usa" in table.view(dprk)["entities"]["proposal/mine"]["stances"]

    until(accepted)
    stance = table.view(dprk)["entities"]["proposal/mine"]["stances"]["usa"]
    assert stance["stance"] == "accept"
    student.locator(".panel.talk").get_by_role("button", name="New caucus").click()
    expect(student.get_by_role("dialog")).to_contain_text("automated (agent)")
    refused = table.give(usa, "say", message_id="m1", channel="plenary", text="I only watch now.")
    assert refused["accepted"], "its people may speak"
    assert table.give(usa, "withdraw_proposal", proposal_id="mine")["refusal"] == "agent_plays"

    assert agent.says("Good morning.") == "said"
    desk.get_by_role("button", name="Pause the agent").click()
    expect(desk.get_by_role("button", name="Let it go on")).to_be_visible()
    assert agent.says("Am I heard?") == "agent_paused"
    desk.get_by_role("button", name="Let it go on").click()
    expect(desk.get_by_role("button", name="Pause the agent")).to_be_visible()
    assert agent.says("Now I am.") == "said"

    expect(desk.locator(".agentseat")).to_contain_text("Last heard of at", timeout=30_000)

    desk.get_by_role("button", name="Give back to people").click()
    expect(hand_over(desk)).to_be_visible()
    assert agent.ended.wait(30)
    assert agent.last is not None
    assert agent.last.code == "agent_unseated"
    again = {**package, issues[0]["id"]: issues[0]["options"][0]["id"]}
    acts = table.give(usa, "table_proposal", proposal_id="hers", forum=forum, package=again)
    assert acts["accepted"], acts
    expect(replaced.locator(".bar")).to_be_visible()
    facilitator.context.close()


def test_the_wall_and_the_projector_read_agent_too(table: OneTable, state: object) -> None:
    body = {"agent_id": "a1", "delegation": "usa", "name": "Greedy"}
    seating = {"id": "seat", "name": "seat_agent", "body": body}
    assert table.post(f"/talks/{table.talks}/commands", seating)["accepted"]
    facilitator = Desk(table, state)  # type: ignore[arg-type]
    wall = facilitator.wall()
    expect(wall.locator(".dots small", has_text="agent")).to_have_count(1)
    screen = facilitator.context.new_page()
    screen.goto(f"{table.server.url}/screen/{table.projector}")
    expect(screen.locator("body")).to_contain_text("automated (agent)")
    facilitator.context.close()


@pytest.mark.parametrize("width", [1024, 360])
def test_the_dialog_fits_a_narrow_screen(table: OneTable, state: object, width: int) -> None:
    facilitator = Desk(table, state, width)  # type: ignore[arg-type]
    desk = seats(facilitator.desk())
    handed_over(desk)
    assert not sideways(desk)
    facilitator.context.close()


def until(true: object, seconds: float = 20) -> None:
    """Wait until something is true."""
    assert callable(true)
    pause = threading.Event()
    for _ in range(int(seconds * 5)):
        if true():
            return
        pause.wait(0.2)
    raise AssertionError("not in time")
