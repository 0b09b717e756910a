"""API calls for texts: what stands written of a table, apart from how it stands."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from server.rules.ids import TalksId
from server.rules.state.talks import Talks
from server.rules.views.viewer import viewer_of
from server.service.admission import TableWatch
from server.service.ports import UnknownTalks
from server.service.texts import Base
from server.web.site import admitted
from server.web.site.errors import json_response, not_found
from server.web.site.parts import parts
from server.wire.views import own_text

FOR_EVER = 365 * 24 * 3600


def public_text(text_hash: str) -> ResponseReturnValue:
    """What the projector would show of a table before anybody has come. No secret is in it, and
    whoever knows its hash was at such a table: so it may be kept by anything on the way."""
    text = parts().texts.public(text_hash)
    if text is None:
        raise not_found()
    packs = bool(request.accept_encodings["gzip"])
    response = Response(text.packed if packs else text.json, content_type="application/json")
    if packs:
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    kept = response.cache_control
    kept.public, kept.max_age, kept.immutable = True, FOR_EVER, True
    return response


def talks_text(talks_id: TalksId) -> ResponseReturnValue:
    """What stands written for the caller's side alone: the own mandates, the inside of closed
    forums. The same until the schedule or the difficulty changes, or mandates are laid open."""
    at = admitted.views(talks_id)
    try:
        talks = parts().negotiations.talks(talks_id)
    except UnknownTalks:
        raise not_found() from None
    return json_response(own_text(base_of(talks, at)))


def base_of(talks: Talks, at: TableWatch) -> Base:
    """The text of whoever looks at the talks."""
    return parts().texts.base(talks, viewer_of(talks, at.audience))
