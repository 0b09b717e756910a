"""Rounds, phases and clocks."""

from collections.abc import Iterator

from server.rules.commands.schedule import Extend, Relative, SetReady, StepBack
from server.rules.copying import replace
from server.rules.events import Event
from server.rules.events.life import Concluded
from server.rules.events.proposals import (
    ForumAgreed,
    ForumFailed,
    ProposalAdopted,
    ProposalReopened,
)
from server.rules.events.schedule import ClockExtended, Paused, PhaseBegan, ReadySet, Resumed
from server.rules.ids import DelegationId, ForumId, ProposalId
from server.rules.moves.injects import fired
from server.rules.moves.preparing import quiz_first
from server.rules.occasion import Occasion
from server.rules.refusals import Refusal
from server.rules.state.acting import Acting, acts
from server.rules.state.talks import ForumStatus, Phase, Talks, TalksState, timed_injects
from server.rules.written.scenario import Round

MAX_EXTENSION = 86_400
"""Seconds: one day."""


def is_over(talks: Talks, command: Relative) -> bool:
    """True when the talks have left what the command was meant for: a question was left open
    while the phase ended, or two pressed at once. Carried out, it would hit the next phase."""
    here: str | None = talks.phase if talks.state is TalksState.RUNNING else talks.state
    return (command.round is not None and command.round != talks.round + 1) or (
        command.phase is not None and command.phase != here
    )


def start(talks: Talks, occasion: Occasion) -> tuple[Event, ...] | Refusal:
    """Leave the lobby."""
    if not talks.opened:
        return Refusal("not_running")
    if talks.state is not TalksState.LOBBY:
        return Refusal("already_started")
    return next_phase(talks, occasion.at, "started")


def pause(talks: Talks) -> tuple[Event, ...] | Refusal:
    """Stop every clock."""
    if talks.state is not TalksState.RUNNING:
        return Refusal("not_running")
    return Refusal("paused") if talks.is_paused else (Paused(),)


def resume(talks: Talks) -> tuple[Event, ...] | Refusal:
    """Let every clock go on where it stood."""
    return (Resumed(),) if talks.is_paused else Refusal("not_paused")


def extend(talks: Talks, command: Extend) -> tuple[Event, ...] | Refusal:
    """Give the phase more time."""
    if talks.state is not TalksState.RUNNING:
        return Refusal("not_running")
    if not 1 <= command.seconds <= MAX_EXTENSION:
        return Refusal("bad_seconds")
    if talks.phase_ends_at is None:
        return Refusal("nothing_changes")
    return (ClockExtended(command.seconds, "facilitator"),)


def advance(talks: Talks, occasion: Occasion) -> tuple[Event, ...] | Refusal:
    """Go to the next phase now."""
    if talks.state is not TalksState.RUNNING:
        return Refusal("not_running")
    return next_phase(talks, occasion.at, "advanced")


def step_back(talks: Talks, command: StepBack, occasion: Occasion) -> tuple[Event, ...] | Refusal:
    """Go back to the phase before, with its full time; failed forums of that round reopen, and the
    proposals that lay there until they failed are on the table again."""
    if talks.state is not TalksState.RUNNING:
        return Refusal("not_running")
    before = phase_before(talks)
    if before is None:
        return Refusal("no_earlier_phase")
    round_number, phase, seconds = before
    ends_at = occasion.at + 1000 * seconds
    began = PhaseBegan(round_number, phase, ends_at, "stepped_back")
    return began, *(ProposalReopened(p) for p in _reopening(talks, round_number, phase))


def phase_before(talks: Talks) -> tuple[int, Phase, int] | None:
    """(round index, phase, seconds) of the phase before the present one; None before the first."""
    phases = list(all_phases(talks))
    here = (talks.round, talks.phase)
    place = next((n for n, (r, p, _) in enumerate(phases) if (r, p) == here), 0)
    return phases[place - 1] if place else None


def _reopening(talks: Talks, number: int, phase: Phase) -> tuple[ProposalId, ...]:
    """The proposals that lapsed because their forum's time was up, which is given anew."""
    if phase is not Phase.NEGOTIATION:
        return ()
    failed = {
        forum
        for forum in talks.schedule[number].forums
        if talks.forum_state(forum).status is ForumStatus.FAILED
    }
    lapsed = (p for p in talks.proposals.values() if p.forum in failed and p.why == "forum_ended")
    return tuple(p.id for p in sorted(lapsed, key=lambda p: (p.forum, p.number)))


def set_ready(talks: Talks, acting: Acting, command: SetReady) -> tuple[Event, ...] | Refusal:
    """Say that the delegation is ready, or not; in the lobby too."""
    if talks.state is not TalksState.LOBBY:
        problem = acts(talks, acting)
        if problem:
            return problem
    if acting.person is None:
        return Refusal("not_allowed")
    if (acting.delegation in talks.ready) == command.ready:
        return Refusal("nothing_changes")
    problem = quiz_first(talks, acting) if command.ready else None
    return problem or (ReadySet(acting.delegation, command.ready),)


def all_phases(talks: Talks) -> Iterator[tuple[int, Phase, int]]:
    """(round index, phase, seconds) of the whole schedule; phases of no length are left out."""
    for number, round_ in enumerate(talks.schedule):
        for phase, seconds in _lengths(round_):
            if seconds > 0:
                yield number, phase, seconds


def _lengths(round_: Round) -> tuple[tuple[Phase, int], ...]:
    return (
        (Phase.BRIEFING, round_.briefing),
        (Phase.NEGOTIATION, round_.negotiation),
        (Phase.RESULT, round_.result),
    )


