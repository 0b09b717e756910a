"""The gate itself: whole views, and the difference between two states of one view."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from server.rules.events import Event
from server.rules.ids import PersonId
from server.rules.seats import Audience
from server.rules.state.talks import Talks
from server.rules.views import (
    agreements,
    floor,
    forums,
    injects,
    interventions,
    ledger,
    linkages,
    mandates,
    may,
    people,
    preparation,
    reading,
    table,
    teams,
    world,
)
from server.rules.views.etags import MODULUS, Entity
from server.rules.views.frame import Frame, hash_of
from server.rules.views.touched import Touched, touched
from server.rules.views.viewer import Viewer

Keys = Callable[[Talks, Viewer], Iterable[str]]
Build = Callable[[Frame, Viewer, str], Entity | None]
Once = Callable[[Frame, Viewer], Entity | None]


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of entity: the keys a viewer has, what lies under one of them, and its type.

    `single` is one of a kind: its key is empty, and its name in a view the family's alone.
    """

    keys: Keys
    build: Build
    shape: Any
    single: bool = False


def _always(_talks: Talks, _viewer: Viewer) -> tuple[str, ...]:
    return ("",)


def _one(build: Once, shape: Any, keys: Keys = _always) -> Family:
    return Family(keys, lambda frame, viewer, _key: build(frame, viewer), shape, single=True)


FAMILIES: dict[str, Family] = {
    "talks": _one(table.talks_entity, table.TalksEntity),
    "clock": _one(table.clock_entity, table.ClockEntity),
    "me": _one(people.me_entity, people.MeEntity),
    "delegation": Family(people.delegation_keys, people.delegation_entity, people.DelegationEntity),
    "forum": Family(forums.forum_keys, forums.forum_entity, forums.ForumEntity),
    "mandate": Family(mandates.mandate_keys, mandates.mandate_entity, mandates.MandateEntity),
    "proposal": Family(floor.proposal_keys, floor.proposal_entity, floor.ProposalEntity),
    "agreement": Family(
        agreements.agreement_keys, agreements.agreement_entity, agreements.AgreementEntity
    ),
    "channel": Family(floor.channel_keys, floor.channel_entity, floor.ChannelEntity),
    "message": Family(floor.message_keys, floor.message_entity, floor.MessageEntity),
    "team": Family(teams.team_keys, teams.team_entity, teams.TeamEntity),
    "ballots": Family(teams.ballot_keys, teams.ballot_entity, teams.BallotsEntity),
    "approval": Family(teams.approval_keys, teams.approval_entity, teams.ApprovalEntity),
    "papers": Family(preparation.paper_keys, preparation.papers_entity, preparation.PapersEntity),
    "observer": Family(people.observer_keys, people.observer_entity, people.ObserverEntity),
    "linkage": Family(linkages.linkage_keys, linkages.linkage_entity, linkages.LinkageEntity),
    "inject": Family(injects.inject_keys, injects.inject_entity, injects.InjectEntity),
    "script": _one(injects.script_entity, injects.ScriptEntity, injects.script_keys),
    "terms": Family(world.terms_keys, world.terms_entity, world.TermsEntity),
    "track": Family(world.track_keys, world.track_entity, world.TrackEntity),
    "ladder": _one(world.ladder_entity, world.LadderEntity, world.ladder_keys),
    "obligation": Family(ledger.obligation_keys, ledger.obligation_entity, ledger.ObligationEntity),
    "letter": Family(ledger.letter_keys, ledger.letter_entity, ledger.LetterEntity),
    "help": Family(people.help_keys, people.help_entity, people.HelpEntity),
    "flag": Family(interventions.flag_keys, interventions.flag_entity, interventions.FlagEntity),
    "steering": Family(
        interventions.steering_keys, interventions.steering_entity, interventions.SteeringEntity
    ),
    "reading": _one(reading.reading_entity, reading.ReadingEntity, reading.reading_keys),
    "scoreboard": _one(table.scoreboard_entity, table.ScoreboardEntity),
    "may": _one(may.may_entity, may.MayEntity),
}


@dataclass(frozen=True, slots=True)
class Patch:
    """What changed in a view. `put` holds whole entities, `was` what they were before as far as
    they were there, `drop` the keys that are gone; `delta` is what the etag moves by, modulo
    2**64."""

    put: dict[str, Entity] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    delta: int = 0
    was: dict[str, Entity] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.put or self.drop)


def view_for(
    talks: Talks, audience: Audience, present: frozenset[PersonId] = frozenset()
) -> dict[str, Entity]:
    """Everything the audience may know of the talks, and nothing else."""
    frame = Frame(talks, present)
    return view_of(frame, frame.viewer(audience))


def view_of(frame: Frame, viewer: Viewer) -> dict[str, Entity]:
    """The same for a frame that several viewers share."""
    view: dict[str, Entity] = {}
    for name, family in FAMILIES.items():
        for key in family.keys(frame.talks, viewer):
            found = family.build(frame, viewer, key)
            if found is not None:
                view[named(name, key)] = found
    return view


def keys(frame: Frame, viewer: Viewer, family: str) -> Iterable[str]:
    """The keys of the viewer's entities of a family."""
    return FAMILIES[family].keys(frame.talks, viewer)


def entity(frame: Frame, viewer: Viewer, family: str, key: str = "") -> Entity | None:
    """One entity of the viewer's view; None when it is not there."""
    return FAMILIES[family].build(frame, viewer, key)


def changed(
    before: Talks,
    after: Talks,
    audience: Audience,
    events: Sequence[Event],
    present_before: frozenset[PersonId] = frozenset(),
    present_after: frozenset[PersonId] = frozenset(),
) -> Patch:
    """The patch that turns the audience's view of `before` into that of `after`."""
    what = touched(events, before, after, present_before ^ present_after)
    return changed_between(
        Frame(before, present_before), Frame(after, present_after), audience, what
    )


def changed_between(before: Frame, after: Frame, audience: Audience, what: Touched) -> Patch:
    """The same with frames that several audiences share; only touched entities are compared."""
    was, is_ = before.viewer(audience), after.viewer(audience)
    if what.everything or (was is not is_ and was != is_):
        old, new = view_of(before, was), view_of(after, is_)
        return _patch((name, old.get(name), new.get(name)) for name in dict.fromkeys((*new, *old)))
    touched_keys = (*what.keys, *what.private) if is_.everything else what.keys
    return _patch(
        (
            named(family, key),
            entity(before, was, family, key),
            entity(after, is_, family, key),
        )
        for family, key in touched_keys
    )


def _patch(pairs: Iterable[tuple[str, Entity | None, Entity | None]]) -> Patch:
    """Of entities as they were and as they are, by name, those that are others now."""
    put: dict[str, Entity] = {}
    held: dict[str, Entity] = {}
    drop: list[str] = []
    delta = 0
    for name, earlier, one in pairs:
        if earlier is one:
            continue
        gone = 0 if earlier is None else hash_of(name, earlier)
        come = 0 if one is None else hash_of(name, one)
        if one is None:
            drop.append(name)
        elif earlier is None:
            put[name] = one
        elif come != gone:
            put[name], held[name] = one, earlier
        delta += come - gone
    return Patch(put, tuple(drop), delta % MODULUS, held)


def named(family: str, key: str) -> str:
    """The entity's name in a view."""
    return f"{family}/{key}" if key else family
