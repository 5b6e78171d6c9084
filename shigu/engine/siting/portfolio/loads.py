"""One agent's best load where it has several resources: multipliers, reduction, branch and bound.

max Σ worth_k x_k within Σ take_kr x_k ≤ room_r, x binary. For multipliers λ ≥ 0 no load is worth
more than λ·room + Σ_k max(worth_k − λ·take_k, 0) (Fisher 1981, *Management Science* 27); what
remains of an item, its surplus, tells which items no better load holds, and the surrogate weights
λ·take lead the search (Pirkul 1987, *Naval Research Logistics* 34).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from shigu.engine.compiled import inner
from shigu.engine.siting.portfolio.instance import Floats, Ints
from shigu.engine.siting.portfolio.knapsack import FITS, in_order

FIRST = 64
"""So many items are searched before the others are looked at."""
LEAST = 1e-3
"""Every resource weighs at least this part of its fair share."""
TINY = 1e-6
"""So much of the bound weighs the number of items, of which there are no more than there are: what
takes nothing has a weight too."""


class Bench(NamedTuple):
    """Room for one search over ``size`` items; the first ``kept`` of them are in order.

    ``held[:n]`` are the places of the best load.
    """

    item: Ints
    worth: Floats
    take: Floats
    surplus: Floats
    weight: Floats
    ratio: Floats
    order: Ints
    key: Floats
    path: Ints
    held: Ints
    left: Floats


def bench(size: int, resources: int) -> Bench:
    """A bench that can look at ``size`` items at once."""
    return Bench(
        item=np.empty(size, np.int64),
        worth=np.empty(size),
        take=np.empty((size, resources)),
        surplus=np.empty(size),
        weight=np.empty(size),
        ratio=np.empty(size),
        order=np.empty(size, np.int64),
        key=np.empty(size),
        path=np.empty(size + 1, np.int64),
        held=np.empty(size + 1, np.int64),
        left=np.empty(resources),
    )


@inner
def relaxed(b: Bench, count: int, room: Floats, price: Floats) -> float:
    """λ·room + Σ max(surplus, 0) over the first ``count`` items, whose surplus is written down."""
    bound = 0.0
    for r in range(room.shape[0]):
        bound += price[r] * room[r] * FITS
    for k in range(count):
        surplus = b.worth[k]
        for r in range(room.shape[0]):
            surplus -= price[r] * b.take[k, r]
        b.surplus[k] = surplus
        bound += max(surplus, 0.0)
    return bound


@inner
def reduce(b: Bench, count: int, bound: float, best: float) -> int:
    """Move the items that a load better than ``best`` may hold to the front; how many they are."""
    kept = 0
    for k in range(count):
        if bound + min(b.surplus[k], 0.0) > best + 1e-9:
            b.item[kept], b.worth[kept] = b.item[k], b.worth[k]
            b.surplus[kept] = b.surplus[k]
            for r in range(b.take.shape[1]):
                b.take[kept, r] = b.take[k, r]
            kept += 1
    return kept


@inner
def tune(b: Bench, count: int, room: Floats, price: Floats) -> None:
    """Set each multiplier to where the bound is least, the others fixed: one sweep."""
    for r in range(room.shape[0]):
        for k in range(count):
            take = b.take[k, r]
            b.key[k] = b.surplus[k] / take + price[r] if take > 0 else -1.0
        in_order(b.key, b.order, count)
        left, found = room[r], 0.0
        for q in range(count):
            k = b.order[q]
            if b.key[k] <= 0:
                break
            left -= b.take[k, r]
            if left < 0:
                found = b.key[k]
                break
        shift = found - price[r]
        price[r] = found
        for k in range(count):
            b.surplus[k] -= shift * b.take[k, r]


@inner
def rank(b: Bench, count: int, room: Floats, price: Floats, bound: float) -> float:
    """Weigh the items and put them in order of falling worth for weight; the room's weight."""
    resources = room.shape[0]
    each = TINY * bound / max(count, 1)
    total = each * count
    for k in range(count):
        b.weight[k] = each
    for r in range(resources):
        part = price[r]
        if room[r] > 0:
            part += LEAST * bound / (resources * room[r])
        total += part * room[r] * FITS
        for k in range(count):
            b.weight[k] += part * b.take[k, r]
    for k in range(count):
        b.ratio[k] = b.worth[k] / b.weight[k]
    in_order(b.ratio, b.order, count)
    return total


@inner
def has_place(b: Bench, k: int) -> bool:
    """Whether item ``k`` fits what is left."""
    fits = True
    for r in range(b.left.shape[0]):
        fits = fits and b.take[k, r] <= b.left[r]
    return fits


@inner
def shift(b: Bench, k: int, sign: float) -> None:
    """Take item ``k`` out of what is left (−1), or give it back (+1)."""
    for r in range(b.left.shape[0]):
        b.left[r] += sign * b.take[k, r]


