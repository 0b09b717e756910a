"""A real server with a short game, an agent in a seat, and a person beside it on a socket."""

import shutil
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from server.client import Decide, Table, View, play
from tests.live import CHECKOUT, LiveServer
from tests.realtime.clients import Viewer

FERRY = "ferry-quick"


def short_game(folder: Path) -> Path:
    """A folder with the two-party scenario, its clocks short and its silence one second long."""
    home = folder / "rounds" / FERRY
    shutil.copytree(CHECKOUT / "rounds" / "two-party", home)
    scenario, forum = home / "scenario.yaml", home / "forums" / "01-contract.yaml"
    text = scenario.read_text().replace("id: two-party", f"id: {FERRY}")
    for clock, before, now in (("briefing", 240, 1), ("negotiation", 840, 12), ("result", 120, 1)):
        text = text.replace(f"{clock}: {before}", f"{clock}: {now}")
    scenario.write_text(text)
    rule = "rule: {all_of: [island, ferry], silence_seconds: 1}\nsetting:"
    forum.write_text(forum.read_text().replace("setting:", rule, 1))
    return folder / "rounds"


@dataclass
class Desk:
    """The facilitator of one class, over HTTP."""

    server: LiveServer
    token: str
    talks: str = ""
    code: str = ""
    sent: int = 0

    def call(self, method: str, path: str, body: object = None) -> Any:
        """The JSON of an answer that says yes."""
        headers = {"Authorization": f"Bearer {self.token}"}
        url = f"{self.server.url}/api/v1{path}"
        answer = requests.request(method, url, json=body, headers=headers, timeout=10)
        assert answer.ok, answer.text
        return answer.json() if answer.content else None

    def opens(self, scenario: str) -> None:
        """Make a class of one table."""
        made = self.call("POST", "/classrooms", {"title": "T", "scenario": scenario, "tables": 1})
        self.talks, self.code = made["talks"][0]["id"], made["join_code"]

    def does(self, command: str, **body: Any) -> None:
        """Give a command."""
        self.sent += 1
        message = {"id": f"c{self.sent}", "name": command, "body": body}
        receipt = self.call("POST", f"/talks/{self.talks}/commands", message)
        assert receipt["accepted"], receipt

    def seats(self, delegation: str, agent: str = "a1") -> Table:
        """Hand the delegation to an agent; its way in."""
        self.does("seat_agent", agent_id=agent, delegation=delegation, name="Agent")
        made = self.call("POST", f"/talks/{self.talks}/agents/{delegation}/token")
        return Table(f"{self.server.url}/talks/{self.talks}", made["token"])

    def joins(self, delegation: str) -> Viewer:
        """A person takes a seat and opens the table."""
        body = {"code": self.code, "name": "Min-ji", "delegation": delegation}
        seat = self.call("POST", "/join", body)
        viewer = Viewer(self.server.port, token=seat["seat_token"], talks=self.talks)
        return viewer.open()


OFFERS = (
    {"sailings": "six", "subsidy": "k900", "term": "five_years"},
    {"sailings": "five", "subsidy": "k700", "term": "five_years"},
)
"""The only packages that are worth more to both than no agreement."""


def bargains(person: Viewer) -> None:
    """The person, who plays the ferry, makes two offers, and accepts whatever pays."""
    person.until(lambda: person.entities["may"]["table_proposal"] is True)
    for number, package in enumerate(OFFERS):
        body = {"proposal_id": f"f{number}", "forum": "contract", "package": package}
        person.give("table_proposal", body)
    done: set[str] = set()

    def round_is_over() -> bool:
        state = person.entities["forum/contract"]["state"]
        return bool(state in ("agreed", "failed"))

    def pays(entity: dict[str, Any]) -> bool:
        least = person.entities["mandate/contract"]["reservation"]
        return bool(entity["worth"] - entity["cost"] > least)

    while not round_is_over():
        person.until(lambda: round_is_over() or bool(waiting(person, done)), seconds=60)
        for one in waiting(person, done):
            done.add(one["id"])
            if pays(one):
                person.give("take_stance", {"proposal_id": one["id"], "stance": "accept"})


def waiting(person: Viewer, done: set[str]) -> list[dict[str, Any]]:
    """What others have tabled and the person has not looked at."""
    mine = person.entities["me"]["delegation"]
    found = [e for k, e in [*person.entities.items()] if k.startswith("proposal/")]
    return [p for p in found if p["by"] != mine and p["id"] not in done and p["state"] == "tabled"]


class Playing:
    """An agent that plays in a thread of its own; `views` are what it was shown."""

    def __init__(self, table: Table, decide: Decide, every: float = 1.0) -> None:
        self.views: list[View] = []
        self.failed: list[BaseException] = []
        self._thread = threading.Thread(target=self._play, args=(table, decide, every))
        self._thread.start()

    def _play(self, table: Table, decide: Decide, every: float) -> None:
        try:
            play(table, self._noted(decide), every)
        except BaseException as fault:  # noqa: BLE001  told by the test's own thread
            self.failed.append(fault)

    def _noted(self, decide: Decide) -> Decide:
        def noted(view: View) -> Any:
            self.views.append(view)
            return decide(view)

        return noted

    def ends(self, seconds: float = 60) -> None:
        """Wait until it has ended; it must not have failed."""
        self._thread.join(seconds)
        assert not self._thread.is_alive(), "the agent plays on"
        assert not self.failed, self.failed
