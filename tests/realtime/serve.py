"""A server with running tables: `python -m tests.realtime.serve TABLES PORT [OPTIONS]`.

It runs in a process of its own, as gevent must be there before everything else. Its first line of
output is JSON: the port and, unless the database in OPTIONS holds a class already, the tokens.
"""

# ruff: noqa: E402  the patch has to come before whatever it patches is imported
from gevent import monkey

monkey.patch_all()

import json
import sys
from collections.abc import Mapping
from typing import Any

from flask import Flask

from server.analysis.calibration import calibrate
from server.realtime.asked import Asked
from server.realtime.live import Live
from server.realtime.offload import in_thread
from server.realtime.rooms import ClassroomRooms
from server.realtime.serving import run
from server.rules.commands.schedule import Start
from server.rules.refusals import Refusal
from server.rules.seats import Timekeeper
from server.service.admission import Admission
from server.service.classrooms import Classrooms
from server.service.clocks import SystemClock
from server.service.door import Door
from server.service.identities import FacilitatorIdentity, Identity
from server.service.joining import JoinResult
from server.service.negotiations import Negotiations
from server.service.pace import Pace
from server.service.seat_map import SeatMap
from server.service.texts import Texts
from server.storage.scenarios.loader import catalogue, default_folders
from server.storage.stores import MEMORY, open_stores
from tests.realtime.objects import objects
from tests.realtime.rights import rights_of

FACILITATOR_TOKEN = "facilitator"


def main(tables: int, port: int, options: dict[str, Any]) -> None:
    """Serve `tables` running tables until the process is ended."""
    stores = open_stores(options.pop("database", MEMORY), in_thread)
    scenarios = catalogue(default_folders())
    pace = Pace(rate=100_000, burst=100_000) if options.pop("unpaced", False) else Pace()
    negotiations = Negotiations(stores.log, SystemClock(), scenarios, calibrate, pace=pace)
    classrooms = Classrooms(stores.people, negotiations, pepper=b"0123456789abcdef")
    flask = Flask(__name__)
    flask.secret_key = "not a secret: nothing here is kept"

    def identify(_environ: Mapping[str, Any], asked: Asked) -> Identity | None:
        if asked.token == FACILITATOR_TOKEN:
            return FacilitatorIdentity("teacher")
        if asked.token is None:
            return None
        # An assistant's browser keeps its token in a cookie; here it is asked with like any other.
        return classrooms.authenticate(asked.token) or classrooms.browsers.who(asked.token)

    admission = Admission(classrooms, negotiations)
    texts = Texts()
    live = Live(
        flask,
        negotiations,
        ClassroomRooms(classrooms),
        admission,
        Door(admission, negotiations, SeatMap(negotiations, classrooms)),
        identify,
        texts,
        **options,
    )
    flask.register_blueprint(rights_of(classrooms, live.rights_changed))
    flask.add_url_rule("/api/v1/texts/<name>", "texts", lambda name: _public(texts, name))
    flask.add_url_rule("/connections", view_func=lambda: str(len(live.connections)))
    flask.add_url_rule("/objects", view_func=objects)
    told = {} if classrooms.all() else _made(classrooms, negotiations, tables)
    negotiations.wake()
    live.ticker.start()

    def ready(port: int) -> None:
        print(json.dumps({"port": port, **told}), flush=True)  # noqa: T201

    run(flask.wsgi_app, "127.0.0.1", port, before_stop=live.stop, ready=ready)


def _public(texts: Texts, name: str) -> tuple[bytes, int]:
    text = texts.public(name)
    return (b"{}", 404) if text is None else (text.json, 200)


def _made(classrooms: Classrooms, negotiations: Negotiations, tables: int) -> dict[str, Any]:
    """A class with every delegation's head seated and the first briefing begun."""
    made = classrooms.create("A class", "six-party", tables, by="teacher")
    if isinstance(made, Refusal):
        raise SystemExit(made.sentence)
    seats: dict[str, dict[str, str]] = {}
    for entry in made.talks:
        seats[entry.id] = {}
        for delegation in negotiations.talks(entry.id).scenario.delegations:
            joined = classrooms.join(
                made.classroom.join_code, f"Head of {delegation.short}", entry.table, delegation.id
            )
            if not isinstance(joined, JoinResult):
                raise SystemExit(f"not seated: {joined}")
            seats[entry.id][delegation.id] = joined.seat_token
        negotiations.handle(entry.id, "start", Start(), Timekeeper())
    return {
        "facilitator": FACILITATOR_TOKEN,
        "projector": made.projector_token,
        "observer": classrooms.links.new_observer(made.classroom.id, label="Dean", told=True),
        "classroom": made.classroom.id,
        "seats": seats,
    }


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), json.loads(sys.argv[3]) if sys.argv[3:] else {})
