"""What must be true of what agreements bring: obligations, effects, requirements."""

from collections.abc import Iterable, Iterator, Mapping

from server.storage.scenarios.check_conditions import condition_problems
from server.storage.scenarios.check_modifiers import modifier_problems, option_problems
from server.storage.scenarios.check_names import ForumNames, Names, terms_in
from server.storage.scenarios.problems import Problem
from server.storage.scenarios.tree import Node, references


def agreement_problems(
    forums: Iterable[Node], agreements: Iterable[Node], names: Names
) -> Iterator[Problem]:
    """Problems of obligations, effects and requirements, in forum files and beside them."""
    after: dict[str, Node] = {}
    for forum in forums:
        forum_id = forum.at("id").text or ""
        for issue in forum.at("issues").each():
            for option in issue.at("options").each():
                yield from modifier_problems(option.at("effects"), names, forum_id)
                yield from _requirement(option.at("requires"), issue.at("id").text, forum_id, names)
        for term in terms_in(forum):
            yield from _term(term, forum_id, names, after)
    for file in agreements:
        forum_id = file.at("forum").text or ""
        yield from references(file, list(names.codes))
        if forum_id and forum_id not in names.forums:
            yield file.at("forum").unknown("a forum", forum_id, names.forums)
        inside = names.forums.get(forum_id)
        for key in ("effects", "requires"):
            for entry in file.at(key).each():
                if inside is not None:
                    yield from option_problems(entry.at("issue"), [entry.at("option")], inside)
        for entry in file.at("effects").each():
            yield from modifier_problems(entry.at("modifiers"), names, forum_id)
        for entry in file.at("requires").each():
            yield from _requirement(entry, entry.at("issue").text, forum_id, names)
        for term in file.at("obligations").each():
            yield from _term(term, forum_id, names, after)
    yield from _circles(after)


def _requirement(node: Node, issue: str | None, forum: str, names: Names) -> Iterator[Problem]:
    if not isinstance(node.value, dict):
        return
    if node.has("beside") == node.has("when"):
        got = "both" if node.has("beside") else "neither"
        yield node.problem("either beside or when", got)
    beside = node.at("beside")
    other = beside.at("issue")
    inside = names.forums.get(forum)
    if other.text is not None and other.text == issue:
        yield other.problem("another issue", other.text)
    elif inside is not None:
        yield from option_problems(other, list(beside.at("options").each()), inside)
    yield from condition_problems(node.at("when"), names)


def _term(term: Node, forum: str, names: Names, after: dict[str, Node]) -> Iterator[Problem]:
    name = term.at("id")
    if name.text in after:
        yield name.problem("each obligation once in the scenario", name.text or "")
    after[name.text or ""] = term
    inside = names.forums.get(forum)
    owner = term.at("by")
    if inside is not None and owner.text is not None and owner.text not in inside.parties:
        yield owner.unknown(f"a party to {forum}, who owes it", owner.text, inside.parties)
    for to in term.at("to").each():
        if to.text is not None and to.text not in names.delegations:
            yield to.unknown("a delegation", to.text, names.delegations)
        elif to.text is not None and to.text == owner.text:
            yield to.problem("somebody else than the owner", to.text)
    for before in term.at("after").each():
        if before.text is not None and before.text not in names.terms:
            yield before.unknown("an obligation", before.text, names.terms)
    if inside is not None:
        yield from _when(term.at("when"), inside)
    if (term.at("quantity").number or 0) > 0 and not term.has("unit"):
        yield term.problem("a unit beside quantity", "nothing")
    if term.has("unit") and not term.at("quantity").number:
        yield term.problem("a quantity beside unit", "nothing")
    for side in ("kept", "broken"):
        yield from modifier_problems(term.at(side), names, forum)


def _when(when: Node, forum: ForumNames) -> Iterator[Problem]:
    for issue, options in when.items():
        if issue not in forum.issues:
            yield options.unknown("an issue", issue, forum.issues)
            continue
        known = forum.issues[issue]
        for option in options.each():
            if option.text is not None and option.text not in known:
                yield option.unknown(f"an option of {issue}", option.text, known)


def _circles(terms: Mapping[str, Node]) -> Iterator[Problem]:
    """Obligations that wait for each other for ever."""
    for name, term in terms.items():
        seen: set[str] = set()
        waiting = term.at("after").texts()
        while waiting:
            before = waiting.pop()
            if before == name:
                yield term.at("after").problem(
                    "no circle of obligations", f"{name} waits for itself"
                )
                break
            if before not in seen and before in terms:
                seen.add(before)
                waiting += terms[before].at("after").texts()
