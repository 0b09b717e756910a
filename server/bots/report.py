"""Figures from simulated play: exact integers, the same for the same seed, in three forms."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from server.analysis.report import points, table
from server.rules.ids import DelegationId, ForumId
from server.rules.written.scenario import Scenario


@dataclass(frozen=True, slots=True)
class ForumOutcome:
    """One forum at one table. Gains in hundredths above the walk-away value, 0 without agreement;
    shares of the best joint gain in ten-thousandths. `after` is when it agreed, in ten-thousandths
    of its negotiation phase."""

    forum: ForumId
    agreed: bool
    proposals: int
    gains: Mapping[DelegationId, int]
    crossed: frozenset[DelegationId]
    sum_share: int
    nash_share: int
    after: int | None = None


@dataclass(frozen=True, slots=True)
class TableOutcome:
    """One conference: its forums, everybody's total in hundredths, what the rules refused, and how
    many obligations were kept and broken."""

    forums: tuple[ForumOutcome, ...]
    totals: Mapping[DelegationId, int]
    refused: tuple[str, ...]
    kept: int = 0
    broken: int = 0


@dataclass(frozen=True, slots=True)
class ForumFigures:
    """One forum over all tables. `agreed` of `tables`; `proposals` on the way to agreement, in
    hundredths of a proposal, and `most` at any table; mean gains over the agreed tables; shares in
    ten-thousandths, a failure counting as 0 in the Nash share. `after` is the mean time of the
    agreement, in ten-thousandths of the phase; `early` agreed before two thirds of it."""

    forum: ForumId
    title: str
    tables: int
    agreed: int
    proposals: int | None
    most: int
    gains: Mapping[DelegationId, int | None]
    sum_share: int | None
    nash_share: int
    below: int
    crossed: int
    after: int | None = None
    early: int = 0


@dataclass(frozen=True, slots=True)
class Totals:
    """A delegation's total over all tables, in hundredths; the mean is rounded."""

    mean: int
    median: int
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class Report:
    """What came of the tables. `refused` are commands of players that the rules refused; `kept` and
    `broken` count obligations of agreements; `below` and `crossed` count delegations that ended
    below their walk-away value or over a red line in an agreement."""

    scenario: str
    setting: Mapping[str, str | int]
    tables: int
    forums: tuple[ForumFigures, ...]
    totals: Mapping[DelegationId, Totals]
    refused: tuple[str, ...]
    shorts: Mapping[DelegationId, str]
    kept: int = 0
    broken: int = 0

    def text(self) -> str:
        """For people at a terminal."""
        return simulation_text(self)

    def to_json(self) -> dict[str, object]:
        """JSON-ready; scores in hundredths of a point, shares in ten-thousandths."""
        return {
            "scenario": self.scenario,
            "setting": dict(self.setting),
            "tables": self.tables,
            "forums": [_forum_json(f) for f in self.forums],
            "totals": {
                str(d): {
                    "mean": t.mean,
                    "median": t.median,
                    "lowest": t.lowest,
                    "highest": t.highest,
                }
                for d, t in self.totals.items()
            },
            "obligations": {"kept": self.kept, "broken": self.broken},
            "refused": list(self.refused),
        }


def report_of(
    scenario: Scenario, setting: Mapping[str, str | int], outcomes: Sequence[TableOutcome]
) -> Report:
    """The figures of these tables, all of one scenario and schedule."""
    by_forum: dict[ForumId, list[ForumOutcome]] = {}
    for outcome in outcomes:
        for forum in outcome.forums:
            by_forum.setdefault(forum.forum, []).append(forum)
    return Report(
        scenario=scenario.id,
        setting=setting,
        tables=len(outcomes),
        forums=tuple(_figures(scenario, f, found) for f, found in by_forum.items()),
        totals={
            d.id: _totals([o.totals[d.id] for o in outcomes])
            for d in scenario.delegations
            if outcomes
        },
        refused=tuple(line for o in outcomes for line in o.refused),
        shorts={d.id: d.short for d in scenario.delegations},
        kept=sum(o.kept for o in outcomes),
        broken=sum(o.broken for o in outcomes),
    )


def _figures(scenario: Scenario, forum: ForumId, found: list[ForumOutcome]) -> ForumFigures:
    agreed = [o for o in found if o.agreed]
    parties = scenario.forums[forum].parties
    return ForumFigures(
        forum=forum,
        title=scenario.forums[forum].title,
        tables=len(found),
        agreed=len(agreed),
        proposals=_mean([100 * o.proposals for o in agreed]),
        most=max(o.proposals for o in found),
        gains={d: _mean([o.gains[d] for o in agreed]) for d in parties},
        sum_share=_mean([o.sum_share for o in agreed]),
        nash_share=_mean([o.nash_share for o in found]) or 0,
        below=sum(gain < 0 for o in agreed for gain in o.gains.values()),
        crossed=sum(len(o.crossed) for o in agreed),
        after=_mean([o.after for o in agreed if o.after is not None]),
        early=sum(o.after is not None and 3 * o.after < 20_000 for o in agreed),
    )


