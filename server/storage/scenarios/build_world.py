"""From valid entries to linkages, injects, tracks, rungs, terms: points become hundredths."""

from collections.abc import Iterable, Mapping, Sequence

from server.rules.ids import (
    DelegationId,
    ForumId,
    InjectId,
    IssueId,
    LinkageId,
    OptionId,
    RoundId,
    RungId,
    TermId,
    TrackId,
)
from server.rules.written import conditions as c
from server.rules.written.modifiers import Modifier, ModifierKind
from server.rules.written.world import (
    Effect,
    Inject,
    Ledger,
    Linkage,
    Requirement,
    Rung,
    Term,
    TermUnit,
    Track,
    Trigger,
)
from server.storage.scenarios.models_world import (
    ConditionEntry,
    EffectEntry,
    ForumTermEntry,
    InjectEntry,
    LedgerEntry,
    LinkageEntry,
    ModifierEntry,
    OptionRequirementEntry,
    RequirementEntry,
    RungEntry,
    TermEntry,
    TrackEntry,
    TriggerEntry,
)

RED_LINE_COST = 10
"""Points that crossing a new red line costs where its modifier does not say."""

_IN_HUNDREDTHS = frozenset({ModifierKind.RESERVATION, ModifierKind.RED_LINE, ModifierKind.SCORE})


def hundredths(points: float) -> int:
    """Points, of at most two decimals, as hundredths."""
    return round(points * 100)


def modifier(entry: ModifierEntry, forum: str | None = None) -> Modifier:
    """The modifier; `forum` is where an option's effect takes place when it does not say."""
    kind = ModifierKind(entry.kind)
    amount: float = entry.amount or 0
    if entry.amount is None and kind is ModifierKind.RED_LINE:
        amount = RED_LINE_COST
    where = entry.forum or (forum if entry.issue or kind in _OF_A_FORUM else None)
    return Modifier(
        kind=kind,
        delegation=DelegationId(entry.delegation) if entry.delegation else None,
        forum=ForumId(where) if where else None,
        issue=IssueId(entry.issue) if entry.issue else None,
        option=OptionId(entry.option) if entry.option else None,
        track=TrackId(entry.track) if entry.track else None,
        amount=hundredths(amount) if kind in _IN_HUNDREDTHS else round(amount),
        why=entry.why,
    )


_OF_A_FORUM = frozenset({ModifierKind.RESERVATION, ModifierKind.RULE})


def modifiers(entries: Iterable[ModifierEntry], forum: str | None = None) -> tuple[Modifier, ...]:
    """Each modifier, in order."""
    return tuple(modifier(entry, forum) for entry in entries)


def condition(entry: ConditionEntry | Sequence[ConditionEntry]) -> c.Condition:
    """The condition; of a list every part must hold."""
    if not isinstance(entry, ConditionEntry):
        parts = tuple(condition(part) for part in entry)
        return parts[0] if len(parts) == 1 else c.AllOf(parts)
    if entry.agreed is not None:
        return c.Agreed(ForumId(entry.agreed))
    if entry.not_agreed is not None:
        return c.NotAgreed(ForumId(entry.not_agreed))
    if entry.forum is not None:
        options = frozenset(OptionId(o) for o in entry.options or ())
        return c.Settled(ForumId(entry.forum), IssueId(entry.issue or ""), options)
    if entry.track is not None and entry.at_most is not None:
        return c.TrackAtMost(TrackId(entry.track), entry.at_most)
    if entry.track is not None:
        return c.TrackAtLeast(TrackId(entry.track), entry.at_least or 0)
    if entry.rung is not None:
        return c.RungReached(RungId(entry.rung))
    if entry.obligations_kept is not None:
        return c.ObligationsKept(entry.obligations_kept)
    if entry.obligations_broken is not None:
        return c.ObligationsBroken(entry.obligations_broken)
    if entry.not_ is not None:
        return c.Not(condition(entry.not_))
    if entry.any is not None:
        return c.AnyOf(tuple(condition(part) for part in entry.any))
    return c.AllOf(tuple(condition(part) for part in entry.all or ()))


