"""What a forum file must mean: its names fit together and its numbers add up."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import PurePosixPath

from server.storage.scenarios.check_names import options_of
from server.storage.scenarios.folder import FORUM_NAME
from server.storage.scenarios.problems import Problem
from server.storage.scenarios.tree import Node, duplicates, references

Options = Mapping[str, list[str]]


def forum_problems(
    forum: Node, delegations: Collection[str], codes: Collection[str]
) -> Iterator[Problem]:
    """All problems of meaning in one forum file."""
    name = FORUM_NAME.fullmatch(PurePosixPath(forum.file).name)
    if name and forum.at("id").text not in (None, name["id"]):
        yield forum.at("id").problem(f"'{name['id']}' as in the file's name", forum.at("id").value)
    yield from _attendance(forum, delegations)
    yield from _rule(forum)
    if forum.at("endorses").value is True and forum.at("kind").text != "plenary":
        yield forum.at("endorses").problem("false, or kind: plenary", "true")
    yield from duplicates(forum.at("issues"), "id", "issue")
    for issue in forum.at("issues").each():
        yield from duplicates(issue.at("options"), "id", "option")
    options = options_of(forum)
    for issue_id, barred in forum.at("barred").items():
        yield from _known_options(forum.at("barred"), barred, issue_id, options)
    yield from references(forum, codes)
    attending = [*forum.at("parties").texts(), *forum.at("observers").texts()]
    for delegation, mandate in forum.at("mandates").items():
        if delegation not in attending:
            yield mandate.unknown("a party or observer", delegation, attending)
        yield from _mandate(mandate, options)
    for party in forum.at("parties").texts():
        if not forum.at("mandates").has(party):
            yield forum.at("mandates").problem(f"a mandate for {party}", "none")


def _attendance(forum: Node, delegations: Collection[str]) -> Iterator[Problem]:
    parties = forum.at("parties").texts()
    for group in ("parties", "observers"):
        seen: set[str] = set()
        for node in forum.at(group).each():
            if node.text is None:
                continue
            if node.text not in delegations:
                yield node.unknown("a delegation", node.text, delegations)
            if node.text in seen:
                yield node.problem("each delegation once", node.text)
            if group == "observers" and node.text in parties:
                yield node.problem("a delegation that is not a party", node.text)
            seen.add(node.text)
    chair = forum.at("chair")
    if chair.text not in (None, "none", *parties):
        yield chair.unknown("a party or none", chair.text or "", [*parties, "none"])


def _rule(forum: Node) -> Iterator[Problem]:
    rule, parties = forum.at("rule"), forum.at("parties").texts()
    for group in ("all_of", "veto"):
        for node in rule.at(group).each():
            if node.text is not None and node.text not in parties:
                yield node.unknown("a party", node.text, parties)
    least = rule.at("at_least")
    if least.number is not None and parties and least.number > len(parties):
        yield least.problem(f"at most {len(parties)}, the number of parties", least.value)
    if rule.at("chair_breaks_ties").value is True and forum.at("chair").text == "none":
        yield rule.at("chair_breaks_ties").problem("a forum with a chair", "none")


def _known_options(
    issue: Node, listed_options: Node, issue_id: str, options: Options
) -> Iterator[Problem]:
    if issue_id not in options:
        yield issue.unknown("an issue", issue_id, options)
        return
    for node in listed_options.each():
        if node.text is not None and node.text not in options[issue_id]:
            yield node.unknown(f"an option of {issue_id}", node.text, options[issue_id])


def _mandate(mandate: Node, options: Options) -> Iterator[Problem]:
    weighted, raw = mandate.has("issues"), mandate.has("points")
    if weighted == raw:
        yield mandate.problem("either issues or points", "both" if raw else "neither")
    if weighted:
        yield from _same_keys(mandate.at("issues"), "an issue", options)
        for issue, position in mandate.at("issues").items():
            if issue in options:
                what = f"an option of {issue}"
                yield from _same_keys(position.at("values"), what, options[issue])
        yield from _sums(mandate)
    if raw:
        yield from _same_keys(mandate.at("points"), "an issue", options)
        for issue, points in mandate.at("points").items():
            if issue in options:
                yield from _same_keys(points, f"an option of {issue}", options[issue])
    for issue, reason in mandate.at("reasons").items():
        if weighted and not raw:
            yield reason.problem("a why beside the weight", "reasons")
        elif issue not in options:
            yield reason.unknown("an issue", issue, options)
    yield from _red_lines(mandate.at("red_lines"), options)
    for question in mandate.at("quiz").each():
        right, choices = question.at("right"), list(question.at("choices").each())
        if right.number is not None and choices and right.number > len(choices):
            yield right.problem(f"at most {len(choices)}, the number of choices", right.value)


def _same_keys(node: Node, what: str, names: Collection[str]) -> Iterator[Problem]:
    if not isinstance(node.value, dict):
        return
    for key, inside in node.items():
        if key not in names:
            yield inside.unknown(what, key, names)
    for name in names:
        if name not in node.value:
            yield node.problem(f"all of {', '.join(names)}", f"no {name}")


def _sums(mandate: Node) -> Iterator[Problem]:
    weights = [p.at("weight").number for _, p in mandate.at("issues").items()]
    if weights and None not in weights:
        total = sum(w for w in weights if w is not None)
        if total != 100:
            yield mandate.at("issues").problem("weights that sum to 100", str(total))
    reservation = mandate.at("reservation")
    if reservation.number is not None and not 0 <= reservation.number <= 100:
        yield reservation.problem("0 to 100", reservation.value)


def _red_lines(lines: Node, options: Options) -> Iterator[Problem]:
    seen: set[tuple[str | None, str | None]] = set()
    for line in lines.each():
        issue, option = line.at("issue"), line.at("option")
        if issue.text is not None and issue.text not in options:
            yield issue.unknown("an issue", issue.text, options)
        elif issue.text is not None and option.text is not None:
            if option.text not in options[issue.text]:
                what = f"an option of {issue.text}"
                yield option.unknown(what, option.text, options[issue.text])
            if (issue.text, option.text) in seen:
                yield line.problem("each red line once", f"{issue.text} {option.text}")
            seen.add((issue.text, option.text))
        unless = line.at("unless")
        lifting = unless.at("issue")
        if lifting.text is not None:
            yield from _known_options(lifting, unless.at("options"), lifting.text, options)
