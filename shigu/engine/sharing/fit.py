"""The percentages whose expected payments come closest to a target, and of those nearest 5:5.

    min Σ (paymentₚ(θ) − targetₚ)² ÷ Σ targetₚ² + w·‖θ − θ₅₅‖²,  w vanishing
    subject to  θ ≥ 0,  introducer + common ≤ 1 in each phase

Payments are piecewise linear in θ (cap and floor bend them), so each step of Gauss–Newton is a
least squares problem with linear inequalities; it starts from several fixed points.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from shigu.engine.sharing.layout import EQUAL, Layout
from shigu.engine.sharing.least_squares import constrained_least_squares
from shigu.engine.sharing.ledger import Ledger, Rates, expected, expected_payments
from shigu.engine.sharing.terms import TermsTemplate

Floats = NDArray[np.float64]

VANISHING = 1e-8
STEP = 1e-6
SETTLED = 1e-6
MET = 1e-10
ROUNDS = 25
HALVINGS = 6


@dataclass(frozen=True, slots=True)
class _Problem:
    """What is to be met by which template; ``normals``·θ ≥ ``bounds``."""

    book: Ledger
    plan: Layout
    template: TermsTemplate
    target: Floats
    normals: Floats
    bounds: Floats

    def rates(self, theta: Floats) -> Rates:
        return self.plan.rates(theta, self.template)

    def residual(self, theta: Floats) -> Floats:
        """(payment − target) ÷ ‖target‖ by player."""
        payments = expected_payments(self.book, self.rates(theta))
        off: Floats = (payments - self.target) / self.scale
        return off

    @property
    def scale(self) -> float:
        return float(np.linalg.norm(self.target)) or 1.0

    def objective(self, theta: Floats) -> float:
        off, away = self.residual(theta), theta - self.plan.equal
        return float(off @ off + VANISHING * away @ away)


def fit(book: Ledger, plan: Layout, template: TermsTemplate, target: Floats) -> Floats:
    """The best θ found from the fit without cap and floor, from the fit that keeps within the
    cap, from 5:5 and from everything to the introducers."""
    if plan.size == 0:
        return np.zeros(0)
    problem = _Problem(book, plan, template, target, *plan.limits())
    best = plan.equal
    for start in _starts(problem):
        best = min(best, _descend(problem, start), key=problem.objective)
        if float(np.square(problem.residual(best)).sum()) < MET:
            return best
    return best


def _starts(problem: _Problem) -> Iterator[Floats]:
    """At the cap payments have a kink where descent may stall, so one start keeps below it."""
    equal = problem.plan.equal
    free = replace(problem, template=replace(problem.template, cap=1.0, floor_yuan=0.0))
    yield _descend(free, equal)
    yield _descend(_within_cap(problem), equal)
    yield equal
    yield np.where(equal == EQUAL, 1.0, 0.0)


def _within_cap(problem: _Problem) -> _Problem:
    """The problem in which the percentages of every deal stay below the cap by themselves."""
    book, plan = problem.book, problem.plan
    total = np.maximum(book.tax.sum(axis=1, keepdims=True), 1.0)
    phases = [book.tax[:, book.phase == k].sum(axis=1) for k in range(plan.phases)]
    parts = np.column_stack(phases) / total
    claims = (plan.groups[:, :, np.newaxis] * parts[:, np.newaxis, :]).reshape(len(parts), -1)
    normals = np.zeros((len(claims), plan.size))
    normals[:, : claims.shape[1]] = -claims
    used = claims.any(axis=1)
    return replace(
        problem,
        template=replace(problem.template, cap=1.0),
        normals=np.vstack([problem.normals, normals[used]]),
        bounds=np.concatenate([problem.bounds, np.full(used.sum(), -problem.template.cap)]),
    )


def _descend(problem: _Problem, theta: Floats) -> Floats:
    value = problem.objective(theta)
    for _ in range(ROUNDS):
        goal = _gauss_newton(problem, theta)
        if np.abs(goal - theta).max() < SETTLED:
            return theta
        for halving in range(HALVINGS):
            trial = theta + (goal - theta) / 2**halving
            better = problem.objective(trial)
            if better < value:
                break
        else:
            return theta
        gain, theta, value = value - better, trial, better
        if gain <= 1e-12 * value:
            return theta
    return theta


def _gauss_newton(problem: _Problem, theta: Floats) -> Floats:
    """The minimiser of the problem linearised at ``theta``."""
    plan = problem.plan
    slope = _slope(problem, theta) / problem.scale
    weight = np.sqrt(VANISHING)
    matrix = np.vstack([slope, weight * np.eye(plan.size)])
    right = np.concatenate([slope @ theta - problem.residual(theta), weight * plan.equal])
    best = constrained_least_squares(matrix, right, problem.normals, problem.bounds)
    return np.clip(best, 0.0, 1.0)


def _slope(problem: _Problem, theta: Floats) -> Floats:
    """∂payments/∂θ (P × size). Groups share no deal, so one probe serves all groups of a phase."""
    book, plan = problem.book, problem.plan
    at = expected(book, problem.rates(theta))
    columns = np.empty((len(book.players), plan.size))
    groups = plan.groups.shape[1]
    none = np.zeros(len(book.probability))
    for k in range(plan.phases):
        if groups:
            probe = theta.copy()
            probe[k : groups * plan.phases : plan.phases] += STEP
            change = (expected(book, problem.rates(probe))[0] - at[0]) / STEP
            for group, deals in enumerate(plan.groups.T):
                columns[:, group * plan.phases + k] = book.received(change * deals, none, none)
        if plan.common:
            probe = theta.copy()
            probe[k - plan.phases] += STEP
            moved = expected(book, problem.rates(probe))
            change, common = ((new - old) / STEP for new, old in zip(moved, at, strict=True))
            columns[:, k - plan.phases] = book.received(change, common, none)
    return columns
