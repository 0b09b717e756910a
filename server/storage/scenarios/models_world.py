"""The shape of what moves between forums: conditions, modifiers, linkages, injects, tracks,
ladder, and what an agreement brings."""

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from server.storage.scenarios.models_base import Id, Line, Name, Reference, Strict, Text

ONE, ALL = "[one]", "[all]"
"""Parts of an error's path that tell which side of `When` was tried; no key of a file."""

Kind = Literal[
    "weight", "value", "reservation", "red_line", "no_red_line", "bar", "open", "track",
    "score", "clock", "rule",
]  # fmt: skip
Amount = Annotated[float, Field(ge=-1_000_000, le=1_000_000)]
"""A whole number, or points with at most two decimals."""


class ModifierEntry(Strict):
    """One change; its kind says which of the other keys it needs."""

    kind: Kind
    delegation: Id | None = None
    forum: Id | None = None
    issue: Id | None = None
    option: Id | None = None
    track: Id | None = None
    amount: Amount | None = None
    why: Line


Modifiers = Annotated[list[ModifierEntry], Field(max_length=40)]


class ConditionEntry(Strict):
    """One thing that holds or not. Exactly one of the forms; see the authors' guide."""

    agreed: Id | None = None
    not_agreed: Id | None = None
    forum: Id | None = None
    issue: Id | None = None
    options: Annotated[list[Id], Field(min_length=1, max_length=20)] | None = None
    track: Id | None = None
    at_most: int | None = None
    at_least: int | None = None
    rung: Id | None = None
    obligations_kept: Annotated[int, Field(ge=1, le=200)] | None = None
    obligations_broken: Annotated[int, Field(ge=1, le=200)] | None = None
    all: Annotated[list["ConditionEntry"], Field(min_length=1, max_length=20)] | None = None
    any: Annotated[list["ConditionEntry"], Field(min_length=1, max_length=20)] | None = None
    not_: Annotated["ConditionEntry | None", Field(alias="not")] = None


def _side(value: object) -> str:
    return ALL if isinstance(value, list) else ONE


When = Annotated[
    Annotated[ConditionEntry, Tag(ONE)]
    | Annotated[list[ConditionEntry], Field(min_length=1, max_length=20), Tag(ALL)],
    Discriminator(_side),
]
"""A condition, or a list of which every part must hold."""


class LinkageEntry(Strict):
    """What capitals do about one forum because of another, while `when` holds."""

    id: Id
    name: Name
    rule: Line
    when: When
    modifiers: Annotated[Modifiers, Field(min_length=1)]
    refs: list[Reference] = []


class LinkagesFile(Strict):
    """`linkages.yaml`, or a file of `linkages/`."""

    linkages: Annotated[list[LinkageEntry], Field(min_length=1, max_length=100)]


class TriggerEntry(Strict):
    """When an inject fires by itself: minutes into a round's negotiation, or on a condition."""

    round: Id | None = None
    minute: Annotated[int, Field(ge=0, le=30 * 24 * 60)] = 0
    when: When | None = None


class InjectEntry(Strict):
    """An event from outside: the day it stands for, what is told, and what it changes."""

    id: Id
    date: Annotated[str, Field(min_length=1, max_length=40)]
    title: Name
    story: Text
    to: Annotated[list[Id], Field(max_length=12)] = []
    trigger: TriggerEntry = TriggerEntry()
    modifiers: Annotated[Modifiers, Field(min_length=1)]
    refs: list[Reference] = []


class InjectsFile(Strict):
    """`injects.yaml`, or a file of `injects/`."""

    injects: Annotated[list[InjectEntry], Field(min_length=1, max_length=100)]


class TrackEntry(Strict):
    """A constraint on cooperation, 0 to 10; `worth` is points for each step down."""

    id: Id
    title: Name
    start: Annotated[int, Field(ge=0, le=10)]
    low: Line
    high: Line
    worth: dict[Id, Annotated[float, Field(ge=-100, le=100)]]
    why: Line
    refs: list[Reference] = []


class RungEntry(Strict):
    """A step of institution building, with its condition in words and as data."""

    id: Id
    title: Name
    sentence: Line
    when: When
    modifiers: Modifiers = []
    refs: list[Reference] = []


class LedgerEntry(Strict):
    """What follows from a kept or broken obligation whose term does not say."""

    kept: Modifiers = []
    broken: Modifiers = []
    kept_points: Annotated[float, Field(ge=-100, le=100)] = 0
    broken_points: Annotated[float, Field(ge=-100, le=100)] = 0


class TermEntry(Strict):
    """An obligation that comes with an agreement; `due` counts rounds from the agreement's."""

    id: Id
    by: Id
    to: Annotated[list[Id], Field(max_length=12)] = []
    what: Line
    due: Annotated[int, Field(ge=0, le=40)] = 1
    after: Annotated[list[Id], Field(max_length=20)] = []
    quantity: Annotated[int, Field(ge=0, le=100_000_000)] = 0
    unit: Literal["t_hfo"] | None = None
    kept: Modifiers = []
    broken: Modifiers = []
    refs: list[Reference] = []


class ForumTermEntry(TermEntry):
    """An obligation of the forum, for agreements that hold one of the options of each issue."""

    when: dict[Id, Annotated[list[Id], Field(min_length=1, max_length=20)]] = {}


class BesideEntry(Strict):
    """Options of another issue of the same package."""

    issue: Id
    options: Annotated[list[Id], Field(min_length=1, max_length=20)]


class RequirementEntry(Strict):
    """What an option needs before it can be agreed, with a sentence."""

    beside: BesideEntry | None = None
    when: When | None = None
    why: Line


class OptionRequirementEntry(RequirementEntry):
    """The same, apart from the option it belongs to."""

    issue: Id
    option: Id


class EffectEntry(Strict):
    """What an option brings once agreed, apart from the option it belongs to."""

    issue: Id
    option: Id
    modifiers: Annotated[Modifiers, Field(min_length=1)]


class AgreementFile(Strict):
    """A file of `agreements/`: what an agreement of `forum` brings, apart from the forum's file."""

    forum: Id
    effects: Annotated[list[EffectEntry], Field(max_length=100)] = []
    requires: Annotated[list[OptionRequirementEntry], Field(max_length=40)] = []
    obligations: Annotated[list[ForumTermEntry], Field(max_length=100)] = []
