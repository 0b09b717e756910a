"""Observers and assistants on sockets: their bounds at every message, and the end of a right."""

from collections.abc import Callable
from typing import Any

import orjson
import pytest
import socketio.exceptions

from tests.realtime.clients import Viewer, settled
from tests.realtime.conftest import Served

Serve = Callable[..., Served]
SAY = {"message_id": "m1", "channel": "plenary", "text": "Good morning."}


def refused(viewer: Viewer) -> str:
    with pytest.raises(socketio.exceptions.ConnectionError):
        viewer.open()
    return str(viewer.refused["data"]["code"])


@pytest.mark.parametrize(
    ("asked", "like"),
    [
        ({"sees": "everything"}, "facilitator"),
        ({"sees": "delegation", "delegation": "rok"}, "rok"),
    ],
)
def test_an_observer_sees_what_the_rules_say_of_the_audience_and_nothing_else(
    served: Serve, asked: dict[str, str], like: str
) -> None:
    server = served()
    token = server.ask("link", table=server.tables[0], **asked)
    observer = server.viewer(token=token, talks=server.tables[0]).open()
    model = server.facilitator(as_=None if like == "facilitator" else like).open()
    usa = server.seat("usa").open()
    assert usa.give("say", SAY)["accepted"]
    caucus = {"channel_id": "caucus:1", "with": ["china"]}
    assert usa.give("open_channel", caucus)["accepted"]
    settled([observer, model])
    assert orjson.dumps(observer.entities) == orjson.dumps(model.entities)
    assert observer.etag == model.etag
    kinds = {e["kind"] for key, e in observer.entities.items() if key.startswith("channel/")}
    assert ("caucus" in kinds) is (like == "facilitator")


def test_a_public_observer_hears_the_plenary_and_no_secret(served: Serve) -> None:
    server = served()
    observer = server.viewer(token=server.ask("link"), talks=server.tables[0]).open()
    usa = server.seat("usa").open()
    assert usa.give("say", SAY)["accepted"]
    observer.until(lambda: "message/m1" in observer.entities)
    families = {key.partition("/")[0] for key in observer.entities}
    assert not families & {"mandate", "help", "mine"}
    channels = [key for key in observer.entities if key.startswith("channel/")]
    assert channels == ["channel/plenary"]


def test_an_observer_of_one_table_opens_no_other_and_gives_no_command(served: Serve) -> None:
    server = served(tables=2)
    one, two = server.tables
    token = server.ask("link", table=one, sees="everything")
    for asks in ({"talks": two}, {"talks": "none"}, {"classroom": server.told["classroom"]}):
        found = refused(server.viewer(token=token, **asks)) if "talks" in asks else None
        assert found in (None, "not_found")
    alone = server.viewer(token=token).open()
    assert alone.entities["talks"]["id"] == one
    assert alone.give("pause")["refusal"] == "not_allowed"
    assert alone.send({"talks": two}, event="resync")["refusal"] == "not_found"
    assert alone.send({"talks": one}, event="resync")["etag"] == alone.etag
    assert refused(server.viewer(token=server.ask("link"))) == "not_found", "name one of many"


def test_a_revoked_link_is_told_closed_and_does_not_come_back(served: Serve) -> None:
    server = served()
    token = server.ask("link", table=server.tables[0], sees="everything")
    observer = server.viewer(token=token).open()
    seat = server.seat("usa").open()
    server.ask("revoke")
    observer.until(lambda: {"kind": "revoked"} in observer.notices)
    observer.until(lambda: not observer.client.connected)
    assert refused(server.viewer(token=token)) == "bad_token"
    assert seat.give("say", SAY)["accepted"], "seats are not touched"
    assert "message/m1" not in observer.entities


@pytest.mark.parametrize("event", ["command", "resync"])
def test_a_right_that_is_gone_is_noticed_at_the_next_message(served: Serve, event: str) -> None:
    server = served()
    helper = server.viewer(
        token=server.ask("assistant", table=server.tables[0]), talks=server.tables[0]
    ).open()
    assert helper.give("pause")["accepted"]
    server.ask("revoke", quietly=1)
    data: dict[str, Any] = {"id": "x1", "name": "resume", "body": {}} if event == "command" else {}
    assert helper.send(data, event=event)["refusal"] == "bad_token"
    helper.until(lambda: {"kind": "revoked"} in helper.notices)
    desk = server.facilitator().open()
    assert desk.entities["talks"]["paused"]


