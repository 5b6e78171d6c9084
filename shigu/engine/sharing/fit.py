"""The percentages of a template whose expected payments come closest to a target.

    θ = (s, f) ≥ 0,  c = Σ fᵢ,  sₖ + c ≤ 1 in each phase

Of those, the nearest to 5:5 (Σ (sₖ − ½)² + c², ``descent``): the fund is used where the target
needs it, and phases stay even; a smaller fund may do, at percentages further from one half.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from shigu.engine.sharing.descent import closest, descend, objective
from shigu.engine.sharing.layout import EQUAL, Layout
from shigu.engine.sharing.ledger import Ledger, Rates, expected, expected_payments
from shigu.engine.sharing.terms import TermsTemplate

Floats = NDArray[np.float64]

STEP = 1e-6


@dataclass(frozen=True, slots=True)
class _Problem:
    """What is to be met by which template; ``normals``·θ ≥ ``bounds``."""

    book: Ledger
    plan: Layout
    template: TermsTemplate
    target: Floats
    normals: Floats
    bounds: Floats
    probe: float = STEP

    @property
    def equal(self) -> Floats:
        return self.plan.equal

    @property
    def agreed(self) -> Floats:
        return self.plan.agreed

    def rates(self, theta: Floats) -> Rates:
        return self.plan.rates(theta, self.template)

    def residual(self, theta: Floats) -> Floats:
        """(payment − target) ÷ ‖target‖ by player."""
        payments = expected_payments(self.book, self.rates(theta))
        off: Floats = (payments - self.target) / self.scale
        return off

    def slope(self, theta: Floats, probe: float) -> Floats:
        return _slope(self, theta, probe) / self.scale

    def within(self, theta: Floats) -> Floats:
        """To 0…1, the fund to at most 1, introducers below the rest."""
        shares, fund = self.plan.split(np.clip(theta, 0.0, 1.0))
        return self.plan.joined(shares, fund / max(float(fund.sum()), 1.0))

    @property
    def scale(self) -> float:
        return float(np.linalg.norm(self.target)) or 1.0


def fit(book: Ledger, plan: Layout, template: TermsTemplate, target: Floats) -> Floats:
    """The best θ found from five starts: the fit without cap and floor, the fit that keeps within
    the cap, 5:5, and nothing or everything to the introducers.

    On cases of two percentages it comes within 2 % of a fine grid (tests).
    """
    if plan.size == 0:
        return np.zeros(0)
    problem = _Problem(book, plan, template, target, *plan.limits())
    return closest(problem, _starts(problem))


def refit(
    book: Ledger, plan: Layout, template: TermsTemplate, target: Floats, theta: Floats
) -> Floats:
    """The best θ under another template, from ``theta`` and from the fit without cap and floor."""
    problem = _Problem(book, plan, template, target, *plan.limits())
    starts = (theta, next(_starts(problem)))
    found = (descend(problem, start) for start in starts)
    return min(found, key=lambda each: objective(problem, each))


def _starts(problem: _Problem) -> Iterator[Floats]:
    """At the cap payments have a kink where descent may stall, so one start keeps below it."""
    equal = problem.plan.equal
    free = replace(problem, template=replace(problem.template, cap=1.0, floor_yuan=0.0))
    yield descend(free, equal)
    yield descend(_within_cap(problem), equal)
    yield equal
    yield np.zeros_like(equal)
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


def _slope(problem: _Problem, theta: Floats, probe: float) -> Floats:
    """∂payments/∂θ (P × size). Groups share no deal, so one probe serves all groups of a phase;
    payments depend on f through c alone, but for the parts of the fund."""
    book, plan = problem.book, problem.plan
    at = expected(book, problem.rates(theta))
    none, nothing = np.zeros_like(book.probability), np.zeros(len(book.players))

    def change(which: slice) -> Floats:
        moved = theta.copy()
        moved[which] += probe
        return (expected(book, problem.rates(moved)) - at) / probe

    columns = np.empty((len(book.players), plan.size))
    for k in range(plan.phases if plan.introducers else 0):
        each = slice(k, plan.introducers, plan.phases)
        by_group = plan.groups.T * change(each)
        columns[:, each] = book.received(by_group, np.zeros_like(by_group), nothing).T
    if plan.fund:
        first = slice(plan.introducers, plan.introducers + 1)
        pool = book.probability * book.pooled
        taken = book.received(change(first), none, nothing) - pool @ book.hosted
        columns[:, plan.introducers :] = taken[:, np.newaxis] + pool.sum() * np.eye(len(nothing))
    return columns
