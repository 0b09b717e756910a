"""Clients that send nonsense, too much, or do not read: refused or cut off, nobody else hurt."""

import random
import time
from collections.abc import Callable
from typing import Any

import pytest
import websocket

from server.realtime.serving import COMMAND_BYTES, MESSAGE_BYTES
from tests.realtime.clients import settled
from tests.realtime.conftest import Served

Serve = Callable[..., Served]

NONSENSE: list[Any] = [
    None,
    7,
    "text",
    [],
    {},
    {"id": "x"},
    {"id": 5, "name": "say", "body": {}},
    {"id": "x" * 41, "name": "set_ready", "body": {"ready": True}},
    {"id": "x", "name": "no_such_command", "body": {}},
    {"id": "x", "name": ["say"], "body": {}},
    {"id": "x", "name": "say", "body": []},
    {"id": "x", "name": "say", "body": {"message_id": "m", "channel": "plenary"}},
    {"id": "x", "name": "say", "body": {"message_id": {"$": 1}, "channel": None, "text": 1}},
    {"id": "x", "name": "set_ready", "body": {"ready": "yes"}},
    {"id": "x", "name": "set_ready", "body": {"ready": True}, "more": 1},
    {"id": "\x00", "name": "set_ready", "body": {"ready": True}},
    {"id": "x", "name": "say", "body": {"message_id": "m", "channel": "nowhere", "text": "a"}},
    {"id": "x", "name": "advance", "body": {}},
    {"id": "x", "name": "say", "body": {"a": [[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]}},
    {"id": "y", "name": "take_stance", "body": {"proposal_id": "p", "stance": 10**400}},
]


def test_nonsense_is_refused_and_the_connection_lives(served: Serve) -> None:
    usa = served().seat("usa").open()
    before = usa.etag
    for payload in NONSENSE:
        answer = usa.send(payload)
        assert (answer["accepted"], bool(answer["message"])) == (False, True), payload
    assert usa.resync()["etag"] == before
    assert usa.give("set_ready", {"ready": True})["accepted"]


def test_a_text_with_nul_and_marks_comes_through_or_is_refused(served: Serve) -> None:
    server = served()
    usa, china = server.seat("usa").open(), server.seat("china").open()
    for number, text in enumerate(["a\x00b", "\u202eabc", "<b>x</b>", "\U0001f91d" * 100]):
        body = {"message_id": f"m{number}", "channel": "plenary", "text": text}
        answer = usa.give("say", body)
        if answer["accepted"]:
            china.until(lambda n=number: f"message/m{n}" in china.entities)  # type: ignore[misc]  # a lambda's default is not inferred
            said = china.entities[f"message/m{number}"]["text"]
            assert said == text.replace("\x00", "\N{REPLACEMENT CHARACTER}")
        else:
            assert answer["refusal"] == "bad_command"
    settled([usa, china])


def test_an_oversized_command_is_refused_and_the_connection_lives(served: Serve) -> None:
    usa = served().seat("usa").open()
    body = {"message_id": "m", "channel": "plenary", "text": "x" * COMMAND_BYTES}
    assert usa.give("say", body)["refusal"] == "too_large"
    assert usa.give("set_ready", {"ready": True})["accepted"]


def test_a_message_over_the_limit_is_a_clean_close_for_its_sender_alone(served: Serve) -> None:
    server = served()
    china = server.seat("china").open()
    raw = server.raw("usa")
    raw.socket.send("x" * (MESSAGE_BYTES + 1))
    assert [event[0] for event in raw.until_cut_off()] == ["view"]
    assert china.give("set_ready", {"ready": True})["accepted"]


PACKETS = [
    "",
    "4",
    "42",
    "42[]",
    "42{}",
    "42[7]",
    '42["connect",{}]',
    '42["disconnect"]',
    '42["*"]',
    '42["command"]',
    '420["command"]',
    '420["command",1,2,3]',
    '420["no such event"]',
    '42/other,["command"]',
    "40/other,",
    '40{"token":"again"}',
    "41/other,",
    "43[]",
    "44{}",
    '451-["command",{"_placeholder":true,"num":0}]',
    "42" + "[" * 2000,
    "4²[1]",
    "49",
    "9",
    "6",
    "5",
    "2probe",
    "3",
    "bAAAA",
    '420["command",{"id":"\\ud800","name":"say","body":{}}]',
]


def test_no_packet_whatever_ends_the_connection_or_the_server(served: Serve) -> None:
    server = served()
    raw = server.raw("usa")
    for packet in PACKETS:
        raw.socket.send(packet)
        raw.socket.send(b"\x00\xff", opcode=websocket.ABNF.OPCODE_BINARY)
    assert raw.call("command", {"id": "1", "name": "set_ready", "body": {"ready": True}})[
        "accepted"
    ]


def test_random_packets_do_no_harm(served: Serve) -> None:
    server = served()
    raw = server.raw("usa")
    rng = random.Random(7)
    alphabet = '0123456789[]{}",:command\\u00 -/x'
    for _ in range(2000):
        text = "".join(rng.choices(alphabet, k=rng.randrange(1, 40)))
        if text[0] != "1" and not text.startswith("41"):  # these say goodbye
            raw.socket.send(text)
    assert raw.call("command", {"id": "1", "name": "set_ready", "body": {"ready": True}})[
        "accepted"
    ]


def test_a_connection_from_another_sites_page_is_refused(served: Serve) -> None:
    server = served()
    server.may_log = "https://elsewhere.example"
    address = f"ws://127.0.0.1:{server.port}/socket.io/?EIO=4&transport=websocket"
    with pytest.raises(websocket.WebSocketBadStatusException) as refused:
        websocket.create_connection(address, origin="https://elsewhere.example")
    assert refused.value.status_code == 400
    websocket.create_connection(address, origin=f"http://127.0.0.1:{server.port}").close()


def test_compression_is_never_agreed_to(served: Serve) -> None:
    server = served()
    address = f"ws://127.0.0.1:{server.port}/socket.io/?EIO=4&transport=websocket"
    header = ["Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"]
    opened = websocket.create_connection(address, header=header)
    assert "sec-websocket-extensions" not in (opened.getheaders() or {})
    opened.close()


def test_a_client_that_stops_reading_is_cut_off_and_the_others_are_not_slowed(
    served: Serve,
) -> None:
    server = served(backlog=100_000, unpaced=True)
    usa, china = server.seat("usa").open(), server.seat("china").open()
    raw = server.raw("rok", receive_buffer=4096)
    slowest = 0.0
    text = "x" * 3900
    for number in range(300):
        began = time.monotonic()
        body = {"message_id": f"m{number}", "channel": "plenary", "text": text}
        assert usa.give("say", body)["accepted"]
        slowest = max(slowest, time.monotonic() - began)
    assert slowest < 1
    china.until(lambda: "message/m299" in china.entities)
    events = raw.until_cut_off()
    said = [e for e in events if e[0] == "patch" and "message/m0" in str(e[1]["put"])]
    assert said, "what came before the cut is whole"
    assert len(events) < 300
    back = server.seat("rok", etag="0" * 16).open()
    settled([usa, china, back])
    assert "message/m299" in back.entities


def test_a_half_open_connection_is_noticed_and_its_seat_is_absent(served: Serve) -> None:
    server = served(ping_interval=0.5, ping_timeout=0.5, presence_grace=0.1)
    china = server.seat("china").open()
    raw = server.raw("usa")

    def there() -> bool:
        return bool(china.entities["delegation/usa"]["delegates"][0]["present"])

    china.until(there)
    # The client says nothing any more, not even pong; the TCP connection stays open.
    china.until(lambda: not there(), seconds=8)
    assert raw.until_cut_off()[0][0] == "view"


def until_it_ends(line: websocket.WebSocket) -> None:
    """Read the opening, a refusal and a goodbye; fails when the line is kept open."""
    for _ in range(9):
        line.recv()


def test_a_socket_over_which_nobody_comes_is_closed(served: Serve) -> None:
    server = served(greeting=0.3)
    seat = server.raw("usa")
    address = f"ws://127.0.0.1:{server.port}/socket.io/?EIO=4&transport=websocket"
    silent, refused = (websocket.create_connection(address, timeout=5) for _ in range(2))
    refused.send('40{"token":"nobody\'s"}')
    for line in (silent, refused):
        with pytest.raises(websocket.WebSocketConnectionClosedException):
            until_it_ends(line)
    assert seat.call("time", {})["server_now"]
