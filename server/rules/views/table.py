"""Entities of the table as a whole: `talks`, `clock` and `scoreboard`."""

from dataclasses import asdict
from enum import StrEnum
from typing import NotRequired

from typing_extensions import TypedDict

from server.rules.ids import DelegationId, ForumId
from server.rules.moves.schedule import phase_before
from server.rules.state import within_reach
from server.rules.state.causes import CauseKind
from server.rules.state.compliance import broken_count, kept_count, of_agreements
from server.rules.state.in_force import track_values
from server.rules.state.obligation import ObligationStatus
from server.rules.state.scoring import Line, LineKind, as_shown, joint_gain, total
from server.rules.state.talks import ForumStatus, Phase, Talks, TalksState
from server.rules.views.causes import CauseEntry, cause_entry, cause_title
from server.rules.views.frame import Frame
from server.rules.views.viewer import Viewer
from server.rules.written.policies import ScorePolicy


class RoundEntry(TypedDict):
    """A round of the schedule; minutes of all its phases together."""

    id: str
    title: str
    forums: list[str]
    minutes: int


class CheckpointEntry(TypedDict):
    """The beginning of a phase: the number of its event, its round from 1, and when."""

    seq: int
    round: int
    phase: Phase
    at: int


class BeforeEntry(TypedDict):
    """Where going back one phase leads; `round` from 1."""

    round: int
    phase: Phase


class TalksEntity(TypedDict):
    """Key `talks`. `round` counts from 1; 0 is before the first. Only the facilitator's view has
    `checkpoints`, the beginnings of phases one can roll back to. `planned` is there when cards of
    the debrief turn by themselves: which, and when (milliseconds)."""

    id: str
    table: int
    title: str
    state: TalksState
    paused: bool
    round: int
    rounds: list[RoundEntry]
    round_title: str
    phase: Phase | None
    before: BeforeEntry | None
    forums_now: list[str]
    difficulty: str
    seats_locked: bool
    revealed: list[str]
    planned: NotRequired[dict[str, int]]
    policies: dict[str, str | bool | int]
    checkpoints: NotRequired[list[CheckpointEntry]]


class ClockEntity(TypedDict):
    """Key `clock`. `server_now` is when the clock was last set."""

    running: bool
    remaining_ms: int
    ends_at: int | None
    length_ms: int
    server_now: int


class ResultEntry(TypedDict):
    """A forum on the scoreboard."""

    forum: str
    title: str
    state: ForumStatus


class JointEntry(TypedDict):
    """Joint gain as a share of what was possible, in ten-thousandths."""

    sum_share_bp: int | None
    nash_share_bp: int | None


class ObligationsEntry(TypedDict):
    """The agreements' obligations in numbers; `due` are those due by now, kept and broken too."""

    kept: int
    broken: int
    due: int
    open: int


class ScoreLine(TypedDict):
    """A line of the own score: `amount` is `score` by its weight. A track's or an effect's line
    has no forum but a cause; a track moved by `steps`."""

    kind: LineKind
    forum: str
    text: str
    amount: int
    score: int
    weight: int
    weights: int
    issue: str
    option: str
    cause: CauseEntry | None
    track: str
    steps: int


class RungsEntry(TypedDict):
    """How many rungs of the ladder are reached."""

    reached: int
    of: int


class MineEntry(TypedDict):
    """The own score and what it is made of."""

    total: int
    lines: list[ScoreLine]


class CommonPart(TypedDict):
    """What every scoreboard says."""

    agreements: list[ResultEntry]
    agreed: int
    forums: int
    policy: str
    tracks: dict[str, int]
    rungs: RungsEntry
    obligations: ObligationsEntry


class OthersPart(TypedDict):
    """What the score policy may hold back."""

    totals: dict[DelegationId, int]
    joint: dict[ForumId, JointEntry]


