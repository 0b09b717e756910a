"""Names: what is kept of them, which are the same, and which are no names."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.rules.names import clean, isolated, key, problem, same, shared

TYPED = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("aAéEıİß'’ʻ-‑–·・．.\u200b\u200c\u200d\u200e\u202e\u3164\ufe0f 김김"),
    ),
    max_size=12,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Chloé", unicodedata.normalize("NFD", "Chloé")),
        ("Bea Ruiz", "Bea\u200b Ruiz"),
        ("Bea Ruiz", "\u200fBea Ruiz\u200e"),
        ("Bea Ruiz", "BEA\u00a0  RUIZ"),
        ("Bea Ruiz", "Ｂｅａ　Ｒｕｉｚ"),
        ("Bea Ruiz", "Bea\u3164Ruiz"),
        ("Bea Ruiz", "B\u00adea R\u2060uiz\ufe0f"),
        ("Siobhan O'Shea", "Siobhan O’Shea"),
        ("Siobhan O'Shea", "SIOBHAN O‘SHEA"),
        ("Siobhan O'Shea", "Siobhan O´Shea"),
        ("Kaʻiulani", "Ka'iulani"),
        ("Kaʻiulani", "Kaʼiulani"),
        ("Jean-Luc", "Jean‐Luc"),
        ("Jean-Luc", "Jean‑Luc"),
        ("Jean-Luc", "Jean–Luc"),
        ("Jean-Luc", "Jean−Luc"),
        ("Jean-Luc", "Jean－Luc"),
        ("Jean-Luc", "Jean - Luc"),
        ("阿依古丽·买买提", "阿依古丽・买买提"),
        ("阿依古丽·买买提", "阿依古丽•买买提"),
        ("J. R. Ward", "J.R. Ward"),
        ("J. R. Ward", "J．R． Ward"),
        ('Ann "Nan" Poe', "Ann “Nan” Poe"),
        ("Straße", "STRASSE"),
        ("Νίκος", "ΝΊΚΟΣ"),
        ("IŞIL İnce", "ışıl ince"),
        ("علی\u200cرضا", "علیرضا"),
        ("محـــمد", "محمد"),
        ("ﾀﾅｶ", "タナカ"),
        ("مریم کیانی", "مريم كياني"),
        ("هدى", "هدی"),
        ("خَالِد", "خالد"),
        ("נֹעַם", "נעם"),
        ("Đặng Thị Bích", unicodedata.normalize("NFD", "ĐẶNG THỊ BÍCH")),
    ],
)
def test_names_that_nobody_can_tell_apart_are_the_same(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zoe", "Zoë"),
        ("Kim Minji", "Kim Min-ji"),
        ("O'Shea", "OShea"),
        ("Ann Lee", "Annlee"),
        ("Ann", "Anne"),
        ("ジョン・スミス", "ジョンスミス"),
        ("Đặng", "Dang"),
        ("خالد", "خلد"),
    ],
)
def test_names_that_differ_to_the_eye_are_two(one: str, other: str) -> None:
    assert not same(one, other)


@pytest.mark.parametrize(
    "typed",
    [
        *("", " \t", "\u2800", "\u3164", "\u200b\u200d", "\ufe0f", "\u202e"),
        *("\u034f", "\u0301", "\U000e0041", "\u115f\u1160", "\u00ad"),
    ],
)
def test_a_name_of_nothing_visible_is_no_name(typed: str) -> None:
    wrong = problem(clean(typed))
    assert wrong is not None
    assert wrong.code == "name_needed"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("김민지", "김민지"),
        ("a\u2028b\0c\ud800d", "a b c d"),
        ("<b>Kim</b> \u202eRTL 👩‍👩‍👧", "<b>Kim</b> RTL 👩‍👩‍👧"),
        ("\u2066Ann\u2069\u200f", "Ann"),
        ("Kim\u3164Minji", "Kim Minji"),
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("श\u094d\u200dरी", "श\u094d\u200dरी"),
        ("\u200dAnn \u200c", "Ann"),
        ("O’Neill", "O’Neill"),
        ("Zoe\u0308", "Zoë"),
        ("神田", "神田"),
        ("'Ann", "'Ann"),
        ("Bo" + "\u0301" * 40 + "!", "B\u00f3\u0301\u0301\u0301!"),
        ("Ng\u1eef", "Ng\u1eef"),
        ("N\u0323\u0302\u0301", "\u1e46\u0302\u0301"),
    ],
)
def test_a_name_keeps_what_people_see(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@given(TYPED)
def test_cleaning_is_done_once_and_changes_no_comparison(typed: str) -> None:
    kept = clean(typed)
    assert clean(kept) == kept
    assert key(kept) == key(typed)
    assert key(key(typed)) == key(typed)
    assert not any("\u202a" <= ch <= "\u202e" or "\u2066" <= ch <= "\u2069" for ch in kept)


@given(TYPED, st.sampled_from(["NFC", "NFD"]))
def test_the_form_of_the_characters_makes_no_other_name(typed: str, form: str) -> None:
    assert same(typed, unicodedata.normalize(form, typed))  # type: ignore[arg-type]


def test_shared_names_are_found_by_their_key() -> None:
    assert shared(["Kim O'Hara", "KIM O’HARA", "Lee"]) == {key("kim o'hara")}


def test_a_name_in_a_sentence_turns_nothing_around_it() -> None:
    assert isolated("نور") == "\u2068نور\u2069"
