"""Claims on an estate: the Talmud's division is the nucleolus."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.sharing.game import GameError
from shigu.engine.sharing.nucleolus import nucleolus
from shigu.engine.sharing.semivalues import shapley
from shigu.engine.sharing.structured.bankruptcy import Bankruptcy, equal_awards


def bankruptcy(estate, claims):
    names = tuple(f"p{i}" for i in range(len(claims)))
    return Bankruptcy(names, tuple(map(Fraction, claims)), Fraction(estate))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=6), st.fractions(0, 1))
def test_talmud_is_the_nucleolus(claims, part):
    found = bankruptcy(part * sum(claims), claims)
    assert found.talmud() == nucleolus(found.game())


def test_ibn_ezra_by_random_arrival():
    """Computed independently: claims 30, 40, 60, 120 on 120."""
    found = shapley(bankruptcy(120, [30, 40, 60, 120]).game())
    assert found == tuple(map(Fraction, ["85/6", "115/6", "175/6", "115/2"]))


def test_equal_awards_stop_at_the_claim():
    assert equal_awards([Fraction(1), Fraction(5), Fraction(9)], Fraction(9)) == (1, 4, 4)


@pytest.mark.parametrize(
    ("estate", "claims", "says"),
    [
        (4, [1, 2], "exceeds the sum of claims"),
        (1, [-1, 3], "negative"),
        (-1, [1, 3], "negative"),
    ],
)
def test_numbers_that_contest_nothing_are_refused(estate, claims, says):
    with pytest.raises(GameError, match=says):
        bankruptcy(estate, claims)
