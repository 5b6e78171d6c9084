"""Least squares under linear inequalities (Lawson & Hanson 1974, chapter 23)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls

Floats = NDArray[np.float64]


def constrained_least_squares(
    matrix: Floats, right: Floats, normals: Floats, bounds: Floats
) -> Floats:
    """argmin ‖matrix·x − right‖ subject to normals·x ≥ bounds.

    ``matrix`` has full column rank. QR turns the problem into one of least distance (LSI → LDP,
    23.27 and 23.28), whose dual is a non-negative least squares problem.

    Raises:
        ValueError: the inequalities contradict each other.
    """
    q, r = np.linalg.qr(matrix)
    image = q.T @ right
    turned = np.linalg.solve(r.T, normals.T).T
    gap = bounds - turned @ image
    scale = np.linalg.norm(turned, axis=1)
    system = np.vstack([(turned / scale[:, np.newaxis]).T, gap / scale])
    goal = np.zeros(len(system))
    goal[-1] = 1.0
    dual, _ = nnls(system, goal)
    residual = system @ dual - goal
    if -residual[-1] <= 1e-14:
        raise ValueError("the inequalities contradict each other")
    solution: Floats = np.linalg.solve(r, image - residual[:-1] / residual[-1])
    return solution
