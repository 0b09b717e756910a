"""What conditions must mean: one form each, with names that exist."""

from collections.abc import Collection, Iterator

from server.storage.scenarios.check_modifiers import option_problems
from server.storage.scenarios.check_names import Names
from server.storage.scenarios.problems import Problem, listed
from server.storage.scenarios.tree import Node

FORMS = (
    "agreed", "not_agreed", "forum", "track", "rung", "obligations_kept", "obligations_broken",
    "all", "any", "not",
)  # fmt: skip
PARTS = {"forum": ("issue", "options"), "track": ("at_most", "at_least")}
"""Keys that belong to a form."""


def parts_of(condition: Node) -> Iterator[Node]:
    """The mappings of a condition that have no parts of their own."""
    if isinstance(condition.value, list):
        for part in condition.each():
            yield from parts_of(part)
    elif isinstance(condition.value, dict):
        inner = [condition.at(key) for key in ("all", "any", "not") if condition.has(key)]
        for part in inner:
            yield from parts_of(part)
        if not inner:
            yield condition


def condition_problems(condition: Node, names: Names) -> Iterator[Problem]:
    """All problems of a condition."""
    if isinstance(condition.value, list):
        for part in condition.each():
            yield from condition_problems(part, names)
        return
    if not isinstance(condition.value, dict):
        return
    forms = [form for form in FORMS if condition.has(form)]
    if len(forms) != 1:
        got = " and ".join(forms) or "nothing"
        yield condition.problem(f"one of {listed(FORMS, most=len(FORMS))}", got)
        return
    (form,) = forms
    known = PARTS.get(form, ())
    for key in ("issue", "options", "at_most", "at_least"):
        if condition.has(key) and key not in known:
            yield condition.at(key).problem(f"no {key} beside {form}", condition.at(key).value)
    if form in ("all", "any", "not"):
        yield from condition_problems(condition.at(form), names)
    elif form == "track":
        yield from _named(condition.at("track"), "a track", names.tracks)
        if condition.has("at_most") == condition.has("at_least"):
            got = "both" if condition.has("at_most") else "neither"
            yield condition.problem("either at_most or at_least", got)
        for key in known:
            value = condition.at(key)
            if value.number is not None and not 0 <= value.number <= 10:
                yield value.problem("0 to 10", value.value)
    elif form == "rung":
        yield from _named(condition.at("rung"), "a rung", names.rungs)
    elif form in ("agreed", "not_agreed", "forum"):
        forum = condition.at(form)
        yield from _named(forum, "a forum", names.forums)
        inside = names.forums.get(forum.text or "")
        if form == "forum":
            for key in known:
                if not condition.has(key):
                    yield condition.problem(f"{key} beside forum", "nothing")
            if inside is not None:
                options = list(condition.at("options").each())
                yield from option_problems(condition.at("issue"), options, inside)


def _named(node: Node, what: str, known: Collection[str]) -> Iterator[Problem]:

    if node.text is not None and node.text not in known:
        yield node.unknown(what, node.text, known)
