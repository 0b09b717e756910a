"""Whether a package can be put to a forum now: what exists, what is barred, what needs what."""

from server.rules.ids import InjectId, IssueId, LinkageId, OptionId, RungId
from server.rules.moves.linkages import linkage_of, rung_of
from server.rules.refusals import Refusal
from server.rules.state.causes import CauseKind
from server.rules.state.conditions_met import holds
from server.rules.state.in_force import barred_by
from server.rules.state.talks import ForumState, Talks
from server.rules.written.forum import Forum
from server.rules.written.package import Package
from server.rules.written.world import Requirement


def package_problem(
    talks: Talks, forum: Forum, state: ForumState, package: Package
) -> Refusal | None:
    """Why the package cannot be put to the forum; None when it can."""
    if not package:
        return Refusal("empty_package")
    for issue_id, option_id in package.items():
        issue = forum.issue(issue_id)
        if issue is None:
            return Refusal("unknown_issue", {"issue": issue_id})
        if issue.option(option_id) is None:
            return Refusal("unknown_option", {"issue": issue_id, "option": option_id})
        if state.settled.get(issue_id, option_id) != option_id:
            return Refusal("settled_already", {"issue": issue_id})
    if all(issue in state.settled for issue in package):
        return Refusal("settled_already", {"issue": next(iter(package))})
    return _in_the_way(talks, forum, {**state.settled, **package}, package)


def _in_the_way(talks: Talks, forum: Forum, whole: Package, package: Package) -> Refusal | None:
    for issue, option in package.items():
        if (issue, option) in forum.barred:
            facts = {"issue": str(issue), "option": str(option)}
            return Refusal("option_barred", facts | _named(talks, forum, issue, option))
    unmet = unmet_requirement(talks, forum, whole)
    if unmet is None:
        return None
    return Refusal(
        "option_requires", {"issue": unmet.issue, "option": unmet.option, "why": unmet.why}
    )


def _named(talks: Talks, forum: Forum, issue: IssueId, option: OptionId) -> dict[str, str]:
    name, rule = what_bars(talks, forum, issue, option)
    return {"by": name, "why": rule} if name else {}


def what_bars(talks: Talks, forum: Forum, issue: IssueId, option: OptionId) -> tuple[str, str]:
    """Name and sentence of what bars the option; empty when the scenario itself does."""
    cause = barred_by(talks, forum.id, issue, option)
    if cause is None:
        return "", ""
    linkage = linkage_of(talks, LinkageId(cause.id)) if cause.kind is CauseKind.LINKAGE else None
    if linkage is not None:
        return linkage.name, linkage.rule
    if cause.kind is CauseKind.INJECT and (told := talks.fired.get(InjectId(cause.id))):
        return told.title, told.story
    rung = rung_of(talks, RungId(cause.id)) if cause.kind is CauseKind.RUNG else None
    return (rung.title, rung.sentence) if rung is not None else ("", "")


def unmet_requirement(talks: Talks, forum: Forum, whole: Package) -> Requirement | None:
    """The first requirement of the package's options that it, or the state of the talks, does not
    meet. An issue still left open stands in nobody's way."""
    for needed in forum.requirements:
        if whole.get(needed.issue) != needed.option:
            continue
        if needed.beside is not None and whole.get(needed.beside[0]) not in (
            None,
            *needed.beside[1],
        ):
            return needed
        if needed.when is not None and not holds(talks, needed.when):
            return needed
    return None


def can_still_stand(talks: Talks, forum: Forum, package: Package) -> bool:
    """False for an open proposal that has become impossible since it was tabled."""
    if any(entry in forum.barred for entry in package.items()):
        return False
    settled = talks.forum_state(forum.id).settled
    return unmet_requirement(talks, forum, {**settled, **package}) is None
