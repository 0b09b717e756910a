"""Games of GENIUS: the domain, if it is there, and a utility profile for each party.

As GENIUS reads them: where an evaluation is above 1, all of the issue are divided by the largest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from server.storage.games.game import Game, Party
from server.storage.games.markup import Element, read_markup
from server.storage.games.reading import (
    checked_names,
    listed_files,
    number,
    party_names,
    title_of,
    wrong,
)

Issues = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Profile:
    file: Path
    root: Element
    issues: Issues


def read_genius(given: Sequence[Path]) -> Game:
    """The game in the files, or in a folder of them; raises ScenarioErrors."""
    domain: tuple[Path, Issues] | None = None
    profiles: list[_Profile] = []
    notes: list[str] = []
    for file in listed_files(given, [".xml"]):
        root = read_markup(file)
        if root.name == "negotiation_template":
            space = root.first("utility_space") or root
            if domain is not None:
                wrong(file, root.line, "", "one domain", f"a second one beside {domain[0].name}")
            domain = file, _issues(file, space)
        elif root.name == "utility_space":
            profiles.append(_Profile(file, root, _issues(file, root)))
        else:
            wrong(file, root.line, "", "negotiation_template or utility_space", root.name)
    if not profiles:
        wrong(given[0], 1, "", "a utility profile for each party (utility_space)", "none")
    file, issues = domain or (profiles[0].file, profiles[0].issues)
    for profile in profiles:
        if [name for name, _ in profile.issues] != [name for name, _ in issues]:
            wrong(profile.file, profile.root.line, "", f"the issues of {file.name}", "others")
    names = party_names([p.file for p in profiles], domain[0] if domain else None)
    checked_names(file, 1, "parties", names)
    parties = [
        _party(profile, name, issues, notes) for profile, name in zip(profiles, names, strict=True)
    ]
    title = title_of(file.stem.removesuffix("-domain").removesuffix("_domain"))
    return Game(title, issues, tuple(parties), notes=tuple(notes))


def _objective(file: Path, space: Element) -> Element:
    found = space.first("objective")
    if found is None:
        wrong(file, space.line, space.name, "an objective", "none")
    for name, why in (("objective", "one objective"), ("utility_function", "additive utilities")):
        for other in found.all(name):
            wrong(file, other.line, name, why, f"<{name}> inside it")
    return found


def _issues(file: Path, space: Element) -> Issues:
    found = sorted(_objective(file, space).all("issue"), key=_index)
    names = checked_names(file, space.line, "issues", [issue.said("name") for issue in found])
    return tuple(
        (name, checked_names(file, issue.line, "options", [i.said("value") for i in _items(issue)]))
        for name, issue in zip(names, found, strict=True)
    )


def _items(issue: Element) -> list[Element]:
    kind = issue.attributes.get("type", "discrete")
    if kind != "discrete":
        where = issue.said("name")
        wrong(issue.file, issue.line, where, "a discrete issue (a list of items)", kind)
    return sorted(issue.all("item"), key=_index)


def _index(element: Element) -> int:
    said = element.said("index")
    if not (said.isascii() and said.isdigit()) or len(said) > 6:
        wrong(element.file, element.line, element.name, "an index such as 1", said)
    return int(said)


def _party(profile: _Profile, name: str, issues: Issues, notes: list[str]) -> Party:
    objective = _objective(profile.file, profile.root)
    weights = {_index(w): _number(w, "value") for w in objective.all("weight")}
    worths = []
    found = sorted(objective.all("issue"), key=_index)
    for issue, (title, options) in zip(found, issues, strict=True):
        weight = weights.get(_index(issue))
        if weight is None:
            wrong(profile.file, issue.line, title, f"a weight of index {_index(issue)}", "none")
        worths.append(_worths(issue, title, options, weight, notes))
    least = profile.root.first("reservation")
    discount = profile.root.first("discount_factor")
    if discount is not None and _number(discount, "value") not in (0, 1):
        notes.append(f"{name}: the discount factor {discount.said('value')} is left out")
    value = None if least is None else _number(least, "value")
    return Party(name, tuple(worths), Fraction(0) if value is None else value)


def _worths(
    issue: Element, title: str, options: tuple[str, ...], weight: Fraction, notes: list[str]
) -> tuple[Fraction, ...]:
    evaluations = {
        " ".join(i.said("value").split()): _number(i, "evaluation") for i in _items(issue)
    }
    if set(evaluations) != set(options):
        wrong(issue.file, issue.line, title, "the options of the domain", "others")
    most = max(evaluations.values())
    if most > 1:
        said = "evaluations above 1 are divided by the issue's largest, as GENIUS does"
        notes += [] if said in notes else [said]
    return tuple(weight * evaluations[o] / (most if most > 1 else 1) for o in options)


def _number(element: Element, attribute: str) -> Fraction:
    said = element.said(attribute)
    found = number(said)
    if found is None:
        wrong(element.file, element.line, element.name, f"a number as {attribute}", said)
    return found
