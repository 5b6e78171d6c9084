"""Constrained least squares: by hand, against brute force, and refused where impossible."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import lsq_linear

from shigu.engine.sharing.least_squares import constrained_least_squares


def test_an_idle_limit_leaves_the_plain_solution():
    x = constrained_least_squares(np.eye(2), np.array([1.0, 2.0]), np.eye(2), np.zeros(2))
    assert x == pytest.approx([1, 2])


def test_a_binding_sum_is_met_at_the_nearest_point():
    limits = np.array([[-1.0, -1.0]])
    x = constrained_least_squares(np.eye(2), np.array([1.0, 2.0]), limits, np.array([-1.0]))
    assert x == pytest.approx([0, 1])


def test_contradicting_limits_are_refused():
    limits = np.array([[1.0], [-1.0]])
    with pytest.raises(ValueError, match="contradict"):
        constrained_least_squares(np.eye(1), np.zeros(1), limits, np.array([1.0, 0.0]))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_boxes_agree_with_scipy(seed):
    random = np.random.default_rng(seed)
    matrix = np.vstack([random.normal(size=(5, 3)), 1e-3 * np.eye(3)])
    right = random.normal(size=8) * 3
    normals = np.vstack([np.eye(3), -np.eye(3)])
    ours = constrained_least_squares(matrix, right, normals, np.repeat([0.0, -1.0], 3))
    theirs = lsq_linear(matrix, right, (0.0, 1.0), tol=1e-12)
    assert np.linalg.norm(matrix @ ours - right) <= np.sqrt(2 * theirs.cost) + 1e-7
    assert ours.min() >= -1e-9
    assert ours.max() <= 1 + 1e-9
