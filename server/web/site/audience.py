"""Who calls about a table, and what they may see of it."""

from flask import request

from server.rules.ids import ClassroomId, DelegationId, TalksId
from server.rules.refusals import Refusal
from server.rules.seats import (
    Audience,
    DelegateView,
    DelegationView,
    FacilitatorView,
    PublicView,
)
from server.service.identities import (
    AssistantIdentity,
    DelegateIdentity,
    FacilitatorIdentity,
    Identity,
    ObserverIdentity,
    ProjectorIdentity,
)
from server.web.site.errors import Refused, not_found
from server.web.site.identity import caller
from server.web.site.parts import parts


def known_caller(talks_id: TalksId | None = None) -> Identity:
    """Whoever calls; nobody in particular is asked to bring a token."""
    found = caller(talks_id)
    if found is None:
        raise Refused(Refusal("bad_token"))
    return found


def audience_of(identity: Identity, talks_id: TalksId) -> Audience:
    """What the caller sees of the table; whoever has no business there finds nothing."""
    match identity:
        case DelegateIdentity(person, talks) if talks == talks_id:
            return DelegateView(person)
        case FacilitatorIdentity():
            return _through()
        case AssistantIdentity() if identity.includes(talks_id):
            return _through()
        case ProjectorIdentity(classroom) if classroom == _classroom_of(talks_id):
            return PublicView()
        case ObserverIdentity(classroom) if classroom == _classroom_of(talks_id):
            audience = identity.audience if identity.includes(talks_id) else None
            if audience is not None:
                return audience
    raise not_found()


def _through() -> Audience:
    """Everything, or what the delegation sees whose eyes are asked for."""
    seen_as = request.args.get("as")
    return DelegationView(DelegationId(seen_as)) if seen_as else FacilitatorView()


def _classroom_of(talks_id: TalksId) -> ClassroomId | None:
    found = parts().classrooms.of_talks(talks_id)
    return found.id if found else None
