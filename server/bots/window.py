"""The part of a delegation's view that a bot looks at, through the rules' own gate.

Entities are built by the gate's builders for the delegation as audience, so a bot can see nothing
that its delegation may not. Left out is what it has no use for: scores, others' messages, and other
rounds.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from server.rules.events import Event
from server.rules.ids import DelegationId, ForumId, MessageId, ProposalId
from server.rules.seats import DelegationView
from server.rules.state.talks import Talks
from server.rules.views.frame import Frame
from server.rules.views.gate import FAMILIES
from server.rules.views.touched import touched
from server.rules.views.viewer import Viewer, viewer_of

View = dict[str, dict[str, Any]]

FAMILIES_SEEN = ("talks", "delegation", "forum", "mandate", "proposal", "message")


class Window:
    """One delegation's window, on all forums that are open or on one; `look` again costs what
    changed."""

    __slots__ = ("_audience", "_only", "_seen", "_view")

    def __init__(self, delegation: DelegationId, only: ForumId | None = None) -> None:
        self._audience = DelegationView(delegation)
        self._only = only
        self._seen: Talks | None = None
        self._view: View = {}

    def look(self, frame: Frame, events: Sequence[Event] | None = None) -> View:
        """The view of the frame's talks. `events[n]` is the event numbered n + 1, where known."""
        talks, viewer = frame.talks, viewer_of(frame.talks, self._audience)
        seen, self._seen = self._seen, talks
        if seen is talks:
            return self._view
        if seen is not None and events is not None:
            what = touched(events[seen.seq : talks.seq], seen, talks)
            if not what.everything:
                # What else those events touch (a forum's text, who did something last) is not
                # looked at; what is settled or barred changes with events that touch everything.
                for family in ("proposal", "message"):
                    keys = [key for of, key in what.keys if of == family]
                    _take_in(self._view, frame, viewer, family, keys, self._forums(talks))
                return self._view
        self._view = {}
        for family in FAMILIES_SEEN:
            keys = list(FAMILIES[family][0](talks, viewer))
            _take_in(self._view, frame, viewer, family, keys, self._forums(talks))
        if self._only is not None:
            self._view["talks"] = {**self._view["talks"], "forums_now": [self._only]}
        return self._view

    def _forums(self, talks: Talks) -> tuple[ForumId, ...]:
        return talks.forums_now if self._only is None else (self._only,)


def _take_in(
    view: View,
    frame: Frame,
    viewer: Viewer,
    family: str,
    keys: Iterable[str],
    now: tuple[ForumId, ...],
) -> None:
    """Take entities of a family into the view, those of forums that are not looked at left out."""
    talks, build = frame.talks, FAMILIES[family][1]
    for key in keys:
        if family in {"forum", "mandate"} and key not in now:
            continue
        if family == "proposal":
            found = talks.proposals.get(ProposalId(key))
            if found is None or found.forum not in now:
                continue
        if family == "message" and talks.messages[MessageId(key)].by != viewer.delegation:
            continue
        entity = build(frame, viewer, key)
        if entity is not None:
            view[f"{family}/{key}" if key else family] = entity
