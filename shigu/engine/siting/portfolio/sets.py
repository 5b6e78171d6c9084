"""Sets of jobs of a region that may go to another one, and what they cost and load."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from shigu.engine.compiled import written_in
from shigu.engine.siting.portfolio.instance import Floats, Ints
from shigu.engine.siting.portfolio.regions import OWN

FEW, LISTED, SIZE = 12, 300, 3
"""Jobs of a region that are looked at; sets of them that are listed, and jobs of a set, at most."""
BINS = 64


class Sets(NamedTuple):
    """Sets of jobs that may go from one region to another: what it costs at least, what it costs
    with the worth of what they load, and what they load, here or there, on each own row of the
    first region and of the second."""

    job: Ints
    cost: Floats
    priced: Floats
    load: Floats


@written_in
def sets(many: int) -> Sets:
    return Sets(
        np.full((many, SIZE), -1), np.zeros(many), np.zeros(many), np.zeros((2 * OWN, many))
    )


@written_in
def put_in(s: Sets, n: int) -> None:
    """Bring set n to its place among those before it, the cheapest first, worth included."""
    for k in range(n, 0, -1):
        if s.priced[k - 1] <= s.priced[k]:
            break
        s.job[k, 0], s.job[k - 1, 0] = s.job[k - 1, 0], s.job[k, 0]
        s.cost[k], s.cost[k - 1] = s.cost[k - 1], s.cost[k]
        s.priced[k], s.priced[k - 1] = s.priced[k - 1], s.priced[k]
        for r in range(2 * OWN):
            s.load[r, k], s.load[r, k - 1] = s.load[r, k - 1], s.load[r, k]


@written_in
def combine(one: Sets, many: int, size: int, most: float, s: Sets, last: Ints) -> int:
    """List the empty set and the sets of up to ``size`` of the single jobs, which stand by what
    they cost with their worth, that cost ``most`` (0 or more) at most so; how many. ``last`` is the
    last job of each."""
    last[0], s.cost[0], s.priced[0] = -1, 0.0, 0.0
    for place in range(SIZE):
        s.job[0, place] = -1
    for r in range(2 * OWN):
        s.load[r, 0] = 0.0
    n, base, place = 1, 0, 0
    while base < n:
        while place < SIZE and s.job[base, place] >= 0:
            place += 1
        if place == size:
            break
        for k in range(last[base] + 1, many):
            if s.priced[base] + one.priced[k] > most or n == LISTED:
                break
            for m in range(SIZE):
                s.job[n, m] = s.job[base, m]
            s.job[n, place], last[n] = one.job[k, 0], k
            s.cost[n] = s.cost[base] + one.cost[k]
            s.priced[n] = s.priced[base] + one.priced[k]
            for r in range(2 * OWN):
                s.load[r, n] = s.load[r, base] + one.load[r, k]
            n += 1
        base += 1
    return n


@written_in
def least_of(one: Sets, many: int) -> float:
    """At least what a set of the single jobs costs with its worth: all that save."""
    least = 0.0
    for n in range(many):
        least += min(one.priced[n], 0.0)
    return least


@written_in
def bin_of(key: float, top: float) -> int:
    """The bin of a key up to ``top``; one beyond either end is in the last bin there."""
    return int(min(max(key / top, 0.0), 1.0) * (BINS - 1)) if top > 0.0 else 0


@written_in
def sort_in_bins(key: Floats, many: int, order: Ints, start: Ints) -> float:
    """Write the numbers of the sets to ``order`` by bins of like keys, and to ``start`` where each
    begins. The greatest key, 0 at least."""
    top = 0.0
    for n in range(many):
        top = max(top, key[n])
    for b in range(BINS + 1):
        start[b] = 0
    for n in range(many):
        start[bin_of(key[n], top)] += 1
    for b in range(BINS):
        start[b + 1] += start[b]
    for n in range(many):
        b = bin_of(key[n], top)
        start[b] -= 1
        order[start[b]] = n
    return top
