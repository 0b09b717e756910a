"""From an HTTP request to a WebSocket (RFC 6455, section 4.2). No extension is ever agreed to."""

import base64
import binascii
import hashlib
from collections.abc import Callable, Mapping
from typing import Any, Protocol, cast

from server.realtime.transport.websocket import Stream, WebSocket

CONNECTION = "sixparty.connection"
"""Where the WSGI environment holds the connection that can be taken over."""

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class Connection(Protocol):
    """An HTTP connection that can be taken over."""

    def take_over(self, response: bytes) -> tuple[Stream, bytes]:
        """Write the response; gives the socket, and the bytes that were read already."""
        ...


def accept_key(key: str) -> str | None:
    """The answer to Sec-WebSocket-Key, or None when that is not 16 bytes in base64."""
    try:
        raw = base64.b64decode(key, validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(raw) != 16:
        return None
    return base64.b64encode(hashlib.sha1(key.encode() + _GUID).digest()).decode()  # noqa: S324 the protocol's own digest


def upgrade(
    environ: Mapping[str, Any],
    start_response: Callable[[str, list[tuple[str, str]]], object],
    limit: int,
    backlog: int,
) -> WebSocket | None:
    """The WebSocket, its handshake done; None after an error response was started.

    `limit`: the largest message from the client; `backlog`: the most kept for it; in bytes.
    """
    version = environ.get("HTTP_SEC_WEBSOCKET_VERSION")
    key = accept_key(environ.get("HTTP_SEC_WEBSOCKET_KEY", "").strip())
    connection = environ.get(CONNECTION)
    if version != "13":
        start_response("426 Upgrade Required", [("Sec-WebSocket-Version", "13")])
        return None
    if key is None or connection is None or environ.get("REQUEST_METHOD") != "GET":
        start_response("400 Bad Request", [("Content-Type", "text/plain")])
        return None
    response = (
        "HTTP/1.1 101 Switching Protocols\r\n"
        "Upgrade: websocket\r\n"
        "Connection: Upgrade\r\n"
        f"Sec-WebSocket-Accept: {key}\r\n\r\n"
    )
    stream, received = cast("Connection", connection).take_over(response.encode())
    return WebSocket(stream, limit, backlog, received)
