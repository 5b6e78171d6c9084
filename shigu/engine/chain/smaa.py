"""SMAA-2: the probability of every rank over all weightings, so that nobody argues of weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from shigu.engine.chain.arrays import Floats
from shigu.engine.chain.checking import ChainError

Integers = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Acceptability:
    """``ranks[i, r]`` = P(alternative i takes rank r + 1), alternatives × alternatives;
    ``central[i]`` = mean of the weights that put i first (criteria), NaN if none does."""

    ranks: Floats
    central: Floats

    def holistic(self) -> Floats:
        """Σ_r α_r b_ir with linear meta-weights from 1 at the first rank to 0 at the last."""
        count = len(self.ranks)
        steps = np.linspace(1, 0, count) if count > 1 else np.ones(1)
        index: Floats = self.ranks @ steps
        return index


def smaa(values: Floats, *, seed: int, draws: int) -> Acceptability:
    """Rank acceptability by Monte Carlo, weights uniform on the simplex (Dirichlet(1)).

    u_i(w) = Σ_k w_k values_ik; the rank of i is 1 + the number of alternatives strictly above
    it, so equals share the better rank. Standard error of each probability ≤ ½ / √draws
    (0.005 at 10,000).

    Args:
        values: alternatives × criteria, each criterion 0–1 and higher = better.

    Raises:
        ChainError: a value is not finite, or there is nothing to draw.

    Reference:
        Lahdelma, Hokkanen, Salminen 1998, Eur. J. Oper. Res. 106: 137–143; Lahdelma, Salminen
        2001, Oper. Res. 49: 444–454, eqs. 4–10.
    """
    return acceptability(*draw_ranks(values[None], seed=seed, draws=draws))


def draw_ranks(samples: Floats, *, seed: int, draws: int) -> tuple[Integers, Floats]:
    """Rank of every alternative in every draw of inputs and weights.

    Args:
        samples: draws of the inputs × alternatives × criteria; each has its part of the weights.
        draws: of weights in all, at least one a sample.

    Returns:
        Draws × alternatives, 0 = first, and draws × criteria, the weights.

    Raises:
        ChainError: a value is not finite, or there is nothing to draw.
    """
    if samples.ndim != 3 or samples.size == 0:
        raise ChainError("SMAA", f"it needs alternatives and criteria, not {samples.shape}")
    for _, row, column in np.argwhere(~np.isfinite(samples))[:1]:
        raise ChainError(f"alternative {row}, criterion {column}", "its value must be finite")
    if draws < len(samples):
        raise ChainError("SMAA", f"{draws} draws for {len(samples)} samples of the values")
    each = draws // len(samples)
    criteria = samples.shape[2]
    weights = np.random.default_rng(seed).dirichlet(np.ones(criteria), each * len(samples))
    by_sample = weights.reshape(len(samples), each, criteria)
    # Rounding makes equal alternatives equal whatever the order of summation was.
    utility = np.round(by_sample @ samples.transpose(0, 2, 1), 12).reshape(len(weights), -1)
    return rankdata(-utility, method="min", axis=1).astype(np.intp) - 1, weights


def acceptability(rank: Integers, weights: Floats) -> Acceptability:
    """Rank probabilities and central weights of what ``draw_ranks`` drew.

    Raises:
        ChainError: nothing was drawn, or not one weighting for each row of ranks.
    """
    if rank.ndim != 2 or rank.size == 0 or len(weights) != len(rank):
        raise ChainError("SMAA", f"{rank.shape} ranks for {len(weights)} weightings")
    draws, count = rank.shape
    ranks = np.stack([np.bincount(rank[:, i], minlength=count) for i in range(count)]) / draws
    first = (rank == 0).astype(np.float64)
    wins = first.sum(axis=0)[:, None]
    central = np.where(wins > 0, (first.T @ weights) / np.maximum(wins, 1), np.nan)
    return Acceptability(ranks, central)


def smaa_two_criteria(
    values: Sequence[tuple[Fraction, Fraction]],
) -> tuple[tuple[Fraction, ...], ...]:
    """The same rank acceptability, exact, for two criteria: lengths of intervals of the weight.

    With w on the first criterion, u_i(w) = y_i + w (x_i − y_i). The order changes only where
    two lines cross, so between neighbouring crossings each alternative keeps its rank.

    Returns:
        Alternatives × ranks, each row summing to 1.

    Raises:
        ChainError: there is no alternative.
    """
    if not values:
        raise ChainError("SMAA", "there is no alternative")
    crossings = {Fraction(0), Fraction(1)}
    for i, (x, y) in enumerate(values):
        for other_x, other_y in values[:i]:
            slope = (x - y) - (other_x - other_y)
            if slope and 0 < (where := (other_y - y) / slope) < 1:
                crossings.add(where)
    edges = sorted(crossings)
    ranks = [[Fraction(0)] * len(values) for _ in values]
    for low, high in pairwise(edges):
        middle = (low + high) / 2
        utility = [y + middle * (x - y) for x, y in values]
        for i, own in enumerate(utility):
            ranks[i][sum(other > own for other in utility)] += high - low
    return tuple(tuple(row) for row in ranks)
