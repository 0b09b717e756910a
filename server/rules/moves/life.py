"""From the lobby to the archive: opening, policies, rolling back, the debrief."""

from collections.abc import Iterable, Mapping

from immutables import Map

from server.rules.commands.life import OpenTalks, PlanReveal, Replan, Reveal, RollBack, SetPolicy
from server.rules.copying import replace
from server.rules.events import Event
from server.rules.events.life import (
    Archived,
    Concluded,
    PolicySet,
    Replanned,
    Revealed,
    RevealPlanned,
    RolledBack,
    TalksOpened,
)
from server.rules.moves.channels import standing_channels
from server.rules.moves.schedule import forum_endings, initiatives
from server.rules.occasion import Occasion
from server.rules.refusals import Refusal
from server.rules.state.talks import Phase, Talks, TalksState
from server.rules.texts import text_problem
from server.rules.written.planning import schedule_problem
from server.rules.written.policies import OF_CLASS, Policies
from server.rules.written.scenario import Preset

STAGES = ("channels", "letters", "mandates", "scores", "moments", "possible", "record")
"""The cards of the debrief, in the order a facilitator usually turns them."""

RESTS_ON: Mapping[str, tuple[str, ...]] = {"moments": ("mandates",), "possible": ("mandates",)}
"""What is told on a card from others: these are turned with it."""

DAY_MS = 24 * 3600 * 1000
FARTHEST_MS = 366 * DAY_MS
"""No card waits longer than a year for its date."""


def open_talks(talks: Talks, command: OpenTalks) -> tuple[Event, ...] | Refusal:
    """Open the lobby under a schedule, a difficulty and policies."""
    if talks.opened:
        return Refusal("already_open")
    problem = _plan_problem(talks, command)
    if problem is not None:
        return problem
    if Policies().changed(command.policies) is None:
        return Refusal("unknown_policy")
    return (TalksOpened(command.preset, command.difficulty, command.policies, command.schedule),)


def _plan_problem(talks: Talks, command: OpenTalks | Replan) -> Refusal | None:
    if talks.base.preset(command.preset) is None:
        return Refusal("unknown_preset", {"known": tuple(p.id for p in talks.base.presets)})
    if command.difficulty not in talks.base.difficulties:
        return Refusal("unknown_difficulty", {"known": tuple(talks.base.difficulties)})
    return schedule_problem(talks.base, command.schedule) if command.schedule else None


def replan(talks: Talks, command: Replan) -> tuple[Event, ...] | Refusal:
    """Take another preset, difficulty or schedule before the start."""
    if not talks.opened:
        return Refusal("not_running")
    if talks.state is not TalksState.LOBBY:
        return Refusal("already_started")
    problem = _plan_problem(talks, command)
    if problem is not None:
        return problem
    event = Replanned(command.preset, command.difficulty, command.schedule)
    planned = _planned(talks, event)
    if (planned.preset, planned.difficulty) == (talks.preset, talks.difficulty):
        return Refusal("nothing_changes")
    return (event,)


def set_policy(talks: Talks, command: SetPolicy) -> tuple[Event, ...] | Refusal:
    """Change policies."""
    changed = talks.policies.changed(command.policies)
    if changed is None:
        return Refusal("unknown_policy")
    if OF_CLASS & command.policies.keys():
        return Refusal("policy_of_class")
    return (
        Refusal("nothing_changes") if changed == talks.policies else (PolicySet(command.policies),)
    )


def conclude(talks: Talks) -> tuple[Event, ...] | Refusal:
    """End the talks now; what is open is not agreed."""
    if talks.state not in {TalksState.RUNNING, TalksState.LOBBY} or not talks.opened:
        return Refusal("not_running")
    now = talks.current_round.forums if talks.current_round else ()
    endings = forum_endings(talks, now) if talks.phase is not Phase.RESULT else ()
    return *endings, *forum_endings(talks, initiatives(talks)), Concluded("facilitator")


def reveal(talks: Talks, command: Reveal) -> tuple[Event, ...] | Refusal:
    """Turn a card of the debrief."""
    if not talks.state.is_discussed:
        return Refusal("not_concluded")
    if command.stage not in STAGES:
        return Refusal("unknown_stage", {"known": STAGES})
    if command.stage in talks.revealed:
        return Refusal("nothing_changes")
    return _turned(talks, (command.stage,))


def _turned(talks: Talks, stages: Iterable[str]) -> tuple[Event, ...]:
    """The cards turned, with those they rest on, each once."""
    wanted = dict.fromkeys(x for stage in stages for x in (*RESTS_ON.get(stage, ()), stage))
    return tuple(Revealed(stage) for stage in wanted if stage not in talks.revealed)


