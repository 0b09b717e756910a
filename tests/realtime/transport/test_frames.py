"""Frames: what a client may send, cut in any way, and what it may not."""

import contextlib
import os
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.realtime.transport.frames import (
    CLOSE_PROTOCOL_ERROR,
    CLOSE_TOO_BIG,
    FrameError,
    FrameReader,
    Opcode,
    frame,
    unmasked,
)

LIMIT = 100_000


MASK = b"\x01\x02\x03\x04"


def from_client(payload: bytes, opcode: int = Opcode.TEXT, *, final: bool = True) -> bytes:
    """A masked frame, as a browser sends it."""
    first = bytes([(0x80 if final else 0) | opcode])
    size = len(payload)
    if size < 126:
        head = first + bytes([0x80 | size])
    elif size < 1 << 16:
        head = first + b"\xfe" + struct.pack("!H", size)
    else:
        head = first + b"\xff" + struct.pack("!Q", size)
    return head + MASK + unmasked(MASK, payload)


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65_535, 65_536, 70_001])
def test_a_message_of_any_size_comes_through(size: int) -> None:
    payload = os.urandom(size)
    assert FrameReader(LIMIT).feed(from_client(payload)) == [(Opcode.TEXT, payload)]


@pytest.mark.parametrize(
    ("size", "head"),
    [
        (5, b"\x81\x05"),
        (300, b"\x81\x7e\x01\x2c"),
        (65_536, b"\x81\x7f" + struct.pack("!Q", 65_536)),
    ],
)
def test_the_server_writes_the_shortest_header(size: int, head: bytes) -> None:
    assert frame(Opcode.TEXT, b"x" * size) == head + b"x" * size


@given(
    messages=st.lists(st.binary(max_size=400), max_size=5),
    cuts=st.lists(st.integers(1, 50), min_size=1),
    fragment=st.integers(1, 200),
)
def test_messages_survive_any_cutting_and_fragmenting(
    messages: list[bytes], cuts: list[int], fragment: int
) -> None:
    stream = b"".join(_fragmented(message, fragment) for message in messages)
    reader = FrameReader(LIMIT)
    found: list[tuple[int, bytes]] = []
    at, turn = 0, 0
    while at < len(stream):
        step = cuts[turn % len(cuts)]
        found += reader.feed(stream[at : at + step])
        at, turn = at + step, turn + 1
    assert found == [(Opcode.BINARY, message) for message in messages]


def _fragmented(message: bytes, size: int) -> bytes:
    parts = [message[i : i + size] for i in range(0, len(message), size)] or [b""]
    return b"".join(
        from_client(
            part,
            Opcode.CONTINUATION if number else Opcode.BINARY,
            final=number == len(parts) - 1,
        )
        for number, part in enumerate(parts)
    )


def test_a_ping_may_come_between_fragments() -> None:
    stream = (
        from_client(b"ab", final=False)
        + from_client(b"?", Opcode.PING)
        + from_client(b"cd", Opcode.CONTINUATION)
    )
    assert FrameReader(LIMIT).feed(stream) == [(Opcode.PING, b"?"), (Opcode.TEXT, b"abcd")]


@pytest.mark.parametrize(
    "stream",
    [
        frame(Opcode.TEXT, b"no mask"),
        b"\xc1\x80\x00\x00\x00\x00",
        from_client(b"", 3),
        from_client(b"", 11),
        from_client(b"", Opcode.PING, final=False),
        from_client(b"x" * 126, Opcode.PING),
        from_client(b"x", Opcode.CONTINUATION),
        from_client(b"x", final=False) + from_client(b"y"),
    ],
    ids=[
        "unmasked",
        "reserved bit",
        "unknown opcode",
        "unknown control opcode",
        "fragmented ping",
        "long ping",
        "continuation of nothing",
        "new message inside another",
    ],
)
def test_what_breaks_the_protocol_is_refused(stream: bytes) -> None:
    with pytest.raises(FrameError) as refused:
        FrameReader(LIMIT).feed(stream)
    assert refused.value.code == CLOSE_PROTOCOL_ERROR


def test_a_message_over_the_limit_is_refused_at_its_header() -> None:
    head = from_client(b"x" * 1001)[:8]
    with pytest.raises(FrameError) as refused:
        FrameReader(1000).feed(head)
    assert refused.value.code == CLOSE_TOO_BIG


def test_fragments_count_together_towards_the_limit() -> None:
    reader = FrameReader(1000)
    reader.feed(from_client(b"x" * 600, final=False))
    with pytest.raises(FrameError) as refused:
        reader.feed(from_client(b"x" * 600, Opcode.CONTINUATION))
    assert refused.value.code == CLOSE_TOO_BIG


@given(st.binary(max_size=300))
def test_no_bytes_whatever_do_more_than_break_the_protocol(data: bytes) -> None:
    found: list[tuple[int, bytes]] = []
    with contextlib.suppress(FrameError):
        found = FrameReader(1000).feed(data)
    assert all(len(payload) <= 1000 for _, payload in found)
