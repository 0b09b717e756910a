"""What a schedule can bring about at best: which conditions may come true."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from server.rules.ids import ForumId, RungId, TrackId
from server.rules.written.conditions import (
    Agreed,
    AllOf,
    AnyOf,
    Condition,
    Not,
    NotAgreed,
    ObligationsBroken,
    ObligationsKept,
    RungReached,
    Settled,
    TrackAtLeast,
    TrackAtMost,
    forums_of,
)
from server.rules.written.modifiers import Modifier, ModifierKind
from server.rules.written.scenario import Preset, Scenario
from server.rules.written.world import TRACK_MAX, Linkage


@dataclass(frozen=True, slots=True)
class Reach:
    """The best that talks on a schedule can do: a bound, each thing by itself.

    `lowest` is where a track can be brought by the effects of one option an issue, by rungs,
    linkages, injects and kept obligations; `terms` how many obligations can come at all.
    """

    scenario: Scenario
    forums: frozenset[ForumId]
    lowest: Mapping[TrackId, int]
    terms: int

    @classmethod
    def of(cls, scenario: Scenario, preset: Preset) -> "Reach":
        """What the preset allows."""
        named = {f for r in preset.rounds for f in r.forums} | set(preset.initiatives)
        forums = frozenset(f for f in named if f in scenario.forums)
        lowest = {
            track.id: max(0, track.start - _down(scenario, forums, track.id))
            for track in scenario.tracks
        }
        terms = sum(len(scenario.forums[f].terms) for f in forums)
        return cls(scenario, forums, lowest, terms)

    def possible(self, condition: Condition, above: frozenset[RungId] = frozenset()) -> bool:
        """False when nothing can make it true. `above` are rungs already asked about."""
        match condition:
            case Agreed(forum) | NotAgreed(forum):
                return forum in self.forums
            case Settled(forum, issue, options):
                barred = self.scenario.forums[forum].barred if forum in self.forums else ()
                return forum in self.forums and any((issue, o) not in barred for o in options)
            case TrackAtMost(track, value):
                return self.lowest.get(track, TRACK_MAX + 1) <= value
            case TrackAtLeast() | Not():
                return True
            case RungReached(rung):
                known = next((r for r in self.scenario.ladder if r.id == rung), None)
                if known is None or rung in above:
                    return False
                return self.possible(known.when, above | {rung})
            case ObligationsKept(many) | ObligationsBroken(many):
                return many <= self.terms
            case AllOf(parts):
                return all(self.possible(part, above) for part in parts)
            case AnyOf(parts):
                return any(self.possible(part, above) for part in parts)

    def movable(self, preset: Preset) -> frozenset[TrackId]:
        """The tracks that something may move by itself: not what only a facilitator's hand can."""
        scenario = self.scenario
        found: list[Modifier] = []
        for forum in (scenario.forums[f] for f in self.forums):
            found += [m for effect in forum.effects for m in effect.modifiers]
            for term in forum.terms:
                found += [*(term.kept or scenario.ledger.kept)]
                found += [*(term.broken or scenario.ledger.broken)]
        found += [m for r in scenario.ladder if self.possible(r.when) for m in r.modifiers]
        found += [m for x in scenario.linkages if self.counts(x) for m in x.modifiers]
        rounds = {r.id for r in preset.rounds}
        for inject in scenario.injects.values():
            trigger = inject.trigger
            by_itself = trigger.when is not None and self.possible(trigger.when)
            if trigger.round in rounds or by_itself:
                found += inject.modifiers
        return frozenset(m.track for m in found if m.track is not None)

    def counts(self, linkage: Linkage) -> bool:
        """True where the schedule has the forums that the linkage looks at, and one it bears on."""
        return _bears(linkage, self.forums)


def _bears(linkage: Linkage, forums: frozenset[ForumId]) -> bool:
    on = {m.forum for m in linkage.modifiers}
    here = not on or None in on or bool(on & forums)
    return here and forums_of(linkage.when) <= forums


def _down(scenario: Scenario, forums: frozenset[ForumId], track: TrackId) -> int:
    """How many steps the track can come down at most."""
    down = 0
    for forum in forums:
        known = scenario.forums[forum]
        best: dict[str, int] = {}
        for effect in known.effects:
            steps = sum(
                -m.amount
                for m in effect.modifiers
                if m.kind is ModifierKind.TRACK and m.track == track
            )
            best[effect.issue] = max(best.get(effect.issue, 0), steps)
        kept = [m for t in known.terms for m in (t.kept or scenario.ledger.kept)]
        down += sum(best.values()) + _steps_down(kept, track)
    down += sum(_steps_down(rung.modifiers, track) for rung in scenario.ladder)
    down += sum(
        _steps_down(linkage.modifiers, track)
        for linkage in scenario.linkages
        if _bears(linkage, forums)
    )
    return down + sum(_steps_down(i.modifiers, track) for i in scenario.injects.values())


def _steps_down(modifiers: Iterable[Modifier], track: TrackId) -> int:
    return sum(
        -m.amount
        for m in modifiers
        if m.kind is ModifierKind.TRACK and m.track == track and m.amount < 0
    )
