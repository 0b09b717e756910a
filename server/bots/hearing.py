"""What a plain sentence asks of a delegation: the nearest question that it can answer.

It knows words, not language: the delegation's names, a proposal's number, and the words of the
forum's issues and options.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum

from server.bots.preferences import Entity
from server.bots.reading import Reading

SHORT = 3
"""A name of so few letters is a name only in capitals: "US" is no "us"."""

STEM = 6
"""Letters by which words are compared, so that "verified" is "verification"."""

_WORD = re.compile(r"\d[\d.,]*\d|[^\W\d_]{3,}")
_PROPOSAL = re.compile(r"\b(?:proposal|p)\s?#?\s?(\d{1,3})\b", re.IGNORECASE)
_COMMON_WORDS = """
all and any are but can did for get had has her his how its let may new not now one our out per
say see she the too two use was way who why yes yet you
about accept acceptable agree agreement already also another because before being
between cannot could does doing done from give given have here instead into like made
make more most much must need only option other others over package party please
proposal question reject rejected some take than that their them then there these they
thing think this those towards under until very want well what when where which will
with within without would your yours
"""
_COMMON = frozenset(w[:STEM] for w in _COMMON_WORDS.split())
_PRIORITY = frozenset(("matter", "priori", "import", "want", "need"))
_WHY = re.compile(r"\bwhy\b|\breason", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heard:
    """What was understood. `kind` is a question's kind, `issue` (about one issue, perhaps with one
    option) or `ask`, when nothing was understood; `options` by issue are those named."""

    kind: str
    reading: Reading
    proposal: Entity | None = None
    issue: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


def is_addressed(text: str, delegation: Entity) -> bool:
    """True when the text names the delegation."""
    for name in (delegation["name"], delegation["short"], delegation["code"]):
        flags = re.IGNORECASE if len(name) > SHORT else re.NOFLAG
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, flags):
            return True
    return False


def is_question(text: str, delegation: Entity) -> bool:
    """True for what asks for an answer: a question mark, or the name first."""
    if "?" in text or "\N{FULLWIDTH QUESTION MARK}" in text:
        return True
    return is_addressed(text.lstrip()[: len(delegation["name"]) + 2].split(",")[0], delegation)


def heard(text: str, readings: Sequence[Reading]) -> Heard | None:
    """The nearest question, in the forum whose words it has most of; None without forums."""
    found = [_heard_in(text, reading) for reading in readings]
    return max(found, key=lambda pair: pair[0], default=(0.0, None))[1]


def typed(question: Entity, readings: Sequence[Reading]) -> Heard | None:
    """A question from a button; None when it is about a forum that is not among these."""
    reading = next((r for r in readings if r.forum["id"] == question["forum"]), None)
    if reading is None:
        return None
    about = next((p for p in reading.proposals if p["id"] == question["proposal"]), None)
    options = {**question["give"], **question["want"]}
    return Heard(str(question["kind"]), reading, about, options=options)


def _heard_in(text: str, reading: Reading) -> tuple[float, Heard]:
    proposal = _proposal(text, reading)
    if proposal is not None:
        kind = "why" if _WHY.search(text) else "acceptable"
        return 4.0, Heard(kind, reading, proposal)
    said = _stems(text)
    options, (issue, likeness) = _options(said, reading.forum), _issue(said, reading.forum)
    if likeness >= sum(score for score, _ in options.values()):
        options = {i: found for i, found in options.items() if i == issue}
    named = {i: option for i, (_, option) in list(options.items())[:2]}
    # Plain words do not tell who gives what: what the delegation likes less is what it would give.
    losses = reading.sheet.losses(named)
    named = dict(sorted(named.items(), key=lambda pair: losses[pair[0]]))
    if len(named) > 1:
        return 3.0, Heard("trade", reading, options=named)
    issue = next(iter(named), issue)
    if issue:
        return 2.0, Heard("issue", reading, issue=issue, options=named)
    if _PRIORITY & {w[:STEM] for w in re.findall(r"[^\W\d_]{4,}", text.casefold())}:
        return 1.0, Heard("matters", reading)
    return 0.0, Heard("ask", reading)


def _proposal(text: str, reading: Reading) -> Entity | None:
    """The proposal named by its label, or by its number where the word stands before it."""
    numbers = {int(n) for n in _PROPOSAL.findall(text)}
    named = [p for p in reading.proposals if _holds(text, str(p["label"]))]
    named += [p for p in reading.proposals if p["number"] in numbers]
    return next(iter(named), None)


def _holds(text: str, label: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(label)}(?!\w)", text, re.IGNORECASE) is not None


def _options(said: frozenset[str], forum: Entity) -> dict[str, tuple[float, str]]:
    """The option of each issue that the words name best, the best named issue first."""
    texts = {
        (str(i["id"]), str(o["id"])): _stems(str(o["text"]))
        for i in forum["issues"]
        for o in i["options"]
    }
    shared = Counter(stem for stems in texts.values() for stem in stems)
    found: list[tuple[float, str, str]] = []
    for issue in forum["issues"]:
        scores = [
            (_likeness(said, texts[issue["id"], o["id"]], shared), str(o["id"]))
            for o in issue["options"]
        ]
        score, option = max(scores)
        if score > 0 and sum(s == score for s, _ in scores) == 1:
            found.append((score, str(issue["id"]), option))
    return {issue: (score, option) for score, issue, option in sorted(found, reverse=True)}


def _issue(said: frozenset[str], forum: Entity) -> tuple[str, float]:
    titles = {str(i["id"]): _stems(str(i["title"])) for i in forum["issues"]}
    shared = Counter(stem for stems in titles.values() for stem in stems)
    scores = {issue: _likeness(said, stems, shared) for issue, stems in titles.items()}
    best = max(scores, key=lambda issue: scores[issue], default="")
    return (best, scores[best]) if best and scores[best] > 0 else ("", 0.0)


def _likeness(said: frozenset[str], stems: frozenset[str], shared: Counter[str]) -> float:
    """How many of the words were said, rare ones counting more; 0 when it is less than half of
    them and not two of its own."""
    # Sums that do not depend on the order in which a set is read.
    whole = fsum(1 / shared[stem] for stem in stems)
    part = fsum(1 / shared[stem] for stem in stems & said)
    return part if whole and (part >= whole / 2 or part >= 2) else 0.0


def _stems(text: str) -> frozenset[str]:
    words = (w.replace(",", "").rstrip(".")[:STEM] for w in _WORD.findall(text.casefold()))
    return frozenset(w for w in words if w not in _COMMON)
