"""API calls about API tokens: which are in force, and the end of one."""

from http import HTTPStatus

from flask.typing import ResponseReturnValue

from server.service.facilitators import token_id
from server.web.api import models as m
from server.web.api.calls import FACILITATOR, Route
from server.web.api.models_rights import Tokens
from server.web.site import admitted
from server.web.site.errors import json_response, not_found
from server.web.site.parts import parts


def tokens() -> ResponseReturnValue:
    """The API tokens that are in force."""
    admitted.manages()
    found = [
        {
            "id": token_id(one),
            "name": one.name,
            "made_at": one.made_at,
            "used_at": one.used_at or None,
        }
        for one in parts().classrooms.facilitators.tokens()
    ]
    return json_response({"tokens": found})


def revoke_token(token_id: str) -> ResponseReturnValue:
    """Take an API token back, the caller's own too."""
    admitted.manages()
    if not parts().classrooms.facilitators.revoke_token(token_id):
        raise not_found()
    parts().rights_changed()
    return "", HTTPStatus.NO_CONTENT


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/tokens",
        tokens,
        "The API tokens that are in force: name, when made, when last used.",
        FACILITATOR,
        {200: Tokens, 401: m.Error, 404: m.Error},
    ),
    Route(
        "DELETE",
        "/tokens/<token_id>",
        revoke_token,
        "Take an API token back.",
        FACILITATOR,
        {204: None, 401: m.Error, 404: m.Error},
    ),
)