def next_phase(talks: Talks, at: int, why: str) -> tuple[Event, ...]:
    """The events that end the phase and begin the next one, or conclude the talks."""
    now = talks.current_round.forums if talks.current_round else ()
    endings = forum_endings(talks, now) if talks.phase is Phase.NEGOTIATION else ()
    phases = list(all_phases(talks))
    here = (talks.round, _ORDER[talks.phase])
    for number, phase, seconds in phases:
        if (number, _ORDER[phase]) > here:
            return *endings, PhaseBegan(number, phase, at + 1000 * seconds, why)
    return *endings, *forum_endings(talks, initiatives(talks)), Concluded("schedule")


_ORDER = {None: -1, Phase.BRIEFING: 0, Phase.NEGOTIATION: 1, Phase.RESULT: 2}


def initiatives(talks: Talks) -> tuple[ForumId, ...]:
    """The forums that are open from the first round to the end."""
    return talks.preset.initiatives if talks.preset else ()


def forum_endings(talks: Talks, forums: tuple[ForumId, ...]) -> tuple[Event, ...]:
    """How those of the forums that are open end: in part agreed where that counts, else not."""
    endings: list[Event] = []
    for forum in forums:
        state = talks.forum_state(forum)
        if state.status is ForumStatus.OPEN:
            partly = bool(state.settled) and talks.forum(forum).partial_counts
            endings.append(ForumAgreed(forum) if partly else ForumFailed(forum))
    return tuple(endings)


def all_present_ready(talks: Talks, occasion: Occasion) -> bool:
    """True when every delegation with a person present, and at least one, is ready."""
    present = present_delegations(talks, occasion)
    return bool(present) and present <= talks.ready


def present_delegations(talks: Talks, occasion: Occasion) -> frozenset[DelegationId]:
    """Delegations with a person connected who is not replaced by a bot or an agent."""
    seats = (talks.seats.get(person) for person in occasion.present)
    present = {seat.delegation for seat in seats if seat is not None}
    return frozenset(d for d in present if not talks.is_automated(d))


def expire(talks: Talks, occasion: Occasion) -> tuple[Event, ...] | Refusal:
    """Carry out the earliest deadline that has passed.

    A phase does not end under a running silence period: its clock gets the time that takes.
    """
    if talks.state is not TalksState.RUNNING or talks.is_paused:
        return Refusal("nothing_due")
    silences = [(ends_at, p.at, p.id) for ends_at, p in talks.silences()]
    if silences and min(silences)[0] <= occasion.at:
        return (ProposalAdopted(min(silences)[2]),)
    coming = timed_injects(talks)
    if coming and coming[0][0] <= occasion.at:
        return fired(talks, coming[0][1], occasion.at, "clock")
    if talks.phase_ends_at is None or talks.phase_ends_at > occasion.at:
        return Refusal("nothing_due")
    if silences:
        missing = max(silences)[0] - talks.phase_ends_at
        return (ClockExtended(-(-missing // 1000), "silence"),)
    return next_phase(talks, occasion.at, "expired")


# --- evolving ---


def on_phase(talks: Talks, event: PhaseBegan, at: int) -> Talks:
    """The phase runs; a new round's forums open, and nobody is ready yet.

    A briefing that waits for everybody has no end of its own, whatever the event says.
    """
    phase = Phase(event.phase)
    waits = phase is Phase.BRIEFING and talks.policies.briefing_waits
    moved = replace(
        talks,
        state=TalksState.RUNNING,
        round=event.round,
        phase=phase,
        phase_began_at=at,
        phase_ends_at=None if waits else event.ends_at,
        clock_set_at=at,
        paused_at=at if talks.is_paused else None,
        ready=frozenset(),
    )
    forums = moved.forums
    if event.why == "stepped_back":
        for forum in talks.forums_now:
            if forum not in moved.forums_now:
                forums = forums.set(
                    forum, replace(moved.forum_state(forum), status=ForumStatus.CLOSED)
                )
    for forum in moved.forums_now:
        state = moved.forum_state(forum)
        reopens = event.why == "stepped_back" and phase is not Phase.RESULT
        if state.status is ForumStatus.CLOSED or (state.status is ForumStatus.FAILED and reopens):
            forums = forums.set(forum, replace(state, status=ForumStatus.OPEN))
    return replace(moved, forums=forums)


def on_paused(talks: Talks, at: int) -> Talks:
    """Every clock stands still."""
    return replace(talks, paused_at=at, clock_set_at=at)


def on_resumed(talks: Talks, at: int) -> Talks:
    """Every deadline moves by the length of the pause, and so does the phase's beginning."""
    paused_for = at - (talks.paused_at if talks.paused_at is not None else at)
    proposals = talks.proposals
    for silent_until, p in talks.silences():
        proposals = proposals.set(p.id, replace(p, silence_ends_at=silent_until + paused_for))
    ends_at = talks.phase_ends_at
    return replace(
        talks,
        paused_at=None,
        proposals=proposals,
        phase_began_at=talks.phase_began_at + paused_for,
        phase_ends_at=None if ends_at is None else ends_at + paused_for,
        clock_set_at=at,
    )


def on_extended(talks: Talks, event: ClockExtended, at: int) -> Talks:
    """The phase ends later."""
    ends_at = talks.phase_ends_at
    later = None if ends_at is None else ends_at + 1000 * event.seconds
    return replace(talks, phase_ends_at=later, clock_set_at=at)


def on_ready(talks: Talks, event: ReadySet) -> Talks:
    """The delegation is ready, or not."""
    one = frozenset({event.delegation})
    return replace(talks, ready=talks.ready | one if event.ready else talks.ready - one)
