"""The table as a whole: talks, clock, scoreboard, and what one may do."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from server.wire.entities.world import CauseEntry


class RoundEntry(TypedDict):
    """A round of the schedule; minutes of all its phases together."""

    id: str
    title: str
    forums: list[str]
    minutes: int


class TalksEntity(TypedDict):
    """Key `talks`. `round` counts from 1; 0 is before the first. Only the facilitator's view has
    `checkpoints`: {seq, round, phase, at}, the beginnings of phases one can roll back to."""

    id: str
    table: int
    title: str
    state: Literal["lobby", "running", "concluded", "debrief", "archived"]
    paused: bool
    round: int
    rounds: list[RoundEntry]
    round_title: str
    phase: Literal["briefing", "negotiation", "result"] | None
    forums_now: list[str]
    difficulty: str
    seats_locked: bool
    revealed: list[str]
    policies: dict[str, str | bool | int]
    checkpoints: NotRequired[list[dict[str, str | int]]]


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
    state: Literal["closed", "open", "agreed", "failed"]


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

    kind: Literal["agreement", "no_agreement", "open", "red_line", "track", "effect"]
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


class ScoreboardEntity(TypedDict):
    """Key `scoreboard`. `joint` and `others` as the policy says."""

    agreements: list[ResultEntry]
    agreed: int
    forums: int
    policy: str
    tracks: dict[str, int]
    rungs: RungsEntry
    obligations: ObligationsEntry
    joint: dict[str, JointEntry] | None
    others: dict[str, int] | None
    mine: MineEntry | None


class Reason(TypedDict):
    """Why not, as a code and a sentence."""

    code: str
    message: str


MayEntity = dict[str, Literal[True] | Reason]
"""Key `may`: command name -> true, or why not."""