def linkage(entry: LinkageEntry) -> Linkage:
    """One linkage."""
    return Linkage(
        id=LinkageId(entry.id),
        name=entry.name,
        rule=entry.rule,
        when=condition(entry.when),
        modifiers=modifiers(entry.modifiers),
        refs=tuple(entry.refs),
    )


def inject(entry: InjectEntry) -> Inject:
    """One inject."""
    return Inject(
        id=InjectId(entry.id),
        date=entry.date,
        title=entry.title,
        story=entry.story,
        modifiers=modifiers(entry.modifiers),
        to=tuple(DelegationId(d) for d in entry.to),
        trigger=_trigger(entry.trigger),
        refs=tuple(entry.refs),
    )


def _trigger(entry: TriggerEntry) -> Trigger:
    return Trigger(
        round=RoundId(entry.round) if entry.round else None,
        minute=entry.minute,
        when=None if entry.when is None else condition(entry.when),
    )


def track(entry: TrackEntry) -> Track:
    """One track."""
    return Track(
        id=TrackId(entry.id),
        title=entry.title,
        start=entry.start,
        low=entry.low,
        high=entry.high,
        worth={DelegationId(d): hundredths(points) for d, points in entry.worth.items()},
        why=entry.why,
        refs=tuple(entry.refs),
    )


def rung(entry: RungEntry) -> Rung:
    """One rung of the ladder."""
    return Rung(
        id=RungId(entry.id),
        title=entry.title,
        sentence=entry.sentence,
        when=condition(entry.when),
        modifiers=modifiers(entry.modifiers),
        refs=tuple(entry.refs),
    )


def ledger(entry: LedgerEntry) -> Ledger:
    """The defaults for obligations."""
    return Ledger(
        kept=modifiers(entry.kept),
        broken=modifiers(entry.broken),
        kept_points=hundredths(entry.kept_points),
        broken_points=hundredths(entry.broken_points),
    )


def forum_term(entry: ForumTermEntry) -> Term:
    """An obligation of a forum."""
    return term(entry, entry.when)


def term(entry: TermEntry, when: Mapping[str, Sequence[str]]) -> Term:
    """An obligation that comes with agreements that hold one of the options of each issue."""
    return Term(
        id=TermId(entry.id),
        by=DelegationId(entry.by),
        what=entry.what,
        due=entry.due,
        to=tuple(DelegationId(d) for d in entry.to),
        when={IssueId(i): frozenset(OptionId(o) for o in os) for i, os in when.items()},
        after=tuple(TermId(t) for t in entry.after),
        quantity=entry.quantity,
        unit=TermUnit(entry.unit or ""),
        kept=modifiers(entry.kept),
        broken=modifiers(entry.broken),
        refs=tuple(entry.refs),
    )


def effect(entry: EffectEntry, forum: str) -> Effect:
    """What an option brings, from a file of agreements."""
    return option_effect(entry.issue, entry.option, entry.modifiers, forum)


def option_effect(issue: str, option: str, entries: Iterable[ModifierEntry], forum: str) -> Effect:
    """What an option brings."""
    return Effect(IssueId(issue), OptionId(option), modifiers(entries, forum))


def apart(entry: OptionRequirementEntry) -> Requirement:
    """What an option needs, from a file of agreements."""
    return requirement(entry, entry.issue, entry.option)


def requirement(entry: RequirementEntry, issue: str, option: str) -> Requirement:
    """What an option needs."""
    beside = None
    if entry.beside is not None:
        options = frozenset(OptionId(o) for o in entry.beside.options)
        beside = (IssueId(entry.beside.issue), options)
    return Requirement(
        issue=IssueId(issue),
        option=OptionId(option),
        why=entry.why,
        beside=beside,
        when=None if entry.when is None else condition(entry.when),
    )
