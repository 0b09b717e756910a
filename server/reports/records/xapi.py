"""What people did, as xAPI statements (IEEE 9274.1.1, version 1.0.3) for a learning record store.

The actor is an account of this server under the person's code, never a name or a mail address.
Verbs and kinds of activities are those of ADL's vocabulary; what bots and the clock did is nobody's
statement.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import orjson

from server.reports.records.columns import iso
from server.reports.records.source import ClassRecord, TableRecord
from server.rules import events as e
from server.rules.ids import ForumId, PersonId
from server.rules.seats import Delegate

Json = dict[str, Any]

MEDIA_TYPE = "application/json"
VOCABULARY = "http://adlnet.gov/expapi"
VERBS = (
    "answered", "asked", "attended", "commented", "completed", "registered", "responded",
    "resumed", "shared", "suspended",
)  # fmt: skip
"""Those used, all of them registered by ADL under `VOCABULARY`/verbs/."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What an event says: verb, the activity's path and kind, its name, and a result."""

    verb: str
    path: str
    kind: str
    name: str
    result: Json = field(default_factory=dict)
    forum: ForumId | None = None
    person: PersonId | None = None


def statements(record: ClassRecord, home: str) -> Iterator[Json]:
    """Every statement, table by table in the order of the log; `home` is the server's address."""
    for table in record.tables:
        yield from _of_table(record, table, home.rstrip("/"))


def xapi_json(record: ClassRecord, home: str) -> Iterator[bytes]:
    """The file: one JSON array, as a store takes it, a statement a line."""
    before = b"[\n"
    for one in statements(record, home):
        yield before + orjson.dumps(one)
        before = b",\n"
    yield b"[]\n" if before == b"[\n" else b"\n]\n"


def _of_table(record: ClassRecord, table: TableRecord, home: str) -> Iterator[Json]:
    codes = {p.person: p.code for p in record.people}
    for one in table.recorded:
        said = _said(table, one)
        person = None
        if said is not None:
            person = said.person or (one.by.person if isinstance(one.by, Delegate) else None)
        if said is not None and person in codes:
            yield _statement(record, table, one, said, codes[PersonId(person)], home)
        if isinstance(one.event, e.life.Concluded):
            for seat in table.talks.seats.values():
                done = _Said("completed", "", "simulation", "", {"completion": True})
                if seat.person in codes:
                    yield _statement(
                        record, table, one, done, codes[seat.person], home, salt=seat.person
                    )


def _statement(
    record: ClassRecord,
    table: TableRecord,
    one: e.Recorded,
    said: _Said,
    code: str,
    home: str,
    salt: str = "",
) -> Json:
    talks = f"{home}/talks/{table.talks.id}"
    grouping = [
        _activity(talks, "simulation", table.talks.scenario.title),
        _activity(f"{home}/facilitate/{record.room.id}", "course", record.room.title),
    ]
    related: Json = {"grouping": grouping}
    if said.forum is not None:
        title = table.talks.forum(said.forum).title
        related["parent"] = [_activity(f"{talks}/forums/{said.forum}", "meeting", title)]
    made: Json = {
        "id": str(uuid5(NAMESPACE_URL, f"{talks}#{one.seq}{salt}")),
        "actor": {"objectType": "Agent", "account": {"homePage": home, "name": code}},
        "verb": {"id": f"{VOCABULARY}/verbs/{said.verb}", "display": {"en": said.verb}},
        "object": _activity(
            f"{talks}{said.path}", said.kind, said.name or table.talks.scenario.title
        ),
        "context": {
            "registration": str(uuid5(NAMESPACE_URL, talks)),
            "platform": "Six-Party Table",
            "contextActivities": related,
            "extensions": {f"{home}/xapi/table": table.number},
        },
        "timestamp": iso(one.at),
    }
    return made | {"result": said.result} if said.result else made


def _activity(iri: str, kind: str, name: str) -> Json:
    definition: Json = {"type": f"{VOCABULARY}/activities/{kind}"}
    if name:
        definition["name"] = {"en": name}
    return {"objectType": "Activity", "id": iri, "definition": definition}


