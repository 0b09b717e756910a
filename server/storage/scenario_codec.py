"""Scenarios as talks keep them: JSON of the whole scenario under the hash of that JSON."""

import hashlib

import orjson

from server.rules.written.scenario import Scenario
from server.storage.event_codec import Damaged
from server.storage.shapes import Misshapen, reader, write

_read = reader(Scenario, lenient=True)


def write_scenario(scenario: Scenario) -> tuple[str, str]:
    """(digest, JSON) of the scenario; equal scenarios have equal digests."""
    body = write(scenario)
    return hashlib.sha256(body).hexdigest(), body.decode()


def read_scenario(body: str | bytes) -> Scenario:
    """The scenario that was written. Raises `Damaged`."""
    try:
        scenario: Scenario = _read(orjson.loads(body))
    except (Misshapen, orjson.JSONDecodeError) as error:
        raise Damaged(f"stored scenario: {error}") from error
    return scenario
