"""The part of `templates/help/reference.md` that is made from the code.

`python -m server.cli.reference --write` writes it; a test fails while it is stale.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import fields
from enum import StrEnum
from typing import Any, get_args

import click
from pydantic import BaseModel

from server.cli import VERBS, sixparty
from server.config import CHECKOUT, TABLE
from server.rules.events import Event
from server.rules.refusals import SENTENCES
from server.rules.texts import snake_case
from server.rules.written import policies
from server.web.api.blueprint import ROUTES
from server.wire.catalogue import ENTRIES

FILE = CHECKOUT / "templates" / "help" / "reference.md"
HEADING = "## For programs and administrators"
"""Everything from this heading on is generated; what stands above it is written by hand."""

_OPENING = """\
Everything below is made from the program itself (`python -m server.cli.reference --write`).
"""


def rendered() -> str:
    """The generated part, its heading included."""
    parts = [
        HEADING + "\n",
        _OPENING,
        *_section("Command line", _verbs()),
        *_section("Settings", _settings()),
        *_section("HTTP API", _calls()),
        _SOCKETS,
        *_section("Commands of delegates", _commands("delegate")),
        *_section("Commands of facilitators", _commands("facilitator")),
        *_section("Policies", _policies()),
        *_section("Events of the log", _events()),
        *_section("Refusals", _refusals()),
    ]
    return "\n".join(parts)


_SOCKETS = """\
### Sockets

Socket.IO, default namespace. Connect with `auth: {token, talks}` (in a browser the cookie is
enough). Send `command` with `{id, name, body}`; it is acknowledged with `{id, accepted: true}` or
`{id, accepted: false, refusal, facts, message}`. Send `resync` to get the whole view again, `time`
to get `{server_now}` in milliseconds (an answer also shows that the line lives). The server sends
`view` `{etag, entities}`, `patch` `{base, etag, put, drop}` and `notice` `{kind}`: `replaced` (the
seat is open elsewhere), `revoked` (the right was taken back), `observers` with `names` (who looks
on), `unavailable`, `shutting_down`. A connection is to one table or one wall; every message is
checked against the right as it stands then.

#### Text once

Most of a view never changes. With `auth: {token, talks, text: "apart"}`, or `?text=apart` on `GET
.../view`, a view has `text: {public, own}`, hashes of two texts, and of each entity only what
differs from them; `put` of a patch holds what differs from the entity you hold, or for a new one
from the text. `GET /api/v1/texts/{hash}` gives the public text; it needs no token, never changes
and may be kept for ever. Send `text` (or ask `GET .../talks/{talks_id}/text`) for the own one
`{hash, entities}`: mandates and whatever else is written for your side alone; `own` is null where
nothing is. Ask again when a view names another hash.

Both texts, views and patches are joined in one way, the own text with the public one first. To
join what you hold with what is said: members of an object are joined with those of the same name,
and new ones added behind; the member `""`, if there is one, first takes away the members that it
lists. An object that is said of a list changes the items that it names, each by the first text
among its `id`, `forum`, `issue` and `option`. Anything else replaces. A forum's `text` (where each
issue stands) is not sent: it follows from `settled` and from who proposes, cosponsors or accepts
which open proposal.

`pause`, `extend`, `advance`, `step_back`, `conclude` and `roll_back` take the `round` and `phase`
that they were meant for, as the entity `talks` shows them (`phase` is the `state` while no phase
runs: `lobby`, `concluded`, `debrief`). When the talks stand elsewhere by then, the command is
refused as `phase_over` and nothing moves; without the two it counts for whatever phase there is.
"""


def _section(title: str, rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    head, *body = rows
    yield f"### {title}\n"
    yield _line(head)
    yield _line("---" for _ in head)
    yield from map(_line, body)
    yield ""


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def _first_sentence(doc: str | None) -> str:
    return _cell((doc or "").split("\n\n")[0])


def _verbs() -> Iterator[tuple[str, ...]]:
    yield "Line", "Meaning"
    context = click.Context(sixparty)
    for verb in VERBS:
        command = sixparty.get_command(context, verb)
        if isinstance(command, click.Group):
            for name, inner in command.commands.items():
                yield f"`sixparty {verb} {name}{_usage(inner)}`", _first_sentence(inner.help)
        elif command is not None:
            yield f"`sixparty {verb}{_usage(command)}`", _first_sentence(command.help)


def _usage(command: click.Command) -> str:
    words = []
    for parameter in command.params:
        if isinstance(parameter, click.Argument):
            words.append((parameter.metavar or str(parameter.name)).upper())
        elif parameter.opts[0] not in ("--help", "--version"):
            words.append(f"[{parameter.opts[0]}]")
    return "".join(f" {word}" for word in words)


def _settings() -> Iterator[tuple[str, ...]]:
    yield "Environment", "In sixparty.toml", "Meaning", "Default"
    for one in TABLE:
        yield f"`{one.variable}`", f"`{one.name}`", one.meaning, one.default


def _calls() -> Iterator[tuple[str, ...]]:
    yield "Call", "Who", "Gives"
    for route in ROUTES:
        query = "".join(f"?{q.name}=" for q in route.query[:1])
        yield f"`{route.method} /api/v1{route.openapi_path}{query}`", route.who, route.summary


def _commands(role: str) -> Iterator[tuple[str, ...]]:
    yield "Command", "Body", "Meaning"
    for name, entry in ENTRIES.items():
        if role in entry.roles:
            yield f"`{name}`", _body(entry.model), _first_sentence(entry.command.__doc__)


def _body(model: type[BaseModel]) -> str:
    return f"`{_fields(model)}`"


def _fields(model: type[BaseModel]) -> str:
    named = [
        (field.alias or name) + ("" if field.is_required() else "?") + _parts(field.annotation)
        for name, field in model.model_fields.items()
    ]
    return f"{{{', '.join(named)}}}"


def _parts(kind: Any) -> str:
    """The form of a list's items where they have parts of their own."""
    items = [k for k in get_args(kind) if isinstance(k, type) and issubclass(k, BaseModel)]
    return "".join(f" [{_fields(k)}]" for k in items)


def _policies() -> Iterator[tuple[str, ...]]:
    yield "Policy", "Meaning", "Values", "Default"
    defaults = policies.Policies()
    for field in fields(policies.Policies):
        default: Any = getattr(defaults, field.name)
        values = ", ".join(type(default)) if isinstance(default, StrEnum) else "true, false"
        shown = str(default).lower()
        yield f"`{field.name}`", policies.SENTENCES[field.name], values, shown


def _events() -> Iterator[tuple[str, ...]]:
    yield "Event", "Meaning"
    for event in get_args(Event):
        yield f"`{snake_case(event)}`", _first_sentence(event.__doc__)


def _refusals() -> Iterator[tuple[str, ...]]:
    yield "Code", "What the person reads"
    for code, sentence in SENTENCES.items():
        yield f"`{code}`", sentence


def whole(text: str) -> str:
    """The file's text with the generated part made anew."""
    by_hand = re.split(f"^{re.escape(HEADING)}$", text, maxsplit=1, flags=re.MULTILINE)[0]
    return by_hand.rstrip() + "\n\n" + rendered().rstrip() + "\n"


def main(arguments: list[str]) -> int:
    """Write the generated part, or say whether it is stale."""
    text = FILE.read_text(encoding="utf-8")
    if arguments == ["--write"]:
        FILE.write_text(whole(text), encoding="utf-8")
        return 0
    stale = text != whole(text)
    if stale:
        sys.stderr.write(f"{FILE.name} is stale; run python -m server.cli.reference --write\n")
    return int(stale)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
