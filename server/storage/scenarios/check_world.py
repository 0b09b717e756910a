"""What linkages, injects, tracks, ladder, ledger and initiatives must mean."""

from collections.abc import Iterable, Iterator

from server.storage.scenarios.check_conditions import condition_problems, parts_of
from server.storage.scenarios.check_modifiers import PRIVATE, modifier_problems, only_tracks
from server.storage.scenarios.check_names import Names
from server.storage.scenarios.problems import Problem
from server.storage.scenarios.tree import Node, duplicates, references


def world_problems(scenario: Node, names: Names) -> Iterator[Problem]:
    """Problems of the tracks, the ladder, the ledger and the initiatives of `scenario.yaml`."""
    yield from duplicates(scenario.at("tracks"), "id", "track")
    for track in scenario.at("tracks").each():
        for delegation, worth in track.at("worth").items():
            if delegation not in names.delegations:
                yield worth.unknown("a delegation", delegation, names.delegations)
    yield from duplicates(scenario.at("ladder"), "id", "rung")
    below: list[str] = []
    for rung in scenario.at("ladder").each():
        yield from condition_problems(rung.at("when"), names)
        for part in parts_of(rung.at("when")):
            named = part.at("rung")
            if named.text in names.rungs and named.text not in below:
                yield named.problem("a rung that stands before", named.text or "")
        yield from modifier_problems(rung.at("modifiers"), names)
        yield from only_tracks(rung.at("modifiers"), "a rung", down=True)
        below.append(rung.at("id").text or "")
    for side in ("kept", "broken"):
        entries = scenario.at("ledger").at(side)
        yield from modifier_problems(entries, names)
        yield from only_tracks(entries, "the ledger")
    for preset in scenario.at("presets").each():
        yield from _initiatives(preset, names)


def _initiatives(preset: Node, names: Names) -> Iterator[Problem]:
    taken = {f for r in preset.at("rounds").each() for f in r.at("forums").texts()}
    seen: set[str] = set()
    for forum in preset.at("initiatives").each():
        if forum.text is None:
            continue
        if forum.text not in names.forums:
            yield forum.unknown("a forum", forum.text, names.forums)
        elif forum.text in taken:
            yield forum.problem("a forum that no round of the preset opens", forum.text)
        elif forum.text in seen:
            yield forum.problem("each initiative once", forum.text)
        seen.add(forum.text)


def linkage_problems(files: Iterable[Node], names: Names) -> Iterator[Problem]:
    """Problems of all files of linkages."""
    seen: set[str] = set()
    for file in files:
        yield from references(file, list(names.codes))
        for linkage in file.at("linkages").each():
            yield from _once(linkage, seen, "linkage")
            yield from condition_problems(linkage.at("when"), names)
            yield from modifier_problems(linkage.at("modifiers"), names)
            for part in parts_of(linkage.at("when")):
                for form in ("track", "rung", "obligations_kept", "obligations_broken"):
                    if part.has(form):
                        expected = "only forums, else the linkage would set off itself"
                        yield part.at(form).problem(expected, form)
            yield from _closed_doors(linkage, names)


def _closed_doors(linkage: Node, names: Names) -> Iterator[Problem]:
    """What hangs on the inside of a closed forum may be noticed only by those who attend it."""
    for part in parts_of(linkage.at("when")):
        forum = names.forums.get(part.at("forum").text or "")
        if forum is None or forum.open:
            continue
        expected = f"a change that only those in {part.at('forum').text} notice"
        for modifier in linkage.at("modifiers").each():
            kind, who = modifier.at("kind"), modifier.at("delegation")
            if kind.text is not None and kind.text not in PRIVATE:
                yield kind.problem(expected, kind.text)
            elif who.text in names.delegations and who.text not in forum.attending:
                yield who.problem(expected, who.text or "")


def inject_problems(files: Iterable[Node], names: Names) -> Iterator[Problem]:
    """Problems of all files of injects."""
    seen: set[str] = set()
    for file in files:
        yield from references(file, list(names.codes))
        for inject in file.at("injects").each():
            yield from _once(inject, seen, "inject")
            yield from modifier_problems(inject.at("modifiers"), names)
            yield from _trigger(inject.at("trigger"), names)
            to = inject.at("to").texts()
            for node in inject.at("to").each():
                if node.text is not None and node.text not in names.delegations:
                    yield node.unknown("a delegation", node.text, names.delegations)
            for modifier in inject.at("modifiers").each() if to else ():
                kind, who = modifier.at("kind"), modifier.at("delegation")
                if kind.text is not None and kind.text not in PRIVATE:
                    yield kind.problem("a change of the addressees' own", kind.text)
                elif who.text is not None and who.text not in to:
                    yield who.unknown("an addressee", who.text, to)


def _trigger(trigger: Node, names: Names) -> Iterator[Problem]:
    round_ = trigger.at("round")
    if trigger.has("round") and trigger.has("when"):
        yield trigger.problem("either round and minute or when", "both")
    if trigger.has("minute") and not trigger.has("round"):
        yield trigger.problem("a round beside minute", "nothing")
    if round_.text is not None and round_.text not in names.rounds:
        yield round_.unknown("a round of some preset", round_.text, names.rounds)
    yield from condition_problems(trigger.at("when"), names)


def _once(entry: Node, seen: set[str], what: str) -> Iterator[Problem]:
    """Ids are unique over all files, not only in their own."""
    name = entry.at("id")
    if name.text in seen:
        yield name.problem(f"each {what} once", name.text or "")
    seen.add(name.text or "")
