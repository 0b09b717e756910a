"""Each kind of mistake is reported with its file, line, path and the nearest name."""

import shutil

import pytest

from server.storage.scenarios.loader import load
from server.storage.scenarios.marks import MOST_BYTES
from server.storage.scenarios.problems import Problem, ScenarioErrors
from tests.storage.scenarios.copies import FORUM, Copy

SCENARIO = "scenario.yaml"

MISTAKES = {
    "an unknown key": (
        FORUM,
        "alternative: Charter",
        "alternativ: Charter",
        ("mandates.ferry.alternativ", "'alternativ'", "alternative"),
    ),
    "a word for a number": (
        FORUM,
        "weight: 25",
        "weight: heavy",
        ("mandates.ferry.issues.sailings.weight", "'heavy'", None),
    ),
    "a number in quotes": (
        FORUM,
        "reservation: 69",
        "reservation: '69'",
        ("mandates.ferry.reservation", "'69'", None),
    ),
    "an unknown kind": (
        FORUM,
        "kind: working_group",
        "kind: workgroup",
        ("kind", "'workgroup'", "working_group"),
    ),
    "an id with capitals": (
        SCENARIO,
        "  - id: ferry",
        "  - id: Ferry",
        ("delegations[1].id", "'Ferry'", None),
    ),
    "a reference without a source": (
        FORUM,
        "refs: [F-1, F-3]",
        "refs: [F-1, F-33]",
        ("refs[1]", "'F-33'", "F-3"),
    ),
    "weights that do not sum to 100": (
        FORUM,
        "weight: 25",
        "weight: 26",
        ("mandates.ferry.issues", "101", None),
    ),
    "an unknown chair": (FORUM, "chair: none", "chair: ferri", ("chair", "'ferri'", "ferry")),
    "an unknown party": (
        FORUM,
        "parties: [island, ferry]",
        "parties: [iland, ferry]",
        ("parties[0]", "'iland'", "island"),
    ),
    "an observer who is a party": (
        FORUM,
        "parties: [island, ferry]",
        "parties: [island, ferry]\nobservers: [ferry]",
        ("observers[0]", "ferry", None),
    ),
    "a rule for somebody who is no party": (
        FORUM,
        "chair: none",
        "chair: none\nrule: {all_of: [isle]}",
        ("rule.all_of[0]", "'isle'", "island"),
    ),
    "a rule that needs more than there are": (
        FORUM,
        "chair: none",
        "chair: none\nrule: {at_least: 3}",
        ("rule.at_least", "3", None),
    ),
    "a tie break without a chair": (
        FORUM,
        "chair: none",
        "chair: none\nrule: {chair_breaks_ties: true}",
        ("rule.chair_breaks_ties", "none", None),
    ),
    "a value for an unknown option": (
        FORUM,
        "values: {three_years: 40, one_year: 0,",
        "values: {three_years: 40, one_yaer: 0,",
        ("mandates.ferry.issues.term.values.one_yaer", "'one_yaer'", "one_year"),
    ),
    "an option without a value": (
        FORUM,
        "values: {three_years: 40, one_year: 0,",
        "values: {three_years: 40,",
        ("mandates.ferry.issues.term.values", "no one_year", None),
    ),
    "a red line on an unknown option": (
        FORUM,
        "option: daily",
        "option: dayly",
        ("mandates.ferry.red_lines[0].option", "'dayly'", "daily"),
    ),
    "a red line on an unknown issue": (
        FORUM,
        "- issue: sailings\n        option: daily",
        "- issue: sailing\n        option: daily",
        ("mandates.ferry.red_lines[0].issue", "'sailing'", "sailings"),
    ),
    "a red line lifted by an unknown option": (
        FORUM,
        "unless: {issue: sailings, options: [daily]}",
        "unless: {issue: sailings, options: [dally]}",
        ("mandates.island.red_lines[0].unless.options[0]", "'dally'", "daily"),
    ),
    "a bar on an unknown option": (
        FORUM,
        "chair: none",
        "chair: none\nbarred: {term: [two_years]}",
        ("barred.term[0]", "'two_years'", "ten_years"),
    ),
    "an option twice": (
        FORUM,
        "      - id: k500",
        "      - id: k300",
        ("issues[1].options[1].id", "k300", None),
    ),
    "a text that is too long": (
        FORUM,
        "title: The winter contract",
        f"title: {'The winter contract ' * 10}",
        ("title", "'The winter", None),
    ),
    "both forms of mandate": (
        FORUM,
        "    alternative: Charter",
        "    points: {}\n    alternative: Charter",
        ("mandates.ferry", "both", None),
    ),
    "a mandate without any form": (
        FORUM,
        "    issues:\n      sailings:\n        weight: 25",
        "    isues:\n      sailings:\n        weight: 25",
        ("mandates.ferry", "neither", None),
    ),
    "a preset with an unknown forum": (
        SCENARIO,
        "forums: [contract]",
        "forums: [contact]",
        ("presets[0].rounds[0].forums[0]", "'contact'", "contract"),
    ),
    "a forum without a weight": (
        SCENARIO,
        "ferry: {weights: {contract: 100}",
        "ferry: {weights: {}",
        ("forum_weights.ferry.weights", "none for contract", None),
    ),
    "a delegation twice": (
        SCENARIO,
        "- id: ferry",
        "- id: island",
        ("delegations[1].id", "island", None),
    ),
    "two delegations that look alike": (
        SCENARIO,
        "colour: rust\n    pattern: stripes",
        "colour: teal\n    pattern: waves",
        ("delegations[1].colour", "teal waves", None),
    ),
    "a standard difficulty that shifts": (
        SCENARIO,
        "standard: 0",
        "standard: 1",
        ("difficulties.standard", "1", None),
    ),
    "a brief in another language": (
        SCENARIO,
        "languages: [en]",
        "languages: [ko]",
        ("", "en", None),
    ),
    "markup in a brief": (
        "briefs/ferry.en.md",
        "You run",
        "<script>alert(1)</script> You run",
        ("", "'<script>alert(1)</sc'", None),
    ),
    "a link that runs": (
        "briefs/ferry.en.md",
        "You run",
        "[You](javascript:alert) run",
        ("", "'javascript:alert'", None),
    ),
    "a party twice": (
        FORUM,
        "parties: [island, ferry]",
        "parties: [island, ferry, ferry]",
        ("parties[2]", "ferry", None),
    ),
    "a bar on an unknown issue": (
        FORUM,
        "chair: none",
        "chair: none\nbarred: {terms: [one_year]}",
        ("barred", "'terms'", "term"),
    ),
    "a reason apart from its weight": (
        FORUM,
        "    alternative: Charter",
        "    reasons: {term: {why: Time}}\n    alternative: Charter",
        ("mandates.ferry.reasons.term", "reasons", None),
    ),
    "a walk-away above everything": (
        FORUM,
        "reservation: 69",
        "reservation: 101",
        ("mandates.ferry.reservation", "101", None),
    ),
    "a red line twice": (
        FORUM,
        "    red_lines:\n      - issue: sailings",
        "    red_lines:\n      - {issue: sailings, option: daily, why: A}\n      - issue: sailings",
        ("mandates.ferry.red_lines[1]", "sailings daily", None),
    ),
    "a right answer that is no choice": (
        FORUM,
        "    red_lines:\n      - issue: sailings",
        (
            "    quiz: [{ask: A, choices: [B, C], right: 3, why: D}]\n"
            "    red_lines:\n      - issue: sailings"
        ),
        ("mandates.ferry.quiz[0].right", "3", None),
    ),
    "a cost beyond reason": (
        FORUM,
        "cost: 15",
        "cost: 101",
        ("mandates.ferry.red_lines[0].cost", "101", None),
    ),
    "a word for yes or no": (
        FORUM,
        "chair: none",
        "chair: none\npartial_counts: perhaps",
        ("partial_counts", "'perhaps'", None),
    ),
    "a group that endorses": (
        FORUM,
        "chair: none",
        "chair: none\nendorses: true",
        ("endorses", "true", None),
    ),
    "more wishes than a page holds": (
        SCENARIO,
        "interests: [A subsidy that covers the empty sailings,",
        "interests: [a, b, c, d, e, f, g, h,",
        ("delegations[1].interests", "a list of 9", None),
    ),
    "a forum twice in a round": (
        SCENARIO,
        "forums: [contract]",
        "forums: [contract, contract]",
        ("presets[0].rounds[0].forums[1]", "contract", None),
    ),
    "a source twice": ("SOURCES.md", "- **F-2** ", "- **F-1** ", ("", "F-1", None)),
}

