"""The files of a scenario folder, read but not yet judged."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from server.storage.scenarios.apart import MANDATES, PRESETS, PRESETS_FILE, joined
from server.storage.scenarios.marks import MOST_BYTES, Marked, read_yaml
from server.storage.scenarios.problems import Problem, nearest, shown
from server.storage.scenarios.shape import dotted
from server.storage.text_files import NotText, unicode_of

SCENARIO = "scenario.yaml"
SOURCES = "SOURCES.md"
FORUM_NAME = re.compile(r"[0-9]{2}-(?P<id>[a-z0-9]+([-_][a-z0-9]+)*)\.yaml")
WORLD = ("linkages", "injects")
"""What may be one file, `linkages.yaml`, or a folder of them."""

BRIEF_NAME = re.compile(r"(?P<delegation>[a-z0-9_-]+)\.(?P<language>[a-z]{2}(_[A-Z]{2})?)\.md")

_NAME = re.compile(r"([0-9]{2}-)?[a-z0-9]+([-_][a-z0-9]+)*\.yaml")
_CODE = re.compile(r"^[-*] \*\*(?P<code>[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)\*\*")
_HTML = re.compile(r"<[A-Za-z/!?]")
_LINK = re.compile(r"\]\(\s*(?!https?://|#)(?P<target>[^)\s]*)")


@dataclass(frozen=True, slots=True)
class Prose:
    """A Markdown file and the name it is reported under."""

    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Folder:
    """Everything read: YAML with lines, prose, the reference codes with their lines.

    `linkages`, `injects` and `agreements` are optional, by the names of their files.

    `unread` are the forums, by their files' names, whose files are no YAML at all: others may name
    them, so that one slip is not reported ten times.
    """

    name: str
    scenario: Marked | None
    forums: Mapping[str, Marked]
    unread: frozenset[str]
    briefs: Mapping[tuple[str, str], Prose]
    sources: Prose
    codes: Mapping[str, int]
    agreements: Mapping[str, Marked] = field(default_factory=dict)
    linkages: Mapping[str, Marked] = field(default_factory=dict)
    injects: Mapping[str, Marked] = field(default_factory=dict)

    def reported(self, inside: str) -> str:
        """The name a file of the folder has in messages."""
        return f"{self.name}/{inside}"


def read_folder(path: Path) -> tuple[Folder, list[Problem]]:
    """The folder's files; what is missing, cannot be read or has no place in it is a problem."""
    name = path.as_posix()
    problems: list[Problem] = []
    scenario = _scenario(path, problems)
    forums: dict[str, Marked] = {}
    unread: set[str] = set()
    briefs: dict[tuple[str, str], Prose] = {}
    for file in _files(path / "forums", problems):
        match = FORUM_NAME.fullmatch(file.name)
        if match is None:
            problems.append(Problem(str(file), 1, "", "a name like 01-opening.yaml", file.name))
        elif (marked := _yaml(file, problems)) is not None:
            forums[file.as_posix()] = marked
        else:
            unread.add(match["id"])
    _with_mandates(path, forums, unread, problems)
    if not forums and not unread:
        problems.append(Problem(f"{name}/forums", 1, "", "at least one forum", "none"))
    for file in _files(path / "briefs", problems):
        match = BRIEF_NAME.fullmatch(file.name)
        if match is None:
            problems.append(Problem(str(file), 1, "", "a name like usa.en.md", file.name))
        elif (prose := _prose(file, problems)) is not None:
            briefs[match["delegation"], match["language"]] = prose
    sources = _prose(path / SOURCES, problems) or Prose(f"{name}/{SOURCES}", "")
    world = (*WORLD, *(f"{kind}.yaml" for kind in WORLD))
    known = (SCENARIO, PRESETS_FILE, "forums", MANDATES, "briefs", "agreements", *world, SOURCES)
    known = (*known, "README.md")
    for extra in sorted(p.name for p in path.glob("*") if not p.name.startswith(".")):
        if extra not in known:
            near = nearest(extra, known)
            problems.append(Problem(f"{name}/{extra}", 1, "", "a file of a scenario", extra, near))
    read = Folder(
        name=name,
        scenario=scenario,
        forums=forums,
        unread=frozenset(unread),
        briefs=briefs,
        sources=sources,
        codes=_codes(sources, problems),
        agreements=_optional(path / "agreements", problems),
        linkages=_world(path, "linkages", problems),
        injects=_world(path, "injects", problems),
    )
    return read, problems


