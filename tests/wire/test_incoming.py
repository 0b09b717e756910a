import math
import os
from collections.abc import Callable
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from server.rules.commands import Command
from server.rules.commands.ledger import DraftSideLetter, Pledge
from server.rules.commands.life import SetPolicy
from server.rules.commands.proposals import AmendProposal, StanceKind, TableProposal, TakeStance
from server.rules.commands.schedule import Expire, Extend, SetReady, Start
from server.rules.commands.seats import AssignSeat, SwapSeats
from server.rules.commands.talk import OpenChannel, Say
from server.rules.refusals import Refusal
from server.rules.seats import InnerRole
from server.rules.texts import snake_case
from server.service.sent import MoveSeat, SentCommand
from server.wire.catalogue import ENTRIES, command_schemas
from server.wire.incoming import Role, parse_command, parse_message

ID_LETTERS = "abcxyzABC019._:-"
FUZZ = int(os.environ.get("WIRE_FUZZ", "2000"))


def parsed(name: str, body: object) -> object:
    role: Role = "delegate" if "delegate" in ENTRIES[name].roles else "facilitator"
    return parse_command(name, body, role)


def test_every_command_is_on_the_wire_or_the_servers_own() -> None:
    on_the_wire = {entry.command for entry in ENTRIES.values()}
    assert on_the_wire | {Expire} == {*get_args(Command), MoveSeat}


@pytest.mark.parametrize(
    ("name", "body", "command"),
    [
        (
            "table_proposal",
            {"proposal_id": "p1", "forum": "energy", "package": {"oil": "high"}},
            TableProposal("p1", "energy", {"oil": "high"}),  # type: ignore[arg-type,dict-item]
        ),
        (
            "amend_proposal",
            {"proposal_id": "p2", "amends": "p1", "changes": {"oil": None}, "note": "less"},
            AmendProposal("p2", "p1", {"oil": None}, "less"),  # type: ignore[arg-type,dict-item]
        ),
        (
            "take_stance",
            {"proposal_id": "p1", "stance": "reserve"},
            TakeStance("p1", StanceKind.RESERVE),  # type: ignore[arg-type]
        ),
        (
            "open_channel",
            {"channel_id": "caucus:1", "with": ["usa", "rok"]},
            OpenChannel("caucus:1", ("usa", "rok")),  # type: ignore[arg-type]
        ),
        ("set_ready", {"ready": True}, SetReady(True)),
        ("start", {}, Start()),
        ("extend", {"seconds": 60}, Extend(60)),
        (
            "assign_seat",
            {"person": "x", "delegation": "usa", "inner_role": "deputy"},
            AssignSeat("x", "usa", "", InnerRole.DEPUTY),  # type: ignore[arg-type]
        ),
        (
            "swap_seats",
            {"person": "x", "with": "y"},
            SwapSeats("x", "y"),  # type: ignore[arg-type]
        ),
        (
            "set_policy",
            {"policies": {"scores": "live", "early_end": False}},
            SetPolicy({"scores": "live", "early_end": False}),
        ),
        ("set_policy", {"scores": "live"}, SetPolicy({"scores": "live"})),
    ],
)
def test_a_good_body_becomes_the_command(name: str, body: object, command: Command) -> None:
    assert parsed(name, body) == command


@pytest.mark.parametrize(
    ("name", "body", "field"),
    [
        ("say", {"message_id": "m1", "channel": "plenary"}, "text"),
        ("say", {"message_id": "m1", "channel": "plenary", "text": 3}, "text"),
        ("say", {"message_id": "m 1", "channel": "plenary", "text": "x"}, "message_id"),
        ("say", {"message_id": "m" * 41, "channel": "plenary", "text": "x"}, "message_id"),
        ("say", {"message_id": "", "channel": "plenary", "text": "x"}, "message_id"),
        ("say", {"message_id": "m1\n", "channel": "plenary", "text": "x"}, "message_id"),
        ("set_ready", {"ready": "true"}, "ready"),
        ("set_ready", {"ready": 1}, "ready"),
        ("extend", {"seconds": True}, "seconds"),
        ("extend", {"seconds": 1.0}, "seconds"),
        ("extend", {"seconds": 10**40}, "seconds"),
        ("start", {"now": True}, "now"),
        ("take_stance", {"proposal_id": "p", "stance": "abstain"}, "stance"),
        ("open_channel", {"channel_id": "c", "with_": ["usa"]}, "with"),
        ("open_channel", {"channel_id": "c", "with": ["usa", None]}, "with.1"),
        ("table_proposal", {"proposal_id": "p", "forum": "f", "package": []}, "package"),
        ("table_proposal", {"proposal_id": "p", "forum": "f", "package": {"a": 1}}, "package.a"),
        ("set_policy", {"policies": {"scores": 1.5}}, "policies.scores"),
        ("start", [], "body"),
        ("start", None, "body"),
    ],
)
def test_a_bad_body_names_the_field(name: str, body: object, field: str) -> None:
    refusal = parsed(name, body)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "bad_command"
    assert refusal.facts["field"] == field
    assert refusal.facts["expected"]


