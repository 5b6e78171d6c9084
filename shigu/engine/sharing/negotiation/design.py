"""Parameters of an agreement whose expected payments come closest to a target."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from shigu.engine.reasons import Reason
from shigu.engine.sharing.descent import closest
from shigu.engine.sharing.design import NOTICEABLE, QUANTILES, relative_error
from shigu.engine.sharing.layout import DECIMALS, EQUAL
from shigu.engine.sharing.negotiation.outlook import NegotiationError, Outlook, with_parameters
from shigu.engine.sharing.negotiation.words import limit_reason, party_names
from shigu.engine.sharing.results import AgainstEqual
from shigu.engine.sharing.rules.values import Agreement, Rule
from shigu.engine.sharing.words import Names, terms_reasons
from shigu.engine.values import FEN_PER_YUAN

Floats = NDArray[np.float64]

PROBE = 1e-3
"""Wide enough that the rounding of fen does not bend a slope."""

AIM = ("目标", "the targets")

FREED: dict[str, Callable[[Rule], Rule]] = {
    "cap": lambda rule: replace(rule, cap=None),
    "floor": lambda rule: replace(rule, floor=None),
}


@dataclass(frozen=True)
class DesignedAgreement:
    """``agreement`` with ``parameters`` to 0.1 %; payments in yuan of the first year.

    ``error`` = Σ|designed − target| ÷ Σ|target|; under 5:5 every parameter is one half.
    """

    agreement: Agreement
    parameters: dict[str, Fraction]
    expected_payments: dict[str, float]
    against_5_5: tuple[AgainstEqual, ...]
    error: float
    error_5_5: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class _Problem:
    """Payments of an outlook as functions of its open parameters."""

    outlook: Outlook
    target: Floats
    probe: float = PROBE

    @property
    def equal(self) -> Floats:
        low, high = self.outlook.bounds
        equal: Floats = np.clip(np.full(len(low), EQUAL), low, high)
        return equal

    @property
    def agreed(self) -> Floats:
        return np.eye(len(self.outlook.open))

    @property
    def normals(self) -> Floats:
        return np.vstack([self.agreed, -self.agreed])

    @property
    def bounds(self) -> Floats:
        low, high = self.outlook.bounds
        return np.concatenate([low, -high])

    @property
    def scale(self) -> float:
        return float(np.linalg.norm(self.target)) or 1.0

    def residual(self, theta: Floats) -> Floats:
        off: Floats = (self.outlook.expected(theta) - self.target) / self.scale
        return off

    def slope(self, theta: Floats, probe: float) -> Floats:
        """Each column between θ and a step that stays within the bounds."""
        columns = []
        for k in range(len(theta)):
            there = theta.copy()
            there[k] = theta[k] + probe
            there = self.within(there)
            step = there[k] - theta[k]
            if step == 0:
                there[k] = theta[k] - probe
                step = -probe
            columns.append((self.residual(there) - self.residual(theta)) / step)
        return np.column_stack(columns)

    def within(self, theta: Floats) -> Floats:
        return np.clip(theta, *self.outlook.bounds)


def design_agreement(
    outlook: Outlook, target_fen: Mapping[str, int], *, names: Names | None = None
) -> DesignedAgreement:
    """Values of the open parameters that meet ``target_fen`` (expected fen by party) best.

    Least squares; among minimisers those nearest to 5:5. They are rounded to 0.1 %, and
    everything reported is that of the rounded ones.

    Raises:
        NegotiationError: nothing is open, or parties and target do not match.
    """
    if not outlook.open:
        raise NegotiationError(
            "协议的参数都已议定，没有可设计的。请去掉要设计的参数的 value。",
            "every parameter of the agreement has a value: remove those to be designed.",
        )
    aim = _aim(outlook, target_fen)
    problem = _Problem(outlook, aim)
    theta = rounded(outlook, closest(problem, _starts(problem)))
    designed, equal = outlook.expected(theta), outlook.expected(np.full(len(theta), EQUAL))
    against = _against(outlook, theta, aim, designed, equal)
    parameters = outlook.agreed(theta)
    error, error_5_5 = relative_error(designed, aim), relative_error(equal, aim)
    return DesignedAgreement(
        agreement=with_parameters(outlook.agreement, parameters),
        parameters=parameters,
        expected_payments=dict(zip(outlook.parties, designed.tolist(), strict=True)),
        against_5_5=against,
        error=error,
        error_5_5=error_5_5,
        reasons=(
            *terms_reasons(
                against, error, error_5_5, names or party_names(outlook.agreement), aim=AIM
            ),
            *_limits(outlook, aim, error),
        ),
    )


def rounded(outlook: Outlook, theta: Floats) -> Floats:
    """To 0.1 %, within the bounds."""
    whole: Floats = np.clip(np.round(theta, DECIMALS), *outlook.bounds)
    return whole


def _limits(outlook: Outlook, aim: Floats, error: float) -> Iterator[Reason]:
    """Whether caps or floors keep the terms from the target, each by designing without them."""
    if error < NOTICEABLE:
        return
    rules = outlook.agreement.rules
    for limit, without_it in FREED.items():
        freed = tuple(map(without_it, rules))
        if freed != rules:
            free = replace(outlook, agreement=replace(outlook.agreement, rules=freed), seen={})
            problem = _Problem(free, aim)
            best = rounded(free, closest(problem, _starts(problem)))
            without = relative_error(free.expected(best), aim)
            if without < error - NOTICEABLE:
                yield limit_reason(limit, error, without)


def _starts(problem: _Problem) -> Iterator[Floats]:
    low, high = problem.outlook.bounds
    yield problem.equal
    yield low
    yield high


def _aim(outlook: Outlook, target_fen: Mapping[str, int]) -> Floats:
    missing = [party for party in outlook.parties if party not in target_fen]
    strange = [party for party in target_fen if party not in outlook.parties]
    if missing or strange:
        named = "、".join(outlook.parties)
        raise NegotiationError(
            f"目标与收款各方不符：缺 {missing}，多 {strange}。请恰好给出 {named} 的目标。",
            f"the target lacks {missing} and has {strange}: give one for each of {named}.",
        )
    return np.array([target_fen[party] / FEN_PER_YUAN for party in outlook.parties])


def _against(
    outlook: Outlook, theta: Floats, aim: Floats, designed: Floats, equal: Floats
) -> tuple[AgainstEqual, ...]:
    low, high = (_quantile(outlook, theta, part) for part in QUANTILES)
    table = np.column_stack([aim, designed, equal, low, high]).tolist()
    return tuple(
        AgainstEqual(party, *row) for party, row in zip(outlook.parties, table, strict=True)
    )


def _quantile(outlook: Outlook, theta: Floats, part: float) -> Floats:
    """The least payment by party that scenarios of at least ``part`` probability stay within."""
    paid, probabilities = outlook.by_scenario(theta), outlook.probabilities
    order = np.argsort(paid, axis=0, kind="stable")
    reached = np.cumsum(probabilities[order], axis=0) >= part - 1e-12
    first = np.argmax(reached, axis=0)
    column = np.arange(paid.shape[1])
    within: Floats = paid[order[first, column], column]
    return within
