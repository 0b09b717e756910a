"""WebSocket frames (RFC 6455) as bytes: building the server's, reading the client's. No I/O."""

import struct
from enum import IntEnum

CLOSE_NORMAL = 1000
CLOSE_GOING_AWAY = 1001
CLOSE_PROTOCOL_ERROR = 1002
CLOSE_BAD_DATA = 1007
CLOSE_TOO_BIG = 1009

_FINAL = 0x80
_RESERVED = 0x70
_OPCODE = 0x0F
_MASKED = 0x80
_LENGTH = 0x7F
_MAX_CONTROL = 125


class Opcode(IntEnum):
    """The kinds of frames; 8 and above are control frames."""

    CONTINUATION = 0
    TEXT = 1
    BINARY = 2
    CLOSE = 8
    PING = 9
    PONG = 10


class FrameError(Exception):
    """The client's stream breaks the protocol; `code` is the status to close with."""

    def __init__(self, code: int, why: str) -> None:
        super().__init__(why)
        self.code = code


def frame(opcode: int, payload: bytes) -> bytes:
    """One unmasked, final frame, as a server sends it."""
    size = len(payload)
    if size < 126:
        return bytes((_FINAL | opcode, size)) + payload
    if size < 0x10000:
        return struct.pack("!BBH", _FINAL | opcode, 126, size) + payload
    return struct.pack("!BBQ", _FINAL | opcode, 127, size) + payload


def close_frame(code: int) -> bytes:
    """A close frame with its status."""
    return frame(Opcode.CLOSE, struct.pack("!H", code))


def unmasked(mask: bytes, data: bytes) -> bytes:
    """The payload as it was before the client masked it; one big exclusive or, no loop."""
    size = len(data)
    key = (mask * (size // 4 + 1))[:size]
    number = int.from_bytes(data, "little") ^ int.from_bytes(key, "little")
    return number.to_bytes(size, "little")


class FrameReader:
    """Cuts a client's bytes into whole messages and control frames, however they arrive.

    `limit` is the largest message in bytes. Nothing longer is ever held in memory: it is refused
    when its header comes, whether in one frame or in fragments.
    """

    __slots__ = ("_buffer", "_fragments", "_limit", "_opcode")

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._buffer = b""
        self._fragments = b""
        self._opcode: int | None = None

    def feed(self, data: bytes) -> list[tuple[int, bytes]]:
        """The (opcode, payload) pairs these bytes complete. Raises FrameError."""
        if self._buffer:
            data = self._buffer + data
        found: list[tuple[int, bytes]] = []
        start = 0
        while (end := self._end(data, start)) is not None:
            message = self._take(data, start, end)
            if message is not None:
                found.append(message)
            start = end
        self._buffer = data[start:]
        return found

    def _end(self, data: bytes, start: int) -> int | None:
        """Where the frame that begins at `start` ends, or None while it is incomplete."""
        have = len(data) - start
        if have < 2:
            return None
        self._check(data[start], data[start + 1])
        size = data[start + 1] & _LENGTH
        head = 6
        if size == 126:
            head = 8
            if have < 4:
                return None
            (size,) = struct.unpack_from("!H", data, start + 2)
        elif size == 127:
            head = 14
            if have < 10:
                return None
            (size,) = struct.unpack_from("!Q", data, start + 2)
        if size + len(self._fragments) > self._limit:
            raise FrameError(CLOSE_TOO_BIG, "message over the limit")
        return start + head + size if have >= head + size else None

    def _check(self, first: int, second: int) -> None:
        opcode = first & _OPCODE
        if first & _RESERVED:
            raise FrameError(CLOSE_PROTOCOL_ERROR, "reserved bit set")
        if not second & _MASKED:
            raise FrameError(CLOSE_PROTOCOL_ERROR, "client frame without a mask")
        if opcode >= Opcode.CLOSE:
            if opcode > Opcode.PONG or not first & _FINAL or second & _LENGTH > _MAX_CONTROL:
                raise FrameError(CLOSE_PROTOCOL_ERROR, "bad control frame")
        elif opcode > Opcode.BINARY:
            raise FrameError(CLOSE_PROTOCOL_ERROR, "unknown opcode")
        elif (opcode == Opcode.CONTINUATION) is (self._opcode is None):
            raise FrameError(CLOSE_PROTOCOL_ERROR, "fragment out of place")

    def _take(self, data: bytes, start: int, end: int) -> tuple[int, bytes] | None:
        size = data[start + 1] & _LENGTH
        head = start + (2 if size < 126 else 4 if size == 126 else 10)
        payload = unmasked(data[head : head + 4], data[head + 4 : end])
        opcode = data[start] & _OPCODE
        if opcode >= Opcode.CLOSE:
            return opcode, payload
        if data[start] & _FINAL:
            kind = opcode if self._opcode is None else self._opcode
            whole = self._fragments + payload
            self._opcode, self._fragments = None, b""
            return kind, whole
        if self._opcode is None:
            self._opcode = opcode
        self._fragments += payload
        return None