@inner
def promise(
    b: Bench, start: int, count: int, value: float, slack: float, best: float
) -> tuple[float, int]:
    """A bound on ``value`` and what the items from ``start`` on that fit can add, and the first
    of them; ends as soon as the bound cannot pass ``best``."""
    first = -1
    for q in range(start, count):
        k = b.order[q]
        if value + slack * b.ratio[k] <= best + 1e-9:
            return best, first
        if not has_place(b, k):
            continue
        if first < 0:
            first = q
        if b.weight[k] > slack:
            return value + slack * b.ratio[k], first
        value += b.worth[k]
        slack -= b.weight[k]
    return value, first


@inner
def search(
    b: Bench, count: int, room: Floats, slack: float, best: float, nodes: int
) -> tuple[float, float, int]:
    """The best load worth more than ``best``, by depth-first search (Horowitz & Sahni 1974).

    Answers its worth, a bound on every load, and how many items it holds, −1 = none is better.
    """
    for r in range(room.shape[0]):
        b.left[r] = room[r] * FITS
    value, depth, held, start = 0.0, 0, -1, 0
    for _ in range(nodes):
        bound, first = promise(b, start, count, value, slack, best)
        if bound > best + 1e-9:
            k = b.order[first]
            b.path[depth] = first
            depth += 1
            shift(b, k, -1.0)
            slack -= b.weight[k]
            value += b.worth[k]
            start = first + 1
            if value > best + 1e-9:
                best, held = value, depth
                for d in range(depth):
                    b.held[d] = b.order[b.path[d]]
            continue
        if depth == 0:
            return best, best, held
        depth -= 1
        start = b.path[depth]
        k = b.order[start]
        shift(b, k, 1.0)
        slack += b.weight[k]
        value -= b.worth[k]
        start += 1
    bound, _ = promise(b, start, count, value, slack, best)
    while depth > 0:
        depth -= 1
        k = b.order[b.path[depth]]
        shift(b, k, 1.0)
        slack += b.weight[k]
        value -= b.worth[k]
        branch, _ = promise(b, b.path[depth] + 1, count, value, slack, best)
        bound = max(bound, branch)
    return best, max(bound, best), held


@inner
def threshold(key: Floats, count: int, rank: int) -> float:
    """The ``rank``-th greatest of the first ``count`` keys, which are put about (Hoare 1961)."""
    low, high = 0, count - 1
    while low < high:
        pivot, i, j = key[(low + high) // 2], low, high
        while i <= j:
            while key[i] > pivot:
                i += 1
            while key[j] < pivot:
                j -= 1
            if i <= j:
                key[i], key[j] = key[j], key[i]
                i += 1
                j -= 1
        if rank - 1 <= j:
            high = j
        elif rank - 1 >= i:
            low = i
        else:
            break
    return float(key[rank - 1])


@inner
def swap(b: Bench, k: int, q: int) -> None:
    """Exchange items ``k`` and ``q``."""
    b.item[k], b.item[q] = b.item[q], b.item[k]
    b.worth[k], b.worth[q] = b.worth[q], b.worth[k]
    b.surplus[k], b.surplus[q] = b.surplus[q], b.surplus[k]
    for r in range(b.take.shape[1]):
        b.take[k, r], b.take[q, r] = b.take[q, r], b.take[k, r]


@inner
def promising(b: Bench, count: int) -> int:
    """Bring the ``FIRST`` items of greatest surplus to the front; how many stand there."""
    if count <= FIRST:
        return count
    for k in range(count):
        b.key[k] = b.surplus[k]
    least, kept = threshold(b.key, count, FIRST), 0
    for k in range(count):
        if b.surplus[k] >= least:
            swap(b, k, kept)
            kept += 1
    return kept


@inner
def best_load(
    b: Bench, count: int, room: Floats, price: Floats, known: float, nodes: int
) -> tuple[float, float, int]:
    """The best load of the first ``count`` items if it is worth more than ``known``.

    ``price`` are multipliers, left better than they came. A short search among the most promising
    items first finds a load that lets most others go. Answers as :func:`search` does.
    """
    best, held = known, -1
    bound = relaxed(b, count, room, price)
    count = reduce(b, count, bound, best)
    front = promising(b, count)
    for tries in (max(nodes // 10, 20), nodes):
        if bound <= best + 1e-9:
            return best, best, held
        tune(b, front, room, price)
        front_bound = relaxed(b, front, room, price)
        slack = rank(b, front, room, price, front_bound)
        better, open_bound, more = search(b, front, room, slack, best, tries)
        if more >= 0:
            best, held = better, more
            for d in range(held):
                b.path[d] = b.item[b.held[d]]
            for d in range(held):
                b.held[d] = b.path[d]
        if front == count:
            bound = min(bound, front_bound, max(open_bound, best))
        bound = min(bound, relaxed(b, count, room, price))
        count = reduce(b, count, bound, best)
        front = count
    return best, max(bound, best), held
