"""Entities of people: `me`, `delegation/ID` and the facilitator's `help/N`."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from server.rules.commands.proposals import StanceKind
from server.rules.ids import DelegationId, PersonId, ProposalId
from server.rules.seats import InnerRole, Seat
from server.rules.state.acting import may_act
from server.rules.state.by_facilitator import Aside
from server.rules.state.talks import Talks
from server.rules.views.frame import Frame
from server.rules.views.preparation import (
    PreparedEntry,
    QuizEntry,
    own_position,
    prepared_entry,
    quiz_entry,
)
from server.rules.views.viewer import AudienceWord, Viewer


class AsideEntry(TypedDict):
    """A word between a delegate and the facilitator."""

    text: str
    at: int


class QuestionEntry(AsideEntry):
    """A request for help; `answered` once a word came back, or the facilitator came over."""

    answered: bool


class ReflectionEntry(TypedDict):
    """An answer to a reflection prompt."""

    prompt: str
    text: str


class MovedEntry(TypedDict):
    """What last became of the person's seat without their doing."""

    at: int
    kind: Literal["seated", "observer", "released"]
    reason: str


class AgentEntry(TypedDict):
    """A program from outside. Who runs it and on what is there when that was agreed to; its id and
    the SHA-256 of its instructions only for the facilitator."""

    name: str
    paused: bool
    operator: NotRequired[str]
    model: NotRequired[str]
    id: NotRequired[str]
    instructions: NotRequired[str]


class BotEntry(TypedDict):
    """An automated negotiator: with `agent` a program from outside, else the built-in one, whose
    temperament is only for the facilitator."""

    temperament: NotRequired[str]
    agent: NotRequired[AgentEntry]


class MeEntity(TypedDict):
    """Key `me`. Everything about a person is there only for a delegate; an observer has a name, and
    an agent what everybody reads of it."""

    audience: AudienceWord
    delegation: str | None
    agent: NotRequired[AgentEntry]
    moved: NotRequired[MovedEntry]
    person: NotRequired[str]
    name: NotRequired[str]
    inner_role: NotRequired[InnerRole]
    acts: NotRequired[bool]
    specialist_for: NotRequired[str | None]
    ballots: NotRequired[dict[ProposalId, StanceKind]]
    stepped_out: NotRequired[bool]
    help: NotRequired[list[QuestionEntry]]
    notes: NotRequired[list[AsideEntry]]
    reflections: NotRequired[list[ReflectionEntry]]
    quiz: NotRequired[QuizEntry | None]
    position: NotRequired[str]


class DelegateEntry(TypedDict):
    """A person in a delegation; `forum` is where a specialist acts for it. The person's id is there
    only for the facilitator."""

    name: str
    role: InnerRole
    present: bool
    forum: NotRequired[str]
    person: NotRequired[str]
    stepped_out: NotRequired[bool]
    prepared: NotRequired[PreparedEntry | None]
    wrote: NotRequired[bool]


class DelegationEntity(TypedDict):
    """Key `delegation/ID`. `last_activity_at` only for the facilitator."""

    id: str
    name: str
    short: str
    code: str
    flag: str
    colour: str
    pattern: str
    stance_text: str
    introduction: str
    order: int
    delegates: list[DelegateEntry]
    bot: BotEntry | None
    ready: bool
    last_activity_at: NotRequired[int | None]


class ObserverEntity(TypedDict):
    """Key `observer/PERSON`, for the facilitator."""

    person: str
    name: str
    present: bool


class HelpEntity(TypedDict):
    """Key `help/N`, for the facilitator."""

    id: str
    person: str
    name: str
    delegation: str | None
    text: str
    at: int
    answered: bool


def me_entity(frame: Frame, viewer: Viewer) -> MeEntity:
    """The viewer's own place, with what passed between them and the facilitator."""
    talks = frame.talks
    entity: MeEntity = {"audience": viewer.audience, "delegation": viewer.delegation}
    if viewer.audience == "agent" and viewer.delegation is not None:
        seated = _bot(talks, viewer.delegation, private=False)
        return {**entity, "agent": seated["agent"]} if seated else entity
    if viewer.person is None:
        return entity
    moved = talks.moved.get(viewer.person)
    if moved is not None:
        entity["moved"] = {"at": moved.at, "kind": moved.kind, "reason": moved.reason}
    seat = talks.seat_of(viewer.person)
    if seat is None:
        if viewer.person in talks.observers:
            entity["name"] = talks.observers[viewer.person]
        return entity
    return {
        **entity,
        "person": seat.person,
        "name": seat.name,
        "inner_role": seat.inner_role,
        "acts": may_act(seat, talks.policies) and not talks.is_automated(seat.delegation),
        "specialist_for": seat.forum,
        "ballots": _ballots(talks, seat),
        "stepped_out": seat.person in talks.stepped_out,
        "help": [
            {**_aside(h), "answered": h.answered}
            for h in talks.helps
            if h.to_or_from == seat.person
        ],
        "notes": [_aside(n) for n in talks.notes if n.to_or_from in (seat.person, seat.delegation)],
        "reflections": [
            {"prompt": prompt, "text": text}
            for prompt, text in talks.reflections.get(seat.person, ())
        ],
        "quiz": quiz_entry(talks, seat),
        "position": own_position(talks, seat),
    }


