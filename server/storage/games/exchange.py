"""Games into scenario folders, and forums into the formats of other tools."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from server.rules.written.forum import Forum
from server.rules.written.scenario import Scenario
from server.storage.games.expressible import Expressible, expressible
from server.storage.games.game import Game
from server.storage.games.genius import genius_files
from server.storage.games.genius_in import read_genius
from server.storage.games.negmas import negmas_files
from server.storage.games.negmas_in import read_negmas
from server.storage.games.reading import wrong
from server.storage.games.score_files import read_score_files
from server.storage.games.sheets import sheet_files
from server.storage.games.whole import WouldFlip, sheet_of
from server.storage.interchange import import_score_sheet, write_game

READERS: Mapping[str, Callable[[Sequence[Path]], Game]] = {
    "genius": read_genius,
    "negmas": read_negmas,
    "score-files": read_score_files,
}
WRITERS: Mapping[str, Callable[[Expressible], dict[str, bytes]]] = {
    "genius": genius_files,
    "negmas": negmas_files,
    "score-sheet": sheet_files,
}


def import_game(given: Sequence[Path], folder: Path, form: str) -> tuple[list[Path], list[str]]:
    """Write the game as a scenario folder: the files written, and what is to be said of it.

    Raises ScenarioErrors with file, line and sentence, and writes nothing then.
    """
    if form == "score-sheet":
        if len(given) != 1 or given[0].is_dir():
            wrong(given[0], 1, "", "one score sheet", "something else")
        return import_score_sheet(given[0], folder), []
    game = READERS[form](given)
    try:
        sheet, said = sheet_of(game)
    except WouldFlip as error:
        wrong(given[0], 1, "", "utilities that can be whole points", str(error))
    return write_game(sheet, folder), said


def export_forum(
    scenario: Scenario, forum: Forum, form: str, folder: Path, *, red_lines: bool = True
) -> tuple[list[Path], tuple[str, ...]]:
    """Write the forum's files into the folder: these, and what they cannot say, a sentence each.

    Raises ValueError where nothing is left to choose, FileExistsError rather than write over one.
    """
    told = expressible(scenario, forum, rules=form == "score-sheet", red_lines=red_lines)
    files = WRITERS[form](told)
    for name in files:
        if (folder / name).exists():
            raise FileExistsError(folder / name)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_bytes(text)
    return [folder / name for name in files], told.lost
