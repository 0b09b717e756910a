"""What a conference could have given, as data and in words."""

from dataclasses import dataclass

import numpy as np

from server.analysis.agreed import Agreements
from server.analysis.conference.together import WORK, Sums, Together, TooManyOutcomesError
from server.analysis.conference.worths import Scale
from server.analysis.report import NAMES, points, table
from server.analysis.solutions import Solutions, solve_gains
from server.analysis.space import Ints, Json
from server.rules.written.scenario import Preset, Scenario

LEFT_OUT = (
    "tracks, rungs, obligations and events, which agreements alone do not settle",
    "agreements in part, and adoption rules: an outcome is what all could consent to",
)
"""What an outcome's totals do not hold."""


@dataclass(frozen=True, slots=True)
class Conference:
    """`without` are the totals if no forum agrees, `ideal` the most each delegation can have in
    any outcome, `richest` the outcome that is best for all together, whoever it leaves below
    `without`. `efficient` are the outcomes that leave nobody there and that no other improves on;
    None where there are too many, as `why` says. Totals in units of the scale."""

    together: Together
    without: Ints
    ideal: Ints
    richest: Sums
    efficient: Sums | None
    solutions: Solutions | None
    why: str = ""

    def to_json(self) -> Json:
        """The documented JSON: totals in hundredths of a point, rounded half up."""
        whole = self.together
        names = [cause.name for cause in whole.causes if cause.name]
        return {
            "forums": list(whole.forums),
            "linkages": names,
            "without_agreement": self._totals(self.without),
            "ideal": self._totals(self.ideal),
            "best_sum": self._outcome(self.richest),
            "efficient": None if self.efficient is None else len(self.efficient.totals),
            **{name: self._solution(name) for name in NAMES},
            "left_out": [*LEFT_OUT, *([self.why] if self.why else [])],
        }

    def totals(self, agreements: Agreements) -> dict[str, int]:
        """Everybody's total with these agreements and no others, in hundredths."""
        return self._totals(self.together.totals(agreements))

    def _totals(self, row: Ints) -> dict[str, int]:
        return {
            str(d): hundredths(int(total), self.together.scale)
            for d, total in zip(self.together.scale.delegations, row, strict=True)
        }

    def _outcome(self, one: Sums) -> Json:
        settled = self.together.settled(one)
        return {
            "agreements": {
                str(f): None if p is None else {str(i): str(o) for i, o in p.items()}
                for f, p in settled.items()
            },
            "totals": self._totals(one.totals[0]),
        }

    def _solution(self, name: str) -> Json | None:
        if self.efficient is None and name == "utilitarian":
            harmed = bool((self.richest.totals < self.without).any())
            return None if harmed else self._outcome(self.richest)
        if self.efficient is None or self.solutions is None:
            return None
        solution = getattr(self.solutions, name)
        return self._outcome(self.efficient.kept(np.array([solution.index])))


def hundredths(units: int, scale: Scale) -> int:
    """Units of a scale as hundredths of a point, rounded half up."""
    return (2 * units + scale.one) // (2 * scale.one)


def conference(scenario: Scenario, preset: Preset, most: int = WORK) -> Conference:
    """What the forums of a schedule could have given together, with the linkages between them.
    `most` are the sums that are compared for the efficient outcomes.

    Raises TooManyOutcomesError where the linkages tell too many ways apart, TooManyPackagesError
    where a forum is too large to be listed, and ValueError where the weights have no scale.
    """
    together = Together.of(scenario, preset)
    without = together.totals({})
    each, whole = together.at_best()
    ideal = each.reshape(len(each), -1).max(axis=1)
    richest = together.richest(int(whole.argmax()))
    found: Sums | None = None
    why = ""
    try:
        found = together.efficient(without, each, whole, most)
    except TooManyOutcomesError as error:
        why = f"the efficient outcomes: {error}"
    solutions = None
    if found is not None:
        gains = found.totals - without
        solutions = solve_gains(gains, np.arange(len(gains), dtype=np.int64))
    return Conference(together, without, ideal, richest, found, solutions, why)


def conference_text(found: Json, shorts: dict[str, str]) -> str:
    """The report for people at a terminal; ends without a line break."""
    lines = [f"  forums                 {', '.join(_listed(found['forums']))}"]
    linked = _listed(found["linkages"])
    lines.append(f"  linkages between them  {', '.join(linked) if linked else 'none'}")
    number = found["efficient"]
    lines.append(f"  efficient outcomes     {'not counted' if number is None else number}")
    lines += ["", *_columns(found, shorts), ""]
    for name, (title, _) in NAMES.items():
        if isinstance(outcome := found[name], dict):
            lines += [f"{title}", *_agreements(outcome)]
    if number is None:
        lines += ["Best for all together, whoever loses by it", *_agreements(found["best_sum"])]
    lines += ["", "Left out:", *(f"  {said}" for said in _listed(found["left_out"]))]
    return "\n".join(lines)


def _columns(found: Json, shorts: dict[str, str]) -> list[str]:
    names = {"without_agreement": "no deal", "best_sum": "best sum", "ideal": "ideal"}
    columns: list[tuple[str, dict[str, int]]] = []
    for key, title in [*names.items(), *((k, t) for k, (t, _) in NAMES.items())]:
        some = found[key]
        if isinstance(some, dict):
            columns.append((title, some.get("totals", some)))
    head = ["delegation", *(title for title, _ in columns)]
    rows = [[short, *(points(c[d]) for _, c in columns)] for d, short in shorts.items()]
    return table([head, *rows])


def _agreements(outcome: object) -> list[str]:
    agreed = outcome["agreements"] if isinstance(outcome, dict) else {}
    return [
        f"    {forum}: "
        + (", ".join(f"{i} {o}" for i, o in package.items()) if package else "no agreement")
        for forum, package in agreed.items()
    ]


def _listed(some: object) -> list[str]:
    return [str(one) for one in some] if isinstance(some, list) else []