def _ballots(talks: Talks, seat: Seat) -> dict[ProposalId, StanceKind]:
    """Proposal -> the person's own ballot in this delegation."""
    cast = ((p, by.get(seat.person)) for p, by in talks.ballots.items())
    return {p: b.stance for p, b in cast if b is not None and b.delegation == seat.delegation}


def _aside(aside: Aside) -> AsideEntry:
    return {"text": aside.text, "at": aside.at}


def delegation_keys(talks: Talks, _viewer: Viewer) -> list[str]:
    """Every delegation, whoever looks."""
    return [str(d.id) for d in talks.scenario.delegations]


def delegation_entity(frame: Frame, viewer: Viewer, key: str) -> DelegationEntity | None:
    """A delegation at the table: who sits there, who is here, who is ready."""
    talks, delegation = frame.talks, DelegationId(key)
    if talks.scenario.delegation(delegation) is None:
        return None
    return frame.shared(
        "delegation",
        delegation,
        lambda: _delegation(frame, viewer, delegation),
        viewer.everything,
    )


def _delegation(frame: Frame, viewer: Viewer, delegation: DelegationId) -> DelegationEntity:
    talks = frame.talks
    order = [d.id for d in talks.scenario.delegations].index(delegation)
    known = talks.scenario.delegations[order]
    entity: DelegationEntity = {
        "id": known.id,
        "name": known.name,
        "short": known.short,
        "code": known.code,
        "flag": known.flag,
        "colour": known.colour,
        "pattern": known.pattern,
        "stance_text": known.stance,
        "introduction": known.introduction,
        "order": order,
        "delegates": [_delegate(frame, viewer, seat) for seat in talks.delegates_of(delegation)],
        "bot": _bot(talks, delegation, private=viewer.everything),
        "ready": delegation in talks.ready,
    }
    if viewer.everything:
        entity["last_activity_at"] = talks.last_activity.get(delegation)
    return entity


def _bot(talks: Talks, delegation: DelegationId, *, private: bool) -> BotEntry | None:
    """What plays the delegation instead of people."""
    agent, bot = talks.agents.get(delegation), talks.bots.get(delegation)
    if agent is not None:
        entry: AgentEntry = {"name": agent.name, "paused": agent.paused}
        if agent.operator:
            entry["operator"] = agent.operator
        if agent.model:
            entry["model"] = agent.model
        if private:
            entry |= {"id": agent.agent, "instructions": agent.instructions}
        return {"agent": entry}
    if bot is None:
        return None
    return {"temperament": bot.temperament} if private else {}


def _delegate(frame: Frame, viewer: Viewer, seat: Seat) -> DelegateEntry:
    entity: DelegateEntry = {
        "name": seat.name,
        "role": seat.inner_role,
        "present": seat.person in frame.present,
    }
    if seat.forum is not None:
        entity["forum"] = seat.forum
    if viewer.everything:
        entity["person"] = seat.person
        entity["stepped_out"] = seat.person in frame.talks.stepped_out
        entity["prepared"] = prepared_entry(frame.talks, seat)
        entity["wrote"] = bool(own_position(frame.talks, seat))
    return entity


def observer_keys(talks: Talks, viewer: Viewer) -> list[str]:
    """Who watches; only the facilitator has the list."""
    return sorted(talks.observers) if viewer.everything else []


def observer_entity(frame: Frame, viewer: Viewer, person: str) -> ObserverEntity | None:
    """Somebody who watches the table."""
    name = frame.talks.observers.get(PersonId(person)) if viewer.everything else None
    if name is None:
        return None
    return {"person": person, "name": name, "present": person in frame.present}


def help_keys(talks: Talks, viewer: Viewer) -> list[str]:
    """The numbers of the help requests; only the facilitator has the queue."""
    return [str(n) for n in range(1, len(talks.helps) + 1)] if viewer.everything else []


def help_entity(frame: Frame, viewer: Viewer, number: str) -> HelpEntity | None:
    """One request in the facilitator's queue."""
    talks = frame.talks
    if not viewer.everything or not 1 <= int(number) <= len(talks.helps):
        return None
    asked = talks.helps[int(number) - 1]
    seat = next((s for s in talks.seats.values() if s.person == asked.to_or_from), None)
    return {
        "id": number,
        "person": asked.to_or_from,
        "name": seat.name if seat else "",
        "delegation": seat.delegation if seat else None,
        "text": asked.text,
        "at": asked.at,
        "answered": asked.answered,
    }
