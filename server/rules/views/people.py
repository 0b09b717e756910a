"""Entities of people: `me`, `delegation/ID` and the facilitator's `help/N`."""

from server.rules.ids import DelegationId, PersonId
from server.rules.seats import Seat
from server.rules.state.acting import may_act
from server.rules.state.talks import Aside, Talks
from server.rules.views.etags import Entity
from server.rules.views.frame import Frame
from server.rules.views.preparation import own_position, prepared_entry, quiz_entry
from server.rules.views.viewer import Viewer


def me_entity(frame: Frame, viewer: Viewer) -> Entity:
    """The viewer's own place, with what passed between them and the facilitator."""
    talks = frame.talks
    entity: Entity = {"audience": viewer.audience, "delegation": viewer.delegation}
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
        "acts": may_act(seat, talks.policies) and seat.delegation not in talks.bots,
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


def _ballots(talks: Talks, seat: Seat) -> Entity:
    """Proposal -> the person's own ballot in this delegation."""
    cast = ((p, by.get(seat.person)) for p, by in talks.ballots.items())
    return {p: b.stance for p, b in cast if b is not None and b.delegation == seat.delegation}


def _aside(aside: Aside) -> Entity:
    return {"text": aside.text, "at": aside.at}


def delegation_entity(frame: Frame, viewer: Viewer, delegation: DelegationId) -> Entity | None:
    """A delegation at the table: who sits there, who is here, who is ready."""
    talks = frame.talks
    if talks.scenario.delegation(delegation) is None:
        return None
    return frame.shared(
        "delegation",
        delegation,
        lambda: _delegation(frame, viewer, delegation),
        viewer.everything,
    )


def _delegation(frame: Frame, viewer: Viewer, delegation: DelegationId) -> Entity:
    talks = frame.talks
    order = [d.id for d in talks.scenario.delegations].index(delegation)
    known = talks.scenario.delegations[order]
    bot = talks.bots.get(delegation)
    entity: Entity = {
        "id": known.id,
        "name": known.name,
        "short": known.short,
        "code": known.code,
        "flag": known.flag,
        "colour": known.colour,
        "pattern": known.pattern,
        "stance_text": known.stance,
        "order": order,
        "delegates": [_delegate(frame, viewer, seat) for seat in talks.delegates_of(delegation)],
        "bot": None if bot is None else {},
        "ready": delegation in talks.ready,
    }
    if viewer.everything:
        entity["last_activity_at"] = talks.last_activity.get(delegation)
        if bot is not None:
            entity["bot"] = {"temperament": bot.temperament}
    return entity


def _delegate(frame: Frame, viewer: Viewer, seat: Seat) -> Entity:
    entity: Entity = {
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


def observer_entity(frame: Frame, viewer: Viewer, person: str) -> Entity | None:
    """Somebody who watches the table."""
    name = frame.talks.observers.get(PersonId(person)) if viewer.everything else None
    if name is None:
        return None
    return {"person": person, "name": name, "present": person in frame.present}


def help_keys(talks: Talks, viewer: Viewer) -> list[str]:
    """The numbers of the help requests; only the facilitator has the queue."""
    return [str(n) for n in range(1, len(talks.helps) + 1)] if viewer.everything else []


def help_entity(frame: Frame, viewer: Viewer, number: str) -> Entity | None:
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
