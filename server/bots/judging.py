"""Which packages a bot accepts, and the reason it gives for those it does not."""

from collections.abc import Callable, Mapping
from typing import Any

from server.bots import phrases
from server.bots.preferences import Entity, Package
from server.bots.reading import Reading


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
        worth = int(proposal["worth"])
        return worth >= max(demand, sheet.terms.walk_away) and not proposal["red_lines"]
    if sheet.crosses(package):
        return False
    worth = sheet.value(package)
    if reading.is_complete(package):
        return worth >= max(demand, sheet.terms.walk_away)
    if reading.forum.get("partial_counts") and worth < sheet.terms.walk_away:
        return False
    best = worth + sum(sheet.losses(package).values())
    if best > 0 and worth * sheet.best < demand * best:
        return False
    return _can_be_completed(reading, package)


def _can_be_completed(reading: Reading, package: Package) -> bool:
    sheet = reading.sheet
    flats = sheet.flats(package)
    return len(sheet) > 0 and bool((sheet.marks[:, flats].sum(axis=1) == len(flats)).any())


def sorest_issue(reading: Reading, package: Package, said: Mapping[str, int]) -> str | None:
    """The issue to complain of: one that crosses a red line, else the largest loss.

    A loss counts for less the more often its issue was named before.
    """
    sheet = reading.sheet
    crossed = [line.issue for line in sheet.terms.lines if line.crossed_by(package)]
    losses = sheet.losses(package)
    candidates = crossed or [issue for issue, loss in losses.items() if loss > 0]
    weighed = {issue: losses[issue] / (1 + 0.5 * said.get(issue, 0)) for issue in candidates}
    return max(weighed, key=lambda issue: weighed[issue], default=None)


def said_before(reading: Reading) -> dict[str, int]:
    """How often the own reasons named each issue."""
    counts: dict[str, int] = {}
    for proposal in reading.proposals:
        stance = proposal["stances"].get(reading.me)
        for issue in reading.model.names.named_in(stance["reason"]) if stance else ():
            counts[issue] = counts.get(issue, 0) + 1
    return counts


def reason(reading: Reading, package: Package, translate: Callable[[str], str]) -> str:
    """One sentence on why not; empty when nothing is lost on any issue."""
    issue = sorest_issue(reading, package, said_before(reading))
    if issue is None:
        return ""
    title, option = words(reading.forum, issue, package[issue])
    red = any(
        line.issue == issue and line.crossed_by(package) for line in reading.sheet.terms.lines
    )
    say = phrases.not_ours_to_sign if red else phrases.too_little
    return say(translate, title, option)


def words(forum: Entity, issue: str, option: str) -> tuple[str, str]:
    """The issue's title and the option's text."""
    known: Mapping[str, Any] = next(i for i in forum["issues"] if i["id"] == issue)
    text = next(o["text"] for o in known["options"] if o["id"] == option)
    return str(known["title"]), str(text)
