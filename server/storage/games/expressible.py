"""What of a forum another tool can be told: one table, additive worths, everybody must agree."""

from dataclasses import dataclass

from server.rules.copying import replace
from server.rules.ids import DelegationId, IssueId, OptionId
from server.rules.names import key as name_key
from server.rules.written.conditions import forums_of
from server.rules.written.forum import Forum, Issue, Option
from server.rules.written.mandate import Mandate, Position
from server.rules.written.scenario import Scenario
from server.storage.interchange import LONGEST, is_clean

AWKWARD = frozenset('<>&"')
"""Characters that old XML readers of the field do not undo."""


@dataclass(frozen=True, slots=True)
class Expressible:
    """The forum as it can be told: options nobody can choose left out, red lines of a single
    option taken off its worth, parties only. `lost` says what cannot be told, a sentence each;
    `names` are what issues and options are called."""

    forum: Forum
    parties: dict[DelegationId, str]
    names: dict[tuple[IssueId, OptionId | None], str]
    lost: tuple[str, ...]

    def issue(self, issue: Issue) -> str:
        """What the issue is called."""
        return self.names[issue.id, None]

    def option(self, issue: Issue, option: Option) -> str:
        """What the option is called."""
        return self.names[issue.id, option.id]


def expressible(
    scenario: Scenario, forum: Forum, *, rules: bool = False, red_lines: bool = True
) -> Expressible:
    """The forum without what has no place elsewhere. With `rules` an adoption rule has one;
    without `red_lines` their costs are left out instead of taken off.

    Raises ValueError where nothing is left to choose in an issue.
    """
    lost = [*_rule_lost(forum), *_world_lost(scenario, forum)]
    if rules:
        lost = _world_lost(scenario, forum)
    kept = []
    for issue in forum.issues:
        options = tuple(o for o in issue.options if (issue.id, o.id) not in forum.barred)
        if not options:
            raise ValueError(f"every option of {issue.id} is barred")
        gone = [o.id for o in issue.options if o not in options]
        if gone:
            lost.append(f"barred options of {issue.id} are left out: {', '.join(gone)}")
        kept.append(replace(issue, options=options))
    lost += _needs_lost(forum)
    mandates = {}
    for party in forum.parties:
        mandates[party], said = _told(forum.mandates[party], party, tuple(kept), red_lines)
        lost += said
    if forum.observers:
        names = ", ".join(forum.observers)
        lost.append(f"observers are left out: {names}")
    told = replace(
        forum, issues=tuple(kept), mandates=mandates, observers=(), barred=(), requirements=()
    )
    return Expressible(told, _parties(scenario, forum), _names(told), tuple(lost))


def unit_of(mandate: Mandate) -> int:
    """Hundredths to a number of a file: 100 where all of a party's are whole points, else 1."""
    worths = [w for position in mandate.positions.values() for w in position.worth.values()]
    return 100 if all(w % 100 == 0 for w in [*worths, mandate.reservation]) else 1


def _told(
    mandate: Mandate, party: DelegationId, issues: tuple[Issue, ...], red_lines: bool
) -> tuple[Mandate, list[str]]:
    """The mandate over the options that are left, and what its red lines become."""
    positions = {
        issue.id: replace(
            mandate.positions[issue.id],
            values={o.id: mandate.positions[issue.id].values[o.id] for o in issue.options},
            worth={o.id: mandate.positions[issue.id].worth[o.id] for o in issue.options},
        )
        for issue in issues
    }
    said = []
    for line in mandate.red_lines:
        place = f"{party}'s red line at {line.issue}/{line.option}"
        known = line.issue in positions and line.option in positions[line.issue].worth
        if not known:
            continue
        if line.unless is not None:
            said.append(f"{place} depends on {line.unless[0]} and is left out")
        elif not red_lines:
            said.append(f"{place} is left out")
        elif line.cost:
            positions[line.issue] = _without(positions[line.issue], line.option, line.cost)
            said.append(
                f"{place} is told as its cost of {_points(line.cost)} points off the option"
            )
    return replace(mandate, positions=positions, red_lines=()), said


def _without(position: Position, option: OptionId, cost: int) -> Position:
    return replace(position, worth={**position.worth, option: position.worth[option] - cost})


def _points(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}".removesuffix(".00")


def _rule_lost(forum: Forum) -> list[str]:
    rule = forum.rule
    everybody = rule.at_least >= len(forum.parties) and not rule.chair_breaks_ties
    if everybody and set(rule.all_of) <= set(forum.parties):
        return []
    said = f"adopted when {rule.at_least} of {len(forum.parties)} parties accept"
    if rule.all_of or rule.veto:
        said += f", {', '.join(dict.fromkeys((*rule.all_of, *rule.veto)))} among them"
    if rule.chair_breaks_ties:
        said += ", the chair breaking ties"
    return [f"the rule ({said}) is left out: elsewhere everybody must accept"]


def _needs_lost(forum: Forum) -> list[str]:
    lost = []
    for needed in forum.requirements:
        place = f"{needed.issue}/{needed.option}"
        if needed.beside is not None:
            beside = f"{needed.beside[0]} being one of {', '.join(sorted(needed.beside[1]))}"
            lost.append(f"that {place} needs {beside} is left out")
        else:
            lost.append(f"that {place} waits for other forums is left out")
    return lost


def _world_lost(scenario: Scenario, forum: Forum) -> list[str]:
    """What binds the forum to the rest of the conference."""
    linked = [
        linkage.id
        for linkage in scenario.linkages
        if forum.id in forums_of(linkage.when)
        or any(m.forum == forum.id for m in linkage.modifiers)
    ]
    brings = {f"{effect.issue}/{effect.option}" for effect in forum.effects if effect.modifiers}
    lost = []
    if linked:
        lost.append(f"linkages are left out: {', '.join(linked)}")
    if brings:
        lost.append(f"what options bring elsewhere is left out: {', '.join(sorted(brings))}")
    if forum.terms:
        lost.append(f"obligations are left out: {len(forum.terms)}")
    if any(m.forum == forum.id for i in scenario.injects.values() for m in i.modifiers):
        lost.append("events that change it are left out")
    return lost


def _parties(scenario: Scenario, forum: Forum) -> dict[DelegationId, str]:
    """Delegations by name, or by id where a name could be mistaken."""
    named = {d.id: d.name for d in scenario.delegations if d.id in forum.parties}
    return {p: _plain([*named.values()], named.get(p, p), p) for p in forum.parties}


def _names(forum: Forum) -> dict[tuple[IssueId, OptionId | None], str]:
    titles = [issue.title for issue in forum.issues]
    found: dict[tuple[IssueId, OptionId | None], str] = {}
    for issue in forum.issues:
        found[issue.id, None] = _plain(titles, issue.title, issue.id)
        texts = [option.text for option in issue.options]
        for option in issue.options:
            found[issue.id, option.id] = _plain(texts, option.text, option.id)
    return found


def _plain(all_of_them: list[str], name: str, otherwise: str) -> str:
    """The name, where any tool can hold it and none of the others looks like it."""
    alike = sum(name_key(other) == name_key(name) for other in all_of_them)
    # "*" begins a sheet's special rows.
    fine = is_clean(name) and len(name) <= LONGEST and AWKWARD.isdisjoint(name) and name != "*"
    return name if fine and alike == 1 and name == name.strip() else otherwise