def test_an_assistant_has_the_own_tables_only(served: Serve) -> None:
    server = served(tables=3)
    one, two, three = server.tables
    token = server.ask("assistant", table=[one, three])
    for talks in (two, "none"):
        assert refused(server.viewer(token=token, talks=talks)) == "not_found"
    wall = server.viewer(token=token, classroom=server.told["classroom"]).open()
    shown = {key for key in wall.entities if key.startswith("table/")}
    assert shown == {f"table/{one}", f"table/{three}"}
    assert wall.entities["classroom"]["tables"] == [one, three]
    assert refused(server.viewer(token=token, classroom="another")) == "not_found"
    desk = server.viewer(token=token, talks=three).open()
    assert desk.give("set_policy", {"policies": {"early_end": False}})["refusal"] == "not_allowed"
    assert desk.give("pause")["accepted"]
    wall.until(lambda: wall.entities[f"table/{three}"]["paused"])
    server.viewer(token=server.told["facilitator"], talks=two).open().give("pause")
    assert not [p for p in wall.patches if f"table/{two}" in p["put"]]
    eyes = server.viewer(token=token, talks=one, **{"as": "rok"}).open()
    assert eyes.entities["me"]["delegation"] == "rok"
    assert refused(server.viewer(token=token, talks=two, **{"as": "rok"})) == "not_found"


def test_other_tables_are_given_and_taken_while_an_assistant_is_there(served: Serve) -> None:
    server = served(tables=2)
    one, two = server.tables
    token = server.ask("assistant", table=one)
    wall = server.viewer(token=token, classroom=server.told["classroom"]).open()
    desk = server.viewer(token=token, talks=one).open()
    server.ask("tables", table=[one, two])
    wall.until(lambda: f"table/{two}" in wall.entities)
    assert desk.give("pause")["accepted"]
    assert not desk.notices
    server.ask("tables", table=two)
    desk.until(lambda: {"kind": "revoked"} in desk.notices)
    wall.until(lambda: f"table/{one}" not in wall.entities)


def test_delegates_hear_who_looks_on_when_the_link_says_so(served: Serve) -> None:
    server = served()
    talks = server.tables[0]
    usa, rok = server.seat("usa").open(), server.seat("rok").open()
    silent = server.viewer(token=server.ask("link", table=talks, label="Silent")).open()
    dean = server.viewer(token=server.ask("link", table=talks, label="Dean", told=1)).open()
    eyes = {"sees": "delegation", "delegation": "rok", "label": "Coach", "told": 1}
    coach = server.viewer(token=server.ask("link", table=talks, **eyes)).open()
    said = {"kind": "observers", "names": ["Coach", "Dean"]}
    rok.until(lambda: said in rok.notices)
    usa.until(lambda: {"kind": "observers", "names": ["Dean"]} in usa.notices)
    assert not [n for n in usa.notices if "Coach" in n["names"]]
    late = server.seat("china").open()
    late.until(lambda: {"kind": "observers", "names": ["Dean"]} in late.notices)
    for gone in (dean, coach, silent):
        gone.close()
    rok.until(lambda: rok.notices[-1] == {"kind": "observers", "names": []})
    assert not [n for v in (usa, rok, late) for n in v.notices if "Silent" in n.get("names", ())]


def test_a_new_rejoin_code_puts_out_whoever_came_in_with_the_old_one(served: Serve) -> None:
    server = served()
    thief, rok = server.seat("usa").open(), server.seat("rok").open()
    [name] = [one["name"] for one in thief.entities["delegation/usa"]["delegates"]]
    assert server.ask("renew", name=name)
    thief.until(lambda: {"kind": "revoked"} in thief.notices)
    assert refused(server.seat("usa")) == "bad_token"
    assert rok.give("say", SAY)["accepted"]
    assert {"kind": "revoked"} not in rok.notices


def test_no_socket_outlives_its_class(served: Serve) -> None:
    server = served()
    talks = server.tables[0]
    guest = server.viewer(token=server.ask("link", told=""), talks=talks)
    screen = server.viewer(token=server.told["projector"])
    everybody = [server.seat("usa"), server.facilitator(), guest, screen]
    for one in everybody:
        one.open()
    server.ask("delete")
    for one in everybody:
        one.until(lambda one=one: {"kind": "revoked"} in one.notices)  # type: ignore[misc]  # a lambda's default is not inferred