class ScoreboardEntity(TypedDict):
    """Key `scoreboard`. `joint` and `others` as the policy says."""

    agreements: list[ResultEntry]
    agreed: int
    forums: int
    policy: str
    tracks: dict[str, int]
    rungs: RungsEntry
    obligations: ObligationsEntry
    joint: dict[ForumId, JointEntry] | None
    others: dict[DelegationId, int] | None
    mine: MineEntry | None


def talks_entity(frame: Frame, viewer: Viewer) -> TalksEntity:
    """What everybody knows of the talks; the facilitator also sees where one can go back to."""
    common = frame.shared("talks", "", lambda: _talks(frame.talks))
    if not viewer.everything:
        return common
    return frame.shared("talks", "", lambda: _with_checkpoints(frame, common), "everything")


def _with_checkpoints(frame: Frame, common: TalksEntity) -> TalksEntity:
    return {**common, "checkpoints": _checkpoints(frame.talks)}


def _checkpoints(talks: Talks) -> list[CheckpointEntry]:
    """The beginnings of phases up to this one, in order; of one that began twice the last."""
    order = list(Phase)
    here = talks.round, order.index(talks.phase) if talks.phase else 0
    found: dict[tuple[int, int], CheckpointEntry] = {}
    for seq, then in sorted(talks.checkpoints.items()):
        if then.phase is None:
            continue
        at = then.round, order.index(then.phase)
        if at <= here:
            found[at] = {
                "seq": seq,
                "round": then.round + 1,
                "phase": then.phase,
                "at": then.phase_began_at,
            }
    return [found[at] for at in sorted(found)]


def _talks(talks: Talks) -> TalksEntity:
    now = talks.current_round
    entity: TalksEntity = {
        "id": talks.id,
        "table": talks.table,
        "title": talks.scenario.title,
        "state": talks.state,
        "paused": talks.is_paused,
        "round": talks.round + 1,
        "rounds": [
            {
                "id": r.id,
                "title": r.title,
                "forums": list(r.forums),
                "minutes": (r.briefing + r.negotiation + r.result + 59) // 60,
            }
            for r in talks.schedule
        ],
        "round_title": now.title if now else "",
        "phase": talks.phase if talks.state is TalksState.RUNNING else None,
        "before": _before(talks),
        "forums_now": list(talks.forums_now) if talks.state is TalksState.RUNNING else [],
        "difficulty": talks.difficulty,
        "seats_locked": talks.seats_locked,
        "revealed": list(talks.revealed),
        "policies": {k: str(v) if isinstance(v, StrEnum) else v for k, v in _policies(talks)},
    }
    if talks.planned:
        entity["planned"] = dict(sorted(talks.planned.items()))
    return entity


def _before(talks: Talks) -> BeforeEntry | None:
    found = phase_before(talks) if talks.state is TalksState.RUNNING else None
    return None if found is None else {"round": found[0] + 1, "phase": found[1]}


def _policies(talks: Talks) -> list[tuple[str, str | bool | int]]:
    return list(asdict(talks.policies).items())


def clock_entity(frame: Frame, _viewer: Viewer) -> ClockEntity:
    """The phase's clock. Milliseconds; `server_now` is when the clock was last set."""
    return frame.shared("clock", "", lambda: _clock(frame.talks))


def _clock(talks: Talks) -> ClockEntity:
    ends_at = talks.phase_ends_at
    set_at = talks.clock_set_at
    running = ends_at is not None and not talks.is_paused
    began = talks.phase_began_at
    return {
        "running": running,
        "remaining_ms": 0 if ends_at is None else ends_at - (talks.paused_at or set_at),
        "ends_at": ends_at if running else None,
        "length_ms": 0 if ends_at is None else ends_at - began,
        "server_now": set_at,
    }


def scores_shown(talks: Talks) -> bool:
    """True when the score policy lets everybody see everybody's scores now."""
    over = talks.state.is_over
    match talks.policies.scores:
        case ScorePolicy.HIDDEN:
            return False
        case ScorePolicy.LIVE:
            return True
        case ScorePolicy.ROUND_END:
            return over or talks.phase is Phase.RESULT
        case ScorePolicy.DEBRIEF:
            return over and "scores" in talks.revealed


