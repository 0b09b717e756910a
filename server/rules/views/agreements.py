"""Entity `agreement/FORUM`."""

from typing_extensions import TypedDict

from server.rules.commands.plenary import EndorsementKind
from server.rules.ids import DelegationId, ForumId, IssueId, OptionId
from server.rules.moves.endorsing import standing
from server.rules.state.talks import ForumStatus, Talks
from server.rules.views.forums import settled_in_order
from server.rules.views.frame import Frame
from server.rules.views.viewer import Viewer


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
    package: dict[IssueId, OptionId]
    clauses: list[ClauseEntry]
    adopted_at: int | None
    by: str | None
    recorded: bool
    partial: bool
    signatories: list[str]
    endorsements: dict[DelegationId, EndorsementKind]
    endorsement_reasons: dict[DelegationId, str]
    endorsed: bool | None


def agreement_keys(talks: Talks, _viewer: Viewer) -> list[str]:
    """The forums in which something is agreed."""
    return [
        str(f)
        for f in talks.scheduled_forums()
        if talks.forum_state(f).settled and talks.forum_state(f).status is not ForumStatus.FAILED
    ]


def agreement_entity(frame: Frame, viewer: Viewer, key: str) -> AgreementEntity | None:
    """What a forum agreed, in whole or in part."""
    talks, forum_id = frame.talks, ForumId(key)
    if key not in agreement_keys(talks, viewer) or not viewer.attends(talks, forum_id):
        return None
    return frame.shared("agreement", forum_id, lambda: _agreement(talks, forum_id))


def _agreement(talks: Talks, forum_id: ForumId) -> AgreementEntity:
    forum, state = talks.forum(forum_id), talks.forum_state(forum_id)
    package = settled_in_order(forum, state)
    said = standing(talks, forum_id)
    in_order = [d.id for d in talks.scenario.delegations if d.id in said.stances]
    clauses: list[ClauseEntry] = []
    for issue in forum.issues:
        option = issue.option(state.settled[issue.id]) if issue.id in state.settled else None
        if option is not None:
            clauses.append({"issue": issue.id, "option": option.id, "clause": option.clause})
    return {
        "forum": forum_id,
        "title": forum.title,
        "package": package,
        "clauses": clauses,
        "adopted_at": state.agreed_at,
        "by": state.adopted[-1] if state.adopted else None,
        "recorded": state.recorded,
        "partial": not forum.is_complete(state.settled),
        "signatories": list(forum.parties),
        "endorsements": {d: said.stances[d].stance for d in in_order},
        "endorsement_reasons": {d: r for d in in_order if (r := said.stances[d].reason)},
        "endorsed": said.verdict,
    }
