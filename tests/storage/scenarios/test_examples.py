"""What the small examples say becomes what the rules play."""

import shutil
from pathlib import Path

import pytest

from server.rules.ids import DelegationId, ForumId, IssueId, OptionId
from server.rules.written.forum import Forum
from server.storage.scenarios.loader import catalogue, default_folders, load
from server.storage.scenarios.problems import ScenarioErrors
from tests.storage.scenarios.copies import FORUM, ROUNDS, Copy, copied

FERRY, ISLAND = DelegationId("ferry"), DelegationId("island")
PORT, TOWN, FISHERS = DelegationId("port"), DelegationId("town"), DelegationId("fishers")


def forum_of(folder: Path, forum: str) -> Forum:
    return load(folder).forums[ForumId(forum)]


def test_a_forum_without_a_rule_needs_everybody(two_party: Copy) -> None:
    rule = forum_of(two_party.folder, "contract").rule
    assert (rule.all_of, rule.at_least, rule.veto) == ((ISLAND, FERRY), 2, ())
    assert rule.silence_seconds == 20


def test_weights_and_values_are_worth_hundredths(two_party: Copy) -> None:
    mandate = forum_of(two_party.folder, "contract").mandates[FERRY]
    sailings = mandate.positions[IssueId("sailings")]
    assert sailings.weight == 25
    assert sailings.worth[OptionId("five")] == 25 * 60
    assert mandate.reservation == 6900
    assert mandate.best == 10_000
    assert forum_of(two_party.folder, "contract").chair is None


def test_a_red_line_may_be_lifted_and_has_a_cost(two_party: Copy) -> None:
    forum = forum_of(two_party.folder, "contract")
    (island,) = forum.mandates[ISLAND].red_lines
    (ferry,) = forum.mandates[FERRY].red_lines
    ten, daily = OptionId("ten_years"), OptionId("daily")
    assert island.is_crossed_by({IssueId("term"): ten})
    assert not island.is_crossed_by({IssueId("term"): ten, IssueId("sailings"): daily})
    assert (island.cost, ferry.cost) == (1000, 1500)


def test_five_of_six_with_two_vetoes() -> None:
    rule = forum_of(ROUNDS / "harbour", "quay").rule
    assert (rule.all_of, rule.at_least) == ((PORT, TOWN), 5)


def test_raw_points_are_a_hundred_hundredths_each() -> None:
    forum = forum_of(ROUNDS / "harbour", "quay")
    fishers = forum.mandates[FISHERS].positions
    night = fishers[IssueId("night")]
    assert night.worth[OptionId("quiet")] == -1400
    assert night.worth[OptionId("open")] == 1200
    assert (night.weight, night.values[OptionId("open")]) == (12, 100)
    assert night.values[OptionId("quiet")] == 0
    assert night.why
    assert forum.mandates[FISHERS].reservation == 3100


def test_an_option_can_be_barred_and_a_forum_counted_in_part(two_party: Copy) -> None:
    two_party.edit(
        FORUM, "chair: none", "chair: ferry\nbarred: {term: [one_year]}\npartial_counts: true"
    )
    forum = forum_of(two_party.folder, "contract")
    assert forum.barred == ((IssueId("term"), OptionId("one_year")),)
    assert (forum.chair, forum.partial_counts) == (FERRY, True)


def test_the_first_language_is_the_one_that_is_read(two_party: Copy) -> None:
    two_party.edit("scenario.yaml", "languages: [en]", "languages: [de, en]")
    for name in ("island", "ferry"):
        german = two_party.folder / f"briefs/{name}.de.md"
        german.write_text("# Auf Deutsch\n", encoding="utf-8")
    scenario = load(two_party.folder)
    assert set(scenario.briefs.values()) == {"# Auf Deutsch\n"}
    assert scenario.languages == ("de", "en")


def test_the_catalogue_finds_scenarios_in_folders_of_folders(two_party: Copy) -> None:
    assert set(catalogue(default_folders())) == {"six-party", "two-party", "harbour"}
    assert set(catalogue([two_party.folder])) == {"two-party"}
    assert catalogue([two_party.folder / "forums"]) == {}


def test_two_scenarios_of_one_id_are_a_problem(two_party: Copy, tmp_path: Path) -> None:
    other = Path(shutil.copytree(two_party.folder, tmp_path / "another"))
    with pytest.raises(ScenarioErrors) as raised:
        catalogue([tmp_path])
    (found,) = raised.value.problems
    assert (found.expected, found.got) == ("an id of its own", "two-party")
    assert found.file in {(f / "scenario.yaml").as_posix() for f in (other, two_party.folder)}


def test_the_catalogue_tells_the_problems_of_every_scenario(tmp_path: Path) -> None:
    for example, old in (("two-party", "id: ferry\n"), ("harbour", "id: town\n")):
        copy = copied(example, tmp_path)
        copy.edit("scenario.yaml", f"  - {old}", "  - idd: x\n")
    with pytest.raises(ScenarioErrors) as raised:
        catalogue([tmp_path])
    assert {Path(p.file).parent.name for p in raised.value.problems} >= {"two-party", "harbour"}
