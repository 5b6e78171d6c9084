"""Least core, prenucleolus and nucleolus in exact rationals, and Kohlberg's check of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shigu.engine.sharing.balance import Basis, Optimum, Worth, first_basis, settle, solve
from shigu.engine.sharing.bargaining import surplus
from shigu.engine.sharing.coalitions import subset_sums, whole_array
from shigu.engine.sharing.game import Game, whole_numbers


@dataclass(frozen=True, slots=True)
class Tension:
    """The least core of the profit game: ε and what proves it.

    ``weights`` (bitmask, λ > 0) balance: Σ λ_S 1_S = ``whole`` · 1_N and Σ h(S)·λ_S = 1, h = 1 or
    |S|, so under no division of v(N) is the worst coalition short of less than
    ε = Σ λ_S v(S) − ``whole`` · v(N).
    """

    epsilon: Fraction
    payoffs: tuple[Fraction, ...]
    weights: tuple[tuple[int, Fraction], ...]
    whole: Fraction


def tension(game: Game, *, per_capita: bool = False) -> Tension:
    """min ε with x(N) = v(N), x(S) ≥ v(S) − ε (Maschler, Peleg & Shapley 1979), and its dual.

    ``per_capita``: x(S) ≥ v(S) − |S|·ε, the weak least core of Shapley & Shubik (1966).

    Of one player nobody can leave: ε = 0. ``payoffs`` is a vertex of the least core.
    """
    profits = game.profits()
    if len(game.players) == 1:
        return Tension(Fraction(0), (profits[1],), (), Fraction(1))
    basis = first_basis(len(game.players), per_capita=per_capita)
    optimum = next(_rounds(profits, basis, alone=False))
    weights = [(c.mask, w) for c, w in optimum.weights.items() if c.role == "open" and w]
    whole = sum((w for c, w in optimum.weights.items() if c.role == "settled"), Fraction(0))
    return Tension(optimum.epsilon, optimum.payoffs, tuple(sorted(weights)), -whole)


def prenucleolus(game: Game, *, per_capita: bool = False) -> tuple[Fraction, ...]:
    """The division of v(N) whose excesses, sorted downwards, are lexicographically least.

    ``per_capita`` compares the excesses divided by |S| (Grotte 1970).

    Sequence of linear programmes (Kopelowitz 1967; Maschler, Peleg & Shapley 1979), each of
    which settles the coalitions with positive dual weight.
    """
    return _last(game, alone=False, per_capita=per_capita)


def nucleolus(game: Game, *, per_capita: bool = False) -> tuple[Fraction, ...]:
    """As :func:`prenucleolus`, but nobody gets less than alone (Schmeidler 1969).

    It is defined on the imputations; where there is none (see :func:`has_imputation`) the
    answer is the prenucleolus.
    """
    return _last(game, alone=has_imputation(game), per_capita=per_capita)


def has_imputation(game: Game) -> bool:
    """Whether some division pays everyone what they have alone: Σ v({i}) ≤ v(N)."""
    return surplus(game) >= 0


def is_nucleolus(
    game: Game, payoffs: Sequence[Fraction], *, alone: bool = True, per_capita: bool = False
) -> bool:
    """Kohlberg's criterion (1971): at every level t the coalitions with excess ≥ t are balanced.

    With ``alone``, players who get no more than alone may help to balance (the nucleolus);
    without, it is the prenucleolus that is recognised. ``per_capita``: levels of excess ÷ |S|.
    """
    profits = game.profits()
    amounts, _ = whole_numbers([*profits, *game.in_kind(payoffs)])
    values, parts = amounts[: len(profits)], amounts[len(profits) :]
    if sum(parts) != values[-1]:
        return False
    spare = [part - values[1 << i] for i, part in enumerate(parts)]
    if alone and min(spare) < 0:
        return False
    if len(parts) == 1:
        return True
    excess = _levels(values, parts, per_capita=per_capita)
    helpers = tuple(-int(amount > 0) for amount in spare) if alone else None
    return _balanced_at_every_level(excess, helpers, len(parts))


def _levels(values: list[int], parts: list[int], *, per_capita: bool) -> NDArray[Any]:
    """Excess by bitmask, or excess ÷ |S| times the least common multiple of all sizes."""
    if not per_capita:
        plain: NDArray[Any] = whole_array(values, headroom=2) - subset_sums(parts)
        return plain
    common = lcm(*range(1, len(parts) + 1))
    excess = whole_array([value * common for value in values], headroom=2)
    excess = excess - subset_sums([part * common for part in parts])
    sizes = np.maximum(np.bitwise_count(np.arange(len(values))), 1)
    level: NDArray[Any] = excess // sizes
    return level


def _balanced_at_every_level(
    excess: NDArray[Any],
    helpers: tuple[int, ...] | None,
    players: int,
) -> bool:
    """Settle the highest open excess level by balanced weights until all levels are settled.

    Weights on the level cost nothing and all others cost 1: they balance if and only if the
    optimum is 0.
    """
    basis: Basis | None = first_basis(players)
    while basis is not None:
        level = excess[basis.unsettled()].max()
        targets = {c.mask: 0 for c in basis.columns if c.role == "settled"}
        worth = Worth(np.where(excess >= level, 0, -1), targets, helpers)
        if solve(basis, worth).epsilon < 0:
            return False
        basis = settle(basis)
    return True


def _last(game: Game, *, alone: bool, per_capita: bool) -> tuple[Fraction, ...]:
    profits = game.profits()
    if len(game.players) == 1:
        return game.in_kind(profits[1:])
    basis = first_basis(len(game.players), per_capita=per_capita)
    *_, optimum = _rounds(profits, basis, alone=alone)
    return game.in_kind(optimum.payoffs)


def _rounds(profits: Sequence[Fraction], start: Basis, *, alone: bool) -> Iterator[Optimum]:
    """The optima of the successive programmes; the payoffs of the last are the solution."""
    values, scale = whole_numbers(profits)
    targets = {len(values) - 1: Fraction(values[-1])}
    basis: Basis | None = start
    while basis is not None:
        factor = lcm(*(target.denominator for target in targets.values()))
        worth = _worth(values, targets, factor, alone=alone)
        optimum = _in_units(solve(basis, worth), factor)
        yield _in_units(optimum, scale)
        basis = settle(basis)
        if basis is not None:
            fixed = [c.mask for c in basis.columns if c.role == "settled"]
            targets = {mask: _total(optimum.payoffs, mask) for mask in fixed}


def _worth(values: list[int], targets: dict[int, Fraction], factor: int, *, alone: bool) -> Worth:
    scaled = [value * factor for value in values]
    singles = len(values).bit_length() - 1
    return Worth(
        whole_array(scaled),
        {mask: int(target * factor) for mask, target in targets.items()},
        tuple(scaled[1 << i] for i in range(singles)) if alone else None,
    )


def _in_units(optimum: Optimum, scale: int) -> Optimum:
    payoffs = tuple(amount / scale for amount in optimum.payoffs)
    return Optimum(payoffs, optimum.epsilon / scale, optimum.weights)


def _total(payoffs: Sequence[Fraction], mask: int) -> Fraction:
    return sum((amount for i, amount in enumerate(payoffs) if mask >> i & 1), Fraction(0))
