"""The shape of scenario files, as strict models: the loader and the JSON Schemas follow them."""

from typing import Annotated, Literal

from pydantic import Field

from server.storage.scenarios.models_base import (
    BADGE,
    VERSION,
    Id,
    Language,
    Line,
    Name,
    Points,
    Reference,
    Seconds,
    Strict,
    Text,
)
from server.storage.scenarios.models_world import (
    ForumTermEntry,
    LedgerEntry,
    Modifiers,
    RequirementEntry,
    RungEntry,
    TermEntry,
    TrackEntry,
)

Colour = Literal[
    "blue", "crimson", "rust", "teal", "violet", "olive",
    "slate", "forest", "plum", "amber", "cyan", "brown",
]  # fmt: skip
Pattern = Literal[
    "solid", "stripes", "dots", "grid", "waves", "zigzag",
    "bars", "checks", "crosses", "rings", "diamonds", "dashes",
]  # fmt: skip


class DelegationEntry(Strict):
    """What everybody may know about a delegation; colour and pattern tell it apart on screen."""

    id: Id
    name: Name
    short: Annotated[str, Field(min_length=1, max_length=24)]
    code: Annotated[str, Field(pattern=BADGE)]
    flag: Id = "neutral"
    colour: Colour
    pattern: Pattern
    stance: Line
    introduction: Annotated[str, Field(max_length=300)] = ""
    also: Annotated[list[Name], Field(max_length=60)] = []
    interests: Annotated[list[Line], Field(max_length=8)] = []
    fears: Annotated[list[Line], Field(max_length=8)] = []
    refs: list[Reference] = []


class RoundEntry(Strict):
    """One slice of time; the three durations are seconds."""

    id: Id
    title: Name
    forums: Annotated[list[Id], Field(min_length=1, max_length=12)]
    briefing: Seconds
    negotiation: Annotated[int, Field(ge=10, le=30 * 24 * 3600)]
    result: Seconds


class PresetEntry(Strict):
    """A schedule the facilitator can choose."""

    id: Id
    title: Name
    rounds: Annotated[list[RoundEntry], Field(min_length=1, max_length=40)]
    initiatives: Annotated[list[Id], Field(max_length=20)] = []


class ForumWeights(Strict):
    """How much each forum counts for one delegation, compared with its other forums."""

    weights: dict[Id, Annotated[int, Field(ge=0, le=1000)]]
    why: Line
    refs: list[Reference] = []


class Difficulties(Strict):
    """Percent of each mandate's room, best minus reservation, that is added to the reservation."""

    easy: Annotated[int, Field(ge=-100, le=0)]
    standard: Literal[0]
    hard: Annotated[int, Field(ge=0, le=100)]
    expert: Annotated[int, Field(ge=0, le=100)]


class ScenarioFile(Strict):
    """`scenario.yaml`: who takes part, what the forums weigh, and the schedules."""

    id: Id
    title: Name
    version: Annotated[str, Field(pattern=VERSION)]
    summary: Text
    languages: Annotated[list[Language], Field(min_length=1, max_length=20)]
    delegations: Annotated[list[DelegationEntry], Field(min_length=1, max_length=12)]
    forum_weights: dict[Id, ForumWeights]
    presets: Annotated[list[PresetEntry], Field(min_length=1, max_length=20)]
    difficulties: Difficulties
    tracks: Annotated[list[TrackEntry], Field(max_length=20)] = []
    ladder: Annotated[list[RungEntry], Field(max_length=20)] = []
    ledger: LedgerEntry = LedgerEntry()


class OptionEntry(Strict):
    """One settlement of an issue; `record` marks what comes closest to what really happened."""

    id: Id
    text: Line
    clause: Annotated[str, Field(min_length=1, max_length=600)]
    record: bool = False
    effects: Modifiers = []
    requires: RequirementEntry | None = None
    obligations: Annotated[list[TermEntry], Field(max_length=20)] = []


class IssueEntry(Strict):
    """A negotiable item."""

    id: Id
    title: Name
    options: Annotated[list[OptionEntry], Field(min_length=1, max_length=20)]


class RuleEntry(Strict):
    """Who must accept. Left out: everybody, and twenty seconds of silence."""

    all_of: list[Id] = []
    at_least: Annotated[int, Field(ge=1, le=12)] | None = None
    veto: list[Id] = []
    chair_breaks_ties: bool = False
    silence_seconds: Annotated[int, Field(ge=0, le=86_400)] = 20


class PositionEntry(Strict):
    """Weight of an issue (they sum to 100) and the value, 0 to 100, of each of its options."""

    weight: Annotated[int, Field(ge=0, le=100)]
    values: dict[Id, Annotated[int, Field(ge=0, le=100)]]
    why: Line
    refs: list[Reference] = []


class ReasonEntry(Strict):
    """Why the raw points of an issue are what they are."""

    why: Line
    refs: list[Reference] = []


class LiftEntry(Strict):
    """What lifts a red line: any of these options in the same package."""

    issue: Id
    options: Annotated[list[Id], Field(min_length=1, max_length=20)]


class RedLineEntry(Strict):
    """An option the delegation must not sign; `cost` points are taken from its total if it does."""

    issue: Id
    option: Id
    why: Line
    refs: list[Reference] = []
    cost: Annotated[int, Field(ge=0, le=100)] = 10
    unless: LiftEntry | None = None


class QuestionEntry(Strict):
    """A question before the round; `right` is the number of the right choice, from 1."""

    ask: Line
    choices: Annotated[list[Line], Field(min_length=2, max_length=6)]
    right: Annotated[int, Field(ge=1, le=6)]
    why: Line


class MandateEntry(Strict):
    """One delegation's confidential sheet: either `issues`, or raw `points` with `reasons`."""

    issues: dict[Id, PositionEntry] | None = None
    points: dict[Id, dict[Id, Points]] | None = None
    reasons: dict[Id, ReasonEntry] = {}
    reservation: Points
    alternative: Line
    refs: list[Reference] = []
    red_lines: Annotated[list[RedLineEntry], Field(max_length=40)] = []
    quiz: Annotated[list[QuestionEntry], Field(max_length=10)] = []


class ForumFile(Strict):
    """`forums/NN-id.yaml`: a body that can reach one agreement."""

    id: Id
    title: Name
    kind: Literal["plenary", "working_group", "separate_forum", "initiative"]
    chair: Id
    parties: Annotated[list[Id], Field(min_length=1, max_length=12)]
    observers: Annotated[list[Id], Field(max_length=12)] = []
    rule: RuleEntry = RuleEntry()
    open: bool = True
    partial_counts: bool = False
    endorses: bool = False
    setting: Text
    refs: list[Reference] = []
    barred: dict[Id, list[Id]] = {}
    debrief: Text | None = None
    obligations: Annotated[list[ForumTermEntry], Field(max_length=100)] = []
    issues: Annotated[list[IssueEntry], Field(min_length=1, max_length=20)]
    mandates: dict[Id, MandateEntry]


class MandatesFile(Strict):
    """`mandates/NN-id.yaml`: the mandates of the forum whose file has that name."""

    mandates: dict[Id, MandateEntry]


class PresetsFile(Strict):
    """`presets.yaml`: the schedules."""

    presets: Annotated[list[PresetEntry], Field(min_length=1, max_length=20)]
