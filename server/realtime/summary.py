"""One table at a glance, made of entities that the viewer may see: nothing passes by the gate."""

from typing import Any

from server.rules.ids import DelegationId
from server.rules.seats import FacilitatorView, PublicView
from server.rules.talks import Phase, Talks, TalksState
from server.rules.views import Entity, Frame
from server.rules.views.gate import FAMILIES
from server.rules.views.viewer import Viewer, viewer_of

SILENT_MS = 4 * 60 * 1000
"""A delegation that has done nothing for this long in a negotiation phase is pointed out."""

HELP_MS = 10 * 60 * 1000
"""A call for help is pointed out this long."""


def summary(frame: Frame, now_ms: int, *, private: bool) -> Entity:
    """The wall's entity of a table; `private` with what only the facilitator may know."""
    talks = frame.talks
    viewer = viewer_of(talks, FacilitatorView() if private else PublicView())
    about = _entity(frame, viewer, "talks")
    delegations = [_entity(frame, viewer, "delegation", d.id) for d in talks.scenario.delegations]
    proposals = _open_proposals(frame, viewer)
    leading = max(proposals, key=_rank, default=None)
    forums = {
        f: {"title": talks.forum(f).title, "state": talks.forum_state(f).status}
        for f in talks.scheduled_forums()
    }
    entity = {
        "talks": talks.id,
        "table": talks.table,
        "state": about["state"],
        "paused": about["paused"],
        "round": about["round"],
        "rounds": len(about["rounds"]),
        "round_title": about["round_title"],
        "phase": about["phase"],
        "clock": _entity(frame, viewer, "clock"),
        "seats": {d["id"]: _seat(d, leading) for d in delegations},
        "proposals_open": len(proposals),
        "leading": _leading(leading),
        "forums": forums,
        "agreements": sum(1 for f in forums.values() if f["state"] == "agreed"),
    }
    board = _entity(frame, viewer, "scoreboard")
    entity["totals"], entity["joint"] = board["others"], board["joint"]
    if private:
        entity["helps"] = _help_texts(frame, viewer, now_ms)
        entity["last_activity_at"] = max(talks.last_activity.values(), default=None)
        entity["help_open"] = len(_calls(talks, now_ms))
        entity["alarms"] = _alarms(talks, delegations, now_ms)
    return entity


def _entity(frame: Frame, viewer: Viewer, family: str, key: str = "") -> Entity:
    return FAMILIES[family][1](frame, viewer, key) or {}


def _open_proposals(frame: Frame, viewer: Viewer) -> list[Entity]:
    talks = frame.talks
    found = [
        FAMILIES["proposal"][1](frame, viewer, p.id)
        for forum in talks.forums_now
        for p in talks.open_proposals(forum)
    ]
    return [entity for entity in found if entity is not None]


def _rank(proposal: Entity) -> tuple[bool, int, int]:
    return proposal["state"] == "silence", proposal["accepts"], proposal["number"]


def _leading(proposal: Entity | None) -> Entity | None:
    if proposal is None:
        return None
    names = ("number", "forum", "by", "accepts", "of", "state", "silence_ends_at")
    return {name: proposal[name] for name in names}


def _seat(delegation: Entity, leading: Entity | None) -> Entity:
    people = delegation["delegates"]
    stances = leading["stances"] if leading is not None else {}
    return {
        "code": delegation["code"],
        "short": delegation["short"],
        "colour": delegation["colour"],
        "people": [person["name"] for person in people],
        "present": any(person["present"] for person in people),
        "bot": delegation["bot"] is not None,
        "ready": delegation["ready"],
        "stance": stances.get(delegation["id"], {}).get("stance"),
    }


def _help_texts(frame: Frame, viewer: Viewer, now_ms: int) -> list[Entity]:
    numbers = range(len(frame.talks.helps), 0, -1)
    found = (_entity(frame, viewer, "help", str(n)) for n in numbers)
    return [h for h in found if h and now_ms - h["at"] < HELP_MS][:8]


def _calls(talks: Talks, now_ms: int) -> list[tuple[DelegationId, int]]:
    """Who asked for help lately, and when; the last time of each delegation."""
    found: dict[DelegationId, int] = {}
    for aside in talks.helps:
        seat = next((s for s in talks.seats.values() if s.person == aside.to_or_from), None)
        if seat is not None and now_ms - aside.at < HELP_MS:
            found[seat.delegation] = aside.at
    return list(found.items())


def _alarms(talks: Talks, delegations: list[Entity], now_ms: int) -> list[dict[str, Any]]:
    """What the facilitator should look at; times in milliseconds since the epoch."""
    alarms: list[dict[str, Any]] = [
        {"kind": "help", "delegation": d, "since": at} for d, at in _calls(talks, now_ms)
    ]
    if talks.state is not TalksState.RUNNING or talks.is_paused:
        return alarms
    for entity in delegations:
        delegation = DelegationId(entity["id"])
        people = entity["delegates"]
        if entity["bot"] is not None:
            continue
        if not people:
            alarms.append({"kind": "empty", "delegation": delegation})
        elif not any(person["present"] for person in people):
            alarms.append({"kind": "absent", "delegation": delegation})
        elif talks.phase is Phase.NEGOTIATION:
            acted = talks.last_activity.get(delegation, 0)
            since = max(acted, talks.phase_began_at)
            if now_ms - since >= SILENT_MS:
                alarms.append({"kind": "silent", "delegation": delegation, "since": since})
    return alarms
