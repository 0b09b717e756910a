"""A bare WebSocket client that speaks Socket.IO by hand, for what a proper client never does."""

import json
import socket
from typing import Any

import websocket


class Raw:
    """A connected seat. Nothing is read unless it is asked for, and no ping is answered."""

    def __init__(self, port: int, token: str, receive_buffer: int | None = None) -> None:
        options = (
            ()
            if receive_buffer is None
            else ((socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer),)
        )
        self.socket = websocket.create_connection(
            f"ws://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket",
            sockopt=options,
            timeout=10,
        )
        self.socket.recv()
        self.socket.send("40" + json.dumps({"token": token}))
        answer = str(self.socket.recv())
        if not answer.startswith("40"):
            raise AssertionError(answer)

    def close(self) -> None:
        """Let the socket go without a goodbye."""
        self.socket.shutdown()  # type: ignore[no-untyped-call]  # the client ships few types

    def call(self, event: str, data: object) -> Any:
        """Send an event and give its acknowledgement, dropping what comes before it."""
        self.socket.send("42999" + json.dumps([event, data]))
        while True:
            text = str(self.socket.recv())
            if text.startswith("43999"):
                return json.loads(text[5:])[0]

    def until_cut_off(self) -> list[Any]:
        """Every event that still comes in, until the server's end is closed."""
        events = []
        try:
            while text := str(self.socket.recv()):
                if text.startswith("42"):
                    events.append(json.loads(text[2:]))
        except (websocket.WebSocketException, OSError):
            pass
        return events
