"""What is wrong or doubtful about linkages, injects, the ladder and obligations."""

from collections.abc import Iterator
from itertools import combinations

from server.analysis.findings import Finding, Severity
from server.analysis.previews import agreeable, zone_effects
from server.analysis.space import TooManyPackagesError
from server.rules.ids import ForumId, InjectId, TermId
from server.rules.state.in_force import modified
from server.rules.written.conditions import forums_of
from server.rules.written.forum import Forum
from server.rules.written.modifiers import Modifier, ModifierKind
from server.rules.written.reach import Reach
from server.rules.written.scenario import Scenario
from server.rules.written.world import Term

STACK = 3
"""So many injects on top of each other are looked at."""

SEEN = frozenset(
    {
        ModifierKind.BAR,
        ModifierKind.OPEN,
        ModifierKind.TRACK,
        ModifierKind.SCORE,
        ModifierKind.CLOCK,
        ModifierKind.RULE,
    }
)
"""Kinds that change something whatever the zone says."""


def world_problems(scenario: Scenario) -> list[Finding]:
    """Everything found about what moves between forums."""
    return [*_ladder(scenario), *_linkages(scenario), *_terms(scenario), *_injects(scenario)]


def _finding(severity: Severity, code: str, where: str, message: str) -> Finding:
    return Finding(severity, code, ForumId(""), where, message)


def _ladder(scenario: Scenario) -> Iterator[Finding]:
    """Rungs that no schedule allows anybody to reach, however well all goes."""
    reaches = [Reach.of(scenario, preset) for preset in scenario.presets]
    for rung in scenario.ladder:
        if not any(reach.possible(rung.when) for reach in reaches):
            message = "no schedule lets it be reached, however well the talks go"
            yield _finding(Severity.ERROR, "unreachable_rung", f"ladder.{rung.id}", message)


def _linkages(scenario: Scenario) -> Iterator[Finding]:
    """Linkages that no schedule lets count, or that change nothing when they do."""
    scheduled = [Reach.of(scenario, preset) for preset in scenario.presets]
    for linkage in scenario.linkages:
        where = f"linkages.{linkage.id}"
        if not any(forums_of(linkage.when) <= reach.forums for reach in scheduled):
            message = "no schedule holds every forum that it looks at, so it never counts"
            yield _finding(Severity.WARNING, "linkage_never_counts", where, message)
        if not _changes_something(scenario, linkage.modifiers):
            message = "it changes no zone, bars nothing and moves neither track nor score"
            yield _finding(Severity.WARNING, "linkage_changes_nothing", where, message)


def _changes_something(scenario: Scenario, modifiers: tuple[Modifier, ...]) -> bool:
    if any(m.kind in SEEN for m in modifiers):
        return True
    try:
        effects = zone_effects(scenario, modifiers)
    except TooManyPackagesError:
        return True
    return any(before != after for before, after in effects.values())


def _after(forum: Forum, modifiers: tuple[Modifier, ...]) -> Forum:
    return modified(forum, [m for m in modifiers if m.forum == forum.id])


def _terms(scenario: Scenario) -> Iterator[Finding]:
    """Obligations that wait for one their own agreement can never hold beside them."""
    terms = {t.id: (f, t) for f in scenario.forums.values() for t in f.terms}
    for forum, term in terms.values():
        where = f"{forum.id}.obligations.{term.id}"
        if any(all((i, o) in forum.barred for o in os) for i, os in term.when.items()):
            message = "the options that bring it are barred from the start"
            yield Finding(Severity.WARNING, "obligation_never_comes", forum.id, where, message)
        own = [terms[t][1] for t in term.after if t in terms and terms[t][0].id == forum.id]
        if len(own) == len(term.after) and own and not any(_together(term, o) for o in own):
            names = ", ".join(o.id for o in own)
            message = f"no agreement that brings it also brings {names}, for which it waits"
            yield Finding(Severity.ERROR, "prerequisite_never_exists", forum.id, where, message)
        missing = [t for t in term.after if TermId(t) not in terms]
        if missing:
            message = f"it waits for {', '.join(missing)}, which no forum brings"
            yield Finding(Severity.ERROR, "prerequisite_never_exists", forum.id, where, message)
        if term.by not in forum.parties:
            message = f"{term.by} owes it and is no party to the forum"
            yield Finding(Severity.ERROR, "obligation_without_owner", forum.id, where, message)


def _together(one: Term, other: Term) -> bool:
    """True when a package can bring both."""
    shared = one.when.keys() & other.when.keys()
    return all(not one.when[issue].isdisjoint(other.when[issue]) for issue in shared)


def _injects(scenario: Scenario) -> Iterator[Finding]:
    """Injects that leave a forum nothing to agree on, alone or on top of each other."""
    for forum in scenario.forums.values():
        touching = {
            i: tuple(m for m in inject.modifiers if m.forum == forum.id)
            for i, inject in scenario.injects.items()
        }
        try:
            yield from _stacks(forum, {i: ms for i, ms in touching.items() if ms})
        except TooManyPackagesError:
            continue


def _stacks(forum: Forum, touching: dict[InjectId, tuple[Modifier, ...]]) -> Iterator[Finding]:
    before = agreeable(forum)
    if not before:
        return
    after = {i: agreeable(_after(forum, ms)) for i, ms in touching.items()}
    for inject, left in after.items():
        if not left:
            message = f"it leaves nothing in {forum.id} that can be agreed"
            where = f"injects.{inject}"
            yield Finding(Severity.ERROR, "inject_empties_zone", forum.id, where, message)
    narrowing = [i for i, left in after.items() if 0 < left < before]
    empty: list[frozenset[InjectId]] = []
    for size in range(2, STACK + 1):
        for chosen in combinations(narrowing, size):
            if any(known <= set(chosen) for known in empty):
                continue
            if not agreeable(_after(forum, tuple(m for i in chosen for m in touching[i]))):
                empty.append(frozenset(chosen))
                message = f"together they leave nothing in {forum.id} that can be agreed"
                where = f"injects.{' + '.join(chosen)}"
                yield Finding(Severity.WARNING, "stack_empties_zone", forum.id, where, message)
