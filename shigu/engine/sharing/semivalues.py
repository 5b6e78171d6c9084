"""Averages of marginal contributions: the Shapley and the Banzhaf value."""

from __future__ import annotations

from fractions import Fraction
from math import factorial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shigu.engine.reasons import Explained, Reason
from shigu.engine.sharing.coalitions import whole_array
from shigu.engine.sharing.game import Game, whole_numbers


def shapley(game: Game) -> tuple[Fraction, ...]:
    """φᵢ = Σ_{S∌i} s!(n−s−1)!/n! · (v(S∪i) − v(S)), s = |S| (Shapley 1953); sums to v(N)."""
    n = len(game.players)
    weights = [Fraction(factorial(s) * factorial(n - s - 1), factorial(n)) for s in range(n)]
    return _semivalue(game, weights)


def banzhaf(game: Game) -> tuple[Fraction, ...]:
    """βᵢ = 2^(1−n) Σ_{S∌i} (v(S∪i) − v(S)) (Banzhaf 1965, Owen 1975); need not sum to v(N)."""
    n = len(game.players)
    return _semivalue(game, [Fraction(1, 1 << (n - 1))] * n)


def banzhaf_index(game: Game) -> Explained[tuple[Fraction, ...] | None]:
    """The Banzhaf value scaled to sum to v(N) (Banzhaf–Coleman index); ``None`` where it sums to 0
    and v(N) does not."""
    raw, whole = banzhaf(game), game.values[game.grand]
    total = sum(raw, Fraction(0))
    if total == 0:
        return Explained(None, (_NO_SCALE,)) if whole else Explained(raw, ())
    return Explained(tuple(amount * whole / total for amount in raw), ())


_NO_SCALE = Reason(
    "sharing.banzhaf.scale",
    "班扎夫值合计为零而总值不为零，无法归一。",
    "The Banzhaf value sums to zero and the total does not: it cannot be scaled to it.",
)


def _semivalue(game: Game, weights: list[Fraction]) -> tuple[Fraction, ...]:
    """Σ_{S∌i} weights[|S|] · (v(S∪i) − v(S)) for each player i.

    Marginal contributions are first added up by coalition size, so that weights meet n sums
    instead of 2ⁿ values.
    """
    n = len(game.players)
    numerators, scale = whole_numbers(game.values)
    values = whole_array(numerators, headroom=1 << n)
    sizes = np.bitwise_count(np.arange(1 << (n - 1)))
    order = np.argsort(sizes, kind="stable")
    starts = np.searchsorted(sizes[order], np.arange(n))
    return tuple(
        sum(
            (weight * int(total) for weight, total in zip(weights, by_size, strict=True)),
            Fraction(0),
        )
        / scale
        for by_size in (np.add.reduceat(_marginal(values, i)[order], starts) for i in range(n))
    )


def _marginal(values: NDArray[Any], i: int) -> NDArray[Any]:
    """v(S∪i) − v(S) for the coalitions S without player i, in the order of their bitmasks."""
    halves = values.reshape(-1, 2, 1 << i)
    difference: NDArray[Any] = (halves[:, 1, :] - halves[:, 0, :]).reshape(-1)
    return difference
