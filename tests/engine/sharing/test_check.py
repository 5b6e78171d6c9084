"""Money is divided to the fen; a lost or invented fen is found."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shigu.engine.sharing.check import assert_shares_exact, to_fen
from shigu.engine.values import Money, split_exactly


@given(
    st.integers(-(10**15), 10**15),
    st.lists(st.fractions(-(10**12), 10**12, max_denominator=997), min_size=1, max_size=8),
)
def test_rounding_keeps_the_sum_and_moves_nobody_by_a_fen(total, parts):
    parts[0] += total - sum(parts)
    shares = to_fen(parts)
    assert_shares_exact(Money(total), shares)
    for part, share in zip(parts, shares, strict=True):
        assert abs(part - share.fen) < 1


@given(st.integers(0, 10**15), st.lists(st.integers(0, 10**6), min_size=1, max_size=9))
def test_split_by_weights_is_exact(fen, weights):
    weights[0] += 1
    total = Money(fen)
    assert_shares_exact(total, split_exactly(total, [Fraction(w) for w in weights]))


def test_the_largest_remainder_gets_the_odd_fen():
    parts = [Fraction(10, 3), Fraction(11, 3), Fraction(-4)]
    assert to_fen(parts) == (Money(3), Money(4), Money(-4))


@pytest.mark.parametrize(("paid", "says"), [([1, 2], "-1 against"), ([2, 3], r"\+1 against")])
def test_a_fen_too_few_or_too_many_is_found(paid, says):
    with pytest.raises(AssertionError, match=says):
        assert_shares_exact(Money(4), [Money(fen) for fen in paid])


def test_parts_of_no_whole_fen_are_refused():
    with pytest.raises(ValueError, match="5/2 fen"):
        to_fen([Fraction(1), Fraction(3, 2)])
