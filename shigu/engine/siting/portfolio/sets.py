"""Sets of up to three jobs of a region that may go to another one, and what they cost and load."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from shigu.engine.compiled import written_in
from shigu.engine.siting.portfolio.instance import Floats, Ints
from shigu.engine.siting.portfolio.regions import OWN

FEW, LISTED = 12, 299
"""Jobs of a region that are looked at; sets of up to three of them."""


class Sets(NamedTuple):
    """Sets of jobs that may go from one region to another: what it costs at least, and what they
    load, here or there, on each own row of the first region and of the second."""

    job: Ints
    cost: Floats
    load: Floats


@written_in
def sets(many: int) -> Sets:
    return Sets(np.full((many, 3), -1), np.zeros(many), np.zeros((2 * OWN, many)))


@written_in
def list_set(s: Sets, n: int, base: int, one: Sets, k: int, place: int) -> None:
    """Set n is set ``base`` and job k besides, the third, second or first."""
    for m in range(place):
        s.job[n, m] = s.job[base, m]
    s.job[n, place] = one.job[k, 0]
    for m in range(place + 1, 3):
        s.job[n, m] = -1
    s.cost[n] = s.cost[base] + one.cost[k]
    for r in range(2 * OWN):
        s.load[r, n] = s.load[r, base] + one.load[r, k]


@written_in
def combine(one: Sets, many: int, size: int, most: float, s: Sets) -> int:
    """List the empty set and the sets of up to two or three (``size``) of the single jobs that
    cost ``most`` at most; how many."""
    s.job[0, 0] = s.job[0, 1] = s.job[0, 2] = -1
    s.cost[0] = 0.0
    for r in range(2 * OWN):
        s.load[r, 0] = 0.0
    alone, two, n = LISTED, LISTED + 1, 1
    for i in range(many):
        list_set(s, alone, 0, one, i, 0)
        if s.cost[alone] <= most:
            list_set(s, n, 0, one, i, 0)
            n += 1
        for j in range(i + 1, many):
            list_set(s, two, alone, one, j, 1)
            if s.cost[two] <= most:
                list_set(s, n, alone, one, j, 1)
                n += 1
            for k in range(j + 1, many if size == 3 else 0):
                if s.cost[two] + one.cost[k] <= most:
                    list_set(s, n, two, one, k, 2)
                    n += 1
    return n


@written_in
def least_of(one: Sets, many: int) -> float:
    """At least what a set of the single jobs costs: the three that save most."""
    first, second, third = 0.0, 0.0, 0.0
    for n in range(many):
        cost = one.cost[n]
        if cost < first:
            first, second, third = cost, first, second
        elif cost < second:
            second, third = cost, second
        elif cost < third:
            third = cost
    return first + second + third


@written_in
def put_in_order(s: Sets, many: int, by: int, ordered: Sets) -> None:
    """List the sets by what they load on a row; ``job[:, 0]`` are their numbers then."""
    for n in range(many):
        ordered.cost[n] = s.load[by, n]
    order = np.argsort(ordered.cost[:many])
    for at in range(many):
        n = order[at]
        ordered.job[at, 0], ordered.cost[at] = n, s.cost[n]
        for r in range(2 * OWN):
            ordered.load[r, at] = s.load[r, n]


@written_in
def first_from(s: Sets, many: int, by: int, least: float) -> int:
    low, high = 0, many
    while low < high:
        middle = (low + high) // 2
        if s.load[by, middle] < least:
            low = middle + 1
        else:
            high = middle
    return low
