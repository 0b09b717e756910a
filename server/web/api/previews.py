"""The API call that says what an inject would do to the zones, before anybody is told."""

from typing import Annotated, Any, cast

from flask.typing import ResponseReturnValue
from flask_babel import gettext
from pydantic import BaseModel, Field, create_model

from server.rules.ids import DelegationId, ForumId, InjectId, TalksId
from server.rules.moves.injects import would_bring
from server.rules.refusals import Refusal
from server.rules.state.talks import ForumStatus, Talks
from server.rules.written.modifiers import Modifier
from server.web.api import models as m
from server.web.api.bodies import read
from server.web.api.calls import FACILITATOR, Route
from server.web.api.talks import existing
from server.web.site import admitted
from server.web.site.errors import Refused, json_response
from server.wire.catalogue import part
from server.wire.incoming import plain
from server.wire.values import MAX_ENTRIES, Reference

OVER = frozenset({ForumStatus.AGREED, ForumStatus.FAILED})
"""Forums whose zone is of no more use."""


class ForumPreview(m.Outgoing):
    """How many packages could be agreed in a forum, each party accepting what is at or above its
    walk-away and across none of its red lines; null for a forum too large to count."""

    before: int | None
    after: int | None


class PreviewWarning(m.Outgoing):
    """Nothing could be agreed any more in this forum: said in a sentence."""

    forum: str
    message: str


class PreviewAnswer(m.Outgoing):
    """By forum, those only whose zone of agreement the inject touches."""

    forums: dict[str, ForumPreview]
    warnings: list[PreviewWarning]


def _body() -> type[BaseModel]:
    item: Any = part(Modifier)
    modifiers: Any = Annotated[list[item], Field(max_length=MAX_ENTRIES)]
    to: Any = Annotated[list[Reference], Field(max_length=MAX_ENTRIES)]
    return create_model(
        "Preview",
        __base__=m.Incoming,
        __doc__="An inject of the scenario by its id, or else the modifiers of one's own; `to` as"
        " in the commands.",
        inject=(Reference | None, None),
        to=(to, Field(default_factory=list)),
        modifiers=(modifiers, Field(default_factory=list)),
    )


Preview = _body()


def talks_preview(talks_id: TalksId) -> ResponseReturnValue:
    """What an inject would do to each forum's zone of agreement as things stand."""
    admitted.runs(talks_id)
    talks = existing(talks_id)
    sent: Any = read(Preview)
    brings = would_bring(
        talks,
        None if sent.inject is None else InjectId(sent.inject),
        tuple(DelegationId(d) for d in sent.to),
        tuple(cast(Modifier, plain(one)) for one in sent.modifiers),
    )
    if isinstance(brings, Refusal):
        raise Refused(brings)
    return json_response(_answer(talks, brings))


def _answer(talks: Talks, modifiers: tuple[Modifier, ...]) -> dict[str, Any]:
    # Imported when asked for: numpy is a third of the time a server takes to start.
    from server.analysis.previews import zone_effects
    from server.analysis.space import TooManyPackagesError

    touched = {x.forum for x in modifiers if x.forum is not None}
    forums: dict[ForumId, dict[str, int | None]] = {}
    for forum in talks.scheduled_forums():
        if forum not in touched or talks.forum_state(forum).status in OVER:
            continue
        own = [x for x in modifiers if x.forum == forum]
        try:
            before, after = zone_effects(talks.scenario, own)[forum]
        except TooManyPackagesError:
            forums[forum] = {"before": None, "after": None}
        else:
            forums[forum] = {"before": before, "after": after}
    emptied = [forum for forum, zone in forums.items() if zone["after"] == 0]
    return {
        "forums": forums,
        "warnings": [
            {"forum": forum, "message": _warning(talks, forum, forums[forum]["before"])}
            for forum in emptied
        ],
    }


def _warning(talks: Talks, forum: ForumId, before: int | None) -> str:
    title = talks.forum(forum).title
    if before == 0:
        return gettext("%(forum)s: nothing can be agreed there already.", forum=title)
    return gettext(
        "%(forum)s: no package would be left that every party whose consent is needed prefers to"
        " no agreement.",
        forum=title,
    )


ROUTES: tuple[Route, ...] = (
    Route(
        "POST",
        "/talks/<talks_id>/preview",
        talks_preview,
        "What an inject would do to each forum's zone of agreement; nothing is changed.",
        FACILITATOR,
        {200: PreviewAnswer, 400: m.Error, 401: m.Error, 404: m.Error, 409: m.Error},
        body=Preview,
    ),
)
