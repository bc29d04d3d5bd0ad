"""The default profile: the same words whether written or spoken, and the way back to the original characters."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import ConfigError
from auditor.text.normalise import normalise, normalise_partly, normalise_words, signature

SAME = [
    ("It won't, will it?", "it will not will it"),
    ("I'm gonna go 'cause we've got to", "I am going to go because we have got to"),
    ("it's been fun and it's late", "it has been fun and it is late"),
    ("he'd gone, she'd go", "he had gone she would go"),
    ("twenty five", "25"),
    ("eighty - nine and ten - five", "89 and 10 5"),
    ("eighty - seven point one", "87.1"),
    ("twenty-five percent", "25 %".replace(" ", "")),
    ("twelve and a half", "12.5"),
    ("one thousand two hundred and three", "1,203"),
    ("forty thousand", "40,000"),
    ("half a million", "500,000"),
    ("forty thousand, two hundred and six", "40,206"),
    ("a million, two people", "1,000,000 2 people"),
    ("nineteen eighty four", "1984"),
    ("twenty oh five", "2005"),
    ("three point one four", "3.14"),
    ("two point five million", "2,500,000"),
    ("five dollars", "$5.00"),
    ("three dollars and fifty cents", "$3.50"),
    ("four million dollars", "$4 million"),
    ("thirty first", "31st"),
    ("two thirds", "2/3"),
    ("½", "1/2"),
    ("2½ cups", "two and a half cups"),
    ("nine one one", "911"),
    ("a hundred and one", "101"),
    ("the nineteen fifties", "the 1950s"),
    ("minus seven", "-7"),
    ("Dr. Brown vs. Mr. Green", "doctor brown versus mister green"),
    ("the colour of the theatre", "the color of the theater"),
    ("OK, okay", "okay okay"),
    ("U.S.A.", "USA"),
    ("L_C_D_", "LCD"),
    ("state-of-the-art", "state of the art"),
    ("GPT-4o", "GPT 4o"),
    ("COVID-19", "covid19"),
    ("O-one", "o1"),
    ("10km", "10 km"),
    ("ＦＵＬＬ width", "full width"),
    ("don’t", "do not"),
    ("straße", "strasse"),
    ("1", "one"),
    ("2nd", "second"),
    ("٣٫٥", "3.5"),
    ("٤٬٢٨٦", "4,286"),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_two_ways_of_writing_the_same(left: str, right: str) -> None:
    assert normalise_words(left) == normalise_words(right)


DIFFERENT = [
    ("seven eleven", "711"),
    ("fifteen twenty minutes", "1520 minutes"),
    ("five twenty four", "524"),
    ("Mario's castle", "Mario is castle"),
    ("oh my god", "0 my god"),
    ("4.0", "4"),
    ("we will ship", "we will not ship"),
    ("fifteen percent", "fifty percent"),
    ("GPT-4o", "GPT-3"),
    ("plus one", "+one two"),
    ("a second", "2"),
]


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_what_must_stay_apart(left: str, right: str) -> None:
    assert normalise_words(left) != normalise_words(right)


def test_the_exact_words_of_the_hard_cases() -> None:
    assert normalise_words("Mario's castle; the dogs' bones") == ["mario's", "castle", "the", "dogs", "bones"]
    assert normalise_words("Call 555-0134 at seven eleven") == ["call", "5550134", "at", "7", "11"]
    assert normalise_words("CO two or CO2") == ["co", "2", "or", "co", "2"]
    assert normalise_words("no one has one") == ["no", "one", "has", "one"]
    assert normalise_words("10:30 a.m., 3/4 cup, C++ and C#") == ["10", "30", "am", "3/4", "cup", "c++", "and", "c#"]


def test_one_original_gives_several_words_with_one_place() -> None:
    first, second = normalise("won't")
    assert (first.text, second.text) == ("will", "not")
    assert (first.begin, first.stop) == (second.begin, second.stop) == (0, 5)


def test_several_originals_give_one_word_over_all_of_them() -> None:
    text = "about (twenty five) of them"
    number = normalise(text)[1]
    assert number.text == "25"
    assert text[number.begin : number.stop] == "twenty five"


def test_a_place_leaves_out_punctuation() -> None:
    text = "«Hello», she said."
    assert [text[t.begin : t.stop] for t in normalise(text)] == ["Hello", "she", "said"]


def test_fillers_are_marked_and_may_be_dropped() -> None:
    tokens = normalise("Um, so uh-huh we, uhh, left")
    assert [t.text for t in tokens if t.filler] == ["um", "uhhuh", "uh"]
    assert normalise_words("Um, so we, uhh, left") == ["so", "we", "left"]
    assert normalise_words("Um, so", keep_fillers=True) == ["um", "so"]


def test_sounds_in_brackets_go_and_editors_words_stay() -> None:
    assert normalise_words("[laughter] so (inaudible) he [the baker] left ♪ music ♪") == [
        "so", "he", "the", "baker", "left",
    ]  # fmt: skip


def test_other_scripts_pass_through() -> None:
    assert normalise_words("我们去吧") == ["我", "们", "去", "吧"]
    assert normalise_words("Привет, мир!") == ["привет", "мир"]
    assert normalise_words("नमस्ते दुनिया।") == ["नमस्ते", "दुनिया"]
    assert normalise_words("Ça va, l'été ?") == ["ça", "va", "l'été"]


def test_features_switch_off_one_by_one() -> None:
    text = "Um, it's twenty colours"
    assert [t.text for t in normalise_partly(text, ())] == ["um", "it's", "twenty", "colours"]
    assert [t.text for t in normalise_partly(text, ("numbers",))] == ["um", "it's", "20", "colours"]
    assert [t.text for t in normalise_partly(text, ("contractions",))] == ["um", "it", "is", "twenty", "colours"]
    assert [t.text for t in normalise_partly(text, ("spelling",))][-1] == "colors"


def test_profile_none_keeps_what_stands_between_blanks() -> None:
    assert normalise_words("It's  25 %,\nor so.", "none") == ["It's", "25", "%,", "or", "so."]


def test_profiles_have_signatures_and_unknown_ones_are_refused() -> None:
    assert signature() == "norm:en-1"
    assert len({signature(p) for p in ("default", "whisper", "none")}) == 3
    with pytest.raises(ConfigError, match="default, whisper, none"):
        normalise("x", "loud")


@given(st.text(max_size=80), st.sampled_from(["default", "whisper", "none"]))
def test_places_lie_in_the_text_and_never_go_back(text: str, profile: str) -> None:
    before = 0
    for token in normalise(text, profile):
        assert 0 <= token.begin < token.stop <= len(text)
        assert token.begin >= before
        assert token.text
        before = token.begin


WORDS = st.lists(
    st.sampled_from(
        "twenty five hundred and a half point oh one million the it's been um dollars percent 25 $3.50 1,000 first "
        "U.S. half double seven minus nineteen eighty four three quarters cents GPT-4o".split()
    ),
    max_size=12,
)


@given(WORDS)
def test_any_run_of_number_words_is_read_without_losing_places(words: list[str]) -> None:
    text = " ".join(words)
    tokens = normalise(text)
    covered = {i for t in tokens for i in range(t.begin, t.stop)}
    letters = {i for i, char in enumerate(text) if char.isalnum()}
    assert letters <= covered


@given(WORDS)
def test_case_and_trailing_marks_never_matter_to_plain_words(words: list[str]) -> None:
    plain = [w for w in words if w.isalpha() and w.islower()]
    assert normalise_words(" ".join(plain)) == normalise_words(" ".join(w.capitalize() for w in plain))


MIXED = [
    ("V8引擎", ["V8", "引", "擎"]),
    ("3年前", ["3", "年", "前"]),
    ("4x型と2.5億", ["4x", "型", "と", "2.5", "億"]),
    ("WebGL를 썼다", ["WebGL", "를", "썼다"]),
    ("MP3를", ["MP", "3", "를"]),
    ("ระบบGPSนั้น", ["ระบบ", "GPS", "นั้น"]),
    ("برنامجLinux الجديد", ["برنامج", "Linux", "الجديد"]),
    ("5μm", ["5", "μm"]),
]


@pytest.mark.parametrize(("text", "words"), MIXED)
def test_a_latin_term_in_another_script_is_a_word_of_its_own(text: str, words: list[str]) -> None:
    assert [text[t.begin : t.stop] for t in normalise(text)] == words


@given(st.lists(st.sampled_from(["V8", "引", "擎", "를", "GPS", "б", "7", "é", " ", "-", "'", "٣", "ส"])).map("".join))
def test_spans_of_mixed_scripts_are_exact_and_in_order(text: str) -> None:
    tokens = normalise(text)
    assert all(0 <= t.begin < t.stop <= len(text) for t in tokens)
    assert all(a.begin <= b.begin and a.stop <= b.stop for a, b in pairwise(tokens))
    covered = {i for t in tokens for i in range(t.begin, t.stop)}
    assert all(i in covered for i, char in enumerate(text) if char.isalnum())