def plan_reveal(
    talks: Talks, command: PlanReveal, occasion: Occasion
) -> tuple[Event, ...] | Refusal:
    """Have a card turned by its date, change the date or take it back."""
    if not talks.opened:
        return Refusal("not_running")
    if command.stage not in STAGES:
        return Refusal("unknown_stage", {"known": STAGES})
    if command.at == talks.planned.get(command.stage) or command.stage in talks.revealed:
        return Refusal("nothing_changes")
    if command.at is not None and command.at <= occasion.at:
        return Refusal("card_in_the_past")
    if command.at is not None and command.at > occasion.at + FARTHEST_MS:
        return Refusal("card_too_late", {"limit": FARTHEST_MS // DAY_MS})
    return (RevealPlanned(command.stage, command.at),)


def cards_due(talks: Talks, at: int) -> tuple[Event, ...] | Refusal:
    """The cards whose date has come by then, turned."""
    due = [stage for stage in STAGES if talks.planned.get(stage, at + 1) <= at]
    return _turned(talks, due) if due else Refusal("nothing_due")


def archive(talks: Talks) -> tuple[Event, ...] | Refusal:
    """Close the talks for good."""
    if not talks.state.is_discussed:
        return Refusal("not_concluded")
    return (Archived(),)


def roll_back(talks: Talks, command: RollBack) -> tuple[Event, ...] | Refusal:
    """Make the state that of a checkpoint."""
    if talks.state not in {TalksState.RUNNING, TalksState.CONCLUDED}:
        return Refusal("not_running")
    if command.to_seq not in talks.checkpoints:
        return Refusal("no_checkpoint", {"known": tuple(map(str, sorted(talks.checkpoints)))})
    return text_problem(command.reason) or (RolledBack(command.to_seq, command.reason),)


# --- evolving ---


def on_opened(talks: Talks, event: TalksOpened) -> Talks:
    """The lobby is open under the scenario as it is played."""
    opened = _planned(talks, event)
    return replace(
        opened,
        opened=True,
        policies=Policies().changed(event.policies) or Policies(),
        channels=Map((c.id, c) for c in standing_channels(opened.scenario)),
    )


def on_replanned(talks: Talks, event: Replanned) -> Talks:
    """The same lobby under another plan."""
    return _planned(talks, event)


def _planned(talks: Talks, event: TalksOpened | Replanned) -> Talks:
    scenario = talks.calibrate(talks.base, event.difficulty)
    preset = scenario.preset(event.preset)
    if preset is not None and event.schedule:
        preset = Preset(preset.id, preset.title, event.schedule, preset.initiatives)
    return replace(
        talks,
        played=scenario,
        scenario=scenario,
        known=scenario,
        difficulty=event.difficulty,
        preset=preset,
    )


def on_policy(talks: Talks, event: PolicySet) -> Talks:
    """The policies in force."""
    return replace(talks, policies=talks.policies.changed(event.policies) or talks.policies)


def on_concluded(talks: Talks) -> Talks:
    """No clock runs any more."""
    return replace(
        talks, state=TalksState.CONCLUDED, phase_ends_at=None, paused_at=None, ready=frozenset()
    )


def on_revealed(talks: Talks, event: Revealed) -> Talks:
    """The card lies open."""
    planned = talks.planned
    if event.stage in planned:
        planned = planned.delete(event.stage)
    revealed = (*talks.revealed, event.stage)
    return replace(talks, state=TalksState.DEBRIEF, revealed=revealed, planned=planned)


def on_reveal_planned(talks: Talks, event: RevealPlanned) -> Talks:
    """The card has a date, or none."""
    planned = talks.planned
    if event.at is not None:
        return replace(talks, planned=planned.set(event.stage, event.at))
    return replace(talks, planned=planned.delete(event.stage))


def on_rolled_back(talks: Talks, event: RolledBack, at: int) -> Talks:
    """The checkpoint's negotiation with today's people and all that was said since.

    The clock of the phase starts anew, stopped if it stands now.
    """
    then = talks.checkpoints[event.to_seq]
    length = None if then.phase_ends_at is None else then.phase_ends_at - then.phase_began_at
    return replace(
        then,
        seq=talks.seq,
        seats=talks.seats,
        seats_locked=talks.seats_locked,
        observers=talks.observers,
        moved=talks.moved,
        bots=talks.bots,
        agents=talks.agents,
        policies=talks.policies,
        channels=talks.channels,
        messages=talks.messages,
        announcements=talks.announcements,
        helps=talks.helps,
        notes=talks.notes,
        stepped_out=talks.stepped_out,
        reflections=talks.reflections,
        answers=talks.answers,
        positions=talks.positions,
        last_activity=talks.last_activity,
        steering=talks.steering,
        flags=talks.flags,
        planned=talks.planned,
        checkpoints=talks.checkpoints,
        phase_began_at=at,
        phase_ends_at=None if length is None else at + length,
        clock_set_at=at,
        paused_at=at if talks.is_paused else None,
    )
