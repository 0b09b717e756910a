"""The gate itself: whole views, and the difference between two states of one view."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from server.rules.events import Event
from server.rules.ids import DelegationId, ForumId, PersonId
from server.rules.seats import Audience
from server.rules.state.talks import Talks
from server.rules.views import floor, forums, ledger, people, preparation, table, teams, world
from server.rules.views.etags import MODULUS, Entity
from server.rules.views.frame import Frame, hash_of
from server.rules.views.interventions import flag_entity, flag_keys, steering_entity, steering_keys
from server.rules.views.may import may_entity
from server.rules.views.touched import Touched, touched
from server.rules.views.viewer import Viewer

Keys = Callable[[Talks, Viewer], Iterable[str]]
Build = Callable[[Frame, Viewer, str], Entity | None]


def _delegations(talks: Talks, _viewer: Viewer) -> list[str]:
    return [str(d.id) for d in talks.scenario.delegations]


def _forums(talks: Talks, _viewer: Viewer) -> list[str]:
    return [str(f) for f in talks.scheduled_forums()]


def _once(_talks: Talks, _viewer: Viewer) -> tuple[str, ...]:
    return ("",)


def _agreements(talks: Talks, _viewer: Viewer) -> list[str]:
    return forums.agreement_keys(talks)


FAMILIES: dict[str, tuple[Keys, Build]] = {
    "talks": (_once, lambda frame, viewer, key: table.talks_entity(frame, viewer)),
    "clock": (_once, lambda frame, viewer, key: table.clock_entity(frame)),
    "me": (_once, lambda frame, viewer, key: people.me_entity(frame, viewer)),
    "delegation": (
        _delegations,
        lambda frame, viewer, key: people.delegation_entity(frame, viewer, DelegationId(key)),
    ),
    "forum": (
        _forums,
        lambda frame, viewer, key: forums.forum_entity(frame, viewer, ForumId(key)),
    ),
    "mandate": (forums.mandate_keys, forums.mandate_entity),
    "proposal": (floor.proposal_keys, floor.proposal_entity),
    "agreement": (_agreements, forums.agreement_entity),
    "channel": (floor.channel_keys, floor.channel_entity),
    "message": (floor.message_keys, floor.message_entity),
    "team": (teams.team_keys, teams.team_entity),
    "ballots": (teams.ballot_keys, teams.ballot_entity),
    "approval": (teams.approval_keys, teams.approval_entity),
    "papers": (preparation.paper_keys, preparation.papers_entity),
    "observer": (people.observer_keys, people.observer_entity),
    "linkage": (world.linkage_keys, world.linkage_entity),
    "inject": (world.inject_keys, world.inject_entity),
    "script": (world.script_keys, lambda frame, viewer, key: world.script_entity(frame, viewer)),
    "terms": (world.terms_keys, world.terms_entity),
    "track": (world.track_keys, world.track_entity),
    "ladder": (world.ladder_keys, lambda frame, viewer, key: world.ladder_entity(frame, viewer)),
    "obligation": (ledger.obligation_keys, ledger.obligation_entity),
    "letter": (ledger.letter_keys, ledger.letter_entity),
    "help": (people.help_keys, people.help_entity),
    "flag": (flag_keys, flag_entity),
    "steering": (steering_keys, steering_entity),
    "scoreboard": (_once, lambda frame, viewer, key: table.scoreboard_entity(frame, viewer)),
    "may": (_once, lambda frame, viewer, key: may_entity(frame, viewer)),
}


@dataclass(frozen=True, slots=True)
class Patch:
    """What changed in a view. `put` holds whole entities, `drop` the keys that are gone;
    `delta` is what the etag moves by, modulo 2**64."""

    put: dict[str, Entity] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    delta: int = 0

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
    for family, (keys, build) in FAMILIES.items():
        for key in keys(frame.talks, viewer):
            entity = build(frame, viewer, key)
            if entity is not None:
                view[_name(family, key)] = entity
    return view


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
    if what.everything or was != is_:
        old, new = view_of(before, was), view_of(after, is_)
    else:
        old, new = _touched(before, was, what), _touched(after, is_, what)
    put: dict[str, Entity] = {}
    delta = 0
    for key, entity in new.items():
        earlier = old.get(key)
        if earlier is entity:
            continue
        come = hash_of(key, entity)
        gone = None if earlier is None else hash_of(key, earlier)
        if come != gone:
            put[key] = entity
            delta += come - (gone or 0)
    drop = tuple(key for key in old if key not in new)
    delta -= sum(hash_of(key, old[key]) for key in drop)
    return Patch(put, drop, delta % MODULUS)


def _touched(frame: Frame, viewer: Viewer, what: Touched) -> dict[str, Entity]:
    found: dict[str, Entity] = {}
    for family, key in (*what.keys, *what.private) if viewer.everything else what.keys:
        entity = FAMILIES[family][1](frame, viewer, key)
        if entity is not None:
            found[_name(family, key)] = entity
    return found


def _name(family: str, key: str) -> str:
    return f"{family}/{key}" if key else family
