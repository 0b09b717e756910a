"""Text once, state live: what must be said of an entity to who holds an earlier form of it.

A viewer's text is what stands written about their side of a table before anybody has come. What the
public sees of it is the same at every table of a scenario and schedule; what only this viewer may
know besides is their own part. Views and patches of clients that hold the text say what differs.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from server.rules.ids import TalksId
from server.rules.seats import Audience, DelegationView, FacilitatorView, PublicView
from server.rules.state.talks import Talks
from server.rules.views.etags import Entity
from server.rules.views.frame import Frame
from server.rules.views.gate import entity, keys, named
from server.rules.views.viewer import Viewer
from server.rules.written.policies import Policies, ScorePolicy

GONE = ""
"""The member that lists which members are gone; no id and no field is called so."""

NAMES = ("id", "forum", "issue", "option")
"""By which an item of a list is told from the others: the first of these that is a text."""

WRITTEN = (
    "talks", "delegation", "forum", "terms", "linkage", "track", "ladder", "mandate", "scoreboard",
    "script",
)  # fmt: skip
"""Families of which a scenario and a schedule fix the greater part."""


DERIVED = {"forum": ("text",)}
"""Members that follow from other entities, and that nobody is told who holds the text: where each
issue stands follows from what is settled and who stands behind which open proposal."""


def as_made(talks: Talks, *, laid_open: bool = False) -> Talks:
    """The table as it was before anybody came, with the schedule and the difficulty as they are
    now and nothing that happened at it, whatever its policies let be seen of scores. `laid_open`:
    all mandates are everybody's to read."""
    new = Talks.new(TalksId(""), 0, talks.base, talks.calibrate)
    return replace(
        new,
        played=talks.played,
        scenario=talks.played,
        known=talks.played,
        difficulty=talks.difficulty,
        preset=talks.preset,
        policies=Policies(scores=ScorePolicy.HIDDEN),
        revealed=("mandates",) if laid_open else (),
    )


def written(made: Talks, audience: Audience) -> dict[str, Entity]:
    """What stands written for the audience: its view of the table as made, through the gate."""
    frame = Frame(made)
    viewer = frame.viewer(audience)
    found: dict[str, Entity] = {}
    for family in WRITTEN:
        for key in keys(frame, viewer, family):
            one = entity(frame, viewer, family, key)
            if one is not None:
                left = DERIVED.get(family, ())
                found[named(family, key)] = {n: v for n, v in one.items() if n not in left}
    return found


def side_of(viewer: Viewer) -> Audience:
    """The audience with the same text as the viewer."""
    if viewer.everything:
        return FacilitatorView()
    return PublicView() if viewer.delegation is None else DelegationView(viewer.delegation)


def all_beyond(
    held: Mapping[str, Entity], entities: Mapping[str, Entity]
) -> dict[str, dict[str, Any]]:
    """Of each entity what differs from the one held under its key; {} where nothing does."""
    return {key: told(key, held.get(key, {}), one) for key, one in entities.items()}


def told(name: str, held: Entity, now: Entity) -> dict[str, Any]:
    """What is said of the entity to somebody who holds `held`, but for what they can work out."""
    return beyond(held, now, DERIVED.get(name.partition("/")[0], ()))


def beyond(held: Entity, now: Entity, left: tuple[str, ...] = ()) -> dict[str, Any]:
    """What turns the object `held` into `now` by `joined`: members that differ, and what is gone.

    Of members that are objects in both, and of items with the same ids, only what differs again.
    The order of members comes out right too: those that would not stand in their place go and come.
    Nothing is said of what is `left` out.
    """
    stay = list(held)
    if stay != list(now):
        stay = _staying(stay, list(now))
    said = {
        name: _differing(held[name], value) if name in stay else value
        for name, value in now.items()
        if (name not in stay or (held[name] is not value and held[name] != value))
        and name not in left
    }
    gone = [name for name in held if name not in stay and name not in left]
    return {GONE: gone, **said} if gone else said


def _staying(held: list[str], now: list[str]) -> list[str]:
    """The members held that can stay: those that come first of what is there now, in its order."""
    left = [name for name in held if name in now]
    for at, name in enumerate(left):
        if now[at] != name:
            return left[:at]
    return left


def _differing(was: Any, now: Any) -> Any:
    if isinstance(was, dict) and isinstance(now, dict):
        return beyond(was, now)
    ids = _ids(now)
    if ids and ids == _ids(was):
        return {
            name: beyond(one, other)
            for name, one, other in zip(ids, was, now, strict=True)
            if one != other
        }
    return now


def _ids(items: Any) -> list[str]:
    """What a list's items are told apart by, when each has a name of its own; else none."""
    if not isinstance(items, list) or not items or not isinstance(items[0], dict):
        return []
    ids = [name for item in items if isinstance(item, dict) and (name := _name(item))]
    return ids if len(ids) == len(items) == len(set(ids)) else []


def _name(item: Mapping[str, Any]) -> str:
    for name in NAMES:
        found = item.get(name)
        if isinstance(found, str):
            return found
    return ""


def joined(held: Any, said: Any) -> Any:
    """The other way round, as a client does it: `held` with what is said of it."""
    if not isinstance(said, Mapping):
        return said
    if isinstance(held, list):
        return [joined(i, said[name]) if (name := _name(i)) in said else i for i in held]
    if not isinstance(held, Mapping):
        return said
    gone = said.get(GONE, ())
    kept = {name: value for name, value in held.items() if name not in gone}
    changes = {n: joined(held[n], v) if n in held else v for n, v in said.items() if n != GONE}
    return kept | changes
