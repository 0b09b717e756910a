"""The OpenAPI document, made from the table of calls and the models of their bodies."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from server.rules.refusals import SENTENCES
from server.web.api.calls import Route
from server.web.site.once import HEADER, KEY_PATTERN
from server.wire.catalogue import ENTRIES

Json = dict[str, Any]

_REF = "#/components/schemas/{model}"
_VERSION = "1.0.0"
_KEY: Json = {
    "name": HEADER,
    "in": "header",
    "description": "A secret of the sender's, such as a UUID. The same call sent again with the "
    "same key makes nothing anew and is answered as before; another call is refused "
    "(`key_reused`).",
    "schema": {"type": "string", "pattern": KEY_PATTERN},
}


def document(routes: Iterable[Route], prefix: str, base: str = "") -> Json:
    """OpenAPI 3.1 of the calls under the prefix; `base` is where the server lives on its host."""
    routes = list(routes)
    paths: Json = {}
    for route in routes:
        paths.setdefault(prefix + route.openapi_path, {})[route.method.lower()] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Six-Party Table",
            "version": _VERSION,
            "description": "Changes are additive; a breaking one gets a new prefix. "
            "An unknown and a forbidden id are answered alike.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": base or "/"}],
        "paths": paths,
        "components": {
            "schemas": _schemas(routes),
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A facilitator's API token, a seat's or agent's token, that of "
                    "an observer's or a projector's link. A browser that is signed in needs none; "
                    "an assistant's finds the own tables and nothing else.",
                }
            },
        },
    }


def _operation(route: Route) -> Json:
    operation: Json = {
        "operationId": route.name,
        "summary": route.summary,
        "description": f"For: {route.who}.",
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in route.parameters
        ]
        + [
            {"name": q.name, "in": "query", "description": q.meaning, "schema": q.schema}
            for q in route.query
        ]
        + ([_KEY] if route.takes_key else []),
        "responses": {str(status): _response(status, a) for status, a in route.answers.items()},
        "security": [] if route.is_open else [{"token": []}],
    }
    if route.body is not None:
        operation["requestBody"] = {"required": True, "content": _json(_body_schema(route.body))}
    return operation


def _body_schema(model: type[BaseModel]) -> Json:
    return {"$ref": _REF.format(model=model.__name__)}


def _json(schema: Json) -> Json:
    return {"application/json": {"schema": schema}}


def _response(status: int, answer: type[BaseModel] | str | tuple[str, ...] | None) -> Json:
    response: Json = {"description": HTTPStatus(status).phrase}
    match answer:
        case None:
            pass
        case str() | tuple():
            kinds = (answer,) if isinstance(answer, str) else answer
            response["content"] = {kind: {"schema": _file(kind)} for kind in kinds}
        case model:
            response["content"] = _json(_body_schema(model))
    return response


def _file(kind: str) -> Json:
    """A file: text, or JSON of a standard's own."""
    return {} if kind == "application/json" else {"type": "string"}


def _schemas(routes: Iterable[Route]) -> Json:
    """Every body in and out, and a body for each command."""
    inward = [r.body for r in routes if r.body is not None]
    outward = [a for r in routes for a in r.answers.values() if isinstance(a, type)]
    wanted: list[Any] = [(m, "validation") for m in dict.fromkeys(inward)]
    wanted += [(m, "validation") for m in dict.fromkeys(outward)]
    _, made = models_json_schema(wanted, ref_template=_REF)
    schemas: Json = dict(made["$defs"])
    for entry in ENTRIES.values():
        schema = entry.model.model_json_schema(ref_template=_REF)
        schemas |= schema.pop("$defs", {})
        schemas[f"command.{entry.name}"] = {
            **schema,
            "title": entry.name,
            "x-roles": sorted(entry.roles),
        }
    schemas["Command"] = _command(schemas["Command"])
    schemas["RefusalCode"] = {"type": "string", "enum": sorted(SENTENCES)}
    return schemas


def _command(general: Json) -> Json:
    """The envelope of a command, with each name bound to its body."""
    envelope = general["properties"]
    return {
        "description": general["description"],
        "title": "Command",
        "oneOf": [
            {
                "type": "object",
                "title": name,
                "properties": {
                    "id": envelope["id"],
                    "name": {"const": name},
                    "body": {"$ref": f"#/components/schemas/command.{name}"},
                },
                "required": ["id", "name", "body"] if _needs_body(name) else ["id", "name"],
                "additionalProperties": False,
            }
            for name in ENTRIES
        ],
    }


def _needs_body(name: str) -> bool:
    return any(f.is_required() for f in ENTRIES[name].model.model_fields.values())
