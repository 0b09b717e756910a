"""From valid files to the scenario the rules play: names become ids, points become hundredths."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from server.rules.ids import DelegationId, ForumId, IssueId, OptionId, RoundId
from server.rules.written.forum import AdoptionRule, Forum, ForumKind, Issue, Option
from server.rules.written.mandate import Mandate, Position, RedLine, Written
from server.rules.written.scenario import Delegation, Preset, Round, Scenario
from server.rules.written.world import Effect, Requirement, Term
from server.storage.scenarios import build_world as world
from server.storage.scenarios.models import (
    ForumFile,
    IssueEntry,
    MandateEntry,
    PresetEntry,
    RedLineEntry,
    RuleEntry,
    ScenarioFile,
)
from server.storage.scenarios.models_world import AgreementFile, InjectEntry, LinkageEntry

HUNDREDTHS = 100


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a folder after every check."""

    scenario: ScenarioFile
    forums: Sequence[ForumFile]
    briefs: Mapping[str, str]
    sources: str
    agreements: Sequence[AgreementFile] = ()
    linkages: Sequence[LinkageEntry] = ()
    injects: Sequence[InjectEntry] = ()


def built(files: Files) -> Scenario:
    """The scenario. The files must have passed every check."""
    file = files.scenario
    return Scenario(
        id=file.id,
        title=file.title,
        version=file.version,
        summary=file.summary,
        languages=tuple(file.languages),
        delegations=tuple(
            Delegation(
                id=DelegationId(d.id),
                name=d.name,
                short=d.short,
                code=d.code,
                flag=d.flag,
                colour=d.colour,
                pattern=d.pattern,
                stance=d.stance,
                introduction=d.introduction,
                also=tuple(d.also),
                interests=tuple(d.interests),
                fears=tuple(d.fears),
                refs=tuple(d.refs),
            )
            for d in file.delegations
        ),
        forums={
            ForumId(f.id): _forum(f, [a for a in files.agreements if a.forum == f.id])
            for f in files.forums
        },
        presets=tuple(_preset(p) for p in file.presets),
        forum_weights={
            DelegationId(d): {ForumId(f): weight for f, weight in entry.weights.items()}
            for d, entry in file.forum_weights.items()
        },
        difficulties=file.difficulties.model_dump(),
        briefs={DelegationId(d): text for d, text in files.briefs.items()},
        sources=files.sources,
        linkages=tuple(world.linkage(entry) for entry in files.linkages),
        injects={inject.id: inject for inject in map(world.inject, files.injects)},
        tracks=tuple(world.track(entry) for entry in file.tracks),
        ladder=tuple(world.rung(entry) for entry in file.ladder),
        ledger=world.ledger(file.ledger),
    )


def _preset(entry: PresetEntry) -> Preset:
    rounds = tuple(
        Round(
            id=RoundId(r.id),
            title=r.title,
            forums=tuple(ForumId(f) for f in r.forums),
            briefing=r.briefing,
            negotiation=r.negotiation,
            result=r.result,
        )
        for r in entry.rounds
    )
    return Preset(entry.id, entry.title, rounds, tuple(ForumId(f) for f in entry.initiatives))


def _forum(file: ForumFile, agreements: Sequence[AgreementFile]) -> Forum:
    parties = _ids(file.parties)
    return Forum(
        id=ForumId(file.id),
        title=file.title,
        kind=ForumKind(file.kind),
        chair=None if file.chair == "none" else DelegationId(file.chair),
        parties=parties,
        observers=_ids(file.observers),
        rule=_rule(file.rule, parties),
        issues=tuple(
            Issue(
                id=IssueId(issue.id),
                title=issue.title,
                options=tuple(
                    Option(OptionId(o.id), o.text, o.clause, o.record) for o in issue.options
                ),
            )
            for issue in file.issues
        ),
        mandates={DelegationId(d): _mandate(m) for d, m in file.mandates.items()},
        setting=file.setting,
        refs=tuple(file.refs),
        open=file.open,
        partial_counts=file.partial_counts,
        endorses=file.endorses,
        barred=tuple(
            (IssueId(issue), OptionId(option))
            for issue, options in file.barred.items()
            for option in options
        ),
        debrief=file.debrief or "",
        terms=tuple(_terms(file, agreements)),
        effects=tuple(_effects(file, agreements)),
        requirements=tuple(_requirements(file.issues, agreements)),
    )


