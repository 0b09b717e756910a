"""A score sheet as the files of a scenario folder."""

import re
from collections.abc import Mapping
from typing import Any

import yaml

from server.storage.score_sheet import Rule, ScoreSheet, unique_ids

PLAIN = re.compile(r"[A-Za-z][A-Za-z ]*[A-Za-z]")
RESERVED = frozenset({"true", "false", "null", "yes", "no", "on", "off"})

COLOURS = (
    "blue", "crimson", "rust", "teal", "violet", "olive",
    "slate", "forest", "plum", "amber", "cyan", "brown",
)  # fmt: skip
PATTERNS = (
    "solid", "dots", "stripes", "grid", "zigzag", "waves",
    "bars", "checks", "crosses", "rings", "diamonds", "dashes",
)  # fmt: skip

DIFFICULTIES = {"easy": -10, "standard": 0, "hard": 5, "expert": 10}
BRIEFING, NEGOTIATION, RESULT = 300, 2400, 300
"""Seconds of the one round; the author changes them in the file."""

SOURCES = """# Key to the references

The numbers of this scenario were imported from a published game, whose files give no sources. Add
an item for each source, beginning with its code in bold, and name the codes under `refs`.
"""


def folder_files(sheet: ScoreSheet, folder: str) -> dict[str, str]:
    """Relative path -> text."""
    parties = unique_ids(sheet.parties, "party")
    issues = unique_ids(sheet.options, "issue")
    scenario = unique_ids([folder], "scenario")[folder]
    forum = "talks"
    files = {
        "scenario.yaml": yaml_text(_scenario(sheet, scenario, forum, parties)),
        f"forums/01-{forum}.yaml": yaml_text(_forum(sheet, forum, parties, issues)),
        "SOURCES.md": SOURCES,
    }
    for party, party_id in parties.items():
        files[f"briefs/{party_id}.en.md"] = _brief(party)
    return files


def _scenario(
    sheet: ScoreSheet, scenario: str, forum: str, parties: Mapping[str, str]
) -> dict[str, Any]:
    codes = _codes(parties.values())
    return {
        "id": scenario,
        "title": sheet.title,
        "version": "1.0",
        "summary": f"{sheet.title}: a score game of {len(parties)} parties, from a published game.",
        "languages": ["en"],
        "delegations": [
            {
                "id": party_id,
                "name": party,
                "short": party[:24].strip(),
                "code": codes[n],
                "flag": party_id,
                "colour": COLOURS[n],
                "pattern": PATTERNS[n],
                "stance": "See the brief",
            }
            for n, (party, party_id) in enumerate(parties.items())
        ],
        "forum_weights": {
            party_id: {"weights": {forum: 100}, "why": "The only forum"}
            for party_id in parties.values()
        },
        "difficulties": DIFFICULTIES,
        "presets": [
            {
                "id": "once",
                "title": "One round",
                "rounds": [
                    {
                        "id": "talks",
                        "title": sheet.title,
                        "forums": [forum],
                        "briefing": BRIEFING,
                        "negotiation": NEGOTIATION,
                        "result": RESULT,
                    }
                ],
            }
        ],
    }


def _forum(
    sheet: ScoreSheet, forum: str, parties: Mapping[str, str], issues: Mapping[str, str]
) -> dict[str, Any]:
    options = {issue: unique_ids(names, "option") for issue, names in sheet.options.items()}
    return {
        "id": forum,
        "title": sheet.title,
        "kind": "working_group",
        "chair": parties[sheet.rule.chair] if sheet.rule.chair else "none",
        "parties": list(parties.values()),
        "rule": _rule(sheet.rule, parties),
        "setting": "The parties settle every issue below, or go home without an agreement.",
        "issues": [
            {
                "id": issues[issue],
                "title": issue,
                "options": [
                    {"id": option_id, "text": option, "clause": option}
                    for option, option_id in options[issue].items()
                ],
            }
            for issue in sheet.options
        ],
        "mandates": {
            party_id: {
                "reservation": sheet.reservations[n],
                "alternative": f"No agreement, which is worth {sheet.reservations[n]} points",
                "points": {
                    issues[issue]: {
                        option_id: sheet.points[issue, option][n]
                        for option, option_id in options[issue].items()
                    }
                    for issue in sheet.options
                },
            }
            for n, party_id in enumerate(parties.values())
        },
    }


def _rule(rule: Rule, parties: Mapping[str, str]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "all_of": [parties[p] for p in rule.all_of],
        "veto": [parties[p] for p in rule.veto],
        "chair_breaks_ties": rule.chair_breaks_ties,
        "silence_seconds": rule.silence_seconds,
    }
    return said if rule.at_least is None else {**said, "at_least": rule.at_least}


def _codes(ids: Any) -> list[str]:
    """Two to four capitals for each party, no two alike."""
    codes: list[str] = []
    for n, party_id in enumerate(ids):
        letters = re.sub(r"[^a-z0-9]", "", party_id).upper()
        wanted = [letters[:3], letters[:4], letters[:1] + letters[-2:]]
        fallback = f"P{n:02d}"
        codes.append(next((w for w in wanted if len(w) >= 2 and w not in codes), fallback))
    return codes


def _brief(party: str) -> str:
    # A name is no markup, whatever it holds.
    name = re.sub(r"[^\w .,'-]", " ", party).strip() or "Your delegation"
    return (
        f"# {name}\n\nYour mandate says what each option is worth to you. Sign nothing that is"
        " worth less than no agreement.\n"
    )


def yaml_text(data: dict[str, Any]) -> str:
    """A YAML file in which every reader finds the same."""
    return yaml.dump(data, Dumper=_Quoting, sort_keys=False, allow_unicode=True, width=100)


class _Quoting(yaml.SafeDumper):
    """Quotes every text that any YAML reader could take for something else."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    plain = PLAIN.fullmatch(text) and text.lower() not in RESERVED
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else '"')


_Quoting.add_representer(str, _text)
