"""Bodies for commands, made from their JSON Schemas: many fit, some nearly, a few not at all."""

import random
from collections.abc import Mapping, Sequence
from typing import Any

from server.wire.catalogue import ENTRIES

Json = Any

JUNK: tuple[Json, ...] = (
    *(None, True, False, 0, 1, -1, 2**53, -(2**70), 1.5, 1e300, ""),
    *("\0", "\ud800", "‮", "x" * 5_000, "é" * 90, "=1+1", "<b>", "__proto__"),
    *([], {}, [[[[]]]], {"a": {"b": {"c": {}}}}, ["usa"] * 200, {"": ""}),
)


RARE = {
    *("conclude", "archive", "reveal", "open_talks", "replan", "advance", "pause", "lock_seats"),
    *("release_seat", "assign_seat", "seat_bot", "seat_agent", "record_agreement", "step_back"),
}
"""After them others have little left to do; drawn a fifth as often."""


class Fuzz:
    """Draws messages; `known` are the words that name something at the table, by the field in
    which commands name it, and `choices` the options of each issue."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.known: dict[str, list[str]] = {}
        self.choices: dict[str, list[str]] = {}
        self._names = sorted({*ENTRIES} - RARE) * 5 + sorted(RARE)
        self._schemas = {name: ENTRIES[name].model.model_json_schema() for name in self._names}
        self._sent = 0

    def message(self) -> Json:
        """A command as clients send them, an old one again, or something else altogether."""
        self._sent += 1
        pick = self.chance.random()
        if pick < 0.01:
            return self.chance.choice(JUNK)
        name = self.chance.choice(self._names)
        number = self._sent if pick < 0.95 else self.chance.randint(1, self._sent)
        body = self._made(self._schemas[name], self._schemas[name], "")
        return {"id": f"f{number}", "name": name, "body": body}

    def _made(self, schema: Mapping[str, Json], root: Mapping[str, Json], field: str) -> Json:
        chance = self.chance
        if chance.random() < 0.02:
            return chance.choice(JUNK)
        if "$ref" in schema:
            return self._made(root["$defs"][schema["$ref"].rpartition("/")[2]], root, field)
        if "anyOf" in schema:
            return self._made(chance.choice(schema["anyOf"]), root, field)
        if "enum" in schema:
            return chance.choice(schema["enum"])
        match schema.get("type"):
            case "boolean":
                return chance.random() < 0.5
            case "integer":
                return chance.choice((0, 1, 2, 3, 5, 30, 100, -1, 10_000))
            case "array":
                return [
                    self._made(schema["items"], root, field) for _ in range(chance.randint(0, 3))
                ]
            case "object" if "properties" in schema:
                return self._fields(schema, root)
            case "object":
                return self._mapping(schema, root, field)
            case "string":
                return self._word(field)
            case _:
                return None

    def _fields(self, schema: Mapping[str, Json], root: Mapping[str, Json]) -> Json:
        needed: Sequence[str] = schema.get("required", ())
        return {
            name: self._made(part, root, name)
            for name, part in schema["properties"].items()
            if name in needed or self.chance.random() < 0.4
        }

    def _mapping(self, schema: Mapping[str, Json], root: Mapping[str, Json], field: str) -> Json:
        if field in ("package", "changes") and self.chance.random() < 0.9:
            return {issue: self.chance.choice(options) for issue, options in self.choices.items()}
        values = schema.get("additionalProperties") or {"type": "string"}
        values = next(iter(schema.get("patternProperties", {}).values()), values)
        made = range(self.chance.randint(0, 4))
        return {self._word(field): self._made(values, root, field) for _ in made}

    def _word(self, field: str) -> str:
        fitting, pick = self.known.get(field), self.chance.random()
        if fitting and pick < 0.85:
            return self.chance.choice(fitting)
        if pick < 0.5:
            return self.chance.choice([word for words in self.known.values() for word in words])
        return f"n{self._sent}"
