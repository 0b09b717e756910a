"""The facilitator's marks on messages and proposals, with a note, kept for the debrief.

They are in the log like everything else, so that assistants see each other's and a class's file
holds them; no delegate, observer or projector ever gets one.
"""

from server.rules.commands.talk import Flag, FlagKind, Unflag
from server.rules.copying import replace
from server.rules.events import Event
from server.rules.events.talk import Flagged, Unflagged
from server.rules.ids import FlaggedId, MessageId, ProposalId
from server.rules.refusals import Refusal
from server.rules.seats import Actor, Facilitator
from server.rules.state.by_facilitator import Mark
from server.rules.state.talks import Talks
from server.rules.texts import text_problem

MAX_FLAGS = 500
"""Marks that talks can hold."""


def flag_key(kind: FlagKind, ref: FlaggedId) -> str:
    """Under which the mark is kept: `message/ID` or `proposal/ID`."""
    return f"{kind}/{ref}"


def flag(talks: Talks, actor: Actor, command: Flag) -> tuple[Event, ...] | Refusal:
    """Mark a message or a proposal, or change the note of the mark."""
    known = (
        MessageId(command.ref) in talks.messages
        if command.kind is FlagKind.MESSAGE
        else ProposalId(command.ref) in talks.proposals
    )
    if not known:
        return Refusal("not_found", {command.kind.value: command.ref})
    problem = text_problem(command.note)
    if problem:
        return problem
    marked = talks.flags.get(flag_key(command.kind, command.ref))
    if marked is not None and marked.note == command.note:
        return Refusal("nothing_changes")
    if marked is None and len(talks.flags) >= MAX_FLAGS:
        return Refusal("too_many_flags", {"limit": MAX_FLAGS})
    by = actor.name if isinstance(actor, Facilitator) else ""
    return (Flagged(command.kind, command.ref, command.note, by),)


def unflag(talks: Talks, command: Unflag) -> tuple[Event, ...] | Refusal:
    """Take a mark away."""
    if flag_key(command.kind, command.ref) not in talks.flags:
        return Refusal("nothing_changes")
    return (Unflagged(command.kind, command.ref),)


# --- evolving ---


def on_flagged(talks: Talks, event: Flagged, at: int) -> Talks:
    """The mark stands."""
    mark = Mark(event.kind, event.ref, event.note, event.by, at)
    return replace(talks, flags=talks.flags.set(flag_key(event.kind, event.ref), mark))


def on_unflagged(talks: Talks, event: Unflagged) -> Talks:
    """The mark is gone."""
    key = flag_key(event.kind, event.ref)
    return replace(talks, flags=talks.flags.delete(key)) if key in talks.flags else talks
