"""One agent's best load: a 0/1 knapsack with several resources, by depth-first search."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from shigu.engine.compiled import inner
from shigu.engine.siting.portfolio.instance import Floats, Ints

FITS = 1.0 + 1e-9
"""A load counts as within a limit up to the rounding of its sum."""


class Sack(NamedTuple):
    """Room for one search: items in order of worth for weight, and the path to the best."""

    item: Ints
    worth: Floats
    weight: Floats
    take: Floats
    ratio: Floats
    order: Ints
    path: Ints
    best: Ints
    left: Floats
    reached: Floats


WIDEST = 8_000
"""The largest room for which all weights are tried one by one."""


def sack(take: Floats, capacity: Floats, size: int) -> Sack:
    """A sack that can look at ``size`` items at once.

    Where there is one resource and it comes in whole units, what stays open after a short search
    is settled by dynamic programming over the units.
    """
    resources = capacity.shape[1]
    room = int(capacity.max(initial=0)) if np.isfinite(capacity).all() else WIDEST + 1
    whole = resources == 1 and not (take % 1).any() and not (capacity % 1).any() and room <= WIDEST
    units = room + 1 if whole else 0
    return Sack(
        item=np.empty(size, np.int64),
        worth=np.empty(size),
        weight=np.empty(size),
        take=np.empty((size, resources)),
        ratio=np.empty(size),
        order=np.empty(size, np.int64),
        path=np.empty(size, np.int64),
        best=np.empty(size, np.int64),
        left=np.empty(resources),
        reached=np.zeros((size + 1 if whole else 0, units)),
    )


@inner
def fill(  # noqa: C901, PLR0912 - one loop of a search, its stack in plain sight
    s: Sack, count: int, room: Floats, surrogate_room: float, nodes: int
) -> tuple[float, float, int]:
    """The best load of the first ``count`` items within ``room``.

    ``s.order`` is that of falling worth / weight, where weight is the surrogate Σ_r σ_r take_r and
    ``surrogate_room`` that of the room: the bound of a node is the linear relaxation of the one
    surrogate row (Glover 1968, *Operations Research* 16), the search that of Horowitz & Sahni
    (1974, *JACM* 21). Positions of the best load go to ``s.best``. Answers its worth, a bound on
    every load (its own worth unless ``nodes`` ran out), and how many it holds.
    """
    for r in range(room.shape[0]):
        s.left[r] = room[r] * FITS
    left = surrogate_room
    value = best = 0.0
    depth = held = k = 0
    root = -1.0
    for _ in range(nodes):
        bound, slack, j = value, left, k
        while j < count and s.weight[s.order[j]] <= slack:
            bound += s.worth[s.order[j]]
            slack -= s.weight[s.order[j]]
            j += 1
        if j < count:
            bound += slack * s.ratio[s.order[j]]
        if root < 0:
            root = bound
        if bound > best + 1e-9:
            while k < count:
                here = s.order[k]
                fits = True
                for r in range(room.shape[0]):
                    fits = fits and s.take[here, r] <= s.left[r]
                if not fits:
                    break
                for r in range(room.shape[0]):
                    s.left[r] -= s.take[here, r]
                left -= s.weight[here]
                value += s.worth[here]
                s.path[depth] = k
                depth += 1
                k += 1
            if value > best:
                best = value
                held = depth
                for d in range(depth):
                    s.best[d] = s.order[s.path[d]]
            if k < count:
                k += 1
                continue
        if depth == 0:
            return best, best, held
        depth -= 1
        k = s.path[depth]
        here = s.order[k]
        value -= s.worth[here]
        left += s.weight[here]
        for r in range(room.shape[0]):
            s.left[r] += s.take[here, r]
        k += 1
    return best, root, held


@inner
def in_order(key: Floats, order: Ints, count: int) -> None:
    """The first ``count`` places by falling key (Shell 1959; the gaps are Knuth's)."""
    for k in range(count):
        order[k] = k
    gap = 1
    while gap < count // 3:
        gap = 3 * gap + 1
    while gap > 0:
        for k in range(gap, count):
            moved = order[k]
            place = k
            while place >= gap and key[order[place - gap]] < key[moved]:
                order[place] = order[place - gap]
                place -= gap
            order[place] = moved
        gap //= 3


@inner
def lay_out(s: Sack, count: int) -> None:
    """Put the first ``count`` items in order of falling worth / weight."""
    for k in range(count):
        s.ratio[k] = s.worth[k] / s.weight[k]
    in_order(s.ratio, s.order, count)


@inner
def edge_of(s: Sack, count: int, room: float) -> float:
    """Worth for weight of the first item that the linear relaxation cuts; 0 where all fit."""
    for k in range(count):
        room -= s.weight[s.order[k]]
        if room < 0:
            return float(s.ratio[s.order[k]])
    return 0.0


@inner
def beyond_edge(s: Sack, count: int, edge: float) -> float:
    """What the items are worth beyond ``edge`` for their weight."""
    beyond = 0.0
    for k in range(count):
        beyond += max(s.worth[k] - edge * s.weight[k], 0.0)
    return beyond


@inner
def reduced(
    s: Sack, count: int, room: float, root: float, best: float
) -> tuple[int, int, float, float]:
    """Items that a better load may hold or lack go to the front of ``s.path``, those that it
    must hold to its end.

    Excluding an item that the linear relaxation holds, or forcing one in that it lacks, costs
    at least |worth − ratio · weight| of its value ``root`` (Ingargiola & Korsh 1973). Answers
    how many there are of both, the room left for the open ones and the worth of the others.
    """
    slack, split = room, 0
    while split < count and s.weight[s.order[split]] <= slack:
        slack -= s.weight[s.order[split]]
        split += 1
    ratio = s.ratio[s.order[split]] if split < count else 0.0
    kept, forced, left, loaded = 0, 0, room, 0.0
    for k in range(count):
        here = s.order[k]
        loss = abs(s.worth[here] - ratio * s.weight[here])
        if root - loss > best + 1e-9:
            s.path[kept] = here
            kept += 1
        elif k < split:
            forced += 1
            s.path[count - forced] = here
            left -= s.weight[here]
            loaded += s.worth[here]
    return kept, forced, left, loaded


@inner
def by_units(s: Sack, count: int, room: float, root: float, best: float) -> tuple[float, int]:
    """The best load, if one is worth more than ``best``, by dynamic programming over the units
    of the room (Bellman 1957), over the items that :func:`reduced` leaves open; its worth and
    how many items ``s.best`` holds, −1 = there is none better."""
    kept, forced, left, loaded = reduced(s, count, room, root, best)
    if left < 0:
        return best, -1
    units = int(left)
    for k in range(kept):
        weight = min(int(s.weight[s.path[k]]), units + 1)
        extend(s.reached[k], s.reached[k + 1], units + 1, weight, s.worth[s.path[k]])
    value = loaded + s.reached[kept, units]
    if value <= best + 1e-9:
        return best, -1
    return value, unload(s, count, kept, forced, units)


@inner
def extend(old: Floats, new: Floats, rooms: int, weight: int, worth: float) -> None:
    """The worth of the best load by room with one item more to choose from."""
    for c in range(weight):
        new[c] = old[c]
    upper, out = old[weight:], new[weight:]
    for c in range(rooms - weight):
        more = old[c] + worth
        out[c] = more if more > upper[c] else upper[c]


@inner
def unload(s: Sack, count: int, kept: int, forced: int, units: int) -> int:
    """Write to ``s.best`` what the tables of :func:`by_units` chose and what was loaded before."""
    chosen, c = 0, units
    for k in range(kept - 1, -1, -1):
        if s.reached[k + 1, c] > s.reached[k, c]:
            s.best[chosen] = s.path[k]
            chosen += 1
            c -= int(s.weight[s.path[k]])
    for k in range(count - forced, count):
        s.best[chosen] = s.path[k]
        chosen += 1
    return chosen


@inner
def load(
    s: Sack, count: int, room: Floats, surrogate_room: float, nodes: int
) -> tuple[float, float, int]:
    """:func:`fill`, and where ``nodes`` run out and weights are whole, :func:`by_units`."""
    best, bound, held = fill(s, count, room, surrogate_room, nodes)
    if bound <= best + 1e-9 or s.reached.shape[1] == 0:
        return best, bound, held
    value, more = by_units(s, count, room[0], bound, best)
    return value, value, held if more < 0 else more
