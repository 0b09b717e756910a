"""What an automated delegation answers: true as far as its temperament says anything.

It speaks of what it would sign at this moment. As it never asks for more later, what it says it
would sign it does sign, unless its instructions change. It names no number of its mandate.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from server.bots import spoken
from server.bots.conditions import Condition, condition
from server.bots.hearing import Heard
from server.bots.judging import acceptable, asked_of, could_sign, words
from server.bots.phrases import Asked, Translate
from server.bots.preferences import Entity, Package
from server.bots.reading import Reading
from server.bots.temperaments import Temperament
from server.rules.commands.questions import AnswerKind

FEW = 3
"""An offer with so many changes of the leading proposal is said as its change."""

NEAR_BEST = 80
"""Percent of the best option's worth that another one must have to be named beside it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer in words and in its typed part."""

    kind: AnswerKind
    text: str
    issues: tuple[str, ...] = ()
    package: Package = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who answers: what it asks for now in hundredths, how open it is, in which wording."""

    temperament: Temperament
    demand: float
    translate: Translate
    turn: int

    def asks_of(self, reading: Reading, proposal: Entity) -> float:
        """What it asks of a proposal that lies on the table, in hundredths."""
        return asked_of(reading, proposal, self.demand, self.temperament.alone)


def reply(speaker: Speaker, heard: Heard) -> Reply:
    """The answer to what was heard."""
    reading = heard.reading
    if heard.kind in {"acceptable", "why", "trade"} and not reading.is_party:
        top = _weightiest(reading)[0]
        text = spoken.observer(speaker.translate, _title(reading, top))
        return Reply(AnswerKind.ISSUES, text, (top,))
    match heard.kind:
        case "matters":
            return _matters(speaker, reading)
        case "acceptable" if heard.proposal is not None:
            return _acceptable(speaker, reading, heard.proposal)
        case "why" if heard.proposal is not None:
            return _why(speaker, reading, heard.proposal)
        case "trade" if len(heard.options) > 1:
            return _trade(speaker, reading, heard.proposal, heard.options)
        case "issue":
            return _on_issue(speaker, reading, heard.issue, heard.options.get(heard.issue))
        case "step":
            return Reply(AnswerKind.ASK, spoken.step(speaker.translate))
    top = _weightiest(reading)[0]
    return Reply(AnswerKind.ASK, spoken.ask_me(speaker.translate, _title(reading, top)), (top,))


def offered(
    speaker: Speaker, reading: Reading, package: Package | None, others: Sequence[str]
) -> Reply:
    """An offer to a few: the change of the leading proposal that makes it, or what is in it for
    them; without a package, that there is nothing to offer."""
    _ = speaker.translate
    if package is None:
        return Reply(AnswerKind.NO, spoken.nothing_to_offer(_))
    leading = reading.leading
    base = reading.whole(leading) if leading is not None else {}
    changes = [i for i in package if base.get(i) != package[i]]
    if leading is not None and not changes:
        text = spoken.as_it_stands(_, _name(leading), speaker.turn)
        return Reply(AnswerKind.OFFER, text, (), package)
    name = _name(leading) if leading is not None and len(changes) <= FEW else ""
    if not name:
        liking = reading.opponents.liking
        changes.sort(key=lambda i: -sum(liking(d, i, package[i]) for d in others))
        changes = changes[:2]
    asked = [
        Asked(*words(reading.forum, i, package[i]), _text(reading, package, i)) for i in changes
    ]
    text = spoken.between_us(_, name, asked, speaker.turn)
    return Reply(AnswerKind.OFFER, text, tuple(changes), package)


def _text(reading: Reading, package: Package, issue: str) -> str:
    return words(reading.forum, issue, package[issue])[1]


def _weightiest(reading: Reading) -> list[str]:
    """The issues by what their best option is worth above the worst, most first."""
    terms = reading.sheet.terms
    room = {
        issue: max(values) - min(values)
        for issue, values in zip(terms.layout.issues, terms.worth, strict=True)
    }
    return sorted(room, key=lambda issue: -room[issue])


def _title(reading: Reading, issue: str) -> str:
    return str(next(i["title"] for i in reading.forum["issues"] if i["id"] == issue))


def _name(proposal: Entity) -> str:
    return str(proposal["label"])


def _matters(speaker: Speaker, reading: Reading) -> Reply:
    """Who thinks of itself first names one issue; who thinks of others says what is easy too."""
    ranked = _weightiest(reading)
    named = ranked[: 1 if speaker.temperament.selfish >= 1 else 2]
    easy = ranked[-1] if speaker.temperament.selfish == 0 and len(ranked) > len(named) else ""
    titles = [_title(reading, issue) for issue in named]
    least = _title(reading, easy) if easy else ""
    text = spoken.matters(speaker.translate, titles, least, speaker.turn)
    return Reply(AnswerKind.ISSUES, text, tuple(named))


def _acceptable(speaker: Speaker, reading: Reading, proposal: Entity) -> Reply:
    name, package = _name(proposal), reading.whole(proposal)
    if reading.mine(proposal) == "accept":
        text = spoken.accepted_already(speaker.translate, name)
        return Reply(AnswerKind.YES, text, package=package)
    if acceptable(reading, proposal, speaker.asks_of(reading, proposal)):
        text = spoken.as_it_stands(speaker.translate, name, speaker.turn)
        return Reply(AnswerKind.YES, text, package=package)
    wanted = condition(reading, package, speaker.asks_of(reading, proposal), {})
    if wanted is None:
        return Reply(AnswerKind.NO, spoken.not_over_it(speaker.translate, name))
    asked, issues = _asked(reading, package, wanted), tuple(wanted.changes)
    if not wanted.is_enough:
        hopes = could_sign(reading, package)
        text = spoken.towards(speaker.translate, name, asked, hopes=hopes)
        return Reply(AnswerKind.ISSUES, text, issues)
    text = spoken.would_do(speaker.translate, name, asked, speaker.turn)
    return Reply(AnswerKind.CHANGES, text, issues, {**package, **wanted.changes})


def _why(speaker: Speaker, reading: Reading, proposal: Entity) -> Reply:
    name, package, mine = _name(proposal), reading.whole(proposal), reading.mine(proposal)
    if mine == "accept":
        text = spoken.accepted_already(speaker.translate, name)
        return Reply(AnswerKind.YES, text, package=package)
    if acceptable(reading, proposal, speaker.asks_of(reading, proposal)):
        text = (
            spoken.as_it_stands(speaker.translate, name, speaker.turn)
            if mine is None
            else spoken.by_now(speaker.translate, name)
        )
        return Reply(AnswerKind.YES, text, package=package)
    line = next((ln for ln in reading.sheet.terms.lines if ln.crossed_by(package)), None)
    if line is not None:
        asked = Asked(*words(reading.forum, line.issue, line.option), "")
        return Reply(
            AnswerKind.ISSUES, spoken.forbidden(speaker.translate, asked), (str(line.issue),)
        )
    losses = reading.sheet.losses(package)
    dearest = sorted((i for i in losses if losses[i] > 0), key=lambda i: -losses[i])
    dearest = dearest[: 1 if speaker.temperament.selfish >= 1 else 2]
    if not dearest:
        return Reply(AnswerKind.NO, spoken.not_over_it(speaker.translate, name))
    if could_sign(reading, package):
        text = spoken.hoped_for(speaker.translate, name, [_title(reading, i) for i in dearest])
        return Reply(AnswerKind.ISSUES, text, tuple(dearest))
    costly = [Asked(*words(reading.forum, i, package[i]), "") for i in dearest]
    text = spoken.because(speaker.translate, name, costly, speaker.turn)
    return Reply(AnswerKind.ISSUES, text, tuple(dearest))


def _trade(
    speaker: Speaker, reading: Reading, proposal: Entity | None, options: Mapping[str, str]
) -> Reply:
    """Whether the two options together, in the proposal or the leading one, would be signed."""
    _ = speaker.translate
    (given_in, given), (wanted_in, wanted) = options.items()
    give, want = (
        words(reading.forum, given_in, given)[1],
        words(reading.forum, wanted_in, wanted)[1],
    )
    issues = (given_in, wanted_in)
    sheet = reading.sheet
    for issue, option in options.items():
        if any(
            (ln.issue, ln.option, ln.unless) == (issue, option, None) for ln in sheet.terms.lines
        ):
            text = spoken.trade_forbidden(_, words(reading.forum, issue, option)[1])
            return Reply(AnswerKind.NO, text, (issue,))
    base = proposal or reading.leading or next(reversed(reading.proposals), None)
    if base is None:
        two = sheet.value(options)
        best = two + sum(sheet.losses(options).values())
        if two * sheet.best >= speaker.demand * best:
            return Reply(AnswerKind.YES, spoken.trade_helps(_, give, want), issues)
        return Reply(AnswerKind.NO, spoken.trade_not(_, give, want, speaker.turn), issues)
    before = reading.whole(base)
    after = {**before, **options}
    if _signs(reading, after, speaker.demand):
        return Reply(AnswerKind.YES, spoken.trade_done(_, _name(base), give, want), issues, after)
    gain = sheet.value(after) - sum(sheet.value({i: o}) for i, o in before.items())
    if gain <= 0:
        return Reply(AnswerKind.NO, spoken.trade_not(_, give, want, speaker.turn), issues)
    more = condition(reading, after, speaker.demand, {})
    more = more if more and more.changes.keys().isdisjoint(options) else None
    if more is None or not more.is_enough or len(more.changes) > 1:
        return Reply(AnswerKind.NO, spoken.trade_short(_, give, want), issues)
    text = spoken.trade_with_more(_, _asked(reading, after, more)[0])
    return Reply(AnswerKind.CHANGES, text, (*issues, *more.changes), {**after, **more.changes})


def _signs(reading: Reading, package: Package, demand: float) -> bool:
    row = reading.sheet.row(package) if reading.is_complete(package) else None
    return row is not None and int(reading.sheet.worth[row]) >= demand


def _on_issue(speaker: Speaker, reading: Reading, issue: str, option: str | None) -> Reply:
    _, sheet = speaker.translate, reading.sheet
    known = next(i for i in reading.forum["issues"] if i["id"] == issue)
    closed = {ln.option for ln in sheet.terms.lines if ln.issue == issue and ln.unless is None}
    open_ = [o["id"] for o in known["options"] if o["id"] not in closed and not o.get("barred_by")]
    ranked = sorted(open_, key=lambda o: -sheet.value({issue: o}))
    title = str(known["title"])
    text_of = {o["id"]: str(o["text"]) for o in known["options"]}
    if option in closed and option is not None:
        text = spoken.option_closed(_, text_of[option], title)
        return Reply(AnswerKind.NO, text, (issue,))
    if not ranked:
        return Reply(AnswerKind.ASK, spoken.ask_me(_, title), (issue,))
    best = ranked[0]
    if option is not None and option != best and option in ranked:
        text = spoken.option_costs(_, text_of[option], title, text_of[best])
        return Reply(AnswerKind.ISSUES, text, (issue,))
    if option == best:
        return Reply(AnswerKind.YES, spoken.option_wanted(_, text_of[best], title), (issue,))
    top = sheet.value({issue: best})
    also = [o for o in ranked[1:2] if 100 * sheet.value({issue: o}) >= NEAR_BEST * top]
    named = [best, *(also if speaker.temperament.selfish < 1 else [])]
    text = spoken.on_issue(_, title, [text_of[o] for o in named], speaker.turn)
    return Reply(AnswerKind.ISSUES, text, (issue,))


def _asked(reading: Reading, package: Package, wanted: Condition) -> list[Asked]:
    return [
        Asked(*words(reading.forum, i, package[i]), words(reading.forum, i, o)[1])
        for i, o in wanted.changes.items()
        if i in package
    ]
