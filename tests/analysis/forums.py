"""Small random forums for the tests of the analysis."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import strategies as st

from server.rules.ids import DelegationId, ForumId, IssueId, OptionId
from server.rules.written.forum import AdoptionRule, Forum, ForumKind, Issue, Option
from server.rules.written.mandate import Mandate, Position, RedLine
from server.rules.written.scenario import Delegation, Preset, Round, Scenario
from server.rules.written.world import Requirement

Points = dict[str, dict[str, list[int]]]


def forum_of(
    points: Points,
    reservations: dict[str, int],
    *,
    parties: tuple[str, ...] | None = None,
    rule: AdoptionRule | None = None,
    red_lines: Mapping[str, tuple[RedLine, ...]] | None = None,
    chair: str | None = None,
    barred: tuple[tuple[str, str], ...] = (),
) -> Forum:
    """`points[issue][delegation]` lists the options' worth in hundredths; options are o0, o1 ..."""
    seated = tuple(DelegationId(d) for d in parties or tuple(reservations))
    issues = tuple(
        Issue(
            IssueId(i),
            f"Issue {i}",
            tuple(
                Option(OptionId(f"o{n}"), f"option {n}", f"Clause {n}.")
                for n in range(len(next(iter(by.values()))))
            ),
        )
        for i, by in points.items()
    )
    mandates = {
        DelegationId(d): Mandate(
            positions={
                IssueId(i): Position(
                    weight=max(by[d]),
                    values={OptionId(f"o{n}"): v for n, v in enumerate(by[d])},
                    worth={OptionId(f"o{n}"): v for n, v in enumerate(by[d])},
                )
                for i, by in points.items()
            },
            reservation=reservation,
            red_lines=(red_lines or {}).get(d, ()),
        )
        for d, reservation in reservations.items()
    }
    return Forum(
        id=ForumId("forum"),
        title="A forum",
        kind=ForumKind.WORKING_GROUP,
        chair=DelegationId(chair) if chair else None,
        parties=seated,
        observers=tuple(DelegationId(d) for d in reservations if d not in seated),
        rule=rule or AdoptionRule(all_of=seated, at_least=len(seated), silence_seconds=0),
        issues=issues,
        mandates=mandates,
        barred=tuple((IssueId(i), OptionId(o)) for i, o in barred),
    )


@st.composite
def forums(draw: st.DrawFn, most_parties: int = 4) -> Forum:
    """Forums of one to four issues, with observers, red lines, vetoes and negative points."""
    seats = [f"d{n}" for n in range(draw(st.integers(1, most_parties + 1)))]
    parties = tuple(seats[: max(1, len(seats) - draw(st.integers(0, 1)))])
    # Few distinct numbers, so that ties and equal packages are common.
    worth = draw(st.sampled_from([st.integers(-4, 4), st.integers(-300, 900)]))
    points: Points = {}
    for i in range(draw(st.integers(1, 4))):
        count = draw(st.integers(1, 4))
        points[f"i{i}"] = {d: draw(st.lists(worth, min_size=count, max_size=count)) for d in seats}
    reservations = {
        d: draw(st.integers(0, 100)) * (_best(points, d) - _worst(points, d)) // 100
        + _worst(points, d)
        for d in seats
    }
    options = [(i, f"o{n}") for i, by in points.items() for n in range(len(by[seats[0]]))]
    chair = draw(st.sampled_from([None, *seats]))
    rule = AdoptionRule(
        all_of=_some(draw, parties),
        at_least=draw(st.integers(1, len(parties))),
        veto=_some(draw, parties),
        chair_breaks_ties=draw(st.booleans()),
        silence_seconds=0,
    )
    lines = {d: tuple(draw(st.lists(_red_line(options), max_size=2))) for d in seats}
    barred = tuple(draw(st.lists(st.sampled_from(options), max_size=2, unique=True)))
    forum = forum_of(
        points, reservations, parties=parties, rule=rule, red_lines=lines, chair=chair,
        barred=barred,
    )  # fmt: skip
    needs = draw(st.lists(_requirement(options), max_size=2)) if draw(st.booleans()) else []
    return replace(forum, requirements=tuple(r for r in needs if r is not None))


def _some(draw: st.DrawFn, parties: tuple[str, ...]) -> tuple[DelegationId, ...]:
    chosen = draw(st.lists(st.sampled_from(parties), unique=True, max_size=2))
    return tuple(DelegationId(d) for d in chosen)


def _red_line(options: list[tuple[str, str]]) -> st.SearchStrategy[RedLine]:
    lifted = st.none() | st.sampled_from(options).map(
        lambda pair: (IssueId(pair[0]), frozenset({OptionId(pair[1])}))
    )
    return st.builds(
        lambda pair, unless: RedLine(IssueId(pair[0]), OptionId(pair[1]), "never", unless=unless),
        st.sampled_from(options),
        lifted,
    )


def _requirement(options: list[tuple[str, str]]) -> st.SearchStrategy[Requirement | None]:
    """An option that stands only beside one or two options of another issue."""

    def built(taken: tuple[str, str], beside: list[tuple[str, str]]) -> Requirement | None:
        other = beside[0][0]
        if other == taken[0]:
            return None
        some = frozenset(OptionId(o) for i, o in beside if i == other)
        return Requirement(IssueId(taken[0]), OptionId(taken[1]), "so", (IssueId(other), some))

    some = st.lists(st.sampled_from(options), min_size=1, max_size=3)
    return st.builds(built, st.sampled_from(options), some)


def _best(points: Points, d: str) -> int:
    return sum(max(by[d]) for by in points.values())


def _worst(points: Points, d: str) -> int:
    return sum(min(by[d]) for by in points.values())


def scenario_of(*forums: Forum) -> Scenario:
    """A scenario of these forums, a round each, at three difficulties."""
    seated = dict.fromkeys(d for f in forums for d in f.mandates)
    return Scenario(
        id="small",
        title="Small",
        version="1",
        delegations=tuple(
            Delegation(d, d.upper(), d.upper(), d.upper(), d, "blue", "solid") for d in seated
        ),
        forums={f.id: f for f in forums},
        presets=(
            Preset("all", "All", tuple(Round(f.id, f.title, (f.id,), 0, 600, 0) for f in forums)),  # type: ignore[arg-type]  # a round named after its forum
        ),
        forum_weights={d: {f.id: 1 for f in forums} for d in seated},
        difficulties={"easy": -10, "standard": 0, "hard": 10},
    )
