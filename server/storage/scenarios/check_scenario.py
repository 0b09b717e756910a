"""What `scenario.yaml` and the prose beside it must mean."""

from collections.abc import Collection, Iterator

from server.storage.scenarios.folder import Folder
from server.storage.scenarios.problems import Problem, nearest
from server.storage.scenarios.tree import Node, duplicates, references


def delegation_ids(scenario: Node) -> list[str]:
    """The ids of the delegations, in seating order."""
    return [text for d in scenario.at("delegations").each() if (text := d.at("id").text)]


def scenario_problems(
    scenario: Node, forums: Collection[str], codes: Collection[str]
) -> Iterator[Problem]:
    """All problems of meaning in `scenario.yaml`."""
    delegations = delegation_ids(scenario)
    yield from duplicates(scenario.at("delegations"), "id", "delegation")
    yield from duplicates(scenario.at("delegations"), "code", "code")
    yield from _looks(scenario)
    yield from references(scenario, codes)
    yield from _weights(scenario, delegations, forums)
    yield from duplicates(scenario.at("presets"), "id", "preset")
    for preset in scenario.at("presets").each():
        yield from duplicates(preset.at("rounds"), "id", "round")
        for round_ in preset.at("rounds").each():
            seen: set[str] = set()
            for forum in round_.at("forums").each():
                if forum.text is not None and forum.text not in forums:
                    yield forum.unknown("a forum", forum.text, forums)
                elif forum.text in seen:
                    yield forum.problem("each forum once in a round", forum.text or "")
                seen.add(forum.text or "")


def _looks(scenario: Node) -> Iterator[Problem]:
    seen: set[tuple[str | None, str | None]] = set()
    for delegation in scenario.at("delegations").each():
        look = (delegation.at("colour").text, delegation.at("pattern").text)
        if look in seen and None not in look:
            expected = "a colour and pattern of its own"
            yield delegation.at("colour").problem(expected, f"{look[0]} {look[1]}")
        seen.add(look)


def _weights(
    scenario: Node, delegations: Collection[str], forums: Collection[str]
) -> Iterator[Problem]:
    all_weights = scenario.at("forum_weights")
    for delegation, entry in all_weights.items():
        if delegation not in delegations:
            yield entry.unknown("a delegation", delegation, delegations)
        weights = entry.at("weights")
        for forum, weight in weights.items():
            if forum not in forums:
                yield weight.unknown("a forum", forum, forums)
        for forum in forums:
            if isinstance(weights.value, dict) and forum not in weights.value:
                yield weights.problem("a weight for every forum", f"none for {forum}")
        if isinstance(weights.value, dict) and not any(weights.value.values()):
            yield weights.problem("a weight above 0", "none")
    for delegation in delegations:
        if isinstance(all_weights.value, dict) and delegation not in all_weights.value:
            yield all_weights.problem(f"weights for {delegation}", "none")


def brief_problems(folder: Folder, scenario: Node) -> Iterator[Problem]:
    """Briefs that are missing or that nobody reads."""
    delegations = delegation_ids(scenario)
    languages = scenario.at("languages").texts()
    for delegation in delegations:
        for language in languages[:1]:
            if (delegation, language) not in folder.briefs:
                name = folder.reported(f"briefs/{delegation}.{language}.md")
                yield Problem(name, 1, "", "a brief", "nothing")
    for (delegation, language), prose in folder.briefs.items():
        if delegation not in delegations:
            near = nearest(delegation, delegations)
            yield Problem(prose.file, 1, "", "a delegation's brief", delegation, near)
        if language not in languages:
            near = nearest(language, languages)
            yield Problem(prose.file, 1, "", "a language of the scenario", language, near)
        if not prose.text.strip():
            yield Problem(prose.file, 1, "", "a brief", "nothing")
