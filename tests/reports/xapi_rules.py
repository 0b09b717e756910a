"""What a learning record store asks of a statement (xAPI 1.0.3, part two), as far as ours go.

Each rule raises AssertionError with the statement's part that breaks it.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

Json = Mapping[str, Any]

IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*|und")
CONTEXTS = {"parent", "grouping", "category", "other"}


def check(statement: Json) -> None:
    """The whole statement."""
    _known(
        statement,
        must={"actor": agent, "verb": verb, "object": activity},
        may={"id": uuid, "result": result, "context": context, "timestamp": timestamp},
    )
    assert _no_nulls(statement)


def _known(
    thing: Any, must: Mapping[str, Callable[[Any], None]], may: Mapping[str, Callable[[Any], None]]
) -> None:
    assert isinstance(thing, Mapping), thing
    assert must.keys() <= thing.keys(), thing
    for name, value in thing.items():
        rule = must.get(name) or may.get(name)
        assert rule is not None, f"no such property: {name}"
        rule(value)


def _no_nulls(value: Any) -> bool:
    """Null stands nowhere but in extensions, and ours hold none."""
    if isinstance(value, Mapping):
        return all(_no_nulls(one) for one in value.values())
    if isinstance(value, list):
        return all(map(_no_nulls, value))
    return value is not None


def agent(value: Any) -> None:
    """An agent has exactly one inverse functional identifier; ours an account."""
    identifiers = {"mbox", "mbox_sha1sum", "openid", "account"} & set(value)
    assert len(identifiers) == 1, value
    _known(value, must={"account": account}, may={"objectType": _is("Agent"), "name": text})


def account(value: Any) -> None:
    """Home page (an IRL) and name."""
    _known(value, must={"homePage": irl, "name": text}, may={})


def verb(value: Any) -> None:
    """Its id, and how it reads."""
    _known(value, must={"id": iri}, may={"display": language_map})


def activity(value: Any) -> None:
    """Its id and definition."""
    _known(value, must={"id": iri}, may={"objectType": _is("Activity"), "definition": definition})


def definition(value: Any) -> None:
    """Recommended: name and type."""
    may = {"name": language_map, "description": language_map, "type": iri, "moreInfo": irl}
    _known(value, must={}, may={**may, "extensions": extensions})


def result(value: Any) -> None:
    """Success and completion are truth values, a response is text."""
    may = {"success": truth, "completion": truth, "response": text, "extensions": extensions}
    _known(value, must={}, may=may)


def context(value: Any) -> None:
    """Registration is a UUID; platform only where the object is an activity, as ours always is."""
    may = {
        "registration": uuid,
        "contextActivities": related,
        "platform": text,
        "language": language,
        "extensions": extensions,
    }
    _known(value, must={}, may=may)


def related(value: Any) -> None:
    """Parent, grouping, category, other: lists of activities."""
    assert value.keys() <= CONTEXTS, value
    for activities in value.values():
        assert isinstance(activities, list)
        for one in activities:
            activity(one)


def extensions(value: Any) -> None:
    """Keys are IRIs."""
    for key in value:
        iri(key)


def language_map(value: Any) -> None:
    """Language tags to texts."""
    assert isinstance(value, Mapping)
    assert value
    for key, said in value.items():
        language(key)
        text(said)


def language(value: Any) -> None:
    """A tag of RFC 5646."""
    assert LANGUAGE.fullmatch(value), value


def iri(value: Any) -> None:
    """An absolute IRI."""
    assert isinstance(value, str)
    assert IRI.fullmatch(value), value


def irl(value: Any) -> None:
    """An IRI that can be opened."""
    iri(value)
    assert value.startswith(("http://", "https://")), value


def uuid(value: Any) -> None:
    """As RFC 4122 writes it, in lower or upper case."""
    assert str(UUID(value)) == value.lower(), value


def timestamp(value: Any) -> None:
    """ISO 8601 with a zone; a zone of -00:00 is forbidden."""
    assert datetime.fromisoformat(value).tzinfo is not None, value
    assert not value.endswith(("-00", "-0000", "-00:00")), value


def text(value: Any) -> None:
    """Text."""
    assert isinstance(value, str), value


def truth(value: Any) -> None:
    """True or false."""
    assert isinstance(value, bool), value


def _is(word: str) -> Callable[[Any], None]:
    def rule(value: Any) -> None:
        assert value == word, value

    return rule
