"""The sockets' contract: who may connect, what is told, what is answered."""

from collections.abc import Callable

import pytest
import socketio.exceptions
import websocket

from tests.realtime.clients import Viewer, settled
from tests.realtime.conftest import Served

Serve = Callable[..., Served]


def test_a_seat_gets_its_view_and_then_patches_that_fit(served: Serve) -> None:
    server = served()
    usa, china = server.seat("usa").open(), server.seat("china").open()
    answer = usa.give("say", {"message_id": "m1", "channel": "plenary", "text": "Good morning."})
    assert answer["accepted"], answer
    china.until(lambda: "message/m1" in china.entities)
    assert china.entities["message/m1"]["text"] == "Good morning."
    settled([usa, china])
    assert usa.gaps == china.gaps == 0
    assert usa.etag != china.etag


def test_the_acknowledgement_comes_after_the_senders_own_patch(served: Serve) -> None:
    usa = served().seat("usa").open()
    for number in range(20):
        body = {"message_id": f"m{number}", "channel": "plenary", "text": "?"}
        assert usa.give("say", body)["accepted"]
        assert f"message/m{number}" in usa.entities


def test_a_view_that_is_held_already_is_not_sent_again(served: Serve) -> None:
    server = served()
    first = server.seat("usa").open()
    etag = first.etag
    second = server.seat("usa", etag=etag)
    second.client.connect(f"http://127.0.0.1:{server.port}", auth=second.auth)
    assert second.resync()["etag"] == etag
    assert second.views == 0


@pytest.mark.parametrize("transport", ["websocket", "polling"])
def test_long_polling_is_as_good_as_a_websocket(served: Serve, transport: str) -> None:
    server = served()
    usa, rok = server.seat("usa").open(transport), server.seat("rok").open()
    for sender in (usa, rok):
        assert sender.give("set_ready", {"ready": True})["accepted"]
    settled([usa, rok])
    assert usa.gaps == 0


@pytest.mark.parametrize("said", [[], ["2probe"]], ids=["at once", "after the probe"])
def test_an_upgrade_that_stalls_does_not_take_polling_along(served: Serve, said: list[str]) -> None:
    server = served()
    usa, china = server.seat("usa").open("polling"), server.seat("china").open()
    stalled = websocket.create_connection(
        f"ws://127.0.0.1:{server.port}/socket.io/?EIO=4&transport=websocket&sid={usa.client.eio.sid}",
        timeout=10,
    )
    for text in said:
        stalled.send(text)
    body = {"message_id": "m1", "channel": "plenary", "text": "Do you hear me?"}
    assert china.give("say", body)["accepted"]
    usa.until(lambda: "message/m1" in usa.entities, seconds=12)
    assert usa.give("set_ready", {"ready": True})["accepted"]
    settled([usa, china])
    stalled.close()


def test_the_server_says_its_time(served: Serve) -> None:
    usa = served().seat("usa").open()
    before = usa.client.call("time", {})["server_now"]
    assert 0 <= usa.client.call("time", {})["server_now"] - before < 60_000
    assert usa.client.call("time")["server_now"] >= before


@pytest.mark.parametrize(
    ("auth", "code"),
    [
        ({"token": "nobody's"}, "bad_token"),
        ({}, "bad_token"),
        ({"token": 7}, "bad_command"),
        ({"token": "x" * 1000}, "bad_command"),
    ],
    ids=["unknown", "none", "not a text", "too long"],
)
def test_a_bad_token_is_refused_with_its_code(
    served: Serve, auth: dict[str, object], code: str
) -> None:
    viewer = served().viewer(**auth)
    with pytest.raises(socketio.exceptions.ConnectionError):
        viewer.open()
    assert viewer.refused["data"]["code"] == code
    assert viewer.views == 0


def test_a_seat_of_another_table_is_refused_like_an_unknown_table(served: Serve) -> None:
    server = served(tables=2)
    codes = []
    for talks in (server.tables[1], "no-such-talks"):
        viewer = server.seat("usa", talks=talks)
        with pytest.raises(socketio.exceptions.ConnectionError):
            viewer.open()
        codes.append(viewer.refused["data"])
    assert codes[0] == codes[1]
    assert codes[0]["code"] == "not_found"


def test_the_newest_connection_of_a_seat_replaces_the_first(served: Serve) -> None:
    server = served()
    first = server.seat("usa").open()
    second = server.seat("usa").open()
    first.until(lambda: {"kind": "replaced"} in first.notices)
    assert second.give("set_ready", {"ready": True})["accepted"]
    assert second.entities["delegation/usa"]["delegates"][0]["present"]


def test_presence_is_told_and_a_short_absence_is_none(served: Serve) -> None:
    server = served()
    china, usa = server.seat("china").open(), server.seat("usa").open()

    def usa_is_there() -> bool:
        return bool(china.entities["delegation/usa"]["delegates"][0]["present"])

    china.until(usa_is_there)
    usa.close()
    server.seat("usa").open()
    china.patches.clear()
    china.give("set_ready", {"ready": True})
    assert usa_is_there()
    settled([china])
    assert [p for p in china.patches if "delegation/usa" in p["put"]] == []


def test_the_facilitator_gives_commands_and_may_look_with_a_delegations_eyes(
    served: Serve,
) -> None:
    server = served()
    desk = server.facilitator().open()
    looking = server.facilitator(as_="dprk").open()
    assert desk.entities["me"]["audience"] == "facilitator"
    assert desk.give("pause")["accepted"]
    looking.until(lambda: looking.entities["talks"]["paused"])
    assert looking.entities["me"]["delegation"] == "dprk"
    assert looking.give("resume")["refusal"] == "not_allowed"
    settled([desk, looking])


def test_view_as_an_unknown_delegation_is_refused(served: Serve) -> None:
    viewer = served().facilitator(as_="atlantis")
    with pytest.raises(socketio.exceptions.ConnectionError):
        viewer.open()
    assert viewer.refused["data"]["code"] == "not_found"


def test_an_observer_and_the_projector_look_but_do_not_act(served: Serve) -> None:
    server = served()
    for who in ("projector", "observer"):
        viewer = server.viewer(token=server.told[who], talks=server.tables[0]).open()
        assert viewer.give("set_ready", {"ready": True})["refusal"] == "not_allowed"
        assert not any(key.startswith("mandate/") for key in viewer.entities)


def test_a_command_sent_twice_is_done_once_and_answered_the_same(served: Serve) -> None:
    usa = served().seat("usa").open()
    body = {"message_id": "m1", "channel": "plenary", "text": "Once."}
    first, second = usa.give("say", body, id="same"), usa.give("say", body, id="same")
    assert first == second == {"id": "same", "accepted": True}
    assert len([key for key in usa.entities if key.startswith("message/")]) == 1


def test_both_hands_at_once_keep_one_order_for_everybody(served: Serve) -> None:
    server = served()
    seats: list[Viewer] = [server.seat(d).open() for d in ("usa", "china", "rok")]
    for round_ in range(10):
        for seat in seats:
            body = {"message_id": f"{id(seat)}-{round_}", "channel": "plenary", "text": "x"}
            seat.client.emit("command", {"id": f"{id(seat)}-{round_}", "name": "say", "body": body})
    for seat in seats:
        seat.until(lambda s=seat: sum(k.startswith("message/") for k in s.entities) == 30)  # type: ignore[misc]  # mypy cannot infer a lambda's default
    orders = {
        tuple(key for p in seat.patches for key in p["put"] if key.startswith("message/"))
        for seat in seats
    }
    assert len(orders) == 1
    settled(seats)
