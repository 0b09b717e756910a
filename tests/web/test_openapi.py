import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from server.app import App
from server.rules.refusals import SENTENCES
from server.web.api.blueprint import ROUTES
from server.wire.catalogue import ENTRIES
from tests.web.site import Caller, Class, made_app


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> App:
    return made_app(Path(tmp_path_factory.mktemp("data")))


@pytest.fixture(scope="module")
def document(app: App) -> dict[str, Any]:
    answer = Caller(app).get("/openapi.json")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.get_json()
    return found


def test_the_document_is_valid(document: dict[str, Any]) -> None:
    validate(document)


def test_every_call_of_the_router_is_described(app: App, document: dict[str, Any]) -> None:
    routed = {
        (method, re.sub(r"<([^>]+)>", r"{\1}", str(rule)))
        for rule in app.flask.url_map.iter_rules()
        if str(rule).startswith("/api/v1/") and rule.endpoint not in ("api.nothing",)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    described = {
        (method.upper(), path) for path, calls in document["paths"].items() for method in calls
    }
    assert routed - described == {("GET", "/api/v1/openapi.json")}
    assert described <= routed
    assert len(described) == len(ROUTES)


def test_every_command_and_code_is_described(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    assert {f"command.{name}" for name in ENTRIES} <= set(schemas)
    assert set(schemas["RefusalCode"]["enum"]) == set(SENTENCES)
    assert len(schemas["Command"]["oneOf"]) == len(ENTRIES)


def validator(document: dict[str, Any], name: str) -> Draft202012Validator:
    return Draft202012Validator({**document, "$ref": f"#/components/schemas/{name}"})


def test_real_answers_are_as_described(app: App, document: dict[str, Any]) -> None:
    room = Class(app)
    delegate, seat = room.joins("Ann")
    talks = room.talks
    answers = {
        "MadeClassroom": room.made,
        "Seat": seat,
        "ClassroomStatus": room.teacher.get(f"/classrooms/{room.id}").get_json(),
        "View": delegate.get(f"/talks/{talks}/view").get_json(),
        "Receipt": delegate.does(talks, "ask_help", {"text": "?"}),
        "Error": delegate.get("/talks/none/view").get_json(),
        "TalksAnalysis": room.teacher.get(f"/talks/{talks}/analysis").get_json(),
    }
    for name, answer in answers.items():
        validator(document, name).validate(answer)
    assert not validator(document, "Seat").is_valid({"talks": talks})


def test_the_command_schema_tells_good_from_bad(document: dict[str, Any]) -> None:
    command = validator(document, "Command")
    assert command.is_valid({"id": "a", "name": "extend", "body": {"seconds": 60}})
    assert command.is_valid({"id": "a", "name": "start"})
    assert not command.is_valid({"id": "a", "name": "extend", "body": {"seconds": "60"}})
    assert not command.is_valid({"id": "a", "name": "extend"})
    assert not command.is_valid({"id": "a", "name": "expire", "body": {}})
