"""What a connection may look at and do: decided once it is known who connects."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from server.rules.ids import ClassroomId, DelegationId, PersonId, TalksId
from server.rules.refusals import Refusal
from server.rules.seats import (
    Audience,
    DelegateView,
    DelegationView,
    FacilitatorView,
    PublicView,
)
from server.rules.state.talks import Talks
from server.service.identities import (
    AssistantIdentity,
    DelegateIdentity,
    FacilitatorIdentity,
    Identity,
    ObserverIdentity,
    ProjectorIdentity,
)

_TEXT_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What a client asks for when it connects. `etag` is that of the view it holds."""

    token: str | None = None
    talks: TalksId | None = None
    classroom: ClassroomId | None = None
    etag: str | None = None
    as_: DelegationId | None = None


@dataclass(frozen=True, slots=True)
class TableWatch:
    """Looks at one table. `identity` gives commands there, unless it is only shown a view."""

    identity: Identity
    talks: TalksId
    audience: Audience
    acts: bool

    @property
    def person(self) -> PersonId | None:
        """The delegate in the seat, if this is one."""
        return self.identity.person if isinstance(self.identity, DelegateIdentity) else None


@dataclass(frozen=True, slots=True)
class WallWatch:
    """Looks at the tables of a classroom; `private` with what only the facilitator may know.

    `tables` limits it to some of them; None stands for all, those that are yet to come too.
    """

    classroom: ClassroomId
    private: bool
    tables: frozenset[TalksId] | None = None


Watch = TableWatch | WallWatch


class Directory(Protocol):
    """What is asked about classrooms and tables."""

    def classroom_of(self, talks_id: TalksId) -> ClassroomId | None:
        """The classroom of a table, or None when there is no such table."""
        ...

    def shown(self, classroom: ClassroomId) -> Mapping[str, Any] | None:
        """What the wall shows of the classroom, or None when there is none."""
        ...

    def renewed(self, identity: Identity) -> Identity | None:
        """The identity as it stands now, or None when the right was taken back."""
        ...


def asked(auth: object) -> Asked | Refusal:
    """What a client's `auth` asks for; a Refusal when it is not of the documented form."""
    if auth is None:
        return Asked()
    if not isinstance(auth, Mapping):
        return Refusal("bad_command", {"field": "auth", "expected": "an object"})
    values: dict[str, Any] = {}
    for name in ("token", "talks", "classroom", "etag", "as"):
        value = auth.get(name)
        if value is not None and not (isinstance(value, str) and 0 < len(value) <= _TEXT_LIMIT):
            return Refusal("bad_command", {"field": name, "expected": "a text"})
        values["as_" if name == "as" else name] = value
    return Asked(**values)


def admit(identity: Identity, asks: Asked, directory: Directory) -> Watch | Refusal:
    """What the identity may look at of what it asks for. Unknown and forbidden look the same."""
    match identity:
        case DelegateIdentity(person, talks):
            if asks.talks not in (None, talks):
                return Refusal("not_found")
            return TableWatch(identity, talks, DelegateView(person), acts=True)
        case FacilitatorIdentity():
            return _facilitator(identity, asks, directory)
        case AssistantIdentity():
            return _assistant(identity, asks, directory)
        case ProjectorIdentity(classroom):
            if asks.talks is None:
                return WallWatch(classroom, private=False)
            if directory.classroom_of(asks.talks) != classroom:
                return Refusal("not_found")
            return TableWatch(identity, asks.talks, PublicView(), acts=False)
        case ObserverIdentity():
            return _observer(identity, asks.talks, directory)


def _facilitator(
    identity: FacilitatorIdentity, asks: Asked, directory: Directory
) -> Watch | Refusal:
    if asks.talks is not None:
        if directory.classroom_of(asks.talks) is None:
            return Refusal("not_found")
        return _desk(identity, asks.talks, asks.as_)
    if asks.classroom is not None and directory.shown(asks.classroom) is not None:
        return WallWatch(asks.classroom, private=True)
    return Refusal("not_found")


def _assistant(identity: AssistantIdentity, asks: Asked, directory: Directory) -> Watch | Refusal:
    if asks.talks is not None:
        mine = identity.includes(asks.talks)
        if not mine or directory.classroom_of(asks.talks) != identity.classroom:
            return Refusal("not_found")
        return _desk(identity, asks.talks, asks.as_)
    if asks.classroom == identity.classroom and directory.shown(identity.classroom) is not None:
        return WallWatch(identity.classroom, private=True, tables=identity.tables)
    return Refusal("not_found")


def _desk(identity: Identity, talks: TalksId, as_: DelegationId | None) -> TableWatch:
    if as_ is not None:
        return TableWatch(identity, talks, DelegationView(as_), acts=False)
    return TableWatch(identity, talks, FacilitatorView(), acts=True)


def _observer(
    identity: ObserverIdentity, talks: TalksId | None, directory: Directory
) -> Watch | Refusal:
    """One table at a time; a link to a single table need not name it."""
    if talks is None and len(identity.tables) == 1:
        talks = identity.tables[0]
    if talks is None or not identity.includes(talks):
        return Refusal("not_found")
    audience = identity.audience
    if audience is None or directory.classroom_of(talks) != identity.classroom:
        return Refusal("not_found")
    return TableWatch(identity, talks, audience, acts=False)


def known_delegation(talks: Talks, audience: Audience) -> bool:
    """False for a "view as" of a delegation these talks do not have."""
    match audience:
        case DelegationView(delegation):
            return talks.scenario.delegation(delegation) is not None
        case _:
            return True
