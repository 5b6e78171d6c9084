from __future__ import annotations

import numpy as np
import pytest

from shigu.engine.chain.proximity import DENSITY, proximity, relatedness_density
from tests.engine.chain import packages, published

# Three places, three links: the first two places make link 0, all make link 1, one link 2.
PRESENT = np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 1.0], [0.0, 1.0, 0.0]])


def test_the_published_proximity_of_world_trade():
    ours = proximity(published.specialised_countries(), diagonal=1).astype(np.float32)
    assert np.array_equal(ours, np.array(published.PROXIMITY, dtype=np.float32))


def test_proximity_is_the_smaller_conditional_probability():
    expected = [[1, 2 / 3, 1 / 2], [2 / 3, 1, 1 / 3], [1 / 2, 1 / 3, 1]]
    assert proximity(PRESENT, diagonal=1).tolist() == expected


def test_the_diagonal_is_a_choice_that_moves_density():
    with_itself = relatedness_density(PRESENT, proximity(PRESENT, diagonal=1))
    without = relatedness_density(PRESENT, proximity(PRESENT, diagonal=0))
    # Place 0 has links 0 and 1. Around link 0: itself 1, link 1 2/3, link 2 1/2.
    assert with_itself[0, 0] == pytest.approx((1 + 2 / 3) / (1 + 2 / 3 + 1 / 2))
    assert without[0, 0] == pytest.approx((2 / 3) / (2 / 3 + 1 / 2))
    assert without[2, 1] == 0


def test_a_link_that_no_place_has_is_near_nothing():
    present = np.array([[1.0, 0.0], [1.0, 0.0]])
    near = proximity(present, diagonal=0)
    assert near.tolist() == [[0, 0], [0, 0]]
    assert relatedness_density(present, near).tolist() == [[0, 0], [0, 0]]


@pytest.mark.parametrize("convention", DENSITY)
def test_both_conventions_answer_as_the_packages_that_use_them(convention):
    present = np.array(published.BALASSA_AT_LEAST_ONE, dtype=float)
    density = relatedness_density(present, proximity(present, diagonal=DENSITY[convention]))
    assert density[0] == pytest.approx(packages.DENSITY_OF_FIRST[convention], abs=1e-14)
