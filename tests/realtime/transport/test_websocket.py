"""A client's WebSocket over a real pair of sockets: slow readers, endings, bad data."""

import struct
from collections.abc import Iterator

import gevent
import pytest
from gevent import socket

from server.realtime.transport.frames import (
    CLOSE_BAD_DATA,
    CLOSE_NORMAL,
    CLOSE_PROTOCOL_ERROR,
    CLOSE_TOO_BIG,
    Opcode,
    frame,
)
from server.realtime.transport.websocket import WebSocket
from tests.realtime.transport.test_frames import from_client

BACKLOG = 200_000


class Pair:
    """The server's WebSocket, and the client's bare socket."""

    def __init__(self, received: bytes = b"") -> None:
        self.stream, self.client = socket.socketpair()
        for end in (self.stream, self.client):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 8192)
        self.client.settimeout(5)
        self.websocket = WebSocket(self.stream, 1000, BACKLOG, received)

    def end(self) -> None:
        """Close both ends."""
        self.websocket.end()
        self.stream.close()
        self.client.close()

    def read(self, size: int) -> bytes:
        """The next bytes, so many of them."""
        found = b""
        while len(found) < size and (data := self.client.recv(65_536)):
            found += data
        return found

    def said(self) -> bytes:
        """Everything the server sent until it hung up."""
        found = b""
        while data := self.client.recv(65_536):
            found += data
        return found


@pytest.fixture
def pair() -> Iterator[Pair]:
    """A connected pair."""
    made = Pair()
    yield made
    made.end()


def close_code(data: bytes) -> int:
    """The status in a close frame."""
    assert data[0] == 0x88
    return int(struct.unpack("!H", data[2:4])[0])


def test_text_and_binary_messages_come_in(pair: Pair) -> None:
    pair.client.sendall(from_client("ä".encode()) + from_client(b"\xff", Opcode.BINARY))
    assert pair.websocket.receive() == "ä"
    assert pair.websocket.receive() == b"\xff"


def test_what_came_with_the_handshake_is_not_lost() -> None:
    made = Pair(received=from_client(b"early"))
    assert made.websocket.receive() == "early"
    made.end()


def test_a_ping_is_answered_with_its_own_payload(pair: Pair) -> None:
    pair.client.sendall(from_client(b"hi", Opcode.PING) + from_client(b"x"))
    assert pair.websocket.receive() == "x"
    assert pair.client.recv(100) == frame(Opcode.PONG, b"hi")


def test_the_clients_goodbye_is_answered_and_ends_the_reading(pair: Pair) -> None:
    pair.client.sendall(from_client(struct.pack("!H", 1001), Opcode.CLOSE))
    assert pair.websocket.receive() is None
    assert close_code(pair.client.recv(100)) == 1001


@pytest.mark.parametrize(
    ("payload", "code"),
    [(b"", CLOSE_NORMAL), (b"\x03", CLOSE_PROTOCOL_ERROR), (b"\x03\xed", CLOSE_PROTOCOL_ERROR)],
    ids=["no status", "half a status", "a status that must not be sent"],
)
def test_an_odd_goodbye_is_answered_too(pair: Pair, payload: bytes, code: int) -> None:
    pair.client.sendall(from_client(payload, Opcode.CLOSE))
    assert pair.websocket.receive() is None
    assert close_code(pair.client.recv(100)) == code


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (from_client(b"\xff\xfe"), CLOSE_BAD_DATA),
        (from_client(b"x" * 1001), CLOSE_TOO_BIG),
        (frame(Opcode.TEXT, b"x"), CLOSE_PROTOCOL_ERROR),
    ],
    ids=["not UTF-8", "too big", "unmasked"],
)
def test_bad_data_closes_cleanly_with_its_code(pair: Pair, sent: bytes, code: int) -> None:
    reader = gevent.spawn(pair.websocket.receive)
    pair.client.sendall(sent)
    assert close_code(pair.client.recv(100)) == code
    pair.client.sendall(b"whatever comes after is not read as frames")
    pair.client.shutdown(socket.SHUT_WR)
    assert reader.get(timeout=2) is None


def test_the_servers_goodbye_waits_for_the_clients(pair: Pair) -> None:
    reader = gevent.spawn(pair.websocket.receive)
    gevent.sleep(0)
    pair.websocket.close()
    assert close_code(pair.client.recv(100)) == CLOSE_NORMAL
    pair.websocket.post(frame(Opcode.TEXT, b"too late"))
    pair.client.sendall(from_client(b"still talking") + from_client(b"", Opcode.CLOSE))
    assert reader.get(timeout=2) is None


def test_a_client_that_never_answers_the_goodbye_is_hung_up_on(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.realtime.transport.websocket.LINGER_SECONDS", 0.05)
    reader = gevent.spawn(pair.websocket.receive)
    gevent.sleep(0)
    pair.websocket.close()
    assert reader.get(timeout=2) is None


def test_posting_never_waits_and_a_late_reader_gets_the_whole_stream(pair: Pair) -> None:
    payloads = [bytes([n]) * 3000 for n in range(50)]
    for payload in payloads:
        pair.websocket.post(frame(Opcode.BINARY, payload))
    pair.websocket.close()
    stream = gevent.spawn(pair.said)
    gevent.spawn(pair.websocket.receive)
    gevent.sleep(0.2)
    pair.client.sendall(from_client(b"", Opcode.CLOSE))
    pair.stream.shutdown(socket.SHUT_RDWR)
    expected = b"".join(frame(Opcode.BINARY, payload) for payload in payloads)
    assert stream.get(timeout=2)[: len(expected)] == expected


def test_a_client_that_does_not_read_is_given_up_and_its_stream_ends_whole(pair: Pair) -> None:
    reader = gevent.spawn(pair.websocket.receive)
    gevent.sleep(0)
    one = frame(Opcode.BINARY, b"p" * 5000)
    for _ in range(100):
        pair.websocket.post(one)
    assert reader.get(timeout=2) is None, "the connection ends by itself"
    taken = pair.said()
    assert taken == (one * 100)[: len(taken)], "a prefix of what was sent: cut, never corrupt"
    assert len(taken) < len(one) * 100


def test_one_large_message_is_no_reason_to_give_a_client_up(pair: Pair) -> None:
    view = frame(Opcode.BINARY, bytes(5 * BACKLOG))
    small = frame(Opcode.BINARY, b"patch")
    pair.websocket.post(view)
    pair.websocket.post(small)
    assert pair.read(len(view) + len(small)) == view + small


def test_memory_for_a_client_that_does_not_read_is_bounded(pair: Pair) -> None:
    for _ in range(1000):
        pair.websocket.post(frame(Opcode.BINARY, b"p" * 5000))
    assert pair.websocket.waiting == 0, "given up: nothing is kept"
