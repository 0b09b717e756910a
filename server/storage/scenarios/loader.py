"""Scenario folders, checked as a whole and then built."""

from collections.abc import Iterable
from pathlib import Path

from server.rules.scenario import Scenario
from server.storage.scenarios.build import built
from server.storage.scenarios.check_forum import forum_problems
from server.storage.scenarios.check_scenario import (
    brief_problems,
    delegation_ids,
    scenario_problems,
)
from server.storage.scenarios.folder import SCENARIO, Folder, read_folder
from server.storage.scenarios.models import ForumFile, ScenarioFile
from server.storage.scenarios.problems import Problem, ScenarioErrors
from server.storage.scenarios.shape import validated
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
    scenario_file: ScenarioFile | None = None
    forum_files: list[ForumFile] = []
    forums = [Node.root(file, marked) for file, marked in folder.forums.items()]
    forum_ids = [text for forum in forums if (text := forum.at("id").text)]
    forum_ids += sorted(folder.unread)
    root = None
    if folder.scenario is not None:
        root = Node.root(folder.reported(SCENARIO), folder.scenario)
        scenario_file, wrong = validated(ScenarioFile, folder.scenario, root.file)
        found += [*wrong, *scenario_problems(root, forum_ids, folder.codes)]
        found += brief_problems(folder, root)
    delegations = delegation_ids(root) if root else []
    seen: set[str] = set()
    for forum in forums:
        forum_file, wrong = validated(ForumFile, forum.marked, forum.file)
        found += wrong
        if root is not None:
            found += forum_problems(forum, delegations, folder.codes)
        if (name := forum.at("id").text) in seen:
            found.append(forum.at("id").problem("each forum once", name))
        seen.add(name or "")
        if forum_file is not None:
            forum_files.append(forum_file)
    found = sorted(set(found), key=lambda p: (p.file, p.line, p.path, p.expected, p.got))
    if found or scenario_file is None:
        return None, found
    return _built(folder, scenario_file, forum_files), []


def _built(folder: Folder, file: ScenarioFile, forums: list[ForumFile]) -> Scenario:
    language = file.languages[0]
    briefs = {d: prose.text for (d, lang), prose in folder.briefs.items() if lang == language}
    return built(file, forums, briefs, folder.sources.text)
