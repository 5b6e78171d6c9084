from __future__ import annotations

import math
from functools import partial

import numpy as np
import pytest

from shigu.engine.grading.scales import (
    against_base,
    by_rank,
    efficacy,
    entropy_weights,
    half_up,
    z_score,
)
from shigu.engine.grading.values import GradingError


def test_the_efficacy_coefficient_of_sanming_to_its_two_decimals():
    """S = 20: 60 % at the least, 100 % at the greatest, in between 12 + 8 × (x − min) ÷ range."""
    points = half_up(20 * efficacy(np.array([3.0, 10.0, 5.5])), 2)
    assert points.tolist() == [12.0, 20.0, 14.86]  # 12 + 8 × 2.5 ÷ 7 = 14.857…


def test_where_all_are_equal_everybody_has_the_full_points():
    assert efficacy(np.array([4.0, 4.0])).tolist() == [1, 1]


def test_the_base_earns_one_and_twice_the_base_two():
    assert against_base(np.array([24.097, 48.194]), 24.097).tolist() == [1, 2]


def test_z_scores_by_hand():
    assert z_score(np.array([1.0, 3.0, 5.0])) == pytest.approx([-math.sqrt(1.5), 0, math.sqrt(1.5)])
    assert z_score(np.array([2.0, 2.0])).tolist() == [0, 0]


def test_equals_share_their_mean_rank():
    assert by_rank(np.array([5.0, 1.0, 3.0, 3.0, 9.0])).tolist() == [0.75, 0, 0.375, 0.375, 1]
    assert by_rank(np.array([7.0])).tolist() == [1]


def test_entropy_weighs_what_tells_units_apart():
    """Two units: (1/4, 3/4) has entropy 0.8113 bit, (0, 1) none, (1/2, 1/2) one bit."""
    weights = entropy_weights(np.array([[1.0, 0.0, 2.0], [3.0, 5.0, 2.0]]))
    apart = [1 - (0.25 * 2 + 0.75 * math.log2(4 / 3)), 1.0, 0.0]
    assert weights == pytest.approx([each / sum(apart) for each in apart], abs=1e-12)


@pytest.mark.parametrize(
    "values", [[[1.0, 2.0]], [[0.0, 1.0], [0.0, 2.0]], [[1.0, 2.0], [1.0, 2.0]]]
)
def test_entropy_without_anything_to_weigh_is_refused(values):
    with pytest.raises(GradingError):
        entropy_weights(np.array(values))


@pytest.mark.parametrize(
    "scale", [efficacy, z_score, by_rank, partial(against_base, base=2.0)], ids=range(4)
)
def test_what_is_no_number_is_refused_at_its_place(scale):
    for values, place in (([], "values"), ([1, np.nan], "value 2"), ([np.inf, 1], "value 1")):
        with pytest.raises(GradingError) as refused:
            scale(np.array(values, float))
        assert refused.value.place == place


@pytest.mark.parametrize("base", [0.0, -1.0, math.nan, math.inf])
def test_a_base_is_positive(base):
    with pytest.raises(GradingError, match="base"):
        against_base(np.array([1.0]), base)


def test_entropy_takes_no_negative_part():
    with pytest.raises(GradingError) as refused:
        entropy_weights(np.array([[1.0, 2.0], [3.0, -1.0]]))
    assert refused.value.place == "value 2, 2"


def test_a_half_goes_up():
    assert half_up(np.array([0.125, 2.675, 1.005, 0.1249]), 2).tolist() == [0.13, 2.68, 1.01, 0.12]
