"""A forum as a score sheet: the format that `import` reads by itself."""

import json

from server.storage.csv_files import MARK, row
from server.storage.games.expressible import Expressible, unit_of


def sheet_files(told: Expressible) -> dict[str, bytes]:
    """File name -> content: one sheet. Numbers are points, or hundredths of points for a party
    that has parts of points, which is said."""
    forum = told.forum
    units = {p: unit_of(forum.mandates[p]) for p in forum.parties}
    rows = [row(["issue", "option", *(told.parties[p] for p in forum.parties)])]
    for issue in forum.issues:
        for option in issue.options:
            worth = [
                forum.mandates[p].positions[issue.id].worth[option.id] // units[p]
                for p in forum.parties
            ]
            rows.append(row([told.issue(issue), told.option(issue, option), *worth]))
    least = [forum.mandates[p].reservation // units[p] for p in forum.parties]
    rows.append(row(["*", "reservation", *least]))
    rows.append(row(["*", "rule", json.dumps(_rule(told), ensure_ascii=False)]))
    notes = [
        *told.lost,
        *(f"{told.parties[p]}: hundredths of points" for p, unit in units.items() if unit == 1),
    ]
    rows += [row(["*", "note", note]) for note in notes]
    return {f"{forum.id}.csv": MARK + b"".join(rows)}


def _rule(told: Expressible) -> dict[str, object]:
    forum, rule, names = told.forum, told.forum.rule, told.parties
    said: dict[str, object] = {
        "all_of": [names[p] for p in rule.all_of if p in names],
        "at_least": rule.at_least,
        "veto": [names[p] for p in rule.veto if p in names],
        "silence_seconds": rule.silence_seconds,
    }
    if forum.chair in forum.parties:
        said |= {"chair": names[forum.chair], "chair_breaks_ties": rule.chair_breaks_ties}
    return said
