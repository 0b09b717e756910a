"""Forums: the bodies that can each reach one agreement."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from server.rules.ids import DelegationId, ForumId, IssueId, OptionId
from server.rules.written.mandate import Mandate
from server.rules.written.package import Package
from server.rules.written.world import Effect, Requirement, Term


class ForumKind(StrEnum):
    """What sort of body it is; the rules treat all kinds alike."""

    PLENARY = "plenary"
    WORKING_GROUP = "working_group"
    SEPARATE_FORUM = "separate_forum"
    INITIATIVE = "initiative"


@dataclass(frozen=True, slots=True)
class Option:
    """One discrete settlement of an issue, with the treaty clause it would become."""

    id: OptionId
    text: str
    clause: str
    record: bool = False


@dataclass(frozen=True, slots=True)
class Issue:
    """A negotiable item and its options."""

    id: IssueId
    title: str
    options: tuple[Option, ...]

    def option(self, option: OptionId) -> Option | None:
        """The option of that id, or None."""
        return next((o for o in self.options if o.id == option), None)


@dataclass(frozen=True, slots=True)
class AdoptionRule:
    """Who must accept before a proposal is adopted.

    Met when all of `all_of` accept, at least `at_least` parties accept, and no delegation of
    `veto` rejects; one acceptance short still counts when the chair accepts and breaks ties.
    `silence_seconds` is the countdown that follows.
    """

    all_of: tuple[DelegationId, ...]
    at_least: int
    veto: tuple[DelegationId, ...] = ()
    chair_breaks_ties: bool = False
    silence_seconds: int = 20


@dataclass(frozen=True, slots=True)
class Forum:
    """A body with parties, observers, a chair (or none), a rule, issues and mandates.

    One that `endorses` also says what becomes of the other forums' agreements.
    """

    id: ForumId
    title: str
    kind: ForumKind
    chair: DelegationId | None
    parties: tuple[DelegationId, ...]
    observers: tuple[DelegationId, ...]
    rule: AdoptionRule
    issues: tuple[Issue, ...]
    mandates: Mapping[DelegationId, Mandate]
    setting: str = ""
    refs: tuple[str, ...] = ()
    open: bool = True
    partial_counts: bool = False
    endorses: bool = False
    barred: tuple[tuple[IssueId, OptionId], ...] = ()
    debrief: str = field(default="")
    terms: tuple[Term, ...] = ()
    effects: tuple[Effect, ...] = ()
    requirements: tuple[Requirement, ...] = ()

    def issue(self, issue: IssueId) -> Issue | None:
        """The issue of that id, or None."""
        return next((i for i in self.issues if i.id == issue), None)

    def is_complete(self, package: Package) -> bool:
        """True when the package names an option for every issue."""
        return len(package) == len(self.issues)

    def attends(self, delegation: DelegationId) -> bool:
        """True for parties and observers."""
        return delegation in self.parties or delegation in self.observers
