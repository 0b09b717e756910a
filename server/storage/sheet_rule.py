"""The adoption rule of a score sheet: a JSON object in the row `*,rule,...`."""

import json
from collections.abc import Sequence

from server.rules.names import key as name_key
from server.storage.scenarios.problems import listed, nearest, shown
from server.storage.score_sheet import Rule, unique_ids

Mistake = tuple[str, str, str | None]
"""What was expected, what is there, and the nearest name where one is near."""

KEYS = ("all_of", "at_least", "veto", "chair", "chair_breaks_ties", "silence_seconds")


def rule_from(text: str, parties: Sequence[str]) -> tuple[Rule, list[Mistake]]:
    """The rule and every mistake in it; the default rule when there are any."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return Rule(), [('a JSON object such as {"at_least": 5}', shown(text), None)]
    if not isinstance(said, dict):
        return Rule(), [("a JSON object", shown(said), None)]
    mistakes: list[Mistake] = [
        (f"one of {listed(KEYS)}", shown(key), nearest(key, KEYS))
        for key in said
        if key not in KEYS
    ]
    names = _Names(parties, mistakes)
    chair = said.get("chair")
    rule = Rule(
        all_of=names.many(said.get("all_of", [])),
        at_least=_number(said, "at_least", 1, len(parties), mistakes),
        veto=names.many(said.get("veto", [])),
        chair=None if chair is None else names.one(chair),
        chair_breaks_ties=_flag(said, "chair_breaks_ties", mistakes),
        silence_seconds=_number(said, "silence_seconds", 0, 86_400, mistakes) or 0
        if "silence_seconds" in said
        else 20,
    )
    if rule.chair_breaks_ties and rule.chair is None and not mistakes:
        mistakes.append(("a chair who breaks ties", "none", None))
    return (Rule() if mistakes else rule), mistakes


class _Names:
    """Parties by name, however it is written, or by id."""

    def __init__(self, parties: Sequence[str], mistakes: list[Mistake]) -> None:
        self._parties = list(parties)
        self._known = {name_key(party): party for party in parties}
        for party, party_id in unique_ids(parties, "party").items():
            self._known.setdefault(party_id, party)
        self._mistakes = mistakes

    def one(self, name: object) -> str:
        found = self._known.get(name_key(name)) if isinstance(name, str) else None
        if found is None:
            near = nearest(name, self._parties)
            self._mistakes.append((f"a party ({listed(self._parties)})", shown(name), near))
        return found or ""

    def many(self, names: object) -> tuple[str, ...]:
        if not isinstance(names, list):
            self._mistakes.append(("a list of parties", shown(names), None))
            return ()
        return tuple(dict.fromkeys(self.one(name) for name in names))


def _number(
    said: dict[str, object], key: str, least: int, most: int, mistakes: list[Mistake]
) -> int | None:
    value = said.get(key)
    if value is None and key not in said:
        return None
    if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
        return value
    mistakes.append((f"{key} from {least} to {most}", shown(value), None))
    return None


def _flag(said: dict[str, object], key: str, mistakes: list[Mistake]) -> bool:
    value = said.get(key, False)
    if not isinstance(value, bool):
        mistakes.append((f"{key} true or false", shown(value), None))
    return value is True
