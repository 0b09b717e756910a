"""Entity `mandate/FORUM`, and `mandate/FORUM/DELEGATION` once it is laid open."""

from functools import lru_cache
from typing import Literal

from typing_extensions import TypedDict

from server.rules.ids import DelegationId, ForumId, OptionId
from server.rules.same import Same
from server.rules.state.causes import CauseKind
from server.rules.state.in_force import moved_in
from server.rules.state.talks import Talks
from server.rules.views.causes import (
    ModifierEntry,
    cause_entry,
    cause_rule,
    modifier_entry,
)
from server.rules.views.frame import Frame
from server.rules.views.linkages import laid_open
from server.rules.views.viewer import Viewer
from server.rules.written.forum import Issue
from server.rules.written.mandate import Mandate


class ShiftEntry(ModifierEntry):
    """A change of a mandate: what its number was before and is after; null: no red line."""

    before: int | None
    after: int | None


class ChangeEntry(TypedDict):
    """Why a mandate is another one now, and how it changed."""

    kind: CauseKind
    id: str
    title: str
    at: int
    rule: str
    changes: list[ShiftEntry]


class PositionEntry(TypedDict):
    """What one issue is worth; `worth` is the part that is added up."""

    weight: int
    values: dict[OptionId, int]
    worth: dict[OptionId, int]
    why: str
    refs: list[str]


class Unless(TypedDict):
    """What lifts a red line."""

    issue: str
    options: list[str]


class RedLineEntry(TypedDict):
    """An option not to be signed."""

    issue: str
    option: str
    why: str
    cost: int
    unless: Unless | None


class MandateEntity(TypedDict):
    """Key `mandate/FORUM` (the own) or `mandate/FORUM/DELEGATION` (laid open)."""

    forum: str
    delegation: str
    role: Literal["party", "observer"]
    issues: dict[str, PositionEntry]
    reservation: int
    best: int
    alternative: str
    red_lines: list[RedLineEntry]
    changed: list[ChangeEntry]


def mandate_keys(talks: Talks, viewer: Viewer) -> list[str]:
    """`FORUM` for the own mandates; `FORUM/DELEGATION` for others' once they are laid open."""
    own, others = [], []
    all_open = laid_open(talks, viewer)
    for forum in talks.scheduled_forums():
        for delegation in talks.forum(forum).mandates:
            if delegation == viewer.delegation:
                own.append(str(forum))
            elif all_open:
                others.append(f"{forum}/{delegation}")
    return own + others


def _reads(talks: Talks, viewer: Viewer, forum: ForumId, other: str) -> DelegationId | None:
    """Whose mandate it is, where the viewer reads it: the own one, or with `other` that one's."""
    whose = DelegationId(other) if other else viewer.delegation
    if forum not in talks.scheduled_forums() or whose not in talks.forum(forum).mandates:
        return None
    is_own = whose == viewer.delegation
    return whose if is_own != bool(other) and (is_own or laid_open(talks, viewer)) else None


def mandate_entity(frame: Frame, viewer: Viewer, key: str) -> MandateEntity | None:
    """A confidential sheet. Worth, reservation, best and cost in hundredths of a point."""
    forum, _, other = key.partition("/")
    talks = frame.talks
    whose = _reads(talks, viewer, ForumId(forum), other)
    # Asked for once a visit: not worth keeping, but for what stands written for all tables.
    return None if whose is None else _mandate(talks, ForumId(forum), whose)


def _mandate(talks: Talks, forum_id: ForumId, delegation: DelegationId) -> MandateEntity:
    forum = talks.forum(forum_id)
    mandate = forum.mandates[delegation]
    return {
        "forum": forum_id,
        "delegation": delegation,
        "role": "party" if delegation in forum.parties else "observer",
        "issues": _positions(Same(forum.issues), Same(mandate)),
        "reservation": mandate.reservation,
        "best": mandate.best,
        "alternative": mandate.alternative,
        "red_lines": [
            {
                "issue": line.issue,
                "option": line.option,
                "why": line.why,
                "cost": line.cost,
                "unless": None
                if line.unless is None
                else {"issue": line.unless[0], "options": sorted(line.unless[1])},
            }
            for line in mandate.red_lines
        ],
        "changed": [
            {
                **cause_entry(talks, cause),
                "rule": cause_rule(talks, cause),
                "changes": [
                    {**modifier_entry(m), "before": before, "after": after}
                    for m, before, after in steps
                ],
            }
            for cause, steps in moved_in(talks, delegation, forum_id)
        ],
    }


@lru_cache(maxsize=1024)
def _positions(issues: Same[tuple[Issue, ...]], mandate: Same[Mandate]) -> dict[str, PositionEntry]:
    return {
        issue.id: {
            "weight": position.weight,
            "values": dict(position.values),
            "worth": dict(position.worth),
            "why": position.why,
            "refs": list(position.refs),
        }
        for issue in issues.thing
        if (position := mandate.thing.positions.get(issue.id)) is not None
    }
