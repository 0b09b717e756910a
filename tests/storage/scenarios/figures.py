"""The balance table of rounds/README.md, from the exact analysis.

`python -m tests.storage.scenarios.figures` writes it anew.
"""

from server.analysis import Analysis, analyze
from server.analysis.report import points
from server.rules.ids import DelegationId, ForumId
from server.rules.scenario import Scenario
from server.storage.scenarios import load
from tests.storage.scenarios.copies import ROUNDS

README = ROUNDS / "README.md"
BEGIN, END = "<!-- balance:begin -->\n", "<!-- balance:end -->\n"


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


def replaced(text: str, table: str) -> str:
    """The README's text with the table between its markers."""
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}{table}{END}{after}"


if __name__ == "__main__":
    README.write_text(replaced(README.read_text(encoding="utf-8"), balance()), encoding="utf-8")