def test_a_text_of_4000_characters_is_taken_and_4001_are_too_long() -> None:
    body = {"message_id": "m1", "channel": "plenary", "text": "\N{HANGUL SYLLABLE HAN}" * 4000}
    assert isinstance(parsed("say", body), Say)
    assert parsed("say", body | {"text": "x" * 4001}) == Refusal(
        "text_too_long", {"field": "text", "limit": 4000}
    )


def test_a_command_over_16_kib_is_too_large() -> None:
    package = {f"issue-{n:03}-{'x' * 60}": "y" * 80 for n in range(100)}
    body = {"proposal_id": "p1", "forum": "energy", "package": package, "note": "z" * 4000}
    assert parsed("table_proposal", body) == Refusal("too_large", {"limit": 16 * 1024})


def test_nul_and_halves_of_characters_are_replaced_and_pairs_joined() -> None:
    body = {"message_id": "m1", "channel": "plenary", "text": "a\0b\ud83d\ude00c\ud800"}
    said = parsed("say", body)
    assert isinstance(said, Say)
    assert said.text == "a\ufffdb\N{GRINNING FACE}c\ufffd"


def test_a_role_sends_only_its_own_commands() -> None:
    assert parse_command("start", {}, "delegate") == Refusal("not_allowed", {"command": "start"})
    ready = parse_command("set_ready", {"ready": True}, "facilitator")
    assert ready == Refusal("not_allowed", {"command": "set_ready"})


@pytest.mark.parametrize(
    "name", ["expire", "Expire", "", None, 3, [], "__class__", "table-proposal"]
)
def test_what_is_no_command_is_refused(name: object) -> None:
    refusal = parse_command(name, {}, "facilitator")
    assert isinstance(refusal, Refusal)
    assert refusal.facts["field"] == "name"


@pytest.mark.parametrize(
    ("message", "field"),
    [
        (None, ""),
        ([], ""),
        ({}, "id"),
        ({"id": 7, "name": "start"}, "id"),
        ({"id": "a b", "name": "start"}, "id"),
        ({"id": "a" * 41, "name": "start"}, "id"),
        ({"id": "a", "name": "start", "extra": 1}, "extra"),
        ({"id": "a", "name": "nothing"}, "name"),
        ({"id": "a", "name": "start", "body": 3}, "body"),
    ],
)
def test_a_message_needs_id_name_and_body(message: object, field: str) -> None:
    refusal = parse_message(message, "facilitator")
    assert isinstance(refusal, Refusal)
    assert refusal.facts["field"] == field


def test_a_message_may_leave_an_empty_body_out() -> None:
    sent = parse_message({"id": "a", "name": "start"}, "facilitator")
    assert sent == SentCommand("a", "start", Start())


def test_a_nest_deeper_than_any_command_is_refused() -> None:
    nest: Any = {}
    for _ in range(100_000):
        nest = {"a": nest}
    refusal = parsed("table_proposal", nest)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "bad_command"
    while nest:  # taken apart by hand: the interpreter's own way down is recursive
        nest = nest.pop("a")


# --- anything at all ---

leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(codec=None), max_size=20)
    | st.sampled_from(["usa", "plenary", "p1", "accept", "head", "\0", "\ud800", "x" * 5000])
    | st.binary(max_size=4)
)
anything = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(leaves, inner, max_size=4)
)


