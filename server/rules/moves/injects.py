"""Injects: by hand, by the clock or by a condition; to all or to some; and taken back."""

from server.rules.commands.world import Inject as FireInject
from server.rules.commands.world import UndoInject, WriteInject
from server.rules.copying import replace
from server.rules.events import Event
from server.rules.events.schedule import ClockExtended
from server.rules.events.world import InjectFired, InjectUndone
from server.rules.ids import DelegationId, InjectId
from server.rules.occasion import Occasion
from server.rules.refusals import Refusal
from server.rules.state.by_facilitator import Fired
from server.rules.state.causes import Cause, CauseKind
from server.rules.state.conditions_met import holds
from server.rules.state.in_force import with_cause, without_cause
from server.rules.state.talks import Talks, TalksState
from server.rules.texts import text_problem
from server.rules.written.modifiers import Modifier, ModifierKind
from server.rules.written.world import Inject

MIN_LEFT = 30
"""Seconds that an inject leaves on the running phase's clock."""
MAX_WRITTEN = 40
"""Injects a facilitator can write for one table, and modifiers in each."""


def fire(talks: Talks, command: FireInject, occasion: Occasion) -> tuple[Event, ...] | Refusal:
    """Fire an inject of the scenario."""
    known = talks.scenario.injects.get(command.inject)
    if known is None:
        return Refusal("not_found", {"inject": command.inject})
    to = command.to or known.to
    problem = _problem(talks, known.id, to)
    if problem:
        return problem
    return fired(talks, replace(known, to=_seated(talks, to)), occasion.at, "facilitator")


def write(talks: Talks, command: WriteInject, occasion: Occasion) -> tuple[Event, ...] | Refusal:
    """Fire an inject the facilitator wrote."""
    problem = (
        text_problem(command.title, needed=True)
        or text_problem(command.story, needed=True)
        or _problem(talks, command.inject, command.to)
    )
    if problem:
        return problem
    if command.inject in talks.scenario.injects:
        return Refusal("id_taken")
    written = sum(1 for f in talks.fired.values() if f.written)
    if written >= MAX_WRITTEN or len(command.modifiers) > MAX_WRITTEN:
        return Refusal("too_many_injects", {"limit": MAX_WRITTEN})
    misfit = _misfit(talks, command.modifiers)
    if misfit:
        return misfit
    inject = Inject(
        id=command.inject,
        date="",
        title=command.title,
        story=command.story,
        modifiers=command.modifiers,
        to=_seated(talks, command.to),
    )
    return fired(talks, inject, occasion.at, "facilitator", written=True)


def undo(talks: Talks, command: UndoInject) -> tuple[Event, ...] | Refusal:
    """Take an inject back; its story stays on record as taken back."""
    if talks.state is not TalksState.RUNNING:
        return Refusal("not_running")
    found = talks.fired.get(command.inject)
    if found is None or found.undone:
        return Refusal("not_found", {"inject": command.inject})
    return text_problem(command.reason) or (InjectUndone(command.inject, command.reason, found.to),)


def _problem(talks: Talks, inject: InjectId, to: tuple[DelegationId, ...]) -> Refusal | None:
    if talks.state is not TalksState.RUNNING:
        return Refusal("not_running")
    before = talks.fired.get(inject)
    if before is not None and not before.undone:
        return Refusal("fired_already", {"inject": inject})
    unknown = next((d for d in to if talks.scenario.delegation(d) is None), None)
    return Refusal("unknown_delegation", {"delegation": unknown}) if unknown else None


def _seated(talks: Talks, to: tuple[DelegationId, ...]) -> tuple[DelegationId, ...]:
    """In seating order; nobody when everybody is meant."""
    order = tuple(d.id for d in talks.scenario.delegations)
    return () if set(to) >= set(order) else tuple(d for d in order if d in to)


def would_bring(
    talks: Talks,
    inject: InjectId | None,
    to: tuple[DelegationId, ...],
    modifiers: tuple[Modifier, ...],
) -> tuple[Modifier, ...] | Refusal:
    """What the scenario's inject, or one made of these modifiers, would put in force."""
    if inject is not None:
        known = talks.scenario.injects.get(inject)
        if known is None:
            return Refusal("not_found", {"inject": inject})
        return _told(known.modifiers, _seated(talks, to or known.to))
    return _misfit(talks, modifiers) or _told(modifiers, _seated(talks, to))


