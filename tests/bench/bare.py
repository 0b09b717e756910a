"""The yardstick: bare Flask-SocketIO on gevent with its defaults. `python -m tests.bench.bare`.

No rules, no secrecy, nothing stored: a command is echoed to its room of seven with about 400 bytes
and acknowledged. A client that connects gets `VIEW_BYTES`, when it asks for a view.
"""

# ruff: noqa: E402  the patch has to come before whatever it patches is imported
from gevent import monkey

monkey.patch_all()

import json
import sys

if "--simple-websocket" in sys.argv:
    # As fast as gevent-websocket, but it loses parts of frames when a client reads slowly, so that
    # a run at saturation may never end.
    sys.modules["geventwebsocket"] = None  # type: ignore[assignment]  # hides an optional package

import flask
from flask import Flask
from flask_socketio import SocketIO, emit, join_room

from tests.realtime.objects import objects
from tests.services import free_port

FILLER = "x" * 330
VIEW_BYTES = 20_000


def main() -> None:
    """Serve until the process is ended; prints the port as JSON."""
    app = Flask(__name__)
    socketio = SocketIO(app, async_mode="gevent")

    @socketio.on("connect")  # type: ignore[untyped-decorator]  # Flask-SocketIO ships no types
    def connect(auth: dict[str, str]) -> None:
        join_room(auth["room"])
        if auth.get("view"):
            emit("view", {"etag": "0", "entities": "x" * VIEW_BYTES})

    @socketio.on("command")  # type: ignore[untyped-decorator]  # Flask-SocketIO ships no types
    def command(data: dict[str, str]) -> dict[str, object]:
        patch = {"base": "0", "etag": "1", "put": {"message/x": {"id": data["id"], "text": FILLER}}}
        emit("patch", patch, to=flask.request.args["room"])
        return {"id": data["id"], "accepted": True}

    app.add_url_rule("/objects", view_func=objects)
    port = free_port()
    print(json.dumps({"port": port}), flush=True)
    socketio.run(app, "127.0.0.1", port)


if __name__ == "__main__":
    main()
