"""JSON Schemas of the scenario files, made from their models, for editors.

`rounds/schema/` keeps them; a file names its own in a first line such as
`# yaml-language-server: $schema=../../schema/forum.json`.
"""

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from server.storage.scenarios.models import ForumFile, MandatesFile, PresetsFile, ScenarioFile
from server.storage.scenarios.models_world import AgreementFile, InjectsFile, LinkagesFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MODELS: dict[str, type[BaseModel]] = {
    "scenario": ScenarioFile,
    "presets": PresetsFile,
    "forum": ForumFile,
    "mandates": MandatesFile,
    "agreement": AgreementFile,
    "linkages": LinkagesFile,
    "injects": InjectsFile,
}
APART = {"scenario": "presets", "forum": "mandates"}
"""Keys that a file needs, but that may stand in a file of their own."""


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of each kind of file, by the kind's name."""
    made = {
        name: {"$schema": DIALECT, **model.model_json_schema()} for name, model in MODELS.items()
    }
    for name, key in APART.items():
        made[name]["required"].remove(key)
    return made


def written(schema: dict[str, Any]) -> str:
    """The text of a schema file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def write(folder: Path) -> list[Path]:
    """Write every schema into the folder, which is made if need be; the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, schema in schemas().items():
        file = folder / f"{name}.json"
        file.write_text(written(schema), encoding="utf-8")
        files.append(file)
    return files