def _mean(values: Sequence[int]) -> int | None:
    """Rounded half up; None of nothing."""
    return (2 * sum(values) + len(values)) // (2 * len(values)) if values else None


def _totals(values: Sequence[int]) -> Totals:
    return Totals(_mean(values) or 0, int(median(values)), min(values), max(values))


def _forum_json(f: ForumFigures) -> dict[str, object]:
    return {
        "forum": f.forum,
        "tables": f.tables,
        "agreed": f.agreed,
        "proposals": f.proposals,
        "most_proposals": f.most,
        "gains": {str(d): g for d, g in f.gains.items()},
        "sum_share": f.sum_share,
        "nash_share": f.nash_share,
        "below_walk_away": f.below,
        "over_red_lines": f.crossed,
        "agreed_after": f.after,
        "agreed_early": f.early,
    }


def simulation_text(report: Report) -> str:
    """The report for people at a terminal; ends without a line break."""
    head, rows = _forum_rows(report)
    totals_head, totals = _total_rows(report)
    setting = ", ".join(f"{key} {value}" for key, value in report.setting.items())
    return "\n".join(
        [
            f"{report.tables} tables of {report.scenario}: {setting}",
            "",
            *table([head, *rows]),
            "",
            *table([totals_head, *totals]),
            "",
            f"  obligations kept: {report.kept}, broken: {report.broken}",
            f"  refused commands: {len(report.refused)}",
        ]
    )


def figures_markdown(report: Report) -> str:
    """The same as Markdown tables, for `rounds/README.md`; ends with a line break."""
    head, rows = _forum_rows(report)
    totals_head, totals = _total_rows(report)
    setting = ", ".join(f"{key} {value}" for key, value in report.setting.items())
    return "\n".join(
        [
            f"{report.tables} bots-only conferences of `{report.scenario}` ({setting}).",
            "Gains are points above the walk-away value, the mean over the agreed tables; the Nash",
            "share counts a table without agreement as 0.",
            "",
            *_markdown([head, *rows]),
            "",
            *_markdown([totals_head, *totals]),
            "",
            f"Obligations kept: {report.kept}, broken: {report.broken}.",
            f"Commands the rules refused: {len(report.refused)}.",
            f"Delegations that signed below walk-away: {sum(f.below for f in report.forums)};",
            f"over a red line: {sum(f.crossed for f in report.forums)}.",
            "",
        ]
    )


BEGIN, END = "<!-- simulation:begin -->", "<!-- simulation:end -->"


def figures_into(text: str, report: Report) -> str:
    """The text with the report's figures between its simulation marks.

    Raises ValueError where the marks are missing or stand in the wrong order.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"it has no {BEGIN} and {END} after it")
    return f"{before}{BEGIN}\n{figures_markdown(report)}{END}{after}"


def _forum_rows(report: Report) -> tuple[list[str], list[list[str]]]:
    head = ["forum", "agreed", "after", "early", "proposals", "most", "sum", "Nash"]
    head += report.shorts.values()
    rows = []
    for f in report.forums:
        gains = [points(f.gains[d]) if d in f.gains else "" for d in report.shorts]
        rows.append(
            [
                f.forum,
                f"{100 * f.agreed / f.tables:.4g}%",
                _percent(f.after),
                f"{100 * f.early // f.tables}%",
                points(f.proposals),
                str(f.most),
                _percent(f.sum_share),
                _percent(f.nash_share),
                *gains,
            ]
        )
    return head, rows


def _total_rows(report: Report) -> tuple[list[str], list[list[str]]]:
    head = ["delegation", "mean total", "median", "lowest", "highest"]
    rows = [
        [report.shorts[d], *(points(n) for n in (t.mean, t.median, t.lowest, t.highest))]
        for d, t in report.totals.items()
    ]
    return head, rows


def _percent(share: int | None) -> str:
    return "-" if share is None else f"{(share + 50) // 100}%"


def _markdown(rows: Iterable[list[str]]) -> list[str]:
    head, *body = rows
    rule = ["---", *("---:" for _ in head[1:])]
    return ["| " + " | ".join(row) + " |" for row in (head, rule, *body)]
