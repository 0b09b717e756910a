"""The entities of a view as clients may rely on them.

Scores, worths, reservation values and costs are integers in hundredths of a point; times are
milliseconds since the epoch. A test holds every entity that the rules make against these.
"""

from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

StanceWord = Literal["accept", "reject", "reserve"]
InnerRoleWord = Literal["head", "deputy", "specialist", "press", "note_taker"]
PackageMap = dict[str, str]


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


class AsideEntry(TypedDict):
    """A word between a delegate and the facilitator."""

    text: str
    at: int


class ReflectionEntry(TypedDict):
    """An answer to a reflection prompt."""

    prompt: str
    text: str


class MeEntity(TypedDict):
    """Key `me`. Everything about a person is there only for a delegate."""

    audience: Literal["delegate", "delegation", "facilitator", "public", "none"]
    delegation: str | None
    person: NotRequired[str]
    name: NotRequired[str]
    inner_role: NotRequired[InnerRoleWord]
    acts: NotRequired[bool]
    stepped_out: NotRequired[bool]
    help: NotRequired[list[AsideEntry]]
    notes: NotRequired[list[AsideEntry]]
    reflections: NotRequired[list[ReflectionEntry]]


class DelegateEntry(TypedDict):
    """A person in a delegation; the person's id only for the facilitator."""

    name: str
    role: InnerRoleWord
    present: bool
    person: NotRequired[str]
    stepped_out: NotRequired[bool]


class BotEntry(TypedDict):
    """An automated negotiator; its temperament only for the facilitator."""

    temperament: NotRequired[str]


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
    order: int
    delegates: list[DelegateEntry]
    bot: BotEntry | None
    ready: bool
    last_activity_at: NotRequired[int | None]


class RuleEntry(TypedDict):
    """An adoption rule."""

    all_of: list[str]
    at_least: int
    veto: list[str]
    chair_breaks_ties: bool
    silence_seconds: int


class OptionEntry(TypedDict):
    """An option, and the clause it would become."""

    id: str
    text: str
    clause: str
    barred_by: NotRequired[str]


class IssueEntry(TypedDict):
    """An issue and its options."""

    id: str
    title: str
    options: list[OptionEntry]


class Bracket(TypedDict):
    """A disputed option of the negotiating text and who proposes it."""

    option: str
    clause: str
    by: list[str]


class TextEntry(TypedDict):
    """An issue in the negotiating text."""

    issue: str
    status: Literal["settled", "agreed", "disputed", "proposed", "open"]
    option: str | None
    brackets: list[Bracket]


class ForumEntity(TypedDict):
    """Key `forum/ID`. Those outside a closed forum see title, parties and state only."""

    id: str
    title: str
    kind: Literal["plenary", "working_group", "separate_forum", "initiative"]
    chair: str | None
    parties: list[str]
    observers: list[str]
    state: Literal["closed", "open", "agreed", "failed"]
    now: bool
    order: int
    rule: NotRequired[RuleEntry]
    rule_text: NotRequired[str]
    partial_counts: NotRequired[bool]
    setting: NotRequired[str]
    issues: NotRequired[list[IssueEntry]]
    settled: NotRequired[PackageMap]
    text: NotRequired[list[TextEntry]]


class PositionEntry(TypedDict):
    """What one issue is worth; `worth` is the part that is added up."""

    weight: int
    values: dict[str, int]
    worth: dict[str, int]
    why: str
    refs: list[str]


class Unless(TypedDict):
    """What lifts a red line."""

    issue: str
    options: list[str]


class RedLineEntry(TypedDict):
    """An option not to be signed."""

    issue: str
    option: str
    why: str
    cost: int
    unless: Unless | None


class MandateEntity(TypedDict):
    """Key `mandate/FORUM` (the own) or `mandate/FORUM/DELEGATION` (laid open)."""

    forum: str
    delegation: str
    role: Literal["party", "observer"]
    issues: dict[str, PositionEntry]
    reservation: int
    best: int
    alternative: str
    red_lines: list[RedLineEntry]
    changed: list[Any]


class StanceEntry(TypedDict):
    """Where a party stands."""

    stance: StanceWord
    reason: str
    at: int


class CrossedLine(TypedDict):
    """A red line of the viewer's that the package crosses."""

    issue: str
    option: str
    why: str


class ProposalEntity(TypedDict):
    """Key `proposal/ID`. `worth` and `red_lines` are the viewer's own."""

    id: str
    number: int
    forum: str
    by: str
    package: PackageMap
    complete: bool
    amends: str | None
    changes: dict[str, str | None] | None
    cosponsors: list[str]
    note: str
    state: Literal["tabled", "silence", "adopted", "withdrawn", "lapsed"]
    lapse_why: str
    stances: dict[str, StanceEntry]
    silence_ends_at: int | None
    at: int
    accepts: int
    of: int
    missing: list[str]
    needs: str
    worth: int | None
    red_lines: list[CrossedLine]


class ClauseEntry(TypedDict):
    """A clause of an agreement."""

    issue: str
    option: str
    clause: str


class AgreementEntity(TypedDict):
    """Key `agreement/FORUM`. `by` is the proposal; `recorded` was agreed face to face."""

    forum: str
    title: str
    package: PackageMap
    clauses: list[ClauseEntry]
    adopted_at: int | None
    by: str | None
    recorded: bool
    partial: bool
    signatories: list[str]


class ChannelEntity(TypedDict):
    """Key `channel/ID`. `reads` says whether the viewer may read what is said there."""

    id: str
    kind: Literal["plenary", "delegation", "caucus"]
    members: list[str]
    readers: list[str]
    readers_text: str
    member: bool
    reads: bool
    muted: bool


class MessageEntity(TypedDict):
    """Key `message/ID`. `by` null is the facilitator."""

    id: str
    channel: str
    by: str | None
    name: str
    text: str
    at: int
    kind: Literal["say", "announce", "note"]


class HelpEntity(TypedDict):
    """Key `help/N`, for the facilitator."""

    id: str
    person: str
    name: str
    delegation: str | None
    text: str
    at: int


class ResultEntry(TypedDict):
    """A forum on the scoreboard."""

    forum: str
    title: str
    state: Literal["closed", "open", "agreed", "failed"]


class JointEntry(TypedDict):
    """Joint gain as a share of what was possible, in ten-thousandths."""

    sum_share_bp: int | None
    nash_share_bp: int | None


class ScoreLine(TypedDict):
    """A line of the own score: `amount` is `score` by its weight."""

    kind: Literal["agreement", "no_agreement", "open", "red_line"]
    forum: str
    text: str
    amount: int
    score: int
    weight: int
    weights: int
    issue: str
    option: str


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
    joint: dict[str, JointEntry] | None
    others: dict[str, int] | None
    mine: MineEntry | None


class Reason(TypedDict):
    """Why not, as a code and a sentence."""

    code: str
    message: str


MayEntity = dict[str, Literal[True] | Reason]
"""Key `may`: command name -> true, or why not."""

ENTITIES: dict[str, Any] = {
    "talks": TalksEntity,
    "clock": ClockEntity,
    "me": MeEntity,
    "delegation": DelegationEntity,
    "forum": ForumEntity,
    "mandate": MandateEntity,
    "proposal": ProposalEntity,
    "agreement": AgreementEntity,
    "channel": ChannelEntity,
    "message": MessageEntity,
    "help": HelpEntity,
    "scoreboard": ScoreboardEntity,
    "may": MayEntity,
}
"""Kind of entity (the key up to its first slash) -> shape."""
