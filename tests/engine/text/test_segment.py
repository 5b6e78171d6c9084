"""What is written is found by what people type, and nothing that they type is an error."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.text.segment import query, tokens

QUICK = settings(max_examples=300, deadline=None)
TERM = re.compile(r"[^\W_]{1,64}(:\*)?")
NAMES = st.text(
    st.sampled_from("杭州海康威视数字技术股份有限公司滨江萧山芯片々AI3d５ -（）"), max_size=20
)


def finds(asked, text):
    """As PostgreSQL answers a conjunction of lexemes and beginnings."""
    held = tokens(text)

    def holds(term):
        begins = term.removesuffix(":*")
        return begins in held if begins == term else any(t.startswith(begins) for t in held)

    return bool(asked) and all(holds(term) for term in asked.split(" & "))


def test_words_pairs_and_single_characters_are_there():
    assert tokens("杭州海康威视数字技术") == [
        "杭州", "海康", "威视", "数字", "技术", "州海", "康威", "视数", "字技",
        "杭", "州", "海", "康", "威", "视", "数", "字", "技", "术",
    ]  # fmt: skip


def test_latin_words_and_codes_stay_whole():
    assert tokens("ＨｉｋVision H.265 91330108MA2B0K1L2X") == [
        "hikvision", "h", "265", "91330108ma2b0k1l2x",
    ]  # fmt: skip
    assert tokens("002415.SZ 00700.HK") == ["002415sz", "002415", "sz", "00700hk", "00700", "hk"]
    assert tokens("AI芯片3D")[0] == "ai"


def test_queries_are_conjunctions():
    assert query("海康威视") == "海康 & 康威 & 威视"
    assert query(" 芯 ") == "芯"
    assert query("hik 海康") == "hik:* & 海康"
    assert query("002415.sz") == "002415sz:*"
    assert query("!&|():*'\\") == ""


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("威视数", "杭州海康威视数字技术"),
        ("HIK", "Hikvision 海康"),
        ("9133", "91330108MA2B0K1L2X"),
        ("002415", "海康威视 002415.SZ"),
        ("002415.SZ", "海康威视 002415.sz"),
        ("（视）", "海康威视"),
        ("海岸", "江海岸线"),
    ],
)
def test_people_find_what_they_mean(asked, text):
    assert finds(query(asked), text)
    assert not finds(query(asked), "别的公司 other")


@QUICK
@given(name=NAMES, data=st.data())
def test_any_part_of_a_name_finds_it(name, data):
    start = data.draw(st.integers(0, max(0, len(name) - 2)))
    part = name[start : data.draw(st.integers(start + 2, max(start + 2, len(name))))]
    whole_words = re.sub(r"[A-Za-z0-9５]+", " ", part)
    if query(whole_words):
        assert finds(query(whole_words), name)


@QUICK
@given(
    st.text(max_size=60) | st.text(st.sampled_from("海a1&|!():*<->'\\\0 \u202e%_٣é"), max_size=60)
)
def test_no_query_is_a_syntax_error(text):
    asked = query(text)
    assert asked == "" or all(TERM.fullmatch(term) for term in asked.split(" & "))
    assert len(asked.split(" & ")) <= 32
    assert all(TERM.fullmatch(token) for token in tokens(text))


@QUICK
@given(NAMES)
def test_writing_does_not_matter(name):
    assert tokens(name) == tokens(name.upper()) == tokens(f" {name}，")


def test_long_words_and_long_queries_are_cut():
    assert tokens("x" * 5000) == ["x" * 64]
    assert finds(query("x" * 5000), "x" * 9000)
    assert len(query("海康" * 3000 + "威视杭州技术").split(" & ")) <= 32
