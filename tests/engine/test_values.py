from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shigu.engine.values import Area, Money, split_exactly


def test_a_wan_is_a_million_fen():
    assert Money.from_wan("1.23").fen == 1_230_000
    assert Money.from_yuan("0.015").fen == 2
    assert Money.from_yuan("0.025").fen == 2


def test_a_mu_is_two_thousand_thirds_of_a_square_metre():
    assert Area.from_mu(15).m2 == 10_000
    assert Area(Fraction(2000)).mu == 3


def test_largest_remainder_gives_the_odd_fen_to_the_largest_rest():
    parts = split_exactly(Money(100), [Fraction(1, 3), Fraction(1, 3), Fraction(1, 3)])
    assert [part.fen for part in parts] == [34, 33, 33]
    parts = split_exactly(Money(10), [Fraction(15), Fraction(25), Fraction(60)])
    assert [part.fen for part in parts] == [2, 2, 6]


weights = st.lists(st.fractions(min_value=0, max_value=9), min_size=1, max_size=9)


@given(st.integers(-(10**15), 10**15), weights.filter(any))
def test_no_fen_is_lost_or_made(fen, parts):
    split = split_exactly(Money(fen), parts)
    assert sum(part.fen for part in split) == fen
    whole = sum(parts)
    assert all(abs(s.fen - fen * p / whole) < 1 for s, p in zip(split, parts, strict=True))


@pytest.mark.parametrize("parts", [[], [Fraction(0)], [Fraction(2), Fraction(-1)]])
def test_a_split_without_positive_weights_is_refused(parts):
    with pytest.raises(ValueError, match="positive"):
        split_exactly(Money(1), parts)
