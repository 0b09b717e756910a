"""Modifiers and conditions that mean nothing are reported where they stand."""

import pytest

from tests.storage.scenarios.copies import Copy, reported

LINKAGES = "linkages.yaml"

MODIFIERS = {
    "an unknown kind": ("{kind: bar,", "{kind: barr,", "0].modifiers[0].kind", "'barr'", "bar"),
    "an unknown key": ("why: Fish first}", "whi: x}", "0].modifiers[0].whi", "'whi'", "why"),
    "no reason": (", why: Fish first}", "}", "0].modifiers[0].why", "nothing", None),
    "an unknown forum": (
        "{kind: bar, forum: customs,",
        "{kind: bar, forum: custom,",
        "0].modifiers[0].forum",
        "'custom'",
        "customs",
    ),
    "an unknown issue": (
        "forum: customs, issue: duty, option: low, why: Fish",
        "forum: customs, issue: dutty, option: low, why: Fish",
        "0].modifiers[0].issue",
        "'dutty'",
        "duty",
    ),
    "an unknown option": (
        "issue: duty, option: low, why: Fish",
        "issue: duty, option: loww, why: Fish",
        "0].modifiers[0].option",
        "'loww'",
        "low",
    ),
    "an option that is missing": (
        "issue: duty, option: low, why: Fish",
        "issue: duty, why: Fish",
        "0].modifiers[0]",
        "nothing",
        None,
    ),
    "a key of another kind": (
        "{kind: bar, forum: customs",
        "{kind: bar, amount: 3, forum: customs",
        "0].modifiers[0].amount",
        "3",
        None,
    ),
    "an unknown delegation": (
        "delegation: north, forum: fishing",
        "delegation: nord, forum: fishing",
        "1].modifiers[0].delegation",
        "'nord'",
        "north",
    ),
    "a delegation without a mandate": (
        "delegation: isle, forum: fishing, issue: nets, option: fine",
        "delegation: south, forum: reeds, issue: who, option: both",
        "1].modifiers[1].delegation",
        "'south'",
        "north",
    ),
    "a weight on raw points": (
        "{kind: weight, delegation: north",
        "{kind: weight, delegation: south",
        "1].modifiers[0].kind",
        "weight",
        None,
    ),
    "a value on raw points": (
        "{kind: red_line, delegation: isle, forum: fishing, issue: nets, option: fine",
        "{kind: value, amount: 5, delegation: south, forum: fishing, issue: nets, option: fine",
        "1].modifiers[1].kind",
        "value",
        None,
    ),
    "half a percent": ("amount: -10,", "amount: -10.5,", "1].modifiers[0].amount", "-10.5", None),
    "nothing at all": ("amount: -10,", "amount: 0,", "1].modifiers[0].amount", "0", None),
    "more than there is": ("amount: -10,", "amount: -101,", "1].modifiers[0].amount", "-101", None),
    "a third of a point": (
        "amount: 32.5,",
        "amount: 32.333,",
        "2].modifiers[1].amount",
        "32",
        None,
    ),
    "words for a number": ("amount: 32.5,", "amount: much,", "2].modifiers[1].amount", "'m", None),
    "a red line that pays": (
        "{kind: red_line, delegation: isle",
        "{kind: red_line, amount: -1, delegation: isle",
        "1].modifiers[1].amount",
        "-1",
        None,
    ),
}

CONDITIONS = {
    "an unknown form": ("not: {agreed: fishing}", "nott: {agreed: fishing}", "0].when.nott", "not"),
    "an unknown forum": ("not: {agreed: fishing}", "not: {agreed: fish}", "0].when.not.agreed", ""),
    "no form": ("{not: {agreed: fishing}}", "{}", "0].when", None),
    "two forms": ("{not: {agreed: fishing}}", "{agreed: reeds, rung: x}", "0].when", None),
    "an option of another issue": (
        "options: [coarse]",
        "options: [corse]",
        "1].when[0].options[0]",
        "coarse",
    ),
    "an issue of another forum": (
        "issue: nets, options",
        "issue: net, options",
        "when[0].issue",
        "",
    ),
    "a forum without options": (", options: [coarse]", "", "1].when[0]", None),
    "options without a forum": (
        "{not_agreed: customs}",
        "{not_agreed: customs, options: [a]}",
        "options",
        None,
    ),
    "an empty list": ("[{not_agreed: customs}, {agreed: reeds}]", "[]", "1].when[1].any", None),
    "a track": ("{agreed: reeds}]", "{track: mistrust, at_most: 3}]", "any[1].track", None),
    "a rung": ("{agreed: reeds}]", "{rung: meetings}]", "any[1].rung", None),
    "obligations": ("{agreed: reeds}]", "{obligations_kept: 2}]", "any[1].obligations_kept", None),
    "other obligations": (
        "{agreed: reeds}]",
        "{obligations_broken: 2}]",
        "obligations_broken",
        None,
    ),
}


@pytest.mark.parametrize("mistake", MODIFIERS)
def test_a_modifier_that_means_nothing(lagoon: Copy, mistake: str) -> None:
    old, new, path, got, near = MODIFIERS[mistake]
    line = lagoon.edit(LINKAGES, old, new)
    reported(lagoon, LINKAGES, line, f"linkages[{path}", got, near)


@pytest.mark.parametrize("mistake", CONDITIONS)
def test_a_condition_that_means_nothing(lagoon: Copy, mistake: str) -> None:
    old, new, path, near = CONDITIONS[mistake]
    line = lagoon.edit(LINKAGES, old, new)
    found = [p for p in lagoon.problems() if p.path.endswith(path)]
    assert found, lagoon.problems()
    assert {p.line for p in found} == {line}
    assert near in ("", None) or near in {p.suggestion for p in found}
