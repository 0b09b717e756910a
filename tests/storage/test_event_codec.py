"""Events on paper: strict, complete, and readable for ever."""

from pathlib import Path
from typing import Any, get_args

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.rules.events import Event, Recorded
from server.rules.events.seats import BotSeated
from server.rules.events.talk import HelpAsked, MessageSent
from server.rules.ids import PLENARY, AgentId, CommandId, MessageId, PersonId
from server.rules.seats import Agent
from server.rules.texts import snake_case
from server.service.ports import Unstorable
from server.storage.event_codec import (
    UPCASTERS,
    Codec,
    Damaged,
    read_actor,
    read_event,
    read_line,
    write_actor,
    write_event,
    write_line,
)
from tests.storage.kept import ACTORS, ONE_OF_EACH, USA, recorded

GOLDEN = Path(__file__).with_name("events_v1.jsonl")
"""One of every event as release 1 wrote it. Lines are added for new events, never changed."""


def golden() -> list[Recorded]:
    laid = recorded(*ONE_OF_EACH)
    return [
        Recorded(one.seq, one.at + n, ACTORS[n % len(ACTORS)], CommandId(f"c{n}"), one.event)
        for n, one in enumerate(laid)
    ]


def test_there_is_one_of_every_event() -> None:
    assert {type(event) for event in ONE_OF_EACH} == set(get_args(Event))


@pytest.mark.parametrize("event", ONE_OF_EACH, ids=lambda e: snake_case(type(e)))
def test_what_is_written_is_read_the_same(event: Any) -> None:
    name, version, body = write_event(event)
    assert read_event(name, version, body) == event
    assert "\0" not in body


def test_the_logs_of_the_first_release_are_read_and_written_the_same() -> None:
    lines = GOLDEN.read_bytes().splitlines()
    assert [read_line(line) for line in lines] == golden()
    written = [write_line(one) for one in golden()]
    older = {n for n, line in enumerate(lines) if line != written[n]}
    assert {orjson.loads(lines[n])["name"] for n in older} == {name for name, _ in UPCASTERS}
    assert all(orjson.loads(lines[n])["version"] < version(written[n]) for n in older)


def version(line: bytes) -> int:
    return int(orjson.loads(line)["version"])


@pytest.mark.parametrize("actor", [*ACTORS, Agent(USA, AgentId("a1~b"))], ids=repr)
def test_actors_are_read_as_written(actor: Any) -> None:
    assert read_actor(write_actor(actor)) == actor


@pytest.mark.parametrize("text", ["", "king:1", "timekeeper:1", "delegate"])
def test_other_actors_are_damaged(text: str) -> None:
    with pytest.raises(Damaged, match="unknown kind"):
        read_actor(text)


HELP = {"person": "kim", "text": "?"}
TABLED = orjson.loads(write_event(ONE_OF_EACH[13]).body)


@pytest.mark.parametrize(
    ("name", "version", "value", "message"),
    [
        ("help_asked", 1, {"person": "kim"}, "text: expected a value"),
        ("help_asked", 1, {**HELP, "extra": 1}, "extra: expected no such field"),
        ("help_asked", 1, {**HELP, "text": 5}, "text: expected text, found 5"),
        ("help_asked", 1, [], "expected an object"),
        ("help_asked", 2, HELP, "later release"),
        ("no_such_event", 1, {}, "unknown"),
        ("seats_locked", 1, {"locked": 1}, "locked: expected true or false"),
        ("clock_extended", 1, {"seconds": True, "why": ""}, "seconds: expected a whole number"),
        ("clock_extended", 1, {"seconds": 1.0, "why": ""}, "seconds: expected a whole number"),
        ("proposal_tabled", 1, {**TABLED, "package": {"oil": 3}}, "package.oil: expected text"),
        ("proposal_tabled", 1, {**TABLED, "amends": 3}, "amends: expected text or null"),
        (
            "stance_taken",
            1,
            {"proposal_id": "p", "by": "rok", "stance": "maybe", "reason": ""},
            "stance: expected one of accept, reject, reserve, found 'maybe'",
        ),
        (
            "channel_opened",
            1,
            {"channel_id": "c", "by": "rok", "members": ["rok", 1]},
            "members.1: expected text",
        ),
    ],
)
def test_what_is_not_of_the_form_is_named(
    name: str, version: int, value: object, message: str
) -> None:
    with pytest.raises(Damaged, match=message):
        read_event(name, version, orjson.dumps(value))


def test_what_is_no_json_is_named() -> None:
    with pytest.raises(Damaged, match="no JSON"):
        read_event("help_asked", 1, "{")
    with pytest.raises(Damaged, match="no JSON"):
        read_line(b"not json")
    with pytest.raises(Damaged, match="exactly the fields"):
        read_line(b"{}")
    line = orjson.loads(write_line(golden()[0]))
    with pytest.raises(Damaged, match="seq: expected int"):
        read_line(orjson.dumps({**line, "seq": "1"}))


@pytest.mark.parametrize(
    "event",
    [HelpAsked(PersonId("kim"), "half a pair: \ud800"), BotSeated(USA, "firm", 2**70)],
    ids=["surrogate", "big number"],
)
def test_what_json_cannot_hold_is_unstorable(event: Any) -> None:
    with pytest.raises(Unstorable):
        write_event(event)


@given(text=st.text(st.characters(exclude_categories=["Cs"])), name=st.text(max_size=5))
def test_any_text_survives(text: str, name: str) -> None:
    clean_name = "".join(ch for ch in name if not "\ud800" <= ch <= "\udfff")
    event = MessageSent(MessageId("m"), PLENARY, None, clean_name, text)
    stored = write_event(event)
    assert read_event(*stored) == event
    assert "\n" not in stored.body
    assert "\0" not in stored.body


def test_older_versions_are_brought_up_step_by_step() -> None:
    codec = Codec(
        {
            ("help_asked", 1): lambda old: {"who": old["delegate"], "text": old["text"]},
            ("help_asked", 2): lambda old: {"person": old["who"], "text": old["text"]},
        }
    )
    help_asked = HelpAsked(PersonId("kim"), "?")
    assert codec.write(help_asked).version == 3
    assert codec.read("help_asked", 3, '{"person": "kim", "text": "?"}') == help_asked
    assert codec.read("help_asked", 2, '{"who": "kim", "text": "?"}') == help_asked
    assert codec.read("help_asked", 1, '{"delegate": "kim", "text": "?"}') == help_asked
    with pytest.raises(Damaged, match="no way from version 0"):
        codec.read("help_asked", 0, '{"delegate": "kim", "text": "?"}')


def test_every_upcaster_belongs_to_an_event_there_is() -> None:
    names = {snake_case(kind) for kind in get_args(Event)}
    assert {name for name, _ in UPCASTERS} <= names
