"""Games of NegMAS in YAML or JSON: a domain (an outcome space), and a utility function each."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from server.storage.games.game import Game, Party
from server.storage.games.reading import (
    checked_names,
    content,
    listed_files,
    number,
    party_names,
    title_of,
    wrong,
)
from server.storage.scenarios.marks import read_yaml
from server.storage.scenarios.problems import Problem, ScenarioErrors
from server.storage.scenarios.tree import Node

Issues = tuple[tuple[str, tuple[str, ...]], ...]

CATEGORICAL = ("CategoricalIssue", "DiscreteOrdinalIssue", "DiscreteCardinalIssue")
LINEAR = ("LinearAdditiveUtilityFunction", "LinearUtilityAggregationFunction")
NEVER = ("-.inf", "-inf", "-Infinity", "-.Inf", "-.INF")
"""How a reservation value says that there is none."""


def read_negmas(given: Sequence[Path]) -> Game:
    """The game in the files, or in a folder of them; raises ScenarioErrors."""
    domain: tuple[Node, Issues] | None = None
    functions: list[Node] = []
    for file in listed_files(given, [".yml", ".yaml", ".json"]):
        node = _read(file)
        kind = (node.at("type").text or "").rpartition(".")[2]
        if kind.endswith("OutcomeSpace"):
            if domain is not None:
                raise ScenarioErrors([node.problem("one domain", "a second one")])
            domain = node, _issues(node)
        elif kind in LINEAR:
            functions.append(node)
        elif "Fun" in kind:
            raise ScenarioErrors([node.at("type").problem(" or ".join(LINEAR), kind)])
        # Whatever else lies in the folder (statistics, notes) is no part of the game.
    if domain is None or not functions:
        wrong(given[0], 1, "", "a domain (...OutcomeSpace) and utility functions", "fewer")
    node, issues = domain
    files = [Path(f.file) for f in functions]
    names = [f.at("name").text for f in functions]
    called = [n for n in names if n] if all(names) else party_names(files, Path(node.file))
    found = checked_names(files[0], 1, "parties", called)
    parties = [_party(f, name, issues) for f, name in zip(functions, found, strict=True)]
    title = title_of(node.at("name").text or Path(node.file).stem)
    return Game(title, issues, tuple(parties))


def _read(file: Path) -> Node:
    marked = read_yaml(content(file))
    if marked.faults:
        name = file.as_posix()
        faults = [Problem(name, f.line, "", f.expected, f.got) for f in marked.faults]
        raise ScenarioErrors(faults)
    return Node.root(file.as_posix(), marked)


def _issues(node: Node) -> Issues:
    file = Path(node.file)
    titles, options = [], []
    for number_, issue in enumerate(node.at("issues").each()):
        kind = (issue.at("type").text or "").rpartition(".")[2]
        if kind not in CATEGORICAL:
            raise ScenarioErrors([issue.problem(f"an issue of a list ({CATEGORICAL[0]})", kind)])
        titles.append(issue.at("name").text or f"Issue {number_ + 1}")
        line = issue.marked.line(issue.path)
        options.append(
            checked_names(file, line, "options", [_word(v) for v in issue.at("values").each()])
        )
    names = checked_names(file, node.marked.line(("issues",)), "issues", titles)
    return tuple(zip(names, options, strict=True))


def _word(node: Node) -> str:
    if isinstance(node.value, str | int | float) and not isinstance(node.value, bool):
        return str(node.value)
    raise ScenarioErrors([node.problem("a word or number", node.value)])


def _party(node: Node, name: str, issues: Issues) -> Party:
    values, weights = node.at("values"), node.at("weights")
    worths = [
        _worths(_of(values, title, place), title, options, _weight(weights, title, place))
        for place, (title, options) in enumerate(issues)
    ]
    bias, least = node.at("bias"), node.at("reserved_value")
    if bias.value is not None and (extra := _exact(bias)):
        worths[0] = tuple(w + extra for w in worths[0])
    none = least.value is None or least.text in NEVER
    return Party(name, tuple(worths), None if none else _exact(least))


def _of(node: Node, title: str, place: int) -> Node:
    """What a list says at a place, or a mapping by the issue's name."""
    found = list(node.each())
    if found:
        if place < len(found):
            return found[place]
    elif node.has(title):
        return node.at(title)
    raise ScenarioErrors([node.problem(f"one for {title}", "none")])


def _weight(weights: Node, title: str, place: int) -> Fraction:
    return Fraction(1) if weights.value is None else _exact(_of(weights, title, place))


def _worths(
    values: Node, title: str, options: tuple[str, ...], weight: Fraction
) -> tuple[Fraction, ...]:
    kind = (values.at("type").text or "TableFun").rpartition(".")[2]
    if kind != "TableFun":
        raise ScenarioErrors([values.problem("a table of values (TableFun)", kind)])
    mapping = values.at("mapping") if values.has("mapping") else values
    table = {" ".join(name.split()): worth for name, worth in mapping.items()}
    if missing := [o for o in options if o not in table]:
        raise ScenarioErrors([mapping.problem(f"a value for {missing[0]}", f"none in {title}")])
    return tuple(weight * _exact(table[o]) for o in options)


def _exact(node: Node) -> Fraction:
    value = node.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        # A float is written with the fewest digits that tell it apart, as it stood in the file.
        found = number(repr(value))
        if found is not None:
            return found
    raise ScenarioErrors([node.problem("a number", value)])