def of_schema(schema: dict[str, Any], root: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values that a JSON Schema of ours allows, or nearly."""
    if "$ref" in schema:
        return of_schema(root["$defs"][schema["$ref"].rsplit("/", 1)[1]], root)
    if "anyOf" in schema:
        return st.one_of([of_schema(s, root) for s in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    simple: dict[str, Callable[[], st.SearchStrategy[Any]]] = {
        "null": st.none,
        "boolean": st.booleans,
        "integer": lambda: st.integers(-(10**17), 10**17),
        "string": lambda: (
            st.text(ID_LETTERS, min_size=1, max_size=40)
            | st.text(max_size=schema.get("maxLength", 40) if schema.get("pattern") else 100)
        ),
        "array": lambda: st.lists(of_schema(schema["items"], root), max_size=5),
    }
    if schema["type"] in simple:
        return simple[schema["type"]]()
    if "properties" not in schema and schema.get("patternProperties"):
        [values] = schema["patternProperties"].values()
        keys = st.text(ID_LETTERS, min_size=1, max_size=20)
        return st.dictionaries(keys, of_schema(values, root), max_size=6)
    required = {k: of_schema(v, root) for k, v in schema.get("properties", {}).items()}
    needed = {k: v for k, v in required.items() if k in schema.get("required", ())}
    rest = {k: v for k, v in required.items() if k not in needed}
    return st.fixed_dictionaries(needed, optional=rest)


SCHEMAS = command_schemas()
VALIDATORS = {name: Draft202012Validator(schema) for name, schema in SCHEMAS.items()}


@st.composite
def bodies(draw: st.DrawFn) -> tuple[str, Any]:
    name = draw(st.sampled_from(list(SCHEMAS)))
    body = draw(of_schema(SCHEMAS[name], SCHEMAS[name]))
    if draw(st.booleans()) and body:
        field = draw(st.sampled_from(list(body)))
        body = {**body, field: draw(anything)}
    return name, body


@settings(max_examples=FUZZ)
@given(bodies())
def test_fuzzed_bodies_are_commands_or_refusals(drawn: tuple[str, Any]) -> None:
    name, body = drawn
    answer = parsed(name, body)
    if isinstance(answer, Refusal):
        assert answer.code in {"bad_command", "text_too_long", "too_large"}
        assert all(isinstance(fact, str | int) for fact in answer.facts.values())
    else:
        assert type(answer) is ENTRIES[name].command
        assert VALIDATORS[name].is_valid(body) or name == "set_policy"


@settings(max_examples=FUZZ // 4)
@given(st.sampled_from(list(SCHEMAS)), anything)
def test_anything_at_all_never_raises(name: str, body: Any) -> None:
    assert isinstance(parsed(name, body), Refusal | ENTRIES[name].command)
    parse_message(body, "delegate")


def test_the_fuzz_can_tell_good_from_bad() -> None:
    assert VALIDATORS["extend"].is_valid({"seconds": 3})
    assert not VALIDATORS["extend"].is_valid({"seconds": 3.5})
    assert isinstance(parsed("extend", {"seconds": math.nan}), Refusal)


def test_wire_names_are_the_snake_case_of_the_class() -> None:
    assert snake_case(TableProposal) == "table_proposal"
    assert snake_case(Start) == "start"


def test_parts_of_a_command_become_dataclasses_and_a_wrong_part_is_named() -> None:
    promise = {"by": "usa", "what": "wait", "due_round": 2}
    support = {"forum": "energy", "issue": "oil", "option": "low"}
    body = {
        "letter_id": "l1",
        "with": ["rok"],
        "text": "x",
        "obligations": [promise, promise | support],
    }
    command = parsed("draft_side_letter", body)
    assert isinstance(command, DraftSideLetter)
    assert command.with_ == ("rok",)
    assert command.obligations == (
        Pledge("usa", "wait", 2),  # type: ignore[arg-type]
        Pledge("usa", "wait", 2, "energy", "oil", "low"),  # type: ignore[arg-type]
    )
    hash(command)  # frozen all the way down
    for change, field in (
        ({"due_round": "2"}, "obligations.0.due_round"),
        ({"price": 3}, "obligations.0.price"),
        ({"what": "w" * 4001}, "obligations.0.what"),
    ):
        refusal = parsed("draft_side_letter", body | {"obligations": [promise | change]})
        assert isinstance(refusal, Refusal)
        assert refusal.facts["field"] == field
