"""What each row of a plan is worth at the margin, without a solver: warm multipliers.

L(π) = Σ_p max(0, max_s (v_ps − Σ_i π_i·a_ips)) + Σ_i max(π_i·l_i, π_i·u_i)

bounds the value of every plan from above for any π that is ≥ 0 on rows with no lower and ≤ 0 on
rows with no upper limit (Lagrangian relaxation, Geoffrion 1974, *Mathematical Programming Study*
2). Whoever asks a question later finds the prices here and corrects them in a few rounds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from shigu.engine.siting.constraints import Row
from shigu.engine.siting.matrix import Matrix
from shigu.engine.siting.network import Arc, Network
from shigu.engine.siting.terms import Floats, Ints
from shigu.engine.values import FEN_PER_WAN

Flags = NDArray[np.bool_]
STALE, SHRINK, BEND = 8, 0.6, 0.6
COLD, WARM, FINEST = 0.1, 2e-3, 1e-6
"""How far below the bound the first step aims, from nothing and from prices found before, and
where the rounds end, as parts of the bound."""
SOFT, LEAST = 3.0, -60.0
NEAR = 7.0
"""Arcs further below the best of a need than so many times the warmth are not chosen at all."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Prices by row (万元 a unit), what is left of each arc's value once it has paid for what it
    takes, the best of that for each need (0 = stays out), and L(π)."""

    price: Floats
    left: Floats
    best: Floats
    bound_wan: float

    def regret_wan(self, network: Network, need: str, j: int) -> float:
        """By how much L(π) falls when ``need`` must take its arc ``j``."""
        at = list(network.by_need).index(need)
        return float(self.best[at] - self.left[j])


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The plan with all rows priced but one place a project; a bond counts as a project with one
    arc. ``value`` is −inf where an arc is closed, ``unit`` is what each price is measured in."""

    value: Floats
    need: Ints
    order: Ints
    first: Ints
    must: Flags
    takes: csr_array
    lower: Floats
    upper: Floats
    unit: Floats

    def at(self, price: Floats) -> Rates:
        """The bound at these prices."""
        left: Floats = self.value - self.takes @ price
        best = np.where(self.must, -inf, 0.0)
        there = np.flatnonzero(np.diff(self.first))
        if len(there):
            top = np.maximum.reduceat(left[self.order], self.first[there])
            best[there] = np.maximum(best[there], top)
        paid = price > 0
        limits = np.where(paid, self.upper, np.where(price < 0, self.lower, 0.0))
        return Rates(price, left, best, float(best.sum() + (price * limits).sum()))

    def excess(self, rates: Rates, warmth: float) -> Floats:
        """What the needs take beyond the limit that each row's price speaks of.

        A need is spread over its near arcs, and over staying out, by exp((left − best) / warmth):
        spaces that are worth the same to it share it, where one of them alone would be a kink.
        """
        count = len(self.must)
        behind = rates.left - rates.best[self.need]
        near = np.flatnonzero(behind >= -NEAR * warmth)
        need, part = self.need[near], np.exp(behind[near] / warmth)
        out = np.where(self.must, 0.0, np.exp(np.clip(-rates.best / warmth, LEAST, 0.0)))
        whole = np.bincount(need, part, count) + out
        weight = np.zeros(len(self.need))
        weight[near] = part / whole[need]
        used: Floats = self.takes.T @ weight
        over, under = used - self.upper, used - self.lower
        free = np.where(over > 0, over, np.where(under < 0, under, 0.0))
        return np.where(rates.price > 0, over, np.where(rates.price < 0, under, free))


def relaxed(
    must: Flags,
    rows: Sequence[Row],
    takes: Matrix,
    value: Floats,
    need: Ints,
    unit: Floats | None = None,
) -> Relaxed:
    """The relaxation of a model: ``value`` of each column in 万元 (−inf = closed), ``need`` whose
    it is, ``must`` who may not stay out. One place a project stays as it is, all other rows are
    priced; ``unit`` saves their :func:`units`."""
    order = np.argsort(need, kind="stable")
    priced = np.array([row.kind not in {"assignment", "locked"} for row in rows], bool)
    amount = np.where(priced[takes.row], takes.amount, 0.0) if len(rows) else takes.amount
    first = np.searchsorted(need[order], np.arange(len(must) + 1))
    return Relaxed(
        value=value,
        need=need,
        order=order,
        first=first,
        must=must,
        takes=csr_array((amount, takes.row, takes.start), shape=(len(value), len(rows))),
        lower=np.array([row.lower if p else -inf for row, p in zip(rows, priced, strict=True)]),
        upper=np.array([row.upper if p else inf for row, p in zip(rows, priced, strict=True)]),
        unit=units(takes, np.diff(first)[need], len(rows)) if unit is None else unit,
    )


def units(takes: Matrix, choices: Ints, rows: int) -> Floats:
    """What each price is measured in: the spread of its row's use over undecided needs, which
    have so many ``choices`` at each arc."""
    squares = takes.amount**2 / np.repeat(choices, np.diff(takes.start))
    spread = np.bincount(takes.row, squares, minlength=rows)
    return np.sqrt(np.where(spread > 0, spread, 1.0))


def worths(arcs: Sequence[Arc], locked: Mapping[str, str]) -> Floats:
    """The value of each arc, 万元; −inf where the project is locked to another space."""
    value = np.array([arc.value.fen for arc in arcs], np.float64) / FEN_PER_WAN
    for k, arc in enumerate(arcs if locked else ()):
        if locked.get(arc.need.id, arc.space.id) != arc.space.id:
            value[k] = -inf
    return value


def priced(model: Relaxed, start: Floats | None = None, *, rounds: int) -> Rates:
    """Prices from ``start`` on after at most so many rounds of deflected subgradients.

    The step aims at a level below the best bound that shrinks where nothing is gained (Brännlund
    1995; Camerini, Fratta & Maffioli 1975), on a choice softened in step with it (Nesterov 2005,
    *Mathematical Programming* 103).
    """
    rates = best = model.at(np.zeros(len(model.lower)) if start is None else start)
    unit, way, stale = model.unit, np.zeros(len(model.lower)), 0
    level = (COLD if start is None else WARM) * abs(best.bound_wan)
    for _ in range(rounds):
        warmth = max(SOFT * level / max(len(model.must), 1), 1e-12)
        way = BEND * way + (1 - BEND) * model.excess(rates, warmth) / unit
        way = np.where(_follows(model, rates.price, way), way, 0.0)
        norm = float(way @ way)
        if norm < 1e-18 or level < FINEST * abs(best.bound_wan):
            break
        length = max(rates.bound_wan - best.bound_wan + level, 0.0) / norm
        rates = model.at(_allowed(model, rates.price + length * way / unit))
        stale += 1
        if rates.bound_wan < best.bound_wan:
            stale = 0 if rates.bound_wan < best.bound_wan - 0.1 * level else stale
            best = rates
        if stale > STALE:
            rates, way, level, stale = best, np.zeros(len(unit)), level * SHRINK, 0
    return best


def _allowed(model: Relaxed, price: Floats) -> Floats:
    """Prices with the sign that their row's limits allow."""
    price = np.where(np.isfinite(model.lower), price, np.maximum(price, 0.0))
    return np.where(np.isfinite(model.upper), price, np.minimum(price, 0.0))


def _follows(model: Relaxed, price: Floats, way: Floats) -> Flags:
    """Where a price at its end can still go the way."""
    low = ~np.isfinite(model.lower) & (price <= 0) & (way < 0)
    high = ~np.isfinite(model.upper) & (price >= 0) & (way > 0)
    return ~(low | high)
