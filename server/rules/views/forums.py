"""Entity `forum/ID`."""

from typing import NotRequired

from typing_extensions import TypedDict

from server.rules.ids import ForumId, IssueId, OptionId
from server.rules.moves.admissible import what_bars
from server.rules.state.conditions_met import holds
from server.rules.state.talks import ForumState, ForumStatus, Talks, TalksState
from server.rules.views.bracketed import TextEntry, negotiating_text
from server.rules.views.frame import Frame
from server.rules.views.viewer import Viewer
from server.rules.written.forum import Forum, ForumKind, Issue, Option
from server.rules.written.procedure import rule_text


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


class FixedPart(TypedDict):
    """What no command changes of a forum's inside."""

    rule: RuleEntry
    rule_text: str
    partial_counts: bool
    endorses: bool
    setting: str
    issues: list[IssueEntry]


class ForumEntity(TypedDict):
    """Key `forum/ID`. Those outside a closed forum (`open` false) see title, parties and state
    only; one that `endorses` says what becomes of the other forums' agreements."""

    id: str
    title: str
    kind: ForumKind
    open: bool
    chair: str | None
    parties: list[str]
    observers: list[str]
    state: ForumStatus
    now: bool
    order: int
    rule: NotRequired[RuleEntry]
    rule_text: NotRequired[str]
    partial_counts: NotRequired[bool]
    endorses: NotRequired[bool]
    setting: NotRequired[str]
    issues: NotRequired[list[IssueEntry]]
    settled: NotRequired[dict[IssueId, OptionId]]
    text: NotRequired[list[TextEntry]]


def forum_keys(talks: Talks, _viewer: Viewer) -> list[str]:
    """Every forum on the schedule."""
    return [str(f) for f in talks.scheduled_forums()]


def forum_entity(frame: Frame, viewer: Viewer, key: str) -> ForumEntity | None:
    """A forum: everything for those inside, title and state for the others."""
    talks, forum = frame.talks, ForumId(key)
    if not frame.is_scheduled(forum):
        return None
    stub = frame.shared("forum", forum, lambda: _stub(talks, talks.forum(forum)))
    if not viewer.attends(talks, forum):
        return stub
    return frame.shared("forum", forum, lambda: _inside(frame, stub, talks.forum(forum)), "inside")


def _stub(talks: Talks, forum: Forum) -> ForumEntity:
    return {
        "id": forum.id,
        "title": forum.title,
        "kind": forum.kind,
        "open": forum.open,
        "chair": forum.chair,
        "parties": list(forum.parties),
        "observers": list(forum.observers),
        "state": talks.forum_state(forum.id).status,
        "now": forum.id in talks.forums_now and talks.state is TalksState.RUNNING,
        "order": talks.scheduled_forums().index(forum.id),
    }


def _inside(frame: Frame, stub: ForumEntity, forum: Forum) -> ForumEntity:
    talks = frame.talks
    # The scenario's part: no command changes it, so it is kept while the rest moves.
    fixed = frame.shared(
        "fixed", forum.id, lambda: frame.as_written(f"forum/{forum.id}", _fixed(talks, forum))
    )
    return {
        **stub,
        **fixed,
        "settled": settled_in_order(forum, talks.forum_state(forum.id)),
        "text": negotiating_text(talks, forum),
    }


def _fixed(talks: Talks, forum: Forum) -> FixedPart:
    rule = forum.rule
    return {
        "rule": {
            "all_of": list(rule.all_of),
            "at_least": rule.at_least,
            "veto": list(rule.veto),
            "chair_breaks_ties": rule.chair_breaks_ties,
            "silence_seconds": rule.silence_seconds,
        },
        "rule_text": rule_text(talks.scenario, forum),
        "partial_counts": forum.partial_counts,
        "endorses": forum.endorses,
        "setting": forum.setting,
        "issues": [_issue(talks, forum, issue) for issue in forum.issues],
    }


def _issue(talks: Talks, forum: Forum, issue: Issue) -> IssueEntry:
    return {
        "id": issue.id,
        "title": issue.title,
        "options": [_option(talks, forum, issue.id, option) for option in issue.options],
    }


def _option(talks: Talks, forum: Forum, issue: IssueId, option: Option) -> OptionEntry:
    """With what bars the option, and what it needs beside it in the same package."""
    found: OptionEntry = {"id": option.id, "text": option.text, "clause": option.clause}
    needs = [r for r in forum.requirements if (r.issue, r.option) == (issue, option.id)]
    beside = [(r.beside, r.why) for r in needs if r.beside is not None]
    if beside:
        found["requires"] = [
            {"issue": other, "options": sorted(options), "why": why}
            for (other, options), why in beside
        ]
    if (issue, option.id) in forum.barred:
        name, rule = what_bars(talks, forum, issue, option.id)
        found["barred_by"] = {"name": name, "why": rule}
        return found
    unmet = next((r for r in needs if r.when is not None and not holds(talks, r.when)), None)
    if unmet is not None:
        found["barred_by"] = {"name": "", "why": unmet.why}
    return found


def settled_in_order(forum: Forum, state: ForumState) -> dict[IssueId, OptionId]:
    """Issue -> agreed option, in the forum's order."""
    return {i.id: state.settled[i.id] for i in forum.issues if i.id in state.settled}
