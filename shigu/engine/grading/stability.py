"""How ranks and grades stand when the weights move."""

from __future__ import annotations

import numpy as np

from shigu.engine.grading.grade import levels, ranks, score, values_of
from shigu.engine.grading.results import Stability
from shigu.engine.grading.values import GradingError, Scheme, Units


def stability(
    scheme: Scheme, units: Units, *, swing: float = 0.2, draws: int = 1_000, seed: int = 0
) -> tuple[Stability, ...]:
    """Ranks and grades over weights that each move within ±``swing`` by themselves.

    The moved weights are scaled to the same sum. Points are not rounded here. Standard error of
    ``grade_kept`` ≤ ½ / √draws.

    Raises:
        GradingError: the units cannot be graded, or the swing is not between 0 and 1.
    """
    if not 0 <= swing < 1 or draws < 1:
        raise GradingError("swing", "幅度须在 0 与 1 之间，至少一次", "a part from 0 to under 1")
    scored = score(scheme, values_of(scheme, units), units)
    factors = np.random.default_rng(seed).uniform(
        1 - swing, 1 + swing, (draws, len(scored.weights))
    )
    moved = factors * scored.weights
    moved *= scored.weights.sum() / moved.sum(axis=1, keepdims=True)
    own = levels(scheme, scored.earned @ scored.weights, units.groups)
    totals = moved @ scored.earned.T
    rank = np.array([ranks(total) for total in totals])
    kept = np.array([levels(scheme, total, units.groups) == own for total in totals])
    return tuple(
        Stability(unit, int(rank[:, at].min()), int(rank[:, at].max()), float(kept[:, at].mean()))
        for at, unit in enumerate(units.ids)
    )
