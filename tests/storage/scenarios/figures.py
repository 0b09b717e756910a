"""The tables of rounds/README.md, from the exact analysis.

`python -m tests.storage.scenarios.figures` writes it anew.
"""

from collections.abc import Callable

from server.analysis.outcomes import Analysis, analyze
from server.analysis.previews import zone_effects
from server.analysis.report import points
from server.rules.ids import DelegationId, ForumId
from server.rules.written.modifiers import Modifier, ModifierKind
from server.rules.written.scenario import Scenario
from server.storage.scenarios.loader import load
from tests.storage.scenarios.copies import ROUNDS

README = ROUNDS / "README.md"


def balance() -> str:
    """The table, with the line break at its end."""
    scenario = load(ROUNDS / "six-party")
    harder = {name: scenario.at_difficulty(name) for name in scenario.difficulties}
    rows = [
        [
            "forum",
            "packages",
            *(f"all accept, {name}" for name in harder),
            "crossing no red line",
            "least decisive party",
            "mean gains",
        ],
        ["---", *["---:"] * (2 + len(harder)), "---", "---"],
        *(_row(scenario, harder, forum) for forum in scenario.forums),
    ]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _row(scenario: Scenario, harder: dict[str, Scenario], forum: ForumId) -> list[str]:
    analysis = analyze(scenario.forums[forum])
    whole = analysis.counted.packages
    zones = [len(analyze(h.forums[forum]).counted.zone) for h in harder.values()]
    codes = {d.id: d.code for d in scenario.delegations}
    party, without = min(analysis.counted.without.items(), key=lambda item: item[1])
    share = 100 * len(analysis.counted.zone) / without
    return [
        forum,
        f"{whole:,}",
        *(f"{zone} ({100 * zone / whole:.2f}%)" for zone in zones),
        str(analysis.within_red_lines),
        f"{codes[party]} {share:.0f}%",
        _gains(analysis, codes),
    ]


def _gains(analysis: Analysis, codes: dict[DelegationId, str]) -> str:
    out = []
    for party in analysis.forum.parties:
        span = analysis.ranges[party]
        assert span.mean is not None
        out.append(f"{codes[party]} {points(span.mean - span.reservation)}")
    return ", ".join(out)


def linkages() -> str:
    """What each linkage does to the zones."""
    scenario = load(ROUNDS / "six-party")
    rows = [[x.id, _effects(scenario, x.modifiers)] for x in scenario.linkages]
    return _table(["linkage", "packages that can be agreed, before and after"], rows)


def injects() -> str:
    """What each inject does to the zones."""
    scenario = load(ROUNDS / "six-party")
    rows = [[x.date, x.id, _effects(scenario, x.modifiers)] for x in scenario.injects.values()]
    return _table(["date", "event", "packages that can be agreed, before and after"], rows)


def _effects(scenario: Scenario, modifiers: tuple[Modifier, ...]) -> str:
    """Zones, then the kinds that change something else."""
    zones = zone_effects(scenario, modifiers).items()
    out = [f"{forum} {before} to {after}" for forum, (before, after) in zones]
    tracks = [f"{m.track} {m.amount:+}" for m in modifiers if m.kind is ModifierKind.TRACK]
    scores = [f"{m.delegation} {points(m.amount)}" for m in modifiers if m.kind == "score"]
    clocks = [f"{m.amount} s" for m in modifiers if m.kind is ModifierKind.CLOCK]
    for name, found in (("track", tracks), ("score", scores), ("clock", clocks)):
        out += [f"{name}: {', '.join(found)}"] if found else []
    return "; ".join(out)


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


TABLES: dict[str, Callable[[], str]] = {
    "balance": balance,
    "linkages": linkages,
    "injects": injects,
}


def replaced(text: str, name: str, table: str) -> str:
    """The README's text with the table between its markers."""
    begin, end = f"<!-- {name}:begin -->\n", f"<!-- {name}:end -->\n"
    before, rest = text.split(begin)
    _, after = rest.split(end)
    return f"{before}{begin}{table}{end}{after}"


if __name__ == "__main__":
    text = README.read_text(encoding="utf-8")
    for name, table in TABLES.items():
        text = replaced(text, name, table())
    README.write_text(text, encoding="utf-8")
