"""Least squares of payments that are piecewise linear in their parameters θ.

    min ‖residual(θ)‖² + w·‖agreed·(θ − equal)‖²,  w vanishing,  subject to  normals·θ ≥ bounds

so that of the parameters that come equally close, those nearest to 5:5 are taken. Cap and floor
bend the payments, so each step of Gauss–Newton is a least squares problem with linear
inequalities; it starts from several points.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from shigu.engine.sharing.least_squares import constrained_least_squares

Floats = NDArray[np.float64]

VANISHING = 1e-8
SETTLED = 1e-6
MET = 1e-10
ROUNDS = 25
HALVINGS = 6
ENOUGH = 1e-8
DIRECTIONS = 3
REACHES = (0.03, 0.01, 0.003)


class Fitting(Protocol):
    """What is to be met: payments as functions of θ, and the limits that θ keeps."""

    @property
    def equal(self) -> Floats:
        """θ of 5:5."""

    @property
    def agreed(self) -> Floats:
        """The matrix that takes θ to what is negotiated."""

    @property
    def normals(self) -> Floats: ...

    @property
    def bounds(self) -> Floats: ...

    @property
    def probe(self) -> float:
        """The step by which slopes are taken."""

    def residual(self, theta: Floats) -> Floats:
        """(payment − target) ÷ ‖target‖ by party."""

    def slope(self, theta: Floats, probe: float) -> Floats:
        """∂residual/∂θ, taken over a step of ``probe``."""

    def within(self, theta: Floats) -> Floats:
        """θ brought back into its limits."""


def objective(problem: Fitting, theta: Floats) -> float:
    """What is minimised."""
    off, away = problem.residual(theta), problem.agreed @ (theta - problem.equal)
    return float(off @ off + VANISHING * away @ away)


def closest(problem: Fitting, starts: Iterable[Floats]) -> Floats:
    """The best θ found from ``starts`` and 5:5; around a kink, by a search in all directions.

    Cap and floor make the problem non-convex, so the best found need not be the best there is.
    """
    best = problem.equal
    for start in starts:
        best = min(best, descend(problem, start), key=lambda theta: objective(problem, theta))
        if float(np.square(problem.residual(best)).sum()) < MET:
            return best
    return _compass(problem, best)


def descend(problem: Fitting, theta: Floats) -> Floats:
    """The minimum that Gauss–Newton reaches from ``theta``."""
    value = objective(problem, theta)
    for _ in range(ROUNDS):
        better = _improved(problem, theta, value)
        if better is None:
            return theta
        theta, gain = better
        value -= gain
        if gain <= ENOUGH * value:
            return theta
    return theta


def _compass(problem: Fitting, theta: Floats) -> Floats:
    """Search around a kink where no slope helps: fixed directions, ever shorter steps."""
    value = objective(problem, theta)
    directions = np.random.default_rng(0).normal(size=(DIRECTIONS * len(theta), len(theta)))
    directions /= np.abs(directions).max(axis=1, keepdims=True)
    for reach in REACHES:
        for direction in directions:
            trial = problem.within(theta + reach * direction)
            better = objective(problem, trial)
            if better < value:
                theta, value = trial, better
    return theta


def _improved(problem: Fitting, theta: Floats, value: float) -> tuple[Floats, float] | None:
    """A better θ and by how much, with slopes taken upwards, then downwards: they differ where
    cap or floor begin to bind."""
    for probe in (problem.probe, -problem.probe):
        goal = _gauss_newton(problem, theta, probe)
        if np.abs(goal - theta).max() < SETTLED:
            continue
        for halving in range(HALVINGS):
            trial = theta + (goal - theta) / 2**halving
            gain = value - objective(problem, trial)
            if gain > 0:
                return trial, gain
    return None


def _gauss_newton(problem: Fitting, theta: Floats, probe: float) -> Floats:
    """The minimiser of the problem linearised at ``theta``."""
    slope = problem.slope(theta, probe)
    near = np.sqrt(VANISHING) * problem.agreed
    matrix = np.vstack([slope, near])
    right = np.concatenate([slope @ theta - problem.residual(theta), near @ problem.equal])
    best = constrained_least_squares(matrix, right, problem.normals, problem.bounds)
    return np.clip(best, 0.0, 1.0)
