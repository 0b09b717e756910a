"""Entity `mandate/FORUM`, and `mandate/FORUM/DELEGATION` once it is laid open."""

from typing import Literal

from typing_extensions import TypedDict

from server.rules.ids import DelegationId, ForumId, OptionId
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
from server.rules.views.viewer import Viewer


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
    all_open = viewer.everything or "mandates" in talks.revealed
    for forum in talks.scheduled_forums():
        for delegation in talks.forum(forum).mandates:
            if delegation == viewer.delegation:
                own.append(str(forum))
            elif all_open:
                others.append(f"{forum}/{delegation}")
    return own + others


def mandate_entity(frame: Frame, viewer: Viewer, key: str) -> MandateEntity | None:
    """A confidential sheet. Worth, reservation, best and cost in hundredths of a point."""
    forum_id, _, other = key.partition("/")
    talks = frame.talks
    whose = DelegationId(other) if other else viewer.delegation
    if whose is None or key not in mandate_keys(talks, viewer):
        return None
    forum = ForumId(forum_id)
    return _mandate(talks, forum, whose)  # large, asked for once a visit: not worth keeping


def _mandate(talks: Talks, forum_id: ForumId, delegation: DelegationId) -> MandateEntity:
    forum = talks.forum(forum_id)
    mandate = forum.mandates[delegation]
    return {
        "forum": forum_id,
        "delegation": delegation,
        "role": "party" if delegation in forum.parties else "observer",
        "issues": {
            issue.id: {
                "weight": position.weight,
                "values": dict(position.values),
                "worth": dict(position.worth),
                "why": position.why,
                "refs": list(position.refs),
            }
            for issue in forum.issues
            if (position := mandate.positions.get(issue.id)) is not None
        },
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
