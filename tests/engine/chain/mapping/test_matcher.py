"""Occurrences: the same as by looking at every place, and as pyahocorasick finds them."""

from __future__ import annotations

import ahocorasick
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shigu.engine.chain.mapping.fold import folded_text
from shigu.engine.chain.mapping.matcher import Matcher

LETTERS = "芯片镜头像机aB3Ａ，𠀀é·"
TERMS = st.lists(st.text(LETTERS, min_size=1, max_size=4), max_size=12)
TEXTS = st.lists(st.none() | st.text(LETTERS, max_size=24), max_size=8)


def latin(character):
    return character.isascii() and character.isalnum()


def cut(text, at):
    return 0 < at < len(text) and latin(text[at - 1]) and latin(text[at])


def whole(text, start, end):
    return not cut(text, start) and not cut(text, end)


def naive(terms, texts):
    for row, raw in enumerate(texts):
        text = folded_text(raw or "")
        for start in range(len(text)):
            for end in range(start + 1, len(text) + 1):
                if text[start:end] in terms and whole(text, start, end):
                    yield row, text[start:end], start, end


def by_automaton(terms, texts):
    automaton = ahocorasick.Automaton()
    for term in terms:
        automaton.add_word(term, term)
    automaton.make_automaton()
    for row, raw in enumerate(texts):
        text = folded_text(raw or "")
        for last, term in automaton.iter(text):
            if whole(text, last + 1 - len(term), last + 1):
                yield row, term, last + 1 - len(term), last + 1


def found(matcher, column):
    it = matcher.find(column)
    rows = zip(*(each.tolist() for each in (it.row, it.term, it.start, it.end)), strict=True)
    return [(row, matcher.terms[term], start, end) for row, term, start, end in rows]


@given(TERMS, TEXTS)
def test_it_finds_what_looking_at_every_place_finds_in_that_order(terms, texts):
    matcher = Matcher(terms)
    column = pa.array(texts, pa.string())
    assert found(matcher, column) == list(naive(set(matcher.terms), texts))


@given(TERMS.filter(any), TEXTS)
def test_it_finds_what_pyahocorasick_finds(terms, texts):
    matcher = Matcher(terms)
    column = pa.array(texts, pa.string())
    assert sorted(found(matcher, column)) == sorted(by_automaton(matcher.terms, texts))


@given(TERMS, TEXTS, st.integers(0, 3))
def test_a_slice_and_a_dictionary_are_read_in_place(terms, texts, start):
    matcher, whole_column = Matcher(terms), pa.array(texts, pa.string())
    part = whole_column.slice(start)
    assert found(matcher, part) == list(naive(set(matcher.terms), texts[start:]))
    assert found(matcher, part.dictionary_encode()) == found(matcher, part)
    assert found(matcher, part.cast(pa.large_string())) == found(matcher, part)


def test_more_occurrences_than_there_was_room_for_lose_none():
    texts = ["芯片" * 3000, "", "芯片"]
    rows = found(Matcher(["芯片", "片芯", "芯"]), pa.array(texts))
    assert len(rows) == 3000 + 2999 + 3000 + 2
    assert rows[-1] == (2, "芯片", 0, 2)


def test_terms_that_fold_into_the_same_text_are_one():
    assert Matcher(["ＩＳＰ", "isp ", "", " "]).terms == ("isp",)


@pytest.mark.parametrize("text", [b"\xe8\x8a", b"\xf0\xa0", b"\xc3", b"\xff\xff"])
def test_broken_bytes_at_the_end_of_the_buffer_are_read_as_no_term(text):
    column = pa.StringArray.from_buffers(
        1, pa.py_buffer(bytes([0, 0, 0, 0, len(text), 0, 0, 0])), pa.py_buffer(text)
    )
    assert found(Matcher(["芯", "é"]), column) == []