def _told(modifiers: tuple[Modifier, ...], to: tuple[DelegationId, ...]) -> tuple[Modifier, ...]:
    """What is told to some only changes nothing but their own mandates: what is everybody's would
    give it away."""
    return tuple(m for m in modifiers if m.is_private and m.delegation in to) if to else modifiers


def _misfit(talks: Talks, modifiers: tuple[Modifier, ...]) -> Refusal | None:
    for number, modifier in enumerate(modifiers, 1):
        if not _fits(talks, modifier):
            return Refusal("bad_modifier", {"number": number})
    return None


def _fits(talks: Talks, modifier: Modifier) -> bool:
    """True when everything the modifier names exists and its kind has what it needs."""
    kind, delegation = modifier.kind, modifier.delegation
    if kind is ModifierKind.TRACK:
        return any(t.id == modifier.track for t in talks.scenario.tracks)
    if kind is ModifierKind.CLOCK:
        return True
    if kind is ModifierKind.SCORE:
        return delegation is not None and talks.scenario.delegation(delegation) is not None
    forum = talks.scenario.forums.get(modifier.forum) if modifier.forum else None
    if forum is None or (modifier.is_private and delegation not in forum.mandates):
        return False
    if kind in (ModifierKind.RESERVATION, ModifierKind.RULE):
        return True
    issue = forum.issue(modifier.issue) if modifier.issue else None
    if issue is None or kind is ModifierKind.WEIGHT:
        return issue is not None
    return modifier.option is not None and issue.option(modifier.option) is not None


def fired(
    talks: Talks, inject: Inject, at: int, why: str, *, written: bool = False
) -> tuple[Event, ...]:
    """The inject happens."""
    modifiers = _told(inject.modifiers, inject.to)
    told = InjectFired(
        inject=inject.id,
        to=inject.to,
        date=inject.date,
        title=inject.title,
        story=inject.story,
        modifiers=tuple(m for m in modifiers if m.kind is not ModifierKind.CLOCK),
        why=why,
        written=written,
    )
    seconds = sum(m.amount for m in modifiers if m.kind is ModifierKind.CLOCK)
    seconds = max(seconds, _least(talks, at))
    return (told, ClockExtended(seconds, "inject")) if seconds else (told,)


def _least(talks: Talks, at: int) -> int:
    """The most that can be taken from the clock now, as seconds below zero; 0 without a clock."""
    if talks.phase_ends_at is None:
        return 0
    now = talks.paused_at if talks.paused_at is not None else at
    return min(0, MIN_LEFT - (talks.phase_ends_at - now) // 1000)


def inject_follows(talks: Talks, at: int) -> tuple[Event, ...]:
    """The first inject whose condition holds; a told story is not told again by itself."""
    for inject in talks.scenario.injects.values():
        when = inject.trigger.when
        if when is not None and inject.id not in talks.fired and holds(talks, when):
            return fired(talks, inject, at, "condition")
    return ()


# --- evolving ---


def on_fired(talks: Talks, event: InjectFired, at: int) -> Talks:
    """It happened, and its modifiers are in force."""
    told = Fired(
        id=event.inject,
        number=len(talks.fired) + 1,
        to=event.to,
        date=event.date,
        title=event.title,
        story=event.story,
        why=event.why,
        written=event.written,
        at=at,
    )
    talks = replace(talks, fired=talks.fired.set(event.inject, told))
    return with_cause(talks, Cause(CauseKind.INJECT, event.inject, event.modifiers, at, event.to))


def on_undone(talks: Talks, event: InjectUndone) -> Talks:
    """Its modifiers are in force no more."""
    told = replace(talks.fired[event.inject], undone=True, undone_why=event.reason)
    talks = replace(talks, fired=talks.fired.set(event.inject, told))
    return without_cause(talks, CauseKind.INJECT, event.inject)
