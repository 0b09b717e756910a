"""Each mistake in what agreements bring is reported where it stands."""

import pytest

from server.rules.ids import ForumId
from server.storage.scenarios.loader import load
from tests.storage.scenarios.copies import Copy, reported

FISHING = "forums/01-fishing.yaml"
CUSTOMS = "agreements/02-customs.yaml"

MISTAKES = {
    "an effect of an option": (
        FISHING,
        "{kind: track, track: mistrust,",
        "{kind: track, track: mistrut,",
        "issues[0].options[1].effects[0].track",
        "'mistrut'",
        "mistrust",
    ),
    "an obligation of nobody": (
        FISHING,
        "by: south",
        "by: suth",
        "issues[0].options[1].obligations[0].by",
        "'suth'",
        "south",
    ),
    "an obligation to nobody": (
        FISHING,
        "to: [north, isle]",
        "to: [nord, isle]",
        "issues[0].options[1].obligations[0].to[0]",
        "'nord'",
        "north",
    ),
    "an obligation to oneself": (
        FISHING,
        "to: [north, isle]",
        "to: [south, isle]",
        "issues[0].options[1].obligations[0].to[0]",
        "south",
        None,
    ),
    "an obligation twice": (CUSTOMS, "id: watch", "id: burn", "obligations[0].id", "burn", None),
    "an obligation of an observer": (
        CUSTOMS,
        "by: north",
        "by: isle",
        "obligations[0].by",
        "'isle'",
        None,
    ),
    "a prerequisite that never exists": (
        CUSTOMS,
        "after: [count]",
        "after: [counts]",
        "obligations[0].after[0]",
        "'counts'",
        "count",
    ),
    "obligations that wait for each other": (
        FISHING,
        "after: [burn]",
        "after: [watch]",
        "obligations[0].after",
        "count waits",
        None,
    ),
    "an obligation of an unknown issue": (
        FISHING,
        "when: {season: [long],",
        "when: {seasons: [long],",
        "obligations[0].when.seasons",
        "'seasons'",
        "season",
    ),
    "an obligation of an unknown option": (
        FISHING,
        "nets: [coarse, fine]}",
        "nets: [coarse, fin]}",
        "obligations[0].when.nets[1]",
        "'fin'",
        "fine",
    ),
    "tons of nothing": (FISHING, "    unit: t_hfo\n", "", "obligations[0]", "nothing", None),
    "a unit of nothing": (FISHING, "    quantity: 500\n", "", "obligations[0]", "nothing", None),
    "what a kept obligation brings": (
        FISHING,
        "{kind: score, delegation: north",
        "{kind: score, delegation: nort",
        "obligations[0].kept[0].delegation",
        "'nort'",
        "north",
    ),
    "what a broken obligation brings": (
        FISHING,
        "forum: customs, amount: 3",
        "forum: custom, amount: 3",
        "obligations[0].broken[0].forum",
        "'custom'",
        "customs",
    ),
    "a requirement of nothing": (
        FISHING,
        "          beside: {issue: nets, options: [coarse]}\n",
        "",
        "issues[1].options[0].requires",
        "neither",
        None,
    ),
    "a requirement of itself": (
        FISHING,
        "beside: {issue: nets, options: [coarse]}",
        "beside: {issue: season, options: [short]}",
        "issues[1].options[0].requires.beside.issue",
        "season",
        None,
    ),
    "a requirement of an unknown option": (
        FISHING,
        "beside: {issue: nets, options: [coarse]}",
        "beside: {issue: nets, options: [course]}",
        "issues[1].options[0].requires.beside.options[0]",
        "'course'",
        "coarse",
    ),
    "a requirement of an unknown forum": (
        CUSTOMS,
        "when: {agreed: fishing}",
        "when: {agreed: fisching}",
        "requires[0].when.agreed",
        "'fisching'",
        "fishing",
    ),
    "an effect of an unknown option": (
        CUSTOMS,
        "option: low\n",
        "option: lo\n",
        "effects[0].option",
        "'lo'",
        "low",
    ),
    "a requirement of an unknown issue": (
        CUSTOMS,
        "  - issue: duty\n    option: none",
        "  - issue: duties\n    option: none",
        "requires[0].issue",
        "'duties'",
        "duty",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_reported_where_it_stands(lagoon: Copy, mistake: str) -> None:
    file, old, new, path, got, near = MISTAKES[mistake]
    reported(lagoon, file, lagoon.edit(file, old, new), path, got, near)


def test_an_agreement_of_an_unknown_forum(lagoon: Copy) -> None:
    line = lagoon.edit(CUSTOMS, "forum: customs", "forum: custom")
    reported(lagoon, CUSTOMS, line, "forum", "'custom'", "customs")


def test_what_agreements_bring_may_stand_in_several_files(lagoon: Copy) -> None:
    more = lagoon.folder / "agreements/03-more.yaml"
    more.write_text(
        "forum: customs\nobligations:\n  - {id: seals, by: south, what: Seals the bales}\n"
    )
    assert [t.id for t in load(lagoon.folder).forums[ForumId("customs")].terms] == [
        "watch",
        "seals",
    ]
