"""Clients that get the text for themselves: what they join is what the others are told whole."""

from collections.abc import Callable
from typing import Any

import orjson
import pytest

from server.rules.views.apart import DERIVED, joined
from tests.realtime.clients import Viewer, settled
from tests.realtime.conftest import Served

Serve = Callable[..., Served]


class Apart:
    """Joins what a connection was sent, in order, with the texts that the server gives for it."""

    def __init__(self, server: Served, viewer: Viewer) -> None:
        self.server, self.viewer = server, viewer
        self.messages: list[tuple[str, dict[str, Any]]] = []
        self.held: dict[str, Any] = {}
        self.text: dict[str, Any] = {}
        self.etag = ""
        viewer.client.on("view", lambda view: self._hears("view", view))
        viewer.client.on("patch", lambda patch: self._hears("patch", patch))
        viewer.open()

    def _hears(self, kind: str, message: dict[str, Any]) -> None:
        self.messages.append((kind, orjson.loads(orjson.dumps(message))))
        (self.viewer._view if kind == "view" else self.viewer._patch)(message)

    @property
    def etag_told(self) -> str:
        """The etag of the last message."""
        return str(self.messages[-1][1]["etag"]) if self.messages else self.etag

    def entities(self) -> dict[str, Any]:
        """What its page would show."""
        while self.messages:
            kind, message = self.messages.pop(0)
            if kind == "view":
                self.text, self.held = self._text(message["text"]), {}
                put, drop = message["entities"], []
            else:
                assert message["base"] == self.etag
                put, drop = message["put"], message["drop"]
            for key, one in put.items():
                self.held[key] = joined(self.held.get(key, self.text.get(key, {})), one)
            for key in drop:
                del self.held[key]
            self.etag = message["etag"]
        return self.held

    def _text(self, named: dict[str, Any]) -> dict[str, Any]:
        text: dict[str, Any] = self.server.ask(f"api/v1/texts/{named['public']}")["entities"]
        if named["own"] is None:
            return text
        own = self.viewer.send(event="text")
        assert own["hash"] == named["own"]
        return text | {k: joined(text.get(k, {}), one) for k, one in own["entities"].items()}


def without_derived(entities: dict[str, Any]) -> dict[str, Any]:
    return {
        key: {n: v for n, v in one.items() if n not in DERIVED.get(key.partition("/")[0], ())}
        for key, one in entities.items()
    }


@pytest.mark.parametrize("who", ["desk", "eyes", "observer"])
def test_text_and_what_is_told_against_it_are_what_others_are_told_whole(
    served: Serve, who: str
) -> None:
    server = served()
    table = server.tables[0]
    right = {"token": server.told["facilitator"], **({"as": "rok"} if who == "eyes" else {})}
    if who == "observer":
        right = {"token": server.ask("link", table=table, sees="public")}
    whole = server.viewer(talks=table, **right).open()
    page = Apart(server, server.viewer(talks=table, text="apart", **right))
    assert page.entities()
    desk, usa = server.facilitator().open(), server.seat("usa").open()
    assert desk.give("advance")["accepted"]
    forum = desk.entities["talks"]["forums_now"][0]
    package = {i["id"]: i["options"][0]["id"] for i in usa.entities[f"forum/{forum}"]["issues"]}
    for seat, name, body in (
        (usa, "table_proposal", {"proposal_id": "p", "forum": forum, "package": package}),
        (usa, "say", {"message_id": "m", "channel": "plenary", "text": "Good."}),
        (usa, "withdraw_proposal", {"proposal_id": "p"}),
        (desk, "conclude", {}),
        (desk, "reveal", {"stage": "mandates"}),
    ):
        told = seat.give(name, body)
        assert told["accepted"], (name, told)
        settled([whole])
        before = page.text
        page.viewer.until(lambda: page.etag_told == page.viewer.resync()["etag"])
        assert without_derived(page.entities()) == without_derived(whole.entities)
        assert (page.text != before) == (name == "reveal")


def test_a_view_apart_names_its_text_and_says_little(served: Serve) -> None:
    server = served()
    viewer = server.seat("usa", text="apart").open()
    view = viewer.resync()
    assert len(orjson.dumps(view)) < 12_000
    assert len(orjson.dumps(server.seat("china").open().resync())) > 40_000
    assert set(view["text"]) == {"public", "own"}
    assert "issues" not in view["entities"][f"forum/{view['entities']['talks']['forums_now'][0]}"]


def test_the_own_text_is_for_ones_own_eyes(served: Serve) -> None:
    server = served()
    usa, rok = server.seat("usa", text="apart").open(), server.seat("rok", text="apart").open()
    mine, theirs = usa.send(event="text"), rok.send(event="text")
    assert mine["hash"] != theirs["hash"]
    assert {key for key in mine["entities"] if key.startswith("mandate/")}
    assert orjson.dumps(theirs).count(b"mandate/") == orjson.dumps(mine).count(b"mandate/")
    screen = server.viewer(token=server.told["projector"], talks=server.tables[0]).open()
    assert not [key for key in screen.send(event="text")["entities"] if "mandate" in key]
    wall = server.viewer(token=server.told["projector"]).open()
    assert wall.send(event="text")["refusal"] == "not_found"


def test_a_client_may_not_ask_for_another_kind_of_text(served: Serve) -> None:
    viewer = served().seat("usa", text="none")
    with pytest.raises(Exception):  # noqa: B017, PT011  what the library raises says nothing
        viewer.open()
    assert viewer.refused["data"]["code"] == "bad_command"
