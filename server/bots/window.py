"""What a bot sees: its delegation's view, through the rules' own gate, and nothing besides.

`Sight` looks entities up one by one; a `Window` keeps the part that a bot bargains with. Left out
there is what it has no use for: scores, others' messages, and other rounds.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from server.rules.events import Event
from server.rules.ids import DelegationId, ForumId, MessageId, ProposalId
from server.rules.seats import DelegationView
from server.rules.state.talks import Talks
from server.rules.views.etags import Entity
from server.rules.views.frame import Frame
from server.rules.views.gate import entity, keys, named
from server.rules.views.touched import touched

View = dict[str, Entity]

FAMILIES_SEEN = ("talks", "delegation", "forum", "mandate", "proposal", "message")


@dataclass(frozen=True, slots=True)
class Sight:
    """One state of the talks through the eyes of a delegation."""

    frame: Frame
    delegation: DelegationId

    def entity(self, family: str, key: str = "") -> Entity | None:
        """One entity of the delegation's view; None when it is not there."""
        return entity(self.frame, self.frame.viewer(DelegationView(self.delegation)), family, key)

    def keys(self, family: str) -> Iterable[str]:
        """The keys of the view's entities of a family."""
        return keys(self.frame, self.frame.viewer(DelegationView(self.delegation)), family)

    def all(self, family: str) -> Iterator[Entity]:
        """The view's entities of a family."""
        found = (self.entity(family, key) for key in self.keys(family))
        return (one for one in found if one is not None)


def spoken_of(sight: Sight, channel: Entity) -> View:
    """What a bot looks at to answer in a channel: the forums whose inside all who read it may know,
    each with the own mandate and its proposals. Those on the floor now, or else every one."""
    talks = sight.entity("talks") or {}
    view: View = {"talks": talks}
    view["linkages"] = _linkages(sight)
    for key in sight.keys("delegation"):
        _put(view, sight, "delegation", key)
    open_to = [
        str(forum["id"])
        for forum in sight.all("forum")
        if forum["open"] or (channel["kind"] != "plenary" and _all_inside(forum, channel))
    ]
    now = [f for f in open_to if f in talks["forums_now"]]
    for forum_id in now or open_to:
        _put(view, sight, "forum", forum_id)
        _put(view, sight, "mandate", forum_id)
    for message in sight.all("message"):
        if message["by"] == sight.delegation and message["channel"] == channel["id"]:
            view[named("message", message["id"])] = message
    for proposal in sight.all("proposal"):
        if named("forum", proposal["forum"]) in view:
            view[named("proposal", proposal["id"])] = proposal
    return view


def _linkages(sight: Sight) -> Entity:
    """What agreements change by linkages, by id."""
    return {str(linkage["id"]): linkage for linkage in sight.all("linkage")}


def _all_inside(forum: Entity, channel: Entity) -> bool:
    return {*forum["parties"], *forum["observers"]}.issuperset(channel["members"])


def _put(view: View, sight: Sight, family: str, key: str) -> None:
    found = sight.entity(family, key)
    if found is not None:
        view[named(family, key)] = found


class Window:
    """One delegation's window, on all forums that are open or on one; `look` again costs what
    changed."""

    __slots__ = ("_delegation", "_only", "_seen", "_view")

    def __init__(self, delegation: DelegationId, only: ForumId | None = None) -> None:
        self._delegation = delegation
        self._only = only
        self._seen: Talks | None = None
        self._view: View = {}

    def look(self, frame: Frame, events: Sequence[Event] | None = None) -> View:
        """The view of the frame's talks. `events[n]` is the event numbered n + 1, where known."""
        talks, sight = frame.talks, Sight(frame, self._delegation)
        seen, self._seen = self._seen, talks
        if seen is talks:
            return self._view
        if seen is not None and events is not None:
            what = touched(events[seen.seq : talks.seq], seen, talks)
            if not what.everything:
                # What else those events touch (a forum's text, who did something last) is not
                # looked at; what is settled or barred changes with events that touch everything.
                for family in ("proposal", "message"):
                    new = [key for of, key in what.keys if of == family]
                    _take_in(self._view, sight, family, new, self._forums(talks))
                return self._view
        self._view = {}
        for family in FAMILIES_SEEN:
            _take_in(self._view, sight, family, sight.keys(family), self._forums(talks))
        self._view["linkages"] = _linkages(sight)
        if self._only is not None:
            self._view["talks"] = {**self._view["talks"], "forums_now": [self._only]}
        return self._view

    def _forums(self, talks: Talks) -> tuple[ForumId, ...]:
        return talks.forums_now if self._only is None else (self._only,)


def _take_in(
    view: View, sight: Sight, family: str, wanted: Iterable[str], now: tuple[ForumId, ...]
) -> None:
    """Take entities of a family into the view, those of forums that are not looked at left out."""
    talks = sight.frame.talks
    for key in wanted:
        if family in {"forum", "mandate"} and key not in now:
            continue
        if family == "proposal":
            laid = talks.proposals.get(ProposalId(key))
            if laid is None or laid.forum not in now:
                continue
        if family == "message" and talks.messages[MessageId(key)].by != sight.delegation:
            continue
        found = sight.entity(family, key)
        if found is not None:
            view[named(family, key)] = found
