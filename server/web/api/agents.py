"""API calls about agents: a token for the seat that the talks gave one, and its end."""

from http import HTTPStatus

from flask.typing import ResponseReturnValue
from pydantic import BaseModel

from server.rules.ids import ClassroomId, DelegationId, TalksId
from server.web.api import models as m
from server.web.api.calls import FACILITATOR, Route
from server.web.site import admitted
from server.web.site.errors import granted, json_response, not_found
from server.web.site.parts import parts


class AgentToken(BaseModel):
    """The token of an agent's seat, told this once."""

    token: str
    agent: str
    talks: str
    delegation: str


class SeatedAgent(BaseModel):
    """An agent at a table. `used_at` is when its token was last used, to the minute; null where it
    was not yet, and both times where there is no token."""

    delegation: str
    agent: str
    name: str
    paused: bool
    operator: str
    model: str
    instructions: str
    made_at: int | None
    used_at: int | None


class SeatedAgents(BaseModel):
    """The agents at a table."""

    agents: list[SeatedAgent]


def table_agents(talks_id: TalksId) -> ResponseReturnValue:
    """The agents at a table, and whether they have come."""
    classroom = _class_of(talks_id)
    found = [
        SeatedAgent(
            delegation=seat.delegation,
            agent=seat.agent,
            name=seat.name,
            paused=seat.paused,
            operator=seat.operator,
            model=seat.model,
            instructions=seat.instructions,
            made_at=token.made_at if token else None,
            used_at=token.used_at or None if token else None,
        )
        for seat, token in parts().classrooms.agents.seated(classroom, talks_id)
    ]
    return json_response(SeatedAgents(agents=found).model_dump())


def agent_token(talks_id: TalksId, delegation: DelegationId) -> ResponseReturnValue:
    """Make the token by which the agent in a delegation's seat comes in."""
    classroom = _class_of(talks_id)
    token, seated = granted(parts().classrooms.agents.new_token(classroom, talks_id, delegation))
    parts().rights_changed()
    body = {
        "token": token,
        "agent": seated.agent,
        "talks": talks_id,
        "delegation": delegation,
    }
    return json_response(body, HTTPStatus.CREATED)


def revoke_agent_token(talks_id: TalksId, delegation: DelegationId) -> ResponseReturnValue:
    """Take the token back; the agent keeps its seat, and does nothing until it gets another."""
    if not parts().classrooms.agents.forget(_class_of(talks_id), talks_id, delegation):
        raise not_found()
    parts().rights_changed()
    return "", HTTPStatus.NO_CONTENT


def _class_of(talks_id: TalksId) -> ClassroomId:
    """The class of a table that the caller runs."""
    admitted.runs(talks_id)
    room = parts().classrooms.of_talks(talks_id)
    if room is None:
        raise not_found()
    return room.id


_PATH = "/talks/<talks_id>/agents/<delegation>/token"

ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/talks/<talks_id>/agents",
        table_agents,
        "The agents at a table, and when their tokens were last used.",
        FACILITATOR,
        {200: SeatedAgents, 401: m.Error, 404: m.Error},
    ),
    Route(
        "POST",
        _PATH,
        agent_token,
        "Make the token of the agent in a delegation's seat; earlier ones stop working.",
        FACILITATOR,
        {201: AgentToken, 401: m.Error, 404: m.Error, 409: m.Error},
    ),
    Route(
        "DELETE",
        _PATH,
        revoke_agent_token,
        "Take the token of the agent in a delegation's seat back.",
        FACILITATOR,
        {204: None, 401: m.Error, 404: m.Error},
    ),
)