def _scenario(path: Path, problems: list[Problem]) -> Marked | None:
    """The scenario's file, with its schedules where they stand apart."""
    scenario, file = _yaml(path / SCENARIO, problems), path / PRESETS_FILE
    if scenario is None or not file.exists():
        return scenario
    part = _yaml(file, problems)
    if part is None:
        return None
    here = (path / SCENARIO).as_posix()
    return joined(here, scenario, PRESETS, file.as_posix(), part, problems)


def _with_mandates(
    path: Path, forums: dict[str, Marked], unread: set[str], problems: list[Problem]
) -> None:
    """Put into the forums the mandates that stand apart, each under its forum's file name."""
    folder = path / MANDATES
    for file in _files(folder, problems) if folder.exists() else []:
        forum = (path / "forums" / file.name).as_posix()
        if forum not in forums:
            match = FORUM_NAME.fullmatch(file.name)
            if match is None or match["id"] not in unread:
                problems.append(Problem(str(file), 1, "", "a forum's file of this name", "none"))
        elif (part := _yaml(file, problems)) is not None:
            forums[forum] = joined(forum, forums[forum], MANDATES, file.as_posix(), part, problems)
        else:
            del forums[forum]
            unread.add(file.stem[3:])


def _world(path: Path, kind: str, problems: list[Problem]) -> dict[str, Marked]:
    """The one file of that kind and all of its folder, in the order of their names."""
    found = _optional(path / kind, problems)
    file = path / f"{kind}.yaml"
    if file.exists() and (marked := _yaml(file, problems)) is not None:
        found = {file.as_posix(): marked, **found}
    return found


def _optional(folder: Path, problems: list[Problem]) -> dict[str, Marked]:
    """The YAML files of a folder that need not be there."""
    found: dict[str, Marked] = {}
    for file in _files(folder, problems) if folder.exists() else []:
        if _NAME.fullmatch(file.name) is None:
            problems.append(Problem(str(file), 1, "", "a name like 01-opening.yaml", file.name))
        elif (marked := _yaml(file, problems)) is not None:
            found[file.as_posix()] = marked
    return found


def _files(folder: Path, problems: list[Problem]) -> list[Path]:
    if not folder.is_dir():
        problems.append(Problem(folder.as_posix(), 1, "", "a folder", "nothing"))
        return []
    return sorted(p for p in folder.iterdir() if not p.name.startswith("."))


def _raw(file: Path, problems: list[Problem]) -> bytes | None:
    try:
        with file.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except OSError as error:
        got = "nothing" if isinstance(error, FileNotFoundError) else error.strerror or "an error"
        problems.append(Problem(file.as_posix(), 1, "", "a file", got))
        return None


def _yaml(file: Path, problems: list[Problem]) -> Marked | None:
    raw = _raw(file, problems)
    if raw is None:
        return None
    marked = read_yaml(raw)
    name = file.as_posix()
    problems.extend(
        Problem(name, fault.line, dotted(fault.path), fault.expected, fault.got)
        for fault in marked.faults
    )
    return None if marked.data is None and marked.faults else marked


def _prose(file: Path, problems: list[Problem]) -> Prose | None:
    raw = _raw(file, problems)
    if raw is None:
        return None
    name = file.as_posix()
    if len(raw) > MOST_BYTES:
        problems.append(Problem(name, 1, "", f"at most {MOST_BYTES} bytes", "more"))
        return None
    try:
        text = unicode_of(raw)
    except NotText as error:
        problems.append(Problem(name, error.line, "", "UTF-8", f"byte {error.byte:#04x}"))
        return None
    for number, line_text in enumerate(text.splitlines(), 1):
        if html := _HTML.search(line_text):
            got = line_text[html.start() : html.start() + 20]
            problems.append(Problem(name, number, "", "Markdown without HTML", shown(got)))
        if link := _LINK.search(line_text):
            got = shown(link["target"])
            problems.append(Problem(name, number, "", "a link to http or https", got))
    return Prose(name, text)


def _codes(sources: Prose, problems: list[Problem]) -> dict[str, int]:
    """Each reference code that an item `- **CODE** ...` of the key defines, with its line."""
    codes: dict[str, int] = {}
    for number, line in enumerate(sources.text.splitlines(), 1):
        match = _CODE.match(line)
        if match is None:
            continue
        if match["code"] in codes:
            problems.append(Problem(sources.file, number, "", "each code once", match["code"]))
        codes.setdefault(match["code"], number)
    return codes