def scoreboard_entity(frame: Frame, viewer: Viewer) -> ScoreboardEntity:
    """The shared scoreboard, with the viewer's own score. Scores in hundredths of a point.

    The own total is the truth; the others' and the joint gain are as everybody knows them.
    """
    shown = viewer.everything or scores_shown(frame.talks)
    variant = viewer.delegation, viewer.everything, shown
    return frame.shared("scoreboard", "", lambda: _scoreboard(frame, viewer, shown), variant)


def _scoreboard(frame: Frame, viewer: Viewer, shown: bool) -> ScoreboardEntity:
    talks = frame.talks
    common = frame.shared("scoreboard", "", lambda: _common(talks), "common")
    mine = None if viewer.delegation is None else _mine(talks, viewer.delegation)
    if not shown:
        return {**common, "joint": None, "others": None, "mine": mine}
    variant = "others", viewer.everything
    others = frame.shared("scoreboard", "", lambda: _others(talks, viewer.everything), variant)
    totals = others["totals"]
    if viewer.delegation is not None and mine is not None:
        totals = {**totals, viewer.delegation: mine["total"]}
    return {**common, "joint": others["joint"], "others": totals, "mine": mine}


def _common(talks: Talks) -> CommonPart:
    values = track_values(talks)
    forums = talks.scheduled_forums()
    agreements: list[ResultEntry] = [
        {"forum": f, "title": talks.forum(f).title, "state": talks.forum_state(f).status}
        for f in forums
    ]
    return {
        "agreements": agreements,
        "agreed": sum(1 for a in agreements if a["state"] == "agreed"),
        "forums": len(forums),
        "policy": talks.policies.scores,
        "tracks": {str(t.id): values[t.id] for t in within_reach.tracks(talks)},
        "rungs": {
            "reached": sum(1 for c in talks.causes if c.kind is CauseKind.RUNG),
            "of": len(within_reach.rungs(talks)),
        },
        "obligations": _obligations(talks),
    }


def _obligations(talks: Talks) -> ObligationsEntry:
    """How many of the agreements' obligations were kept and broken, of those due by now."""
    owed = [o for o in of_agreements(talks) if o.status is not ObligationStatus.RELEASED]
    kept, broken = kept_count(talks), broken_count(talks)
    late = [o for o in owed if not (o.is_kept or o.is_broken) and o.due_round <= talks.round]
    return {
        "kept": kept,
        "broken": broken,
        "due": kept + broken + len(late),
        "open": len(owed) - kept - broken,
    }


def _others(talks: Talks, everything: bool) -> OthersPart:
    scored = talks if everything else as_shown(talks)
    gains = {f: joint_gain(scored, f) for f in talks.scheduled_forums()}
    return {
        "totals": {d.id: total(scored, d.id).total for d in talks.scenario.delegations},
        "joint": {
            f: {"sum_share_bp": g.sum_share, "nash_share_bp": g.nash_share}
            for f, g in gains.items()
            if g is not None
        },
    }


def _mine(talks: Talks, delegation: DelegationId) -> MineEntry:
    score = total(talks, delegation)
    return {"total": score.total, "lines": [_line(talks, line) for line in score.lines]}


def _line(talks: Talks, line: Line) -> ScoreLine:
    return {
        "kind": line.kind,
        "forum": line.forum,
        "text": _line_title(talks, line),
        "amount": line.amount,
        "score": line.score,
        "weight": line.weight,
        "weights": line.weights,
        "issue": line.issue,
        "option": line.option,
        "cause": None if line.cause is None else cause_entry(talks, line.cause),
        "track": line.track,
        "steps": line.steps,
    }


def _line_title(talks: Talks, line: Line) -> str:
    if line.track:
        return next((t.title for t in talks.scenario.tracks if t.id == line.track), line.track)
    return cause_title(talks, line.cause) if line.cause else talks.forum(line.forum).title
