"""Spans of a view lie in the raw text; evidence is cut from it again."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shigu.engine.text.model import Evidence, Quantity, Span
from shigu.engine.text.views import Piece, TextView

RAW = TextView("raw", "首页 產(chǎn)業 蕞大")
BODY = TextView("body", "產(chǎn)業 蕞大", RAW, (Piece(0, 11, 3, 11),))
NORM = TextView(
    "norm",
    "产业最大",
    BODY,
    (Piece(0, 1, 0, 1), Piece(1, 1, 7, 1), Piece(2, 2, 9, 2)),
)


@pytest.mark.parametrize(
    ("span", "raw"), [((0, 1), "產"), ((0, 2), "產(chǎn)業"), ((2, 3), "蕞"), ((1, 3), "業 蕞")]
)
def test_a_span_of_a_view_is_found_in_the_raw_text(span, raw):
    start, end = NORM.to_raw(*span)
    assert RAW.text[start:end] == raw
    assert NORM.from_raw(start, end) == span


def test_a_piece_of_other_length_stands_as_a_whole():
    view = TextView(
        "norm",
        "A万B",
        TextView("raw", "A10000B"),
        _pieces := (Piece(0, 1, 0, 1), Piece(1, 1, 1, 5), Piece(2, 1, 6, 1)),
    )
    assert len(_pieces) == 3
    assert view.to_raw(1, 2) == (1, 6)
    assert view.from_raw(3, 4) == (1, 2)


@pytest.mark.parametrize("span", [(0, 0), (2, 1), (-1, 2), (0, 5)])
def test_no_span_is_refused(span):
    with pytest.raises(ValueError, match="no span"):
        NORM.to_raw(*span)


def test_what_was_dropped_is_nowhere():
    assert NORM.from_raw(4, 8) is None
    assert BODY.from_raw(0, 3) is None


@given(st.text(min_size=1), st.data())
def test_evidence_is_cut_again_and_breaks_when_the_text_changes(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    evidence = Evidence.of("d", text, start, end)
    assert evidence.holds_in(text)
    assert not evidence.holds_in(text[:start] + chr((ord(text[start]) + 1) % 0x100) + text[end:])


def test_areas_are_shown_in_whole_square_metres():
    mu = Quantity(Span(0, 3, "68亩"), "land_area", "m2", value=68 * Fraction(2000, 3))
    assert mu.answer == 45333.0
    money = Quantity(
        Span(0, 9, ""),
        "valuation",
        "CNY",
        "range",
        low=Fraction(192 * 10**8),
        high=Fraction(342 * 10**8),
    )
    assert money.answer == "19200000000..34200000000"
