"""The HTTP API: every call in one table, its router, and the document that describes it."""

from functools import cache

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from server.web.api import (
    agents,
    classrooms,
    comparison,
    desk,
    exports,
    people,
    previews,
    talks,
    texts,
    tokens,
)
from server.web.api import models as m
from server.web.api.calls import FACILITATOR, Query, Route, words
from server.web.api.models_analysis import ConferenceAnalysis, TalksAnalysis
from server.web.api.models_debrief import TalksDebrief, TalksReplay
from server.web.api.openapi import document
from server.web.site.errors import json_response
from server.web.site.security import csrf
from server.web.statement import pages as statement

JSON_LINES = talks.JSON_LINES

ROUTES: tuple[Route, ...] = (
    Route(
        "POST",
        "/classrooms",
        classrooms.create_classroom,
        "Make a class with its tables.",
        FACILITATOR,
        {201: m.MadeClassroom, 400: m.Error, 401: m.Error, 404: m.Error, 409: m.Error},
        m.NewClassroom,
        takes_key=True,
    ),
    Route(
        "GET",
        "/classrooms/<classroom_id>",
        classrooms.classroom_status,
        "A class and where its tables stand.",
        FACILITATOR,
        {200: m.ClassroomStatus, 401: m.Error, 404: m.Error},
    ),
    Route(
        "GET",
        "/classrooms/<classroom_id>/people",
        classrooms.classroom_people,
        "Everybody of a class and where they sit.",
        FACILITATOR,
        {200: m.ClassroomPeople, 401: m.Error, 404: m.Error},
    ),
    Route(
        "DELETE",
        "/classrooms/<classroom_id>",
        classrooms.delete_classroom,
        "Delete a class with everything in it, for good.",
        FACILITATOR,
        {204: None, 401: m.Error, 404: m.Error},
    ),
    Route(
        "GET",
        "/classrooms/<classroom_id>/board",
        comparison.classroom_board,
        "The tables of a class side by side; a projector gets what the policies show.",
        "facilitator, projector",
        {200: m.Board, 401: m.Error, 404: m.Error},
    ),
    Route(
        "POST",
        "/join",
        classrooms.join,
        "Take a seat by the class's code.",
        "anyone",
        {
            201: m.Seat,
            202: m.WaitingRoom,
            400: m.Error,
            404: m.Error,
            409: m.Error,
            429: m.Error,
        },
        m.Join,
        takes_key=True,
    ),
    Route(
        "POST",
        "/join/admission",
        classrooms.admission,
        "Ask whether the facilitator has admitted one; once that is so, the seat.",
        "anyone",
        {
            201: m.Seat,
            202: m.WaitingRoom,
            400: m.Error,
            404: m.Error,
            409: m.Error,
            429: m.Error,
        },
        m.Admission,
    ),
    Route(
        "POST",
        "/rejoin",
        classrooms.rejoin,
        "Come back to one's seat by the personal code.",
        "anyone",
        {200: m.Seat, 400: m.Error, 401: m.Error, 404: m.Error, 409: m.Error, 429: m.Error},
        m.Rejoin,
    ),
    Route(
        "GET",
        "/talks/<talks_id>/view",
        talks.talks_view,
        "What the caller may see of the table; 304 while that is what it knows already.",
        "seat, agent, facilitator, observer",
        {200: m.View, 304: None, 400: m.Error, 401: m.Error, 404: m.Error, 429: m.Error},
        query=(
            words("as", "For the facilitator: the view of this delegation.", 80),
            talks.ETAG,
            talks.WAIT,
            talks.TEXT,
        ),
    ),
    Route(
        "GET",
        "/talks/<talks_id>/text",
        texts.talks_text,
        "What stands written for the caller's side of the table alone, its own mandates among it.",
        "seat, agent, facilitator, observer",
        {200: m.WrittenText, 401: m.Error, 404: m.Error},
        query=(words("as", "For the facilitator: the text of this delegation.", 80),),
    ),
    Route(
        "GET",
        "/texts/<text_hash>",
        texts.public_text,
        "What stands written of a table and everybody may know; never changes, to be kept.",
        "anyone",
        {200: m.WrittenText, 404: m.Error},
    ),
    Route(
        "GET",
        "/talks/<talks_id>/board",
        comparison.talks_board,
        "The caller's delegation beside the same one at other tables, once scores are shown.",
        "seat, facilitator",
        {200: m.Board, 401: m.Error, 404: m.Error},
        query=(words("as", "For the facilitator: the comparison of this delegation.", 80),),
    ),
    Route(
        "POST",
        "/talks/<talks_id>/commands",
        talks.talks_commands,
        "Give a command: the same door as the socket's.",
        "seat, agent, facilitator",
        {200: m.Receipt, 400: m.Error, 401: m.Error, 404: m.Error, 429: m.Receipt},
        m.Command,
    ),
    Route(
        "GET",
        "/talks/<talks_id>/events",
        talks.talks_events,
        "The log after a number, one event a line.",
        FACILITATOR,
        {200: JSON_LINES, 400: m.Error, 401: m.Error, 404: m.Error},
        query=(talks.AFTER,),
    ),
    Route(
        "GET",
        "/talks/<talks_id>/statement",
        statement.talks_statement,
        "The Joint Statement, as the caller may know it, to read, print or keep.",
        "seat, facilitator",
        {200: tuple(statement.FORMATS.values()), 400: m.Error, 401: m.Error, 404: m.Error},
        query=(
            Query(
                "format",
                "A page to print, Markdown, or PDF.",
                {"type": "string", "enum": list(statement.FORMATS), "default": "html"},
            ),
            words("as", "For the facilitator: as this delegation may know it.", 80),
        ),
    ),
    Route(
        "GET",
        "/talks/<talks_id>/analysis",
        talks.talks_analysis,
        "What was possible in each forum, and the path of offers; seats get what the cards open.",
        "facilitator; seats at the debrief",
        {200: TalksAnalysis, 401: m.Error, 404: m.Error, 409: m.Error},
    ),
    Route(
        "GET",
        "/talks/<talks_id>/conference",
        talks.talks_conference,
        "What all forums of the schedule could have given together, once mandates lie open.",
        "facilitator; everybody at the table from the end on",
        {200: ConferenceAnalysis, 401: m.Error, 404: m.Error, 409: m.Error},
    ),
    Route(
        "GET",
        "/talks/<talks_id>/debrief",
        talks.talks_debrief,
        "What happened, what was possible and why, as far as the turned cards allow.",
        "facilitator; everybody at the table from the end on",
        {200: TalksDebrief, 401: m.Error, 404: m.Error, 409: m.Error},
    ),
    Route(
        "GET",
        "/talks/<talks_id>/replay",
        talks.talks_replay,
        "The moments of the talks as the caller saw them; with `stop` the view at one of them.",
        "facilitator; everybody at the table from the end on",
        {200: TalksReplay, 400: m.Error, 401: m.Error, 404: m.Error, 409: m.Error},
        query=(
            talks.STOP,
            words("as", "For the facilitator: as this delegation saw it.", 80),
        ),
    ),
    *exports.ROUTES,
    *people.ROUTES,
    *desk.ROUTES,
    *previews.ROUTES,
    *agents.ROUTES,
    *tokens.ROUTES,
)

PREFIX = "/api/v1"


def api() -> Blueprint:
    """Every call of the table, and the document."""
    made = Blueprint("api", __name__, url_prefix=PREFIX)
    for route in ROUTES:
        made.add_url_rule(route.path, route.name, route.view, methods=[route.method])
    made.add_url_rule("/openapi.json", view_func=openapi_json)
    # Callers by token need no protection against other sites; callers by cookie get it in `caller`.
    csrf.exempt(made)
    return made


@cache
def openapi(base: str = "") -> dict[str, object]:
    """The OpenAPI document of a server that lives below `base` on its host."""
    return document(ROUTES, PREFIX, base)


def openapi_json() -> ResponseReturnValue:
    """The description of this API."""
    return json_response(openapi(request.script_root))