def _terms(file: ForumFile, agreements: Iterable[AgreementFile]) -> Iterable[Term]:
    for issue in file.issues:
        for option in issue.options:
            for entry in option.obligations:
                yield world.term(entry, {issue.id: [option.id]})
    for forum_entry in (*file.obligations, *(o for a in agreements for o in a.obligations)):
        yield world.forum_term(forum_entry)


def _effects(file: ForumFile, agreements: Iterable[AgreementFile]) -> Iterable[Effect]:
    for issue in file.issues:
        for option in issue.options:
            if option.effects:
                yield world.option_effect(issue.id, option.id, option.effects, file.id)
    for entry in (e for a in agreements for e in a.effects):
        yield world.effect(entry, file.id)


def _requirements(
    issues: Iterable[IssueEntry], agreements: Iterable[AgreementFile]
) -> Iterable[Requirement]:
    for issue in issues:
        for option in issue.options:
            if option.requires is not None:
                yield world.requirement(option.requires, issue.id, option.id)
    for entry in (r for a in agreements for r in a.requires):
        yield world.apart(entry)


def _rule(entry: RuleEntry, parties: tuple[DelegationId, ...]) -> AdoptionRule:
    """Left out, `at_least` means every party; a rule that needs every party names them all."""
    at_least = len(parties) if entry.at_least is None else entry.at_least
    return AdoptionRule(
        all_of=parties if at_least == len(parties) else _ids(entry.all_of),
        at_least=at_least,
        veto=_ids(entry.veto),
        chair_breaks_ties=entry.chair_breaks_ties,
        silence_seconds=entry.silence_seconds,
    )


def _mandate(entry: MandateEntry) -> Mandate:
    return Mandate(
        positions=_weighted(entry) if entry.issues is not None else _raw(entry),
        reservation=entry.reservation * HUNDREDTHS,
        alternative=entry.alternative,
        red_lines=tuple(_red_line(line) for line in entry.red_lines),
        quiz=tuple(Written(q.ask, tuple(q.choices), q.right, q.why) for q in entry.quiz),
        refs=tuple(entry.refs),
    )


def _weighted(entry: MandateEntry) -> dict[IssueId, Position]:
    """A weight of w points and a value of v percent are worth w * v hundredths."""
    return {
        IssueId(issue): Position(
            weight=p.weight,
            values={OptionId(o): v for o, v in p.values.items()},
            worth={OptionId(o): p.weight * v for o, v in p.values.items()},
            why=p.why,
            refs=tuple(p.refs),
        )
        for issue, p in (entry.issues or {}).items()
    }


def _raw(entry: MandateEntry) -> dict[IssueId, Position]:
    """Raw points: people read the best option's as the weight, the values as percent of it."""
    positions: dict[IssueId, Position] = {}
    for issue, points in (entry.points or {}).items():
        best = max(points.values())
        reason = entry.reasons.get(issue)
        positions[IssueId(issue)] = Position(
            weight=best,
            values={OptionId(o): _percent(p, best) for o, p in points.items()},
            worth={OptionId(o): p * HUNDREDTHS for o, p in points.items()},
            why=reason.why if reason else "",
            refs=tuple(reason.refs) if reason else (),
        )
    return positions


def _percent(points: int, best: int) -> int:
    """Percent of the best option's points, kept within 0 to 100 for the bars that show it."""
    if best <= 0:
        return 100 if points == best else 0
    return max(0, points * 100 // best)


def _red_line(entry: RedLineEntry) -> RedLine:
    unless = None
    if entry.unless is not None:
        options = frozenset(OptionId(o) for o in entry.unless.options)
        unless = (IssueId(entry.unless.issue), options)
    return RedLine(
        issue=IssueId(entry.issue),
        option=OptionId(entry.option),
        why=entry.why,
        cost=entry.cost * HUNDREDTHS,
        refs=tuple(entry.refs),
        unless=unless,
    )


def _ids(names: Sequence[str]) -> tuple[DelegationId, ...]:
    return tuple(DelegationId(name) for name in names)
