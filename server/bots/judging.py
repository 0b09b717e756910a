"""Which packages a bot accepts, and the reason it gives for those it does not."""

from collections.abc import Mapping, Sequence
from typing import Any

from server.bots import phrases
from server.bots.conditions import Condition, condition
from server.bots.phrases import Asked
from server.bots.preferences import Entity, Package
from server.bots.reading import Reading, View


def acceptable(reading: Reading, proposal: Entity, demand: float) -> bool:
    """True when the delegation would sign the proposal at this aspiration (hundredths).

    A complete package must be worth the aspiration and cross no own red line; the aspiration is
    never below the walk-away value. A partial one must give the same share of what its issues can
    give at best, and leave a complete package that can be signed.
    """
    sheet = reading.sheet
    package = reading.whole(proposal)
    if package is proposal["package"] and reading.is_complete(package):
        # What the view says of it is the same, and worked out already.
        worth = int(proposal["worth"]) + sheet.after(package)
        return worth >= max(demand, sheet.terms.walk_away) and not proposal["red_lines"]
    if sheet.crosses(package):
        return False
    worth = sheet.value(package) + sheet.after(package)
    if reading.is_complete(package):
        return worth >= max(demand, sheet.terms.walk_away)
    if reading.forum.get("partial_counts") and worth < sheet.terms.walk_away:
        return False
    best = worth + sum(sheet.losses(package).values())
    if best > 0 and worth * sheet.best < demand * best:
        return False
    return _can_be_completed(reading, package)


def asked_of(reading: Reading, proposal: Entity, demand: float, alone: float) -> float:
    """What the delegation asks of the proposal, in hundredths: less than `demand` where every other
    party of several accepts it, and it alone stands in the way; `alone` is the share of its
    demand above walk-away that is left then."""
    others = [party for party in reading.forum["parties"] if party != reading.me]
    if len(others) < 2 or any(_stance(proposal, party) != "accept" for party in others):
        return demand
    return lowered(reading, demand, alone)


def lowered(reading: Reading, demand: float, alone: float) -> float:
    """What it asks for where it alone stands in the way."""
    walk_away = reading.sheet.terms.walk_away
    return walk_away + alone * (demand - walk_away)


def _stance(proposal: Entity, party: str) -> str | None:
    stance = proposal["stances"].get(party)
    return None if stance is None else str(stance["stance"])


def promised(view: View, reading: Reading) -> list[Package]:
    """The packages of this forum that the delegation said it would sign."""
    answers = (
        e["answer"]
        for key, e in view.items()
        if key.startswith("message/") and e["by"] == reading.me and "answer" in e
    )
    return [a["package"] for a in answers if a["package"] and a["forum"] == reading.forum["id"]]


def keeps(reading: Reading, proposal: Entity, said: Sequence[Package]) -> bool:
    """True for a package that it said it would sign, if its instructions still let it."""
    package = reading.whole(proposal)
    return package in said and reading.sheet.row(package) is not None


def _can_be_completed(reading: Reading, package: Package) -> bool:
    sheet = reading.sheet
    flats = sheet.flats(package)
    return len(sheet) > 0 and bool((sheet.marks[:, flats].sum(axis=1) == len(flats)).any())


def said_in(reading: Reading) -> list[str]:
    """The own reasons so far in this forum."""
    stances = (p["stances"].get(reading.me) for p in reading.proposals)
    return [str(s["reason"]) for s in stances if s and s["reason"]]


def said_before(reading: Reading) -> dict[str, int]:
    """How often the own reasons named each issue."""
    counts: dict[str, int] = {}
    for why in said_in(reading):
        for issue in reading.model.names.named_in(why):
            counts[issue] = counts.get(issue, 0) + 1
    return counts


def reason(reading: Reading, package: Package, demand: float, translate: phrases.Translate) -> str:
    """Why not, in one sentence that says what would change it; empty when nothing would.

    The wording goes round with each reason and starts elsewhere for each party, so that nobody
    says the same twice and no two say it alike.
    """
    said = said_before(reading)
    wanted = condition(reading, package, demand, said)
    if wanted is None:
        return ""
    asked = [
        Asked(*words(reading.forum, i, package[i]), words(reading.forum, i, o)[1])
        for i, o in wanted.changes.items()
    ]
    parties: list[str] = list(reading.forum["parties"])
    place = parties.index(reading.me) if reading.me in parties else len(parties)
    earlier = said_in(reading)
    turns = range(2 * place + len(earlier), 2 * place + len(earlier) + phrases.WORDINGS)
    sentences = [_sentence(reading, package, wanted, asked, translate, turn) for turn in turns]
    return next((s for s in sentences if s not in earlier), sentences[0])


def _sentence(
    reading: Reading,
    package: Package,
    wanted: Condition,
    asked: list[Asked],
    translate: phrases.Translate,
    turn: int,
) -> str:
    if could_sign(reading, package):
        say = phrases.hoping if wanted.is_enough else phrases.hoping_far
        return say(translate, asked, turn)
    if not wanted.is_enough:
        return phrases.far_apart(translate, asked, turn)
    if reading.sheet.crosses(package) and len(asked) == 1:
        return phrases.not_ours_to_sign(translate, asked[0], turn)
    return phrases.would_turn(translate, asked, turn)


def could_sign(reading: Reading, package: Package) -> bool:
    """True for what reaches the walk-away and crosses no red line: it hopes for more, that is all.

    To say so tells others something of its walk-away, as accepting it later would.
    """
    return reading.is_complete(package) and reading.sheet.row(package) is not None


def words(forum: Entity, issue: str, option: str) -> tuple[str, str]:
    """The issue's title and the option's text."""
    known: Mapping[str, Any] = next(i for i in forum["issues"] if i["id"] == issue)
    text = next(o["text"] for o in known["options"] if o["id"] == option)
    return str(known["title"]), str(text)
