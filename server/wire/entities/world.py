"""The world round the table: linkages, injects, tracks and the ladder."""

from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

ModifierWord = Literal[
    "weight",
    "value",
    "reservation",
    "red_line",
    "no_red_line",
    "bar",
    "open",
    "track",
    "score",
    "clock",
    "rule",
]
CauseWord = Literal["linkage", "inject", "rung", "agreement", "obligation"]


class ModifierEntry(TypedDict):
    """A change. `amount`: points of weight, percent points of a value, hundredths of a reservation
    value, cost or score, steps of a track, seconds of the clock, or how many must accept."""

    kind: ModifierWord
    delegation: str | None
    forum: str | None
    issue: str | None
    option: str | None
    track: str | None
    amount: int
    why: str


class ShiftEntry(ModifierEntry):
    """A change of a mandate: what its number was before and is after; null: no red line."""

    before: int | None
    after: int | None


class CauseEntry(TypedDict):
    """What brought something about. `at` in milliseconds."""

    kind: CauseWord
    id: str
    title: str
    at: int


class MoveEntry(TypedDict):
    """A step of a track, and its cause."""

    kind: CauseWord
    id: str
    title: str
    at: int
    by: int


class ChangeEntry(TypedDict):
    """Why a mandate is another one now, and how it changed."""

    kind: CauseWord
    id: str
    title: str
    at: int
    rule: str
    changes: list[ShiftEntry]


class LinkageEntity(TypedDict):
    """Key `linkage/ID`: `when` in the form of scenario files; `effects` those one may know of."""

    id: str
    name: str
    rule: str
    active: bool
    when: dict[str, Any]
    effects: list[ModifierEntry]


class InjectEntity(TypedDict):
    """Key `inject/ID`: what happened outside. `to`, `why` and `written` for the facilitator."""

    id: str
    date: str
    title: str
    story: str
    at: int
    private: bool
    undone: bool
    effects: list[ModifierEntry]
    to: NotRequired[list[str]]
    why: NotRequired[str]
    written: NotRequired[bool]


class ScriptedInject(TypedDict):
    """An inject of the scenario, and when it fires by itself: `minute` of the negotiation of
    `round`, or when `when` holds."""

    id: str
    date: str
    title: str
    story: str
    to: list[str]
    effects: list[ModifierEntry]
    round: str | None
    minute: int
    when: dict[str, Any] | None
    fired: bool


class ScriptEntity(TypedDict):
    """Key `script`, the facilitator's: every inject that could be fired."""

    injects: list[ScriptedInject]


class TermEntry(TypedDict):
    """An obligation that an agreement with these options would bring; `due` counts rounds from
    the agreement's, `after` names terms that must be kept first."""

    id: str
    by: str
    to: list[str]
    what: str
    due: int
    when: dict[str, list[str]]
    after: list[str]
    quantity: int
    unit: Literal["", "t_hfo"]


class EffectEntry(TypedDict):
    """What an option would change, as far as one may know."""

    issue: str
    option: str
    effects: list[ModifierEntry]


class TermsEntity(TypedDict):
    """Key `terms/FORUM`: what an agreement would bring."""

    forum: str
    obligations: list[TermEntry]
    effects: list[EffectEntry]


class TrackEntity(TypedDict):
    """Key `track/ID`: 0 to `max`; `worth` is what a step down gives one's own total."""

    id: str
    title: str
    value: int
    start: int
    max: int
    low: str
    high: str
    why: str
    worth: int | None
    moves: list[MoveEntry]


class RungEntry(TypedDict):
    """A rung; `met` of `of` parts of its condition hold."""

    id: str
    title: str
    sentence: str
    reached: bool
    reached_at: int | None
    met: int
    of: int
    when: dict[str, Any]
    effects: list[ModifierEntry]


class LadderEntity(TypedDict):
    """Key `ladder`: the rungs from the lowest up."""

    rungs: list[RungEntry]
