"""One table at a glance, made of entities that the viewer may see: nothing passes by the gate."""

from collections.abc import Mapping
from typing import Any

from server.reports.hints import hinted
from server.rules.asking.hints import hints
from server.rules.moves.channels import announcement_id
from server.rules.seats import FacilitatorView, PublicView
from server.rules.views.etags import Entity
from server.rules.views.frame import Frame
from server.rules.views.gate import entity, keys
from server.rules.views.viewer import Viewer, viewer_of
from server.rules.written.policies import ComparePolicy

Json = dict[str, Any]

ANSWERED_MS = 5 * 60 * 1000
"""A request for help that was answered is still shown, as answered, this long."""

MAX_HELPS = 12


def summary(frame: Frame, now_ms: int, *, private: bool, mask: str = "") -> Entity:
    """The wall's entity of a table; `private` with what only the facilitator may know.

    With a `mask`, the letter under which the tables are compared, it is without whatever tells
    which table that is: number, id, people, and which seats are played by whom.
    """
    talks = frame.talks
    viewer = viewer_of(talks, FacilitatorView() if private else PublicView())
    about = _entity(frame, viewer, "talks")
    board = _entity(frame, viewer, "scoreboard")
    delegations = _all(frame, viewer, "delegation")
    proposals = _open_proposals(frame, viewer)
    leading = max(proposals, key=_rank, default=None)
    forums = {
        one["forum"]: {
            "title": one["title"],
            "state": one["state"],
            "now": one["forum"] in about["forums_now"],
        }
        for one in board["agreements"]
    }
    shown: Json = {
        "talks": None if mask else about["id"],
        "table": mask or about["table"],
        "state": about["state"],
        "paused": about["paused"],
        "round": about["round"],
        "rounds": len(about["rounds"]),
        "round_title": about["round_title"],
        "phase": about["phase"],
        "before": about["before"],
        "clock": _entity(frame, viewer, "clock"),
        "seats": {
            d["id"]: _seat(d, leading, private=private, masked=bool(mask)) for d in delegations
        },
        "proposals_open": len(proposals),
        "leading": _leading(leading),
        "forums": forums,
        "agreements": board["agreed"],
    }
    # Beside each other, totals compare tables by number: only where the class names them.
    named = private or about["policies"]["compare"] == ComparePolicy.NAMED
    shown["totals"] = board["others"] if named else None
    shown["joint"] = board["joint"] if named else None
    shown["world"] = _world(frame)
    shown["silences"] = [_silence(frame, viewer, p) for p in proposals if p["state"] == "silence"]
    shown["agreed"] = _agreed(frame, viewer, forums)
    shown["said"] = _said(frame, viewer)
    shown["revealed"] = about["revealed"]
    if not private:
        if leading is not None:
            shown["leading"]["lines"] = _settled(frame, viewer, leading)
    else:
        shown["locked"] = about["seats_locked"]
        seen = _all(frame, viewer, "observer")
        shown["observers"] = sorted(seen, key=lambda one: (one["name"], one["person"]))
        shown["helps"] = _help_texts(frame, viewer, now_ms)
        shown["last_activity_at"] = max(talks.last_activity.values(), default=None)
        shown["help_open"] = sum(not one["answered"] for one in _all(frame, viewer, "help"))
        found = hints(talks, frame.present, now_ms)
        shown["alarms"] = [hinted(talks, hint) for hint in found]
        shown["early_end"] = about["policies"]["early_end"]
        shown["flags"] = sum(1 for _ in keys(frame, viewer, "flag"))
        reading = _entity(frame, viewer, "reading")
        if reading.get("open"):
            shown["reading"] = {name: reading[name] for name in ("open", "answered", "people")}
    return shown


def _world(frame: Frame) -> Entity | None:
    """Rungs reached, where the tracks stand, and the last news: what everybody may know."""
    public = viewer_of(frame.talks, PublicView())
    board = _entity(frame, public, "scoreboard")
    told = [one for one in _all(frame, public, "inject") if not one["undone"]]
    news = max(told, key=lambda one: one["at"], default=None)
    if news is None and not board["tracks"] and not board["rungs"]["of"]:
        return None
    return {
        "rungs": board["rungs"],
        "tracks": board["tracks"],
        "news": None
        if news is None
        else {name: news[name] for name in ("title", "date", "story", "at")},
    }