def _response(text: str) -> Json:
    return {"response": text} if text else {}


def _said(table: TableRecord, one: e.Recorded) -> _Said | None:
    """What the event says, None for one that is no statement of a person."""
    return _of_people(one.event) or _of_talk(one.event) or _of_offers(table, one.event)


def _of_people(event: e.Event) -> _Said | None:
    match event:
        case e.seats.SeatAssigned(person, _, delegation):
            return _Said("registered", "", "simulation", "", _response(delegation), person=person)
        case e.seats.ObserverSeated(person):
            return _Said("attended", "", "simulation", "", person=person)
        case e.talk.SteppedOut(person, on):
            return _Said("suspended" if on else "resumed", "", "simulation", "", person=person)
        case e.talk.Reflected(_, prompt, text):
            return _Said("answered", "/reflections", "question", prompt, _response(text))
        case e.talk.HelpAsked(_, text):
            return _Said("asked", "/help", "question", "Help", _response(text))
        case e.preparing.QuizAnswered(_, _, forum, question, answer, right):
            result = {**_response(answer), "success": right}
            return _Said("answered", f"/quiz/{forum}", "question", question, result, forum)
        case e.preparing.PositionWritten(text=text):
            return _Said("shared", "/positions", "file", "Position paper", _response(text))
        case _:
            return None


def _of_talk(event: e.Event) -> _Said | None:
    match event:
        case e.talk.MessageSent(_, channel, text=text, question=question, answer=answer):
            verb = "asked" if question else "answered" if answer else "commented"
            return _Said(verb, f"/channels/{channel}", "meeting", channel, _response(text))
        case e.teams.PressStated(text=text):
            return _Said("shared", "/press", "media", "Press statement", _response(text))
        case e.ledger.LetterDrafted(letter, text=text):
            return _Said("shared", f"/letters/{letter}", "file", "Side letter", _response(text))
        case e.ledger.LetterSigned(letter):
            return _Said("responded", f"/letters/{letter}", "file", "Side letter",
                         {"success": True, "response": "signed"})  # fmt: skip
        case e.ledger.LetterDeclined(letter):
            return _Said("responded", f"/letters/{letter}", "file", "Side letter",
                         {"success": False, "response": "declined"})  # fmt: skip
        case e.ledger.LetterDisclosed(letter):
            return _Said("shared", f"/letters/{letter}", "file", "Side letter")
        case e.ledger.ObligationReported(owed, status=status):
            return _Said("responded", f"/obligations/{owed}", "performance", "Obligation",
                         _response(status))  # fmt: skip
        case e.ledger.ObligationContested(owed):
            return _Said("responded", f"/obligations/{owed}", "performance", "Obligation",
                         _response("contested"))  # fmt: skip
        case _:
            return None


def _of_offers(table: TableRecord, event: e.Event) -> _Said | None:
    match event:
        case e.proposals.ProposalTabled(proposal, forum):
            return _Said("shared", f"/proposals/{proposal}", "file", "Proposal", forum=forum)
        case e.proposals.ProposalCosponsored(proposal):
            return _to_offer(table, proposal, "sponsored")
        case e.proposals.StanceTaken(proposal, _, stance):
            return _to_offer(table, proposal, stance)
        case e.proposals.SilenceBroken(proposal):
            return _to_offer(table, proposal, "silence broken")
        case e.teams.BallotCast(proposal, stance=stance):
            return _to_offer(table, proposal, f"{stance} (in the delegation)")
        case e.plenary.Endorsed(forum, _, stance):
            return _Said("responded", f"/forums/{forum}", "meeting", "Agreement",
                         _response(stance), forum)  # fmt: skip
        case _:
            return None


def _to_offer(table: TableRecord, proposal: str, response: str) -> _Said:
    known = next((p for p in table.talks.proposals.values() if p.id == proposal), None)
    return _Said("responded", f"/proposals/{proposal}", "file", "Proposal", _response(response),
                 known.forum if known else None)  # fmt: skip
