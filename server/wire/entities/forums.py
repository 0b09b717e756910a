"""Forums, mandates and agreements."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from server.wire.entities.words import PackageMap
from server.wire.entities.world import ChangeEntry


class RuleEntry(TypedDict):
    """An adoption rule."""

    all_of: list[str]
    at_least: int
    veto: list[str]
    chair_breaks_ties: bool
    silence_seconds: int


class BarredBy(TypedDict):
    """What bars an option: a linkage's or inject's name (empty: the scenario), and a sentence."""

    name: str
    why: str


class BesideEntry(TypedDict):
    """What an option needs in the same package: one of these options of another issue."""

    issue: str
    options: list[str]
    why: str


class OptionEntry(TypedDict):
    """An option, and the clause it would become."""

    id: str
    text: str
    clause: str
    barred_by: NotRequired[BarredBy]
    requires: NotRequired[list[BesideEntry]]


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
    """Key `forum/ID`. Those outside a closed forum (`open` false) see title, parties and state
    only; one that `endorses` says what becomes of the other forums' agreements."""

    id: str
    title: str
    kind: Literal["plenary", "working_group", "separate_forum", "initiative"]
    open: bool
    chair: str | None
    parties: list[str]
    observers: list[str]
    state: Literal["closed", "open", "agreed", "failed"]
    now: bool
    order: int
    rule: NotRequired[RuleEntry]
    rule_text: NotRequired[str]
    partial_counts: NotRequired[bool]
    endorses: NotRequired[bool]
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
    changed: list[ChangeEntry]


class ClauseEntry(TypedDict):
    """A clause of an agreement."""

    issue: str
    option: str
    clause: str


class AgreementEntity(TypedDict):
    """Key `agreement/FORUM`. `by` is the proposal; `recorded` was agreed face to face.

    `endorsed` is what the closing plenary makes of it: true, set aside, or undecided."""

    forum: str
    title: str
    package: PackageMap
    clauses: list[ClauseEntry]
    adopted_at: int | None
    by: str | None
    recorded: bool
    partial: bool
    signatories: list[str]
    endorsements: dict[str, Literal["endorse", "set_aside"]]
    endorsement_reasons: dict[str, str]
    endorsed: bool | None