def _silence(frame: Frame, viewer: Viewer, proposal: Entity) -> Entity:
    """A silence period that runs: about what, until when, and who can still break it."""
    forum = _entity(frame, viewer, "forum", proposal["forum"])
    return {
        "name": proposal["label"],
        "by": proposal["by"],
        "forum": forum["title"],
        "terms": [line["option"] for line in _settled(frame, viewer, proposal)],
        "may_break": proposal["may_break"],
        "ends_at": proposal["silence_ends_at"],
        "seconds": forum["rule"]["silence_seconds"],
    }


def _agreed(frame: Frame, viewer: Viewer, forums: Mapping[str, Json]) -> list[Entity]:
    """What is agreed in the forums of this round, and the last agreement besides, oldest first."""
    names = ("forum", "title", "partial", "signatories")
    all_ = _all(frame, viewer, "agreement")
    all_.sort(key=lambda one: one["adopted_at"] or 0)
    return [
        {name: one[name] for name in names} | {"clauses": [c["clause"] for c in one["clauses"]]}
        for one in all_
        if one is all_[-1] or forums.get(one["forum"], {}).get("now")
    ]


def _said(frame: Frame, viewer: Viewer) -> Entity | None:
    """The last word of the facilitator to everybody."""
    last = announcement_id(frame.talks.announcements)
    shown = entity(frame, viewer, "message", last)
    return None if shown is None else {"text": shown["text"], "at": shown["at"]}


def _all(frame: Frame, viewer: Viewer, family: str) -> list[Entity]:
    """The viewer's entities of a family, in the order of its keys."""
    found = (entity(frame, viewer, family, key) for key in keys(frame, viewer, family))
    return [one for one in found if one is not None]


def _entity(frame: Frame, viewer: Viewer, family: str, key: str = "") -> Entity:
    return entity(frame, viewer, family, key) or {}


def _open_proposals(frame: Frame, viewer: Viewer) -> list[Entity]:
    talks = frame.talks
    found = [
        entity(frame, viewer, "proposal", p.id)
        for forum in talks.forums_now
        for p in talks.open_proposals(forum)
    ]
    return [one for one in found if one is not None]


def _rank(proposal: Entity) -> tuple[bool, int, int]:
    return proposal["state"] == "silence", proposal["accepts"], proposal["number"]


def _leading(proposal: Entity | None) -> Entity | None:
    if proposal is None:
        return None
    names = ("number", "label", "forum", "by", "accepts", "of", "state", "silence_ends_at")
    return {name: proposal[name] for name in names}


def _settled(frame: Frame, viewer: Viewer, proposal: Entity) -> list[Entity]:
    """What a package settles, in the words of the forum."""
    forum = _entity(frame, viewer, "forum", proposal["forum"])
    package = proposal["package"]
    return [
        {"issue": issue["title"], "option": option["text"]}
        for issue in forum["issues"]
        for option in issue["options"]
        if option["id"] == package.get(issue["id"])
    ]


def _seat(delegation: Entity, leading: Entity | None, *, private: bool, masked: bool) -> Entity:
    people = () if masked else delegation["delegates"]
    stances = leading["stances"] if leading is not None else {}
    bot = delegation["bot"] or {}
    more: Json = {}
    if private:  # the seat map moves people by their ids
        more["flag"] = delegation["flag"]
        more["delegates"] = [
            {name: person[name] for name in ("person", "name", "role", "present", "prepared")}
            for person in people
        ]
        if "temperament" in bot:
            more["temperament"] = bot["temperament"]
    if "agent" in bot and not masked:
        more["agent"] = bot["agent"]
    return {
        **more,
        "code": delegation["code"],
        "short": delegation["short"],
        "colour": delegation["colour"],
        "people": [person["name"] for person in people],
        "here": [person["present"] for person in people],
        "present": masked or any(person["present"] for person in people),
        "bot": not masked and delegation["bot"] is not None,
        "ready": not masked and delegation["ready"],
        "stance": stances.get(delegation["id"], {}).get("stance"),
    }


def _help_texts(frame: Frame, viewer: Viewer, now_ms: int) -> list[Entity]:
    """The queue: who waits, longest first, then what was answered lately."""
    helps = _all(frame, viewer, "help")
    waiting = [h for h in helps if not h["answered"]]
    lately = [h for h in helps if h["answered"] and now_ms - h["at"] < ANSWERED_MS]
    return [*waiting, *lately[::-1]][:MAX_HELPS]
