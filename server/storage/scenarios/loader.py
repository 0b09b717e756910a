"""Scenario folders, checked as a whole and then built."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from server.rules.written.scenario import Scenario
from server.storage.scenarios.build import Files, built
from server.storage.scenarios.check_agreements import agreement_problems
from server.storage.scenarios.check_forum import forum_problems
from server.storage.scenarios.check_names import names_of
from server.storage.scenarios.check_scenario import (
    brief_problems,
    delegation_ids,
    scenario_problems,
)
from server.storage.scenarios.check_world import (
    inject_problems,
    linkage_problems,
    world_problems,
)
from server.storage.scenarios.folder import SCENARIO, Folder, read_folder
from server.storage.scenarios.marks import Marked
from server.storage.scenarios.models import ForumFile, ScenarioFile
from server.storage.scenarios.models_world import AgreementFile, InjectsFile, LinkagesFile
from server.storage.scenarios.problems import Problem, ScenarioErrors
from server.storage.scenarios.shape import M, validated
from server.storage.scenarios.tree import Node


def problems(folder: Path) -> list[Problem]:
    """Everything that is wrong with the folder, in the order of files and lines."""
    return _examined(folder)[1]


def load(folder: Path) -> Scenario:
    """The scenario of the folder.

    Raises ScenarioErrors with every problem when anything is wrong.
    """
    scenario, found = _examined(folder)
    if scenario is None or found:
        raise ScenarioErrors(found)
    return scenario


def catalogue(folders: Iterable[Path]) -> dict[str, Scenario]:
    """Scenarios by id, from scenario folders and from folders that hold such folders.

    Raises ScenarioErrors with the problems of all of them.
    """
    found: list[Problem] = []
    scenarios: dict[str, Scenario] = {}
    for folder in _scenario_folders(folders):
        scenario, problems_here = _examined(folder)
        found.extend(problems_here)
        if scenario is not None and scenario.id in scenarios:
            file = (folder / SCENARIO).as_posix()
            found.append(Problem(file, 1, "id", "an id of its own", scenario.id))
        elif scenario is not None:
            scenarios[scenario.id] = scenario
    if found:
        raise ScenarioErrors(found)
    return scenarios


def default_folders() -> tuple[Path, ...]:
    """The scenarios that come with the program: `rounds/` beside `server/`."""
    return (Path(__file__).resolve().parents[3] / "rounds",)


def _scenario_folders(folders: Iterable[Path]) -> list[Path]:
    out: list[Path] = []
    for folder in folders:
        if (folder / SCENARIO).exists():
            out.append(folder)
        elif folder.is_dir():
            out.extend(sorted(p.parent for p in folder.glob(f"*/{SCENARIO}")))
    return out


def _examined(path: Path) -> tuple[Scenario | None, list[Problem]]:
    folder, found = read_folder(path)
    forums = _nodes(folder.forums)
    scenario_file: ScenarioFile | None = None
    if folder.scenario is not None:
        root = Node.root(folder.reported(SCENARIO), folder.scenario)
        scenario_file, wrong = validated(ScenarioFile, folder.scenario, root.file)
        found += [*wrong, *_meaning(folder, root, forums)]
    forum_files = _shaped(ForumFile, folder.forums, found)
    agreements = _shaped(AgreementFile, folder.agreements, found)
    linkages = _shaped(LinkagesFile, folder.linkages, found)
    injects = _shaped(InjectsFile, folder.injects, found)
    found = sorted(set(found), key=lambda p: (p.file, p.line, p.path, p.expected, p.got))
    if found or scenario_file is None:
        return None, found
    language = scenario_file.languages[0]
    files = Files(
        scenario=scenario_file,
        forums=list(forum_files.values()),
        briefs={d: prose.text for (d, lang), prose in folder.briefs.items() if lang == language},
        sources=folder.sources.text,
        agreements=list(agreements.values()),
        linkages=[entry for file in linkages.values() for entry in file.linkages],
        injects=[entry for file in injects.values() for entry in file.injects],
    )
    return built(files), []


def _nodes(files: Mapping[str, Marked]) -> list[Node]:
    return [Node.root(file, marked) for file, marked in files.items()]


def _shaped(model: type[M], files: Mapping[str, Marked], found: list[Problem]) -> dict[str, M]:
    """The files as models, those left out that are of another shape."""
    good: dict[str, M] = {}
    for name, marked in files.items():
        file, wrong = validated(model, marked, name)
        found += wrong
        if file is not None:
            good[name] = file
    return good


def _meaning(folder: Folder, root: Node, forums: list[Node]) -> Iterator[Problem]:
    """All problems of meaning, file by file."""
    forum_ids = [text for forum in forums if (text := forum.at("id").text)]
    forum_ids += sorted(folder.unread)
    yield from scenario_problems(root, forum_ids, folder.codes)
    yield from brief_problems(folder, root)
    delegations = delegation_ids(root)
    seen: set[str] = set()
    for forum in forums:
        yield from forum_problems(forum, delegations, folder.codes)
        if (name := forum.at("id").text) in seen:
            yield forum.at("id").problem("each forum once", name)
        seen.add(name or "")
    agreements = _nodes(folder.agreements)
    names = names_of(root, forums, agreements, folder.unread, folder.codes)
    yield from world_problems(root, names)
    yield from agreement_problems(forums, agreements, names)
    yield from linkage_problems(_nodes(folder.linkages), names)
    yield from inject_problems(_nodes(folder.injects), names)
