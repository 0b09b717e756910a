"""What one forum's outcome changes in another: linkages, effects of options and requirements."""

from collections.abc import Iterator
from dataclasses import dataclass

from server.rules.ids import ForumId
from server.rules.written.conditions import Condition, Not, Settled
from server.rules.written.modifiers import Modifier, ModifierKind
from server.rules.written.reach import Reach
from server.rules.written.scenario import Preset, Scenario

UNCOUNTED = frozenset({ModifierKind.TRACK, ModifierKind.CLOCK, ModifierKind.RULE})
"""Kinds that move no score of a forum; a conference is looked at as if everybody consented."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Modifiers that are in force where the condition holds once everything has ended. `name` is
    the linkage's id; empty for what an option brings or needs."""

    when: Condition
    modifiers: tuple[Modifier, ...]
    name: str = ""


def causes(scenario: Scenario, preset: Preset, forums: tuple[ForumId, ...]) -> tuple[Cause, ...]:
    """In the order in which they are applied: effects, linkages, then what options need."""
    found = [*_effects(scenario, forums), *_linkages(scenario, preset), *_needs(scenario, forums)]
    counted = (Cause(c.when, _counted(c.modifiers, forums), c.name) for c in found)
    return tuple(cause for cause in counted if cause.modifiers)


def _effects(scenario: Scenario, forums: tuple[ForumId, ...]) -> Iterator[Cause]:
    for forum in forums:
        for effect in scenario.forums[forum].effects:
            when = Settled(forum, effect.issue, frozenset({effect.option}))
            yield Cause(when, effect.modifiers)


def _linkages(scenario: Scenario, preset: Preset) -> Iterator[Cause]:
    reach = Reach.of(scenario, preset)
    for linkage in scenario.linkages:
        if reach.counts(linkage):
            yield Cause(linkage.when, linkage.modifiers, linkage.id)


def _needs(scenario: Scenario, forums: tuple[ForumId, ...]) -> Iterator[Cause]:
    for forum in forums:
        for needed in scenario.forums[forum].requirements:
            if needed.when is not None:
                bar = Modifier(
                    ModifierKind.BAR, forum=forum, issue=needed.issue, option=needed.option
                )
                yield Cause(Not(needed.when), (bar,))


def _counted(modifiers: tuple[Modifier, ...], forums: tuple[ForumId, ...]) -> tuple[Modifier, ...]:
    return tuple(
        m
        for m in modifiers
        if m.kind not in UNCOUNTED
        and (m.forum in forums if m.kind is not ModifierKind.SCORE else m.delegation is not None)
    )
