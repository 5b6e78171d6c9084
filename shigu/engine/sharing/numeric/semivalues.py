"""Shapley, Banzhaf and every other semivalue in one pass over the coalitions, O(2ⁿ)."""

from __future__ import annotations

from functools import cache
from math import comb

import numpy as np
from numpy.typing import NDArray

from shigu.engine.compiled import compiled
from shigu.engine.sharing.numeric.game import Floats, NumericGame

Masks = NDArray[np.int64]

SMALL = 11
"""Up to here one product with a matrix of 2ⁿ × n (at most 176 KiB) is fastest."""

BLOCK_BITS = 12
"""Sums over the first players are kept for 2¹² coalitions, which fit the nearest cache."""


def shapley(game: NumericGame) -> Floats:
    """φᵢ = Σ_{S∌i} s!(n−s−1)!/n! · (v(S∪i) − v(S)), s = |S| (Shapley 1953)."""
    n = len(game.players)
    if n <= SMALL:
        value: Floats = game.values.dot(shapley_matrix(n))
        return value
    return _one_pass(game, shapley_weights(n))


def banzhaf(game: NumericGame) -> Floats:
    """βᵢ = 2^(1−n) Σ_{S∌i} (v(S∪i) − v(S)) (Banzhaf 1965, Owen 1975)."""
    n = len(game.players)
    if n <= SMALL:
        value: Floats = game.values.dot(banzhaf_matrix(n))
        return value
    return _one_pass(game, banzhaf_weights(n))


def semivalue(game: NumericGame, weights: Floats) -> Floats:
    """Σ_{S∌i} weights[|S|] · (v(S∪i) − v(S)) (Dubey, Neyman & Weber 1981).

    ``weights`` has n entries with Σ C(n−1, s)·weights[s] = 1 for a semivalue.
    """
    if len(game.players) <= SMALL:
        value: Floats = game.values.dot(_matrix(weights))
        return value
    return _one_pass(game, weights)


def shapley_weights(players: int) -> Floats:
    """s!(n−s−1)!/n! for s = 0 … n−1."""
    return np.array([1.0 / (players * comb(players - 1, s)) for s in range(players)])


def banzhaf_weights(players: int) -> Floats:
    """2^(1−n) for every size."""
    return np.full(players, 0.5 ** (players - 1))


@cache
def banzhaf_matrix(players: int) -> Floats:
    """2ⁿ × n; v times it is the Banzhaf value."""
    return _matrix(banzhaf_weights(players))


@cache
def shapley_matrix(players: int) -> Floats:
    """2ⁿ × n; v times it is the Shapley value, of one game or of one a row."""
    return _matrix(shapley_weights(players))


def _matrix(weights: Floats) -> Floats:
    """An entry for S ∋ i is weights[s−1], for S ∌ i it is −weights[s]."""
    players = len(weights)
    masks = np.arange(1 << players)
    size = np.bitwise_count(masks).astype(np.int64)
    inside = (masks[:, np.newaxis] >> np.arange(players)) & 1 == 1
    join, stay = _by_size(weights)
    return np.where(inside, (join + stay)[size][:, np.newaxis], 0.0) - stay[size][:, np.newaxis]


def _by_size(weights: Floats) -> tuple[Floats, Floats]:
    """The weight of v(S) for a member and minus that for a stranger, by |S| = 0 … n."""
    return np.concatenate([[0.0], weights]), np.concatenate([weights, [0.0]])


def _one_pass(game: NumericGame, weights: Floats) -> Floats:
    """φᵢ = Σ_{S∋i} (w[s−1] + w[s])·v(S) − Σ_S w[s]·v(S)."""
    join, stay = _by_size(weights)
    inside, outside = join + stay, stay
    players = np.empty(len(weights))
    low = min(len(weights), BLOCK_BITS)
    _fold(game.values, inside, outside, low, players)
    return players


@compiled
def _fold(values: Floats, inside: Floats, outside: Floats, low: int, found: Floats) -> None:
    """Blocks of 2^``low`` coalitions that agree on all later players, one after the other."""
    players, block = found.size, 1 << low
    sizes, columns, sums = np.zeros(block, np.int64), np.zeros(block), np.zeros(2)
    for mask in range(1, block):
        sizes[mask] = sizes[mask >> 1] + (mask & 1)
    found[:] = 0.0
    lost = 0.0
    for high in range(values.size >> low):
        others = 0
        for player in range(players - low):
            others += high >> player & 1
        part = values[high << low : (high + 1) << low]
        _block(part, inside[others:], outside[others:], sizes, columns, sums)
        lost += sums[1]
        _to_members(found[low:], high, sums[0])
    for mask in range(block):
        _to_members(found[:low], mask, columns[mask])
    for player in range(players):
        found[player] -= lost


@compiled
def _block(
    part: Floats, inside: Floats, outside: Floats, sizes: Masks, columns: Floats, sums: Floats
) -> None:
    """Add the weighted values to ``columns``; ``sums`` are those for members and for all."""
    sums[:] = 0.0
    for mask in range(part.size):
        weighted = part[mask] * inside[sizes[mask]]
        columns[mask] += weighted
        sums[0] += weighted
        sums[1] += part[mask] * outside[sizes[mask]]


@compiled
def _to_members(found: Floats, mask: int, amount: float) -> None:
    for player in range(found.size):
        if mask >> player & 1:
            found[player] += amount
