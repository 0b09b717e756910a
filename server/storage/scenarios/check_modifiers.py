"""What modifiers must mean: the keys of their kind, names that exist, numbers that can be."""

from collections.abc import Iterator

from server.rules.written.modifiers import OF_A_MANDATE, ModifierKind
from server.storage.scenarios.check_names import ForumNames, Names
from server.storage.scenarios.problems import Problem
from server.storage.scenarios.tree import Node

_AN_OPTION = ("forum", "issue", "option")
NEEDED: dict[str, tuple[str, ...]] = {
    "weight": ("delegation", "forum", "issue", "amount"),
    "value": ("delegation", *_AN_OPTION, "amount"),
    "reservation": ("delegation", "forum", "amount"),
    "red_line": ("delegation", *_AN_OPTION),
    "no_red_line": ("delegation", *_AN_OPTION),
    "bar": _AN_OPTION,
    "open": _AN_OPTION,
    "track": ("track", "amount"),
    "score": ("delegation", "amount"),
    "clock": ("amount",),
    "rule": ("forum", "amount"),
}
"""The keys that a modifier of each kind must have, and no others (a red line may have a cost)."""

BOUNDS = {"weight": 100, "value": 100, "reservation": 100, "track": 10, "score": 100}
"""The largest amount either way, where there is one."""

IN_POINTS = frozenset({"reservation", "red_line", "score"})
"""Kinds whose amount may have two decimals."""

PRIVATE = frozenset({*map(str, OF_A_MANDATE), str(ModifierKind.SCORE)})
"""Kinds that only one delegation may know of."""


def modifier_problems(entries: Node, names: Names, forum: str | None = None) -> Iterator[Problem]:
    """All problems of a list of modifiers; `forum` is the one an option's effect may leave out."""
    for entry in entries.each():
        yield from _modifier(entry, names, forum)


def only_tracks(entries: Node, what: str, *, down: bool = False) -> Iterator[Problem]:
    """Modifiers that move no track, or that move one up where it may only come down."""
    for entry in entries.each():
        kind, amount = entry.at("kind"), entry.at("amount")
        if kind.text is not None and kind.text != "track" and not down:
            yield kind.problem(f"track, all that {what} may move", kind.text)
        if down and kind.text == "track" and (amount.number or 0) > 0:
            yield amount.problem(f"a step down, as {what} may not undo itself", amount.value)


def _modifier(entry: Node, names: Names, forum: str | None) -> Iterator[Problem]:
    kind = entry.at("kind").text
    if kind not in NEEDED:
        return  # its shape is reported already
    needed = NEEDED[kind]
    for key in ("delegation", *_AN_OPTION, "track", "amount"):
        may_lack = key == "forum" and forum is not None
        if key in needed and not entry.has(key) and not may_lack:
            yield entry.problem(f"{key} in a modifier of kind {kind}", "nothing")
        if key not in needed and entry.has(key) and (kind, key) != ("red_line", "amount"):
            yield entry.at(key).problem(
                f"no {key} in a modifier of kind {kind}", entry.at(key).value
            )
    yield from _names(entry, kind, names, forum)
    yield from _amount(entry, kind)


def _names(entry: Node, kind: str, names: Names, own: str | None) -> Iterator[Problem]:
    delegation, track = entry.at("delegation"), entry.at("track")
    if delegation.text is not None and delegation.text not in names.delegations:
        yield delegation.unknown("a delegation", delegation.text, names.delegations)
    if track.text is not None and track.text not in names.tracks:
        yield track.unknown("a track", track.text, names.tracks)
    forum = entry.at("forum")
    known = forum.text or own
    if forum.text is not None and forum.text not in names.forums:
        yield forum.unknown("a forum", forum.text, names.forums)
    inside = names.forums.get(known or "")
    if inside is None:
        return
    yield from option_problems(entry.at("issue"), [entry.at("option")], inside)
    who = delegation.text
    if who in names.delegations and kind in OF_A_MANDATE and who not in inside.mandates:
        yield delegation.unknown(f"a delegation with a mandate in {known}", who, inside.mandates)
    if kind in ("weight", "value") and who in inside.raw:
        expected = f"no {kind} on the raw points of {who} in {known}"
        yield entry.at("kind").problem(expected, kind)
    least = entry.at("amount")
    if kind == "rule" and (least.number or 1) not in range(1, len(inside.parties) + 1):
        yield least.problem(f"1 to {len(inside.parties)} parties", least.value)


def option_problems(issue: Node, options: list[Node], forum: ForumNames) -> Iterator[Problem]:
    """Problems of an issue and options that are named from outside."""
    if issue.text is None:
        return
    if issue.text not in forum.issues:
        yield issue.unknown("an issue", issue.text, forum.issues)
        return
    known = forum.issues[issue.text]
    for option in options:
        if option.text is not None and option.text not in known:
            yield option.unknown(f"an option of {issue.text}", option.text, known)


def _amount(entry: Node, kind: str) -> Iterator[Problem]:
    node = entry.at("amount")
    value = node.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return
    if kind in IN_POINTS:
        if abs(value * 100 - round(value * 100)) > 1e-6:
            yield node.problem("points with at most two decimals", value)
    elif value != round(value):
        yield node.problem("a whole number", value)
    most = BOUNDS.get(kind)
    if most is not None and abs(value) > most:
        yield node.problem(f"{-most} to {most}", value)
    if value == 0:
        yield node.problem("an amount that changes something", "0")
    if kind == "red_line" and value < 0:
        yield node.problem("a cost of at least 0", value)
