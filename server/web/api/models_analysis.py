"""What calls about the analysis answer."""

from server.web.api.models import Outgoing


class Offer(Outgoing):
    """A proposal on the path of offers; scores in hundredths of a point by party."""

    proposal: str
    number: int
    label: str
    by: str
    at: int
    state: str
    package: dict[str, str]
    scores: dict[str, int]


class LeftOut(Outgoing):
    """Why a forum has no analysis, as a refusal's code and sentence."""

    code: str
    message: str


class ForumAnalysis(Outgoing):
    """What was possible in a forum, exact, and what was offered there; see `rounds analyze`.

    A forum too large to be counted says so in `left_out`; what needs counting is null.
    """

    forum: str
    parties: list[str]
    packages: int
    feasible: int | None
    pareto: int | None
    zone: int | None
    left_out: LeftOut | None = None
    path: list[Offer]


class ConferenceOutcome(Outgoing):
    """What each forum agrees, null for no agreement, and everybody's total (hundredths)."""

    agreements: dict[str, dict[str, str] | None]
    totals: dict[str, int]


class ConferenceAnalysis(Outgoing):
    """What the schedule's forums could have given together, as the scenario has them; see `rounds
    analyze --conference`. What would take too long is null; totals in hundredths of a point.
    `here` is what the table's own agreements, linkages and red lines came to."""

    forums: list[str]
    linkages: list[str]
    without_agreement: dict[str, int]
    ideal: dict[str, int]
    best_sum: ConferenceOutcome
    efficient: int | None
    nash: ConferenceOutcome | None
    kalai_smorodinsky: ConferenceOutcome | None
    utilitarian: ConferenceOutcome | None
    egalitarian: ConferenceOutcome | None
    left_out: list[str]
    here: dict[str, int]


class TalksAnalysis(Outgoing):
    """The analysis of every forum on the schedule."""

    forums: list[ForumAnalysis]
