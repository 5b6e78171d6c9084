from __future__ import annotations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from shigu.engine.chain.mapping.hits import hits
from shigu.engine.chain.mapping.lexicon import Lexicon
from shigu.engine.chain.search import TermSearch
from tests.engine.chain.cast import link

WORDS = st.text("芯片镜头aB3Ａ", min_size=1, max_size=3)
LINKS = st.lists(st.tuples(st.lists(WORDS, max_size=4), st.lists(WORDS, max_size=3)), max_size=4)


def found(links, *fields):
    lexicon = Lexicon.of(links)
    it = hits(lexicon, [pa.array(field, pa.string()) for field in fields])
    terms = lexicon.matcher.terms
    return [
        (row, links[k].id, field, start, end, terms[t])
        for row, k, field, start, end, t in zip(
            it.row, it.link, it.field, it.start, it.end, it.term, strict=True
        )
    ]


@given(LINKS, st.text("芯片镜头aB3Ａ、", max_size=16))
def test_a_text_speaks_of_the_links_that_the_search_of_the_chain_finds(made, text):
    links = tuple(
        link(f"l{number}", terms=terms, negative=tuple(negative))
        for number, (terms, negative) in enumerate(made)
    )
    assert {each[1] for each in found(links, [text])} == TermSearch(links).links(text)


def test_the_longest_term_of_a_link_stands_for_those_within():
    links = (link("a", terms=("芯片", "图像芯片", "片")), link("b", terms=("芯片",)))
    assert found(links, ["图像芯片、芯片"]) == [
        (0, "a", 0, 0, 4, "图像芯片"),
        (0, "a", 0, 5, 7, "芯片"),
        (0, "b", 0, 2, 4, "芯片"),
        (0, "b", 0, 5, 7, "芯片"),
    ]


def test_terms_that_overlap_without_nesting_both_count():
    assert [each[5] for each in found((link("a", terms=("图像芯", "芯片")),), ["图像芯片"])] == [
        "图像芯",
        "芯片",
    ]


def test_a_negative_term_covers_in_its_own_field_only():
    links = (link("a", terms=("镜头",), negative=("镜头清洁",)),)
    assert found(links, ["镜头清洁", "镜头"], ["镜头", None]) == [
        (0, "a", 1, 0, 2, "镜头"),
        (1, "a", 0, 0, 2, "镜头"),
    ]


def test_no_field_and_no_link_find_nothing():
    assert found((link("a"),)) == []
    assert found((), ["镜头"]) == []
