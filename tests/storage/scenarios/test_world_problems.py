"""Each mistake in linkages, injects, tracks, ladder and presets is reported where it stands."""

import pytest

from tests.storage.scenarios.copies import Copy, reported

SCENARIO = "scenario.yaml"
LINKAGES = "linkages.yaml"
STORMS = "injects/01-storms.yaml"
FEAST = "injects/02-peace.yaml"
RUNG = "ladder[1].modifiers[0]"

MISTAKES = {
    "a linkage twice": (
        LINKAGES,
        "id: generous",
        "id: fish-first",
        "linkages[1].id",
        "fish-first",
        None,
    ),
    "a linkage without modifiers": (
        LINKAGES,
        "\n      - {kind: bar, forum: customs, issue: duty, option: low, why: Fish first}",
        " []",
        "linkages[0].modifiers",
        "a list of 0",
        None,
    ),
    "a source that is not there": (
        LINKAGES,
        "refs: [L-1]",
        "refs: [L-2]",
        "linkages[0].refs[0]",
        "'L-2'",
        "L-1",
    ),
    "everybody notices what happened behind a door": (
        LINKAGES,
        "{kind: reservation, delegation: south, forum: customs, amount: 32.5,",
        "{kind: bar, forum: fishing, issue: nets, option: fine,",
        "linkages[2].modifiers[1].kind",
        "bar",
        None,
    ),
    "an inject twice, in two files": (
        FEAST,
        "id: feast",
        "id: storm",
        "injects[0].id",
        "storm",
        None,
    ),
    "an inject for nobody known": (
        STORMS,
        "to: [isle]",
        "to: [isel]",
        "injects[1].to[0]",
        "'isel'",
        "isle",
    ),
    "an inject to one that moves everybody": (
        STORMS,
        "{kind: reservation, delegation: isle, forum: fishing, amount: 4,",
        "{kind: track, track: mistrust, amount: 4,",
        "injects[1].modifiers[0].kind",
        "track",
        None,
    ),
    "an inject to one that changes another": (
        STORMS,
        "to: [isle]",
        "to: [north]",
        "injects[1].modifiers[0].delegation",
        "'isle'",
        None,
    ),
    "an inject in an unknown round": (
        STORMS,
        "round: morning",
        "round: moning",
        "injects[0].trigger.round",
        "'moning'",
        "morning",
    ),
    "an inject with two triggers": (
        STORMS,
        "{round: morning, minute: 3}",
        "{round: morning, when: {agreed: reeds}}",
        "injects[0].trigger",
        "both",
        None,
    ),
    "a minute of no round": (
        STORMS,
        "{round: morning, minute: 3}",
        "{minute: 3}",
        "injects[0].trigger",
        "nothing",
        None,
    ),
    "a condition of an inject": (
        STORMS,
        "track: mistrust, at_least: 7",
        "track: mistrst, at_least: 7",
        "injects[1].trigger.when.track",
        "'mistrst'",
        "mistrust",
    ),
    "a rule for more than there are": (
        STORMS,
        "forum: fishing, amount: 2,",
        "forum: fishing, amount: 4,",
        "injects[0].modifiers[1].amount",
        "4",
        None,
    ),
    "a source of an inject": (
        STORMS,
        "refs: [L-1]",
        "refs: [L-7]",
        "injects[1].refs[0]",
        "'L-7'",
        "L-1",
    ),
    "a track twice": (
        SCENARIO,
        "tracks:\n",
        "tracks:\n  - {id: mistrust, title: A, start: 1, low: a, high: b, worth: {}, why: c}\n",
        "tracks[1].id",
        "mistrust",
        None,
    ),
    "a track that starts too high": (
        SCENARIO,
        "start: 6",
        "start: 11",
        "tracks[0].start",
        "11",
        None,
    ),
    "a track that is worth something to nobody": (
        SCENARIO,
        "worth: {north: 1,",
        "worth: {norh: 1,",
        "tracks[0].worth.norh",
        "'norh'",
        "north",
    ),
    "a track that is not there": (
        SCENARIO,
        "{track: mistrust, at_most: 4}",
        "{track: trust, at_most: 4}",
        "ladder[1].when[1].track",
        "'trust'",
        "mistrust",
    ),
    "a track at nothing": (
        SCENARIO,
        "{track: mistrust, at_most: 4}",
        "{track: mistrust}",
        "ladder[1].when[1]",
        "neither",
        None,
    ),
    "a track beyond its end": (
        SCENARIO,
        "at_most: 4",
        "at_most: 14",
        "ladder[1].when[1].at_most",
        "14",
        None,
    ),
    "a rung twice": (SCENARIO, "- id: council", "- id: meetings", "ladder[1].id", "meetings", None),
    "a rung that is not there": (
        SCENARIO,
        "{rung: meetings}",
        "{rung: meeting}",
        "ladder[1].when[0].rung",
        "'meeting'",
        "meetings",
    ),
    "a rung that waits for itself": (
        SCENARIO,
        "{rung: meetings}",
        "{rung: council}",
        "ladder[1].when[0].rung",
        "council",
        None,
    ),
    "a rung that undoes itself": (
        SCENARIO,
        "amount: -1, why: The council",
        "amount: 1, why: The council",
        f"{RUNG}.amount",
        "1",
        None,
    ),
    "a ledger that moves no track": (
        SCENARIO,
        "{kind: track, track: mistrust, amount: -1, why: A promise",
        "{kind: score, delegation: isle, amount: 1, why: A promise",
        "ledger.kept[0].kind",
        "score",
        None,
    ),
    "an initiative that is not there": (
        SCENARIO,
        "initiatives: [reeds]",
        "initiatives: [reed]",
        "presets[0].initiatives[0]",
        "'reed'",
        "reeds",
    ),
    "an initiative that a round opens": (
        SCENARIO,
        "initiatives: [reeds]",
        "initiatives: [customs]",
        "presets[0].initiatives[0]",
        "customs",
        None,
    ),
    "an initiative twice": (
        SCENARIO,
        "initiatives: [reeds]",
        "initiatives: [reeds, reeds]",
        "presets[0].initiatives[1]",
        "reeds",
        None,
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_reported_where_it_stands(lagoon: Copy, mistake: str) -> None:
    file, old, new, path, got, near = MISTAKES[mistake]
    reported(lagoon, file, lagoon.edit(file, old, new), path, got, near)


def test_the_lagoon_is_in_order(lagoon: Copy) -> None:
    assert lagoon.problems() == []


def test_a_folder_of_injects_holds_nothing_else(lagoon: Copy) -> None:
    (lagoon.folder / "injects/notes.txt").write_text("mine\n", encoding="utf-8")
    (found,) = lagoon.problems()
    assert (found.file, found.got) == (lagoon.name("injects/notes.txt"), "notes.txt")


def test_linkages_may_be_a_folder_and_injects_one_file(lagoon: Copy) -> None:
    (lagoon.folder / "linkages").mkdir()
    (lagoon.folder / LINKAGES).rename(lagoon.folder / "linkages/01-fish.yaml")
    (lagoon.folder / FEAST).rename(lagoon.folder / "injects.yaml")
    assert lagoon.problems() == []
    (lagoon.folder / "inject.yaml").write_text("", encoding="utf-8")
    (found,) = lagoon.problems()
    assert found.suggestion == "injects.yaml"
