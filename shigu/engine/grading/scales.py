"""From values to points: the four scales of composite indices, and weights by entropy.

Each refuses an empty column and values that are no numbers, by ``GradingError`` at their place.
"""

from __future__ import annotations

import numpy as np
from scipy.stats import rankdata

from shigu.engine.grading.values import Floats, GradingError


def against_base(values: Floats, base: float) -> Floats:
    """x ÷ base, so the base earns 1 and twice the base 2 (黄岩: 税/24.097×30)."""
    _sound(values)
    if not 0 < base < np.inf:
        raise GradingError("base", f"须为正数，现为 {base:g}", f"it is positive, not {base:g}")
    scaled: Floats = values / base
    return scaled


def efficacy(values: Floats) -> Floats:
    """功效系数: 0.6 + 0.4 (x − min) ÷ (max − min); 1 where max = min (三明 2020)."""
    _sound(values)
    low, high = values.min(), values.max()
    if high == low:
        return np.ones_like(values)
    scaled: Floats = 0.6 + 0.4 * (values - low) / (high - low)
    return scaled


def z_score(values: Floats) -> Floats:
    """(x − mean) ÷ standard deviation (ddof 0); 0 where all are equal."""
    _sound(values)
    deviation = values.std()
    if deviation == 0:
        return np.zeros_like(values)
    scaled: Floats = (values - values.mean()) / deviation
    return scaled


def by_rank(values: Floats) -> Floats:
    """(n − r) ÷ (n − 1): 1 for the greatest, 0 for the least, equals at their mean rank."""
    _sound(values)
    if len(values) == 1:
        return np.ones(1)
    scaled: Floats = (rankdata(values, method="average") - 1) / (len(values) - 1)
    return scaled


def entropy_weights(values: Floats) -> Floats:
    """熵权法: w_k ∝ 1 − e_k with e_k = −Σ_i p_ik ln p_ik ÷ ln n and p_ik = x_ik ÷ Σ_i x_ik.

    Args:
        values: units × measures, at least 0, greater = better.

    Returns:
        Weights of the measures, sum 1.

    Raises:
        GradingError: there is one unit only, a value is negative, a measure is 0 everywhere, or
            no measure tells the units apart.

    Reference:
        Shannon 1948; Zeleny 1982, Multiple Criteria Decision Making, ch. 7.
    """
    _sound(values, least=0)
    count = len(values)
    total = values.sum(axis=0)
    if count < 2 or not (total > 0).all():
        raise GradingError(
            "weights",
            "熵权需要至少两个对象，且每个指标不全为 0",
            "entropy needs two units at least and no measure that is 0 everywhere",
        )
    part = values / total
    logs = np.log(part, out=np.zeros_like(part), where=part > 0)
    apart = 1 + (part * logs).sum(axis=0) / np.log(count)
    apart[apart < 1e-12] = 0
    if apart.sum() == 0:
        raise GradingError(
            "weights", "各对象的指标都相同，熵权无从分配", "no measure tells the units apart"
        )
    weights: Floats = apart / apart.sum()
    return weights


def _sound(values: Floats, *, least: float = -np.inf) -> None:
    if not values.size:
        raise GradingError("values", "没有数值", "there is none")
    for place in np.argwhere(~(np.isfinite(values) & (values >= least)))[:1]:
        found, where = values[tuple(place)], ", ".join(str(at + 1) for at in place)
        raise GradingError(
            f"value {where}", f"须为有限数，现为 {found:g}", f"it cannot be {found:g}"
        )


def half_up(values: Floats, decimals: int) -> Floats:
    """Rounded as offices round: a half goes up. A value within 10⁻⁹ of a half counts as one."""
    shift = 10.0**decimals
    rounded: Floats = np.floor(values * shift + 0.5 + 1e-9) / shift
    return rounded
