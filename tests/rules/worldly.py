"""The small negotiation with a world round it: everything that can move something else."""

from dataclasses import replace

from server.rules.ids import (
    DelegationId,
    ForumId,
    InjectId,
    LinkageId,
    OptionId,
    RoundId,
    RungId,
    TermId,
    TrackId,
)
from server.rules.written.conditions import Agreed, AllOf, Not, Settled, TrackAtLeast, TrackAtMost
from server.rules.written.forum import AdoptionRule, Forum, ForumKind
from server.rules.written.modifiers import Modifier, ModifierKind
from server.rules.written.scenario import Preset, Scenario
from server.rules.written.world import (
    Effect,
    Inject,
    Linkage,
    Requirement,
    Rung,
    Term,
    Track,
    Trigger,
)
from tests.rules.negotiation import DPRK, ENERGY, OIL, PACE, PEACE, ROK, USA, forum, scenario

HISTORY = ForumId("history")
MISTRUST, RIVALRY = TrackId("mistrust"), TrackId("rivalry")
LOW, MIDDLE, HIGH = OptionId("low"), OptionId("middle"), OptionId("high")
K = ModifierKind


def change(kind: ModifierKind, amount: int = 0, **where: object) -> Modifier:
    return Modifier(kind, amount=amount, why="because", **where)  # type: ignore[arg-type]


OIL_FIRST = Linkage(
    LinkageId("oil-first"),
    "Oil first",
    "Peace waits for a middling amount of oil.",
    Not(Settled(ENERGY, OIL, frozenset({MIDDLE, HIGH}))),
    (change(K.BAR, forum=PEACE, issue=OIL, option=HIGH),),
)
GOODWILL = Linkage(
    LinkageId("goodwill"),
    "Goodwill",
    "Much oil makes the DPRK ask for less, and the ROK prouder.",
    Settled(ENERGY, OIL, frozenset({MIDDLE})),
    (
        change(K.RESERVATION, -500, delegation=DPRK, forum=PEACE),
        change(K.WEIGHT, 10, delegation=DPRK, forum=PEACE, issue=OIL),
        change(K.VALUE, -20, delegation=ROK, forum=PEACE, issue=OIL, option=LOW),
        change(K.SCORE, 150, delegation=ROK),
    ),
)
ELSEWHERE = Linkage(
    LinkageId("elsewhere"),
    "Elsewhere",
    "Waits for a forum that is not on the schedule.",
    Not(Agreed(ForumId("nowhere"))),
    (change(K.BAR, forum=ENERGY, issue=OIL, option=LOW),),
)
STORM = Inject(
    InjectId("storm"),
    "2007-08-16",
    "Storm",
    "A storm destroys homes.",
    (
        change(K.RESERVATION, -700, delegation=DPRK, forum=ENERGY),
        change(K.TRACK, 2, track=MISTRUST),
        change(K.CLOCK, -60),
    ),
)
WHISPER = Inject(
    InjectId("whisper"),
    "2007-09-01",
    "Whisper",
    "Your capital is nervous.",
    (
        change(K.RED_LINE, 300, delegation=USA, forum=ENERGY, issue=PACE, option=LOW),
        change(K.NO_RED_LINE, delegation=USA, forum=PEACE, issue=OIL, option=LOW),
    ),
    to=(USA,),
)
HUSH = Inject(
    InjectId("hush"),
    "2007-09-02",
    "Hush",
    "Nobody else may hear of this.",
    (change(K.RESERVATION, 200, delegation=USA, forum=ENERGY),),
    to=(USA,),
)
CLOCKWORK = Inject(
    InjectId("clockwork"),
    "2007-10-01",
    "Clockwork",
    "The minute has come.",
    (change(K.BAR, forum=ENERGY, issue=PACE, option=HIGH),),
    trigger=Trigger(round=RoundId("r1"), minute=2),
)
THAW = Inject(
    InjectId("thaw"),
    "2007-11-01",
    "Thaw",
    "Papers speak of a thaw.",
    (change(K.OPEN, forum=PEACE, issue=OIL, option=HIGH), change(K.RULE, 2, forum=PEACE)),
    trigger=Trigger(when=TrackAtMost(MISTRUST, 5)),
)
TRACKS = (
    Track(MISTRUST, "Mistrust", 6, "trust", "fear", {ROK: 40, DPRK: 30}),
    Track(RIVALRY, "Rivalry", 9, "partners", "rivals", {USA: 20}),
)
LADDER = (
    Rung(RungId("habit"), "A habit", "Energy is agreed.", Agreed(ENERGY)),
    Rung(
        RungId("house"),
        "A house",
        "Energy and peace are agreed, and mistrust is at most 5.",
        AllOf((Agreed(ENERGY), Agreed(PEACE), TrackAtMost(MISTRUST, 5))),
        (change(K.TRACK, -1, track=RIVALRY), change(K.SCORE, 200, delegation=USA)),
    ),
    Rung(RungId("alarm"), "An alarm", "Mistrust is at 7.", TrackAtLeast(MISTRUST, 7)),
)


def energy() -> Forum:
    return forum(
        ENERGY,
        effects=(
            Effect(OIL, MIDDLE, (change(K.TRACK, -2, track=MISTRUST),)),
            Effect(OIL, HIGH, (change(K.TRACK, 3, track=MISTRUST),)),
        ),
        terms=(
            Term(TermId("ship"), ROK, "Ship the first oil", 0, (DPRK,), {OIL: frozenset({LOW})}),
        ),
        requirements=(
            Requirement(PACE, LOW, "A low pace needs little oil.", (OIL, frozenset({LOW, MIDDLE}))),
        ),
    )


def peace() -> Forum:
    return forum(
        PEACE,
        kind=ForumKind.PLENARY,
        endorses=True,
        requirements=(Requirement(PACE, HIGH, "A high pace needs energy.", None, Agreed(ENERGY)),),
    )


def history() -> Forum:
    return forum(
        HISTORY, kind=ForumKind.INITIATIVE, parties=(ROK, DPRK), rule=AdoptionRule((ROK, DPRK), 2)
    )


def worldly(**changes: object) -> Scenario:
    base = scenario(energy(), peace())
    [preset] = base.presets
    weights: dict[DelegationId, dict[ForumId, int]] = {
        d: {**row, HISTORY: 1} for d, row in base.forum_weights.items()
    }
    base = replace(
        base,
        forums={**base.forums, HISTORY: history()},
        presets=(Preset(preset.id, preset.title, preset.rounds, (HISTORY,)),),
        forum_weights=weights,
        linkages=(OIL_FIRST, GOODWILL, ELSEWHERE),
        injects={i.id: i for i in (STORM, WHISPER, HUSH, CLOCKWORK, THAW)},
        tracks=TRACKS,
        ladder=LADDER,
    )
    return replace(base, **changes)  # type: ignore[arg-type]
