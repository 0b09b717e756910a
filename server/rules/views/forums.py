"""Entities of forums: `forum/ID`, `mandate/FORUM` and `agreement/FORUM`."""

from server.rules.ids import DelegationId, ForumId, IssueId, OptionId
from server.rules.moves.admissible import what_bars
from server.rules.moves.endorsing import standing
from server.rules.state.conditions_met import holds
from server.rules.state.in_force import moved_in
from server.rules.state.talks import ForumState, ForumStatus, Talks, TalksState
from server.rules.views.bracketed import negotiating_text
from server.rules.views.causes import cause_entry, cause_rule, modifier_entry
from server.rules.views.etags import Entity
from server.rules.views.frame import Frame
from server.rules.views.viewer import Viewer
from server.rules.written.forum import Forum, Issue
from server.rules.written.procedure import rule_text


def forum_entity(frame: Frame, viewer: Viewer, forum: ForumId) -> Entity | None:
    """A forum: everything for those inside, title and state for the others."""
    talks = frame.talks
    if not frame.is_scheduled(forum):
        return None
    stub = frame.shared("forum", forum, lambda: _stub(talks, talks.forum(forum)))
    if not viewer.attends(talks, forum):
        return stub
    return frame.shared(
        "forum", forum, lambda: {**stub, **_inside(frame, talks.forum(forum))}, "inside"
    )


def _stub(talks: Talks, forum: Forum) -> Entity:
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


def _inside(frame: Frame, forum: Forum) -> Entity:
    talks = frame.talks
    # The scenario's part: no command changes it, so it is kept while the rest moves.
    fixed = frame.shared("fixed", forum.id, lambda: _fixed(talks, forum))
    return {
        **fixed,
        "settled": settled_in_order(forum, talks.forum_state(forum.id)),
        "text": negotiating_text(talks, forum),
    }


def _fixed(talks: Talks, forum: Forum) -> Entity:
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


def _issue(talks: Talks, forum: Forum, issue: Issue) -> Entity:
    return {
        "id": issue.id,
        "title": issue.title,
        "options": [
            {"id": o.id, "text": o.text, "clause": o.clause}
            | _in_the_way(talks, forum, issue.id, o.id)
            for o in issue.options
        ],
    }


def _in_the_way(talks: Talks, forum: Forum, issue: IssueId, option: OptionId) -> Entity:
    """What bars the option, and what it needs beside it in the same package."""
    found: Entity = {}
    needs = [r for r in forum.requirements if (r.issue, r.option) == (issue, option)]
    beside = [(r.beside, r.why) for r in needs if r.beside is not None]
    if beside:
        found["requires"] = [
            {"issue": other, "options": sorted(options), "why": why}
            for (other, options), why in beside
        ]
    if (issue, option) in forum.barred:
        name, rule = what_bars(talks, forum, issue, option)
        found["barred_by"] = {"name": name, "why": rule}
        return found
    unmet = next((r for r in needs if r.when is not None and not holds(talks, r.when)), None)
    if unmet is not None:
        found["barred_by"] = {"name": "", "why": unmet.why}
    return found


def settled_in_order(forum: Forum, state: ForumState) -> Entity:
    """Issue -> agreed option, in the forum's order."""
    return {i.id: state.settled[i.id] for i in forum.issues if i.id in state.settled}


def mandate_keys(talks: Talks, viewer: Viewer) -> list[str]:
    """`FORUM` for the own mandates; `FORUM/DELEGATION` for others' once they are laid open."""
    own, others = [], []
    all_open = viewer.everything or "mandates" in talks.revealed
    for forum in talks.scheduled_forums():
        for delegation in talks.forum(forum).mandates:
            if delegation == viewer.delegation:
                own.append(str(forum))
            elif all_open:
                others.append(f"{forum}/{delegation}")
    return own + others


def mandate_entity(frame: Frame, viewer: Viewer, key: str) -> Entity | None:
    """A confidential sheet. Worth, reservation, best and cost in hundredths of a point."""
    forum_id, _, other = key.partition("/")
    talks = frame.talks
    whose = DelegationId(other) if other else viewer.delegation
    if whose is None or key not in mandate_keys(talks, viewer):
        return None
    forum = ForumId(forum_id)
    return _mandate(talks, forum, whose)  # large, asked for once a visit: not worth keeping


def _mandate(talks: Talks, forum_id: ForumId, delegation: DelegationId) -> Entity:
    forum = talks.forum(forum_id)
    mandate = forum.mandates[delegation]
    return {
        "forum": forum_id,
        "delegation": delegation,
        "role": "party" if delegation in forum.parties else "observer",
        "issues": {
            issue.id: {
                "weight": position.weight,
                "values": dict(position.values),
                "worth": dict(position.worth),
                "why": position.why,
                "refs": list(position.refs),
            }
            for issue in forum.issues
            if (position := mandate.positions.get(issue.id)) is not None
        },
        "reservation": mandate.reservation,
        "best": mandate.best,
        "alternative": mandate.alternative,
        "red_lines": [
            {
                "issue": line.issue,
                "option": line.option,
                "why": line.why,
                "cost": line.cost,
                "unless": None
                if line.unless is None
                else {"issue": line.unless[0], "options": sorted(line.unless[1])},
            }
            for line in mandate.red_lines
        ],
        "changed": [
            {
                **cause_entry(talks, cause),
                "rule": cause_rule(talks, cause),
                "changes": [
                    modifier_entry(m) | {"before": before, "after": after}
                    for m, before, after in steps
                ],
            }
            for cause, steps in moved_in(talks, delegation, forum_id)
        ],
    }


def agreement_keys(talks: Talks) -> list[str]:
    """The forums in which something is agreed."""
    return [
        str(f)
        for f in talks.scheduled_forums()
        if talks.forum_state(f).settled and talks.forum_state(f).status is not ForumStatus.FAILED
    ]


def agreement_entity(frame: Frame, viewer: Viewer, key: str) -> Entity | None:
    """What a forum agreed, in whole or in part."""
    talks, forum_id = frame.talks, ForumId(key)
    if key not in agreement_keys(talks) or not viewer.attends(talks, forum_id):
        return None
    return frame.shared("agreement", forum_id, lambda: _agreement(talks, forum_id))


def _endorsed(talks: Talks, forum_id: ForumId) -> Entity:
    said = standing(talks, forum_id)
    in_order = [d.id for d in talks.scenario.delegations if d.id in said.stances]
    return {
        "endorsements": {d: said.stances[d].stance for d in in_order},
        "endorsement_reasons": {d: r for d in in_order if (r := said.stances[d].reason)},
        "endorsed": said.verdict,
    }


def _agreement(talks: Talks, forum_id: ForumId) -> Entity:
    forum, state = talks.forum(forum_id), talks.forum_state(forum_id)
    package = settled_in_order(forum, state)
    clauses = []
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
        **_endorsed(talks, forum_id),
    }
