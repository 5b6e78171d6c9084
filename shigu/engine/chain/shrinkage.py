"""An interval that small counts deserve: ratios drawn towards those of the other links."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import gammaincinv, gammaln

from shigu.engine.chain.arrays import Floats
from shigu.engine.chain.checking import ChainError


@dataclass(frozen=True, slots=True)
class GammaPrior:
    """θ ~ Gamma(shape, rate): mean shape / rate, coefficient of variation 1 / √shape."""

    shape: float
    rate: float

    def estimate(self, observed: float, expected: float) -> float:
        """Posterior mean of θ: (a + O) / (b + E) (Clayton & Kaldor 1987)."""
        return (self.shape + observed) / (self.rate + expected)

    def interval(self, observed: float, expected: float, level: float = 0.9) -> tuple[float, float]:
        """Equal-tailed posterior interval of θ given O ~ Poisson(E·θ)."""
        shape, rate, tail = self.shape + observed, self.rate + expected, (1 - level) / 2
        low, high = gammaincinv(shape, (tail, 1 - tail)) / rate
        return float(low), float(high)


def fit_prior(observed: Floats, expected: Floats, *, most_shape: float = 10.0) -> GammaPrior:
    """Gamma prior of the ratios by maximum marginal (negative binomial) likelihood.

    O_l ~ Poisson(E_l θ_l), θ_l ~ Gamma(a, b). ``most_shape`` bounds a, so that counts too few
    to show any spread do not feign certainty: the prior keeps a coefficient of variation of
    at least 1 / √most_shape (0.32).

    Args:
        observed, expected: links; every expected count is positive.

    Raises:
        ChainError: there is nothing to fit (no link, or nothing observed), or a count is none;
            the place is its link.

    Reference:
        Clayton, Kaldor 1987, Biometrics 43: 671–681, gamma model.
    """
    if observed.shape != expected.shape or not observed.size:
        raise ChainError("counts", f"{observed.size} observed for {expected.size} expected")
    sound = np.isfinite(observed) & np.isfinite(expected) & (observed >= 0) & (expected > 0)
    for at in np.flatnonzero(~sound)[:1]:
        told = f"{observed[at]} observed of {expected[at]} expected"
        raise ChainError(f"link {at}", f"{told}: one must be at least 0, the other above 0")
    if not observed.sum() > 0:
        raise ChainError("counts", "nothing is observed, so there is no prior to fit")

    def loss(point: Floats) -> float:
        shape, rate = np.exp(point[0]), np.exp(point[0] - point[1])
        likelihood = gammaln(shape + observed) - gammaln(shape)
        likelihood += shape * np.log(rate) - (shape + observed) * np.log(rate + expected)
        return -float(likelihood.sum())

    mean = np.log(observed.sum() / expected.sum())
    bounds = [(np.log(0.01), np.log(most_shape)), (mean - 3, mean + 3)]
    found = minimize(loss, np.array([0.0, mean]), bounds=bounds, method="L-BFGS-B").x
    return GammaPrior(float(np.exp(found[0])), float(np.exp(found[0] - found[1])))
