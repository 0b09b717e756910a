"""Games of other tools read: what they hold, what is refused with its line, and what is said."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from server.analysis.outcomes import analyze
from server.rules.written.forum import Forum
from server.storage.games.exchange import READERS, import_game
from server.storage.games.game import Party
from server.storage.games.markup import MOST_DEPTH, MOST_ELEMENTS
from server.storage.games.whole import MOST_POINTS, WouldFlip, whole_points
from server.storage.scenarios import loader
from server.storage.scenarios.problems import ScenarioErrors

DOMAIN = """<negotiation_template>
<utility_space number_of_issues="2">
<objective index="0" name="Dinner" type="objective" etype="objective">
<issue index="1" name="Where" type="discrete"><item index="1" value="home"/>
<item index="2" value="out"/></issue>
<issue index="2" name="When" type="discrete"><item index="1" value="early"/>
<item index="2" value="late"/><item index="3" value="never"/></issue>
</objective>
</utility_space>
</negotiation_template>
"""

PROFILE = """<utility_space>
<objective index="0" name="Dinner">
<issue index="1" name="Where" type="discrete"><item index="1" value="home" evaluation="4"/>
<item index="2" value="out" evaluation="1"/></issue>
<issue index="2" name="When" type="discrete"><item index="1" value="early" evaluation="0.3"/>
<item index="2" value="late" evaluation="1"/><item index="3" value="never" evaluation="-0.5"/>
</issue>
<weight index="1" value="0.6"/>
<weight index="2" value="0.4"/>
</objective>
<discount_factor value="0.9"/>
<reservation value="0.55"/>
</utility_space>
"""

YAML_DOMAIN = """name: dinner
type: negmas.outcomes.DiscreteCartesianOutcomeSpace
issues:
- {name: Where, type: CategoricalIssue, values: [home, out]}
- {name: When, type: CategoricalIssue, values: ['18', '19', '20']}
"""

YAML_FUNCTION = """type: LinearAdditiveUtilityFunction
reserved_value: 0.55
weights: [0.6, 0.4]
values:
- {type: TableFun, mapping: {home: 1, out: 0.25}}
- {type: TableFun, mapping: {'18': 0.3, '19': 1.0, '20': -0.5}}
"""


def folder(at: Path, **files: str) -> Path:
    """A folder of files; two underscores stand for the dot."""
    at.mkdir()
    for name, text in files.items():
        target = at / name.replace("__", ".")
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return at


def imported(at: Path, given: Path, form: str) -> tuple[Forum, list[str]]:
    _, said = import_game([given], at / "made", form)
    [forum] = loader.load(at / "made").forums.values()
    return forum, said


def refusal(given: Path, form: str) -> str:
    with pytest.raises(ScenarioErrors) as found:
        import_game([given], given.parent / "made", form)
    assert not (given.parent / "made").exists()
    return str(found.value)


def acceptable(forum: Forum) -> int:
    [party, *_] = forum.parties
    mandate = forum.mandates[party]
    space = analyze(forum).space
    return sum(mandate.worth_of(space.package(n)) >= mandate.reservation for n in range(space.size))


def test_a_game_of_genius(tmp_path: Path) -> None:
    given = folder(
        tmp_path / "in", **{"dinner-domain__xml": DOMAIN, "dinner-ann__xml": PROFILE,
                            "dinner-ben__xml": PROFILE.replace('"0.55"', '"0.56"')},
    )  # fmt: skip
    forum, said = imported(tmp_path, given, "genius")
    assert (forum.title, forum.parties) == ("Dinner", ("ann", "ben"))
    assert [i.title for i in forum.issues] == ["Where", "When"]
    # 0.6 * 4/4 + 0.4 * 0.3 is 0.72; 0.6 * 1/4 + 0.4 is 0.55 exactly: acceptable to Ann alone.
    analysis = analyze(forum)
    assert (acceptable(forum), len(analysis.counted.zone)) == (3, 2)
    assert any("divided by the issue's largest" in line for line in said)
    assert any("discount factor 0.9" in line for line in said)


def test_profiles_alone_are_a_game_and_order_is_by_index(tmp_path: Path) -> None:
    turned = PROFILE.replace('index="1" value="home"', 'index="3" value="home"')
    forum, _ = imported(tmp_path, folder(tmp_path / "in", ann__xml=turned), "genius")
    assert [o.text for o in forum.issues[0].options] == ["out", "home"]
    assert acceptable(forum) == 3


@pytest.mark.parametrize("suffix", ["yml", "json"])
def test_a_game_of_negmas(tmp_path: Path, suffix: str) -> None:
    files = {f"dinner__{suffix}": YAML_DOMAIN, f"dinner-ann__{suffix}": YAML_FUNCTION,
             f"stats__{suffix}": "{modes: [1, 2]}\n"}  # fmt: skip
    forum, said = imported(tmp_path, folder(tmp_path / "in", **files), "negmas")
    assert forum.parties == ("ann",)
    assert [o.text for o in forum.issues[1].options] == ["18", "19", "20"]
    assert acceptable(forum) == 3
    assert "1/100" in said[0]


def test_no_reservation_is_everything_acceptable(tmp_path: Path) -> None:
    text = YAML_FUNCTION.replace("0.55", "-.inf")
    given = folder(tmp_path / "in", d__yml=YAML_DOMAIN, f__yml=text + "name: Ann Lee\n")
    forum, _ = imported(tmp_path, given, "negmas")
    assert (forum.parties, acceptable(forum)) == (("ann-lee",), 6)


def test_score_files_of_a_published_game(tmp_path: Path) -> None:
    given = folder(
        tmp_path / "harbour_game",
        config__txt="Port,port,p1,greedy,m\nTown,town,p2,x,m\nClub,club,player,x,m\n",
        global_instructions__txt=(
            'Issue A: "The quay"\nA1 "wide": berths.\nA2 "narrow": none.\n'
            'Issue B: "The fee"\nB1: low fees. \nB2: $3 a day.\nB3: none at all\n'
        ),
    )
    scores = folder(given / "scores_files", port__txt="10, 0\n5,3, 0\n8 \n",
                    town__txt="0,10\n0,4,6\n\n6\n", club__txt="1,2\n9,0,0\n3")  # fmt: skip
    assert scores.is_dir()
    forum, said = imported(tmp_path, given, "score-files")
    assert said == []
    assert forum.title == "Harbour game"
    assert [i.title for i in forum.issues] == ["The quay", "The fee"]
    assert [o.text for o in forum.issues[1].options] == ["low fees", "$3 a day", "none at all"]
    assert set(forum.rule.all_of) == {"port", "town"}
    assert forum.rule.at_least == 2
    port = forum.mandates[forum.parties[0]]
    assert (port.reservation, port.worth_of({i.id: i.options[0].id for i in forum.issues})) == (
        800,
        1500,
    )


def test_score_files_alone_have_no_names(tmp_path: Path) -> None:
    given = folder(tmp_path / "in", ann__txt="1,2\n3\n0\n", ben__txt="2,1\n3\n1\n")
    forum, said = imported(tmp_path, given, "score-files")
    assert [o.text for o in forum.issues[0].options] == ["A1", "A2"]
    assert forum.rule.at_least == 2
    assert said == ["issues and options have no names in score files"]


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("<utility_space>", '<!DOCTYPE x [<!ENTITY e "ee">]><utility_space>', "no document type"),
        ("<utility_space>", '<!DOCTYPE x SYSTEM "file:///etc/passwd"><utility_space>', "ann.xml:1"),
        ("</objective>", "", "ann.xml:13: expected XML"),
        ('<weight index="2" value="0.4"/>', "", "a weight of index 2"),
        ('evaluation="0.3"', 'evaluation="much"', "ann.xml:5: item: expected a number"),
        ('evaluation="0.3"', 'evaluation="nan"', "expected a number"),
        ('evaluation="0.3"', "", "an attribute evaluation"),
        ('value="late"', 'value="early"', "names that do not look alike"),
        ('name="When"', 'name="where"', "names that do not look alike"),
        ('<issue index="1" name="Where" type="discrete">',
         '<issue index="1" name="Where" type="real">', "a discrete issue"),
        ("<objective ", "<goal/><objection ", "ann.xml"),
        ('<weight index="1" value="0.6"/>', "<objective/>", "one objective"),
        ('<weight index="1" value="0.6"/>', "<utility_function/>", "additive utilities"),
        ('index="3"', 'index="third"', "an index such as 1"),
        ('value="0.55"', 'value="1/0"', "ann.xml:12: reservation: expected a number"),
        ("<weight", "<a>" * MOST_DEPTH + "</a>" * MOST_DEPTH + "<weight", "levels"),
        ("<weight", "<a/>" * MOST_ELEMENTS + "<weight", "elements"),
        ("utility_space>", "space>", "negotiation_template or utility_space"),
    ],
)  # fmt: skip
def test_a_profile_that_cannot_be_read_is_told(
    tmp_path: Path, was: str, now: str, told: str
) -> None:
    assert was in PROFILE
    text = PROFILE.replace(was, now, 2 if was == "utility_space>" else 1)
    assert told in refusal(folder(tmp_path / "in", ann__xml=text), "genius")


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("[0.6, 0.4]", "[0.6]", "one for When"),
        ("[0.6, 0.4]", "[0.6, .inf]", "f.yml:3: weights[1]: expected a number"),
        ("home: 1,", "", "a value for home"),
        ("home: 1", "home: yes", "expected a number"),
        ("TableFun", "LambdaFun", "a table of values"),
        ("LinearAdditiveUtilityFunction", "HyperRectangleUtilityFunction", "Linear"),
        ("type: Linear", "type: &a Linear", "no anchors"),
        ("type: Linear", "type: !!python/object:os.system Linear", "no tags"),
        ("values:", "values: [", "f.yml"),
    ],
)
def test_a_function_that_cannot_be_read_is_told(
    tmp_path: Path, was: str, now: str, told: str
) -> None:
    assert was in YAML_FUNCTION
    given = folder(tmp_path / "in", d__yml=YAML_DOMAIN, f__yml=YAML_FUNCTION.replace(was, now, 1))
    assert told in refusal(given, "negmas")


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("CategoricalIssue", "ContinuousIssue", "an issue of a list"),
        ("[home, out]", "[home, home]", "do not look alike"),
        ("[home, out]", "[]", "1 to 20 options"),
        ("[home, out]", "[[home]]", "a word or number"),
        ("negmas.outcomes.DiscreteCartesianOutcomeSpace", "Space", "a domain"),
    ],
)
def test_a_domain_that_cannot_be_read_is_told(
    tmp_path: Path, was: str, now: str, told: str
) -> None:
    text = YAML_DOMAIN.replace(was, now, 1)
    given = folder(tmp_path / "in", d__yml=text, f__yml=YAML_FUNCTION)
    assert told in refusal(given, "negmas")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1,2\n3,x\n1\n", "b.txt:2: expected numbers between commas, got x"),
        ("1,2\n3,4\n", "last the least score"),
        ("5\n", "last the least score"),
        ("1,2,3\n3\n1\n", "options by issue as in a.txt"),
    ],
)
def test_score_files_that_cannot_be_read_are_told(tmp_path: Path, text: str, told: str) -> None:
    given = folder(tmp_path / "in", a__txt="1,2\n3\n0\n", b__txt=text)
    assert told in refusal(given, "score-files")


def test_a_party_without_its_score_file_is_told(tmp_path: Path) -> None:
    given = folder(tmp_path / "in", config__txt="Ann,ann\n", ben__txt="1\n1\n")
    assert "a score file ann.txt" in refusal(given, "score-files")


numbers = st.one_of(
    st.decimals(-1000, 1000, places=3),
    st.decimals(0, 1, places=17),
    st.floats(-1e3, 1e3, allow_nan=False).map(lambda x: repr(round(x, 12))),
    st.fractions(-5, 5, max_denominator=97),
).map(lambda x: Fraction(x))


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.lists(numbers, min_size=1, max_size=4), min_size=1, max_size=4),
    st.none() | numbers,
    st.booleans(),
)
@example(rows=[[Fraction(-1, 250)], [Fraction(-999_997, 1000)]], least=None, at_a_package=False)
def test_no_package_flips_when_utilities_become_whole_points(
    rows: list[list[Fraction]], least: Fraction | None, at_a_package: bool
) -> None:
    if at_a_package:
        least = sum((row[0] for row in rows), Fraction(0))
    party = Party("ann", tuple(map(tuple, rows)), least)
    try:
        points, walk_away, _ = whole_points(party)
    except WouldFlip:
        return
    sums = [(Fraction(0), 0)]
    for row, whole in zip(rows, points, strict=True):
        assert all(abs(p) <= MOST_POINTS for p in whole)
        sums = [(u + w, p + q) for u, p in sums for w, q in zip(row, whole, strict=True)]
    assert all((least is None or u >= least) == (p >= walk_away) for u, p in sums)


def test_a_game_whose_rounding_would_flip_a_package_is_refused() -> None:
    """Two packages a millionth of a millionth apart: a walk-away between them cannot be kept."""
    one, near = Fraction(1, 17), Fraction(1, 10**12)
    worths = ((one, one + near), (Fraction(1),))
    assert whole_points(Party("ann", worths, one))[0]
    with pytest.raises(WouldFlip, match="ann"):
        whole_points(Party("ann", worths, 1 + one + near))


def test_a_million_digits_are_no_number(tmp_path: Path) -> None:
    text = PROFILE.replace("0.55", "9" * 5000)
    assert "expected a number" in refusal(folder(tmp_path / "in", ann__xml=text), "genius")
    huge = folder(tmp_path / "big", ann__xml=PROFILE + " " * 1_000_001)
    assert "at most" in refusal(huge, "genius")


SEEDS = {
    "genius": ("f.xml", [DOMAIN.encode(), PROFILE.encode()]),
    "negmas": ("f.yml", [YAML_DOMAIN.encode(), YAML_FUNCTION.encode()]),
    "score-files": ("f.txt", [b"1,2\n3,4,5\n2\n", b"10, 0, -4\n1\n"]),
}


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(sorted(SEEDS)), st.data())
def test_whatever_bytes_come_are_read_or_refused_in_words(
    tmp_path: Path, form: str, data: st.DataObject
) -> None:
    name, seeds = SEEDS[form]
    raw = bytearray(data.draw(st.sampled_from(seeds)))
    for _ in range(data.draw(st.integers(0, 6))):
        at = data.draw(st.integers(0, len(raw)))
        cut = data.draw(st.integers(0, 12))
        raw[at : at + cut] = data.draw(st.binary(max_size=6) | st.sampled_from(
            [b"<", b"&#1;", b"1e99", b"- ", b"'", b"\xff\xfe", b"<item/>", b"\x00", b"{", b",,"]
        ))  # fmt: skip
    given = tmp_path / form
    given.mkdir(exist_ok=True)
    for n, one in enumerate([bytes(raw), seeds[0], seeds[1]]):
        (given / f"{n}{name}").write_bytes(one)
    try:
        game = READERS[form]([given])
    except ScenarioErrors as refused:
        found = refused.problems
    else:
        found = ()
        assert game.parties
    assert all(p.expected and p.line >= 1 for p in found)