LINES_OFF = {
    # The slip is on the second line of what was put in.
    "an observer who is a party": 1,
    "a rule for somebody who is no party": 1,
    "a rule that needs more than there are": 1,
    "a tie break without a chair": 1,
    "a bar on an unknown option": 1,
    "a bar on an unknown issue": 1,
    "a word for yes or no": 1,
    "a group that endorses": 1,
    "a red line twice": 2,
    # A problem of a whole mapping is reported where the mapping begins.
    "weights that do not sum to 100": -2,
    "both forms of mandate": -2,
    "a mandate without any form": -10,
    # And this one at the brief itself.
    "a brief in another language": -9,
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_reported_where_it_stands(two_party: Copy, mistake: str) -> None:
    file, old, new, (path, got, suggestion) = MISTAKES[mistake]
    line = two_party.edit(file, old, new)
    found = two_party.problems()
    hits = [p for p in found if (p.path, p.suggestion) == (path, suggestion) and got in p.got]
    assert hits, "\n".join(map(str, found))
    assert line + LINES_OFF.get(mistake, 0) in {p.line for p in hits}
    assert {p.file for p in hits if p.line > 1} <= {two_party.name(file)}


def test_a_missing_key_is_reported_at_what_should_hold_it(two_party: Copy) -> None:
    line = two_party.edit(FORUM, "        why: The subsidy is half of the winter's income\n", "")
    (found,) = two_party.problems()
    assert found.path == "mandates.ferry.issues.subsidy.why"
    assert (found.expected, found.got) == ("this key", "nothing")
    assert found.line == line - 3  # the line of `subsidy:`


def test_one_run_tells_everything(two_party: Copy) -> None:
    """Mistakes of shape and of meaning, in several files, and again in one file."""
    lines = {
        two_party.edit(FORUM, "weight: 25", "weight: 26"),
        two_party.edit(FORUM, "why: A bank lends", "wy: A bank lends"),
        two_party.edit(FORUM, "refs: [F-1, F-3]", "refs: [F-1, F-9]"),
        two_party.edit(SCENARIO, "forums: [contract]", "forums: [contrat]"),
    }
    (two_party.folder / "briefs/ferry.en.md").unlink()
    found = two_party.problems()
    assert {p.path for p in found} == {
        "",
        "mandates.ferry.issues",
        "mandates.ferry.issues.term.why",
        "mandates.ferry.issues.term.wy",
        "refs[1]",
        "presets[0].rounds[0].forums[0]",
    }
    assert len(lines) == 4
    with pytest.raises(ScenarioErrors) as raised:
        load(two_party.folder)
    assert raised.value.problems == tuple(found)
    assert str(raised.value) == "\n".join(map(str, found))


def test_a_problem_is_one_line() -> None:
    problem = Problem("rounds/x/scenario.yaml", 12, "presets[0].id", "an id", "'A'", "a")
    assert (
        str(problem)
        == "rounds/x/scenario.yaml:12: presets[0].id: expected an id, got 'A'; did you mean a?"
    )
    assert str(Problem("f", 1, "", "a file", "nothing")) == "f:1: expected a file, got nothing"


@pytest.mark.parametrize("missing", ["scenario.yaml", FORUM, "SOURCES.md", "briefs/island.en.md"])
def test_a_missing_file_is_named(two_party: Copy, missing: str) -> None:
    (two_party.folder / missing).unlink()
    names = {p.file for p in two_party.problems()}
    assert two_party.name(missing) in names or two_party.name("forums") in names


def test_a_file_with_a_wrong_name_is_not_overlooked(two_party: Copy) -> None:
    (two_party.folder / FORUM).rename(two_party.folder / "forums/contract.yml")
    (two_party.folder / "scenario.yml").write_text("", encoding="utf-8")
    (two_party.folder / "briefs/ferrry.en.md").write_text("Hello\n", encoding="utf-8")
    found = {p.file: p for p in two_party.problems()}
    assert found[two_party.name("forums/contract.yml")].expected == "a name like 01-opening.yaml"
    assert found[two_party.name("scenario.yml")].suggestion == "scenario.yaml"
    assert found[two_party.name("briefs/ferrry.en.md")].suggestion == "ferry"


def test_prose_has_its_bounds_too(two_party: Copy) -> None:
    (two_party.folder / "briefs/ferry.en.md").write_bytes("Fine\nCaf\xe9\n".encode("latin-1"))
    (two_party.folder / "briefs/island.en.md").write_text("x" * (MOST_BYTES + 1), encoding="utf-8")
    (two_party.folder / "briefs/notes.txt").write_text("mine\n", encoding="utf-8")
    found = {p.file: p for p in two_party.problems() if p.got != "nothing"}
    ferry = found[two_party.name("briefs/ferry.en.md")]
    assert (ferry.line, ferry.expected, ferry.got) == (2, "UTF-8", "byte 0xe9")
    assert found[two_party.name("briefs/island.en.md")].expected == f"at most {MOST_BYTES} bytes"
    assert found[two_party.name("briefs/notes.txt")].expected == "a name like usa.en.md"


def test_an_empty_brief_is_no_brief(two_party: Copy) -> None:
    (two_party.folder / "briefs/ferry.en.md").write_text("\n", encoding="utf-8")
    (found,) = two_party.problems()
    assert (found.expected, found.got) == ("a brief", "nothing")


def test_two_files_of_one_forum(two_party: Copy) -> None:
    shutil.copy(two_party.folder / FORUM, two_party.folder / "forums/02-contract.yaml")
    (found,) = two_party.problems()
    assert (found.file, found.path) == (two_party.name("forums/02-contract.yaml"), "id")
    assert found.expected == "each forum once"


def test_a_file_that_is_no_yaml_is_one_problem(two_party: Copy) -> None:
    line = two_party.edit(FORUM, "title: The winter contract", "title: The: winter contract")
    (found,) = two_party.problems()
    assert (found.file, found.line, found.expected) == (two_party.name(FORUM), line, "YAML")


def test_the_name_of_a_forum_file_and_its_id_agree(two_party: Copy) -> None:
    (two_party.folder / FORUM).rename(two_party.folder / "forums/01-agreement.yaml")
    (found,) = [p for p in two_party.problems() if p.path == "id"]
    assert found.expected == "'agreement' as in the file's name"


def test_a_folder_that_is_not_there_is_no_crash(two_party: Copy) -> None:
    shutil.rmtree(two_party.folder)
    assert two_party.name("scenario.yaml") in {p.file for p in two_party.problems()}
