from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.smaa import smaa, smaa_two_criteria

DRAWS = 10_000
BOUND = 4.5 * 0.5 / DRAWS**0.5


def test_two_criteria_by_the_length_of_the_weight_interval():
    # u: w, 1 − w and 0.4; the first leads for w > 0.6 … by hand: crossings at 0.4, 0.5, 0.6.
    exact = smaa_two_criteria(
        [(Fraction(1), Fraction(0)), (Fraction(0), Fraction(1)), (Fraction(2, 5), Fraction(2, 5))]
    )
    assert exact == (
        (Fraction(1, 2), Fraction(1, 10), Fraction(2, 5)),
        (Fraction(1, 2), Fraction(1, 10), Fraction(2, 5)),
        (Fraction(0), Fraction(4, 5), Fraction(1, 5)),
    )


def test_a_dominated_alternative_is_never_first():
    exact = smaa_two_criteria([(Fraction(1), Fraction(1)), (Fraction(1, 2), Fraction(1, 3))])
    assert exact == ((Fraction(1), Fraction(0)), (Fraction(0), Fraction(1)))
    drawn = smaa(np.array([[1, 1, 1, 1], [0.5, 0.3, 0.2, 0.1]]), seed=1, draws=100)
    assert drawn.ranks.tolist() == [[1, 0], [0, 1]]
    assert np.isnan(drawn.central[1]).all()
    assert drawn.holistic().tolist() == [1, 0]


def test_equals_share_the_better_rank():
    drawn = smaa(np.full((3, 4), 0.3), seed=5, draws=50)
    assert drawn.ranks.tolist() == [[1, 0, 0]] * 3


def test_symmetric_alternatives_are_equally_often_first():
    drawn = smaa(np.eye(4), seed=3, draws=DRAWS)
    assert drawn.ranks[:, 0] == pytest.approx(np.full(4, 0.25), abs=BOUND)
    # E[w_1 | w_1 greatest of four] = (1 + 1/2 + 1/3 + 1/4) / 4
    assert np.diag(drawn.central) == pytest.approx(np.full(4, 25 / 48), abs=BOUND)
    assert drawn.central.sum(axis=1) == pytest.approx(np.ones(4))


def test_a_single_alternative_is_always_first():
    drawn = smaa(np.array([[0.1, 0.2]]), seed=1, draws=10)
    assert drawn.ranks.tolist() == [[1]]
    assert drawn.holistic().tolist() == [1]


def test_the_seed_alone_decides():
    values = np.random.default_rng(7).random((6, 4))
    first, again, other = (smaa(values, seed=seed, draws=200) for seed in (1, 1, 2))
    assert np.array_equal(first.ranks, again.ranks)
    assert not np.array_equal(first.ranks, other.ranks)


@pytest.mark.parametrize(
    ("values", "draws", "problem"),
    [
        ([[0.5], [float("nan")]], 10, "alternative 1, criterion 0: its value must be finite"),
        ([], 10, "SMAA: it needs alternatives and criteria"),
        ([[0.5]], 0, "SMAA: 0 draws for 1 samples"),
        ([[float("inf")]], 1, "alternative 0, criterion 0"),
    ],
)
def test_what_cannot_be_ranked_is_refused(values, draws, problem):
    with pytest.raises(ChainError, match=problem):
        smaa(np.array(values), seed=1, draws=draws)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=1, max_size=6))
def test_the_draws_agree_with_the_exact_two_criteria_case(points):
    # 4.5 standard errors at the worst probability of one half.
    exact = smaa_two_criteria([(Fraction(x, 10), Fraction(y, 10)) for x, y in points])
    drawn = smaa(np.array(points) / 10, seed=11, draws=DRAWS)
    assert drawn.ranks == pytest.approx(np.array(exact, dtype=float), abs=BOUND)
    assert all(sum(row) == 1 for row in exact)
