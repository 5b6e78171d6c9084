"""Since when a node stops and when it is back: stocks run down, substitutes arrive."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from shigu.engine.chain.checking import ChainError
from shigu.engine.chain.stress.network import Network

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Clocks:
    """``cover_days`` (needs): how long the buyer goes on when the need is lost, ≥ 0;
    ``replace_days`` (needs): when another source stands in after the loss, ``inf`` = never.

    Raises:
        ChainError: a number is negative or none; the place is its need.
    """

    cover_days: Floats
    replace_days: Floats

    def __post_init__(self) -> None:
        for name, days in (("cover", self.cover_days), ("replace", self.replace_days)):
            wrong = ~(days >= 0) | (np.isinf(days) & (name == "cover"))
            if wrong.any():
                at = int(wrong.argmax())
                raise ChainError(f"need {at}", f"{name}_days must be at least 0, not {days[at]}")


def clocks(cover_days: ArrayLike, replace_days: ArrayLike) -> Clocks:
    return Clocks(np.asarray(cover_days, float), np.asarray(replace_days, float))


@dataclass(frozen=True, slots=True)
class Stop:
    """A node stands still from ``since_days`` after the failure until ``until_days``, ``None`` =
    not back; several spells are told as one, from the first stop to the last return."""

    node: int
    since_days: float
    until_days: float | None


def stops(given: Network, times: Clocks, failed: Iterable[int]) -> tuple[Stop, ...]:
    """Every node that stops after ``failed`` fall on day 0 for good, in the order of stopping.

    A need is lost when all its suppliers are down. ``cover_days`` later the buyer stops, unless
    a supplier is back or a substitute stands in by then; a substitute that comes on the day
    itself is in time. What has been replaced once stays replaced, and stocks are full again as
    soon as a need is met.

    Raises:
        ChainError: as many covers and replacements as needs are not given, or a failed node is
            none.
    """
    return stops_of_each(given, times, (failed,))[0]


def stops_of_each(
    given: Network, times: Clocks, groups: Iterable[Iterable[int]]
) -> tuple[tuple[Stop, ...], ...]:
    """:func:`stops` for one group of failed nodes after another."""
    for days in (times.cover_days, times.replace_days):
        if len(days) != given.needs:
            raise ChainError("clocks", f"{len(days)} times for {given.needs} needs")
    suppliers = [set(given.suppliers(need).tolist()) for need in range(given.needs)]
    supplies: dict[int, list[int]] = defaultdict(list)
    for need, some in enumerate(suppliers):
        for supplier in some:
            supplies[supplier].append(need)
    return tuple(
        _course(_Run(given, times, suppliers, supplies), sorted(set(failed))) for failed in groups
    )


def _course(run: _Run, failed: list[int]) -> tuple[Stop, ...]:
    if failed and not 0 <= failed[0] <= failed[-1] < run.given.nodes:
        raise ChainError("stress", f"a failed node is none: {failed[0]}…{failed[-1]}")
    run.failed.update(failed)
    for node in failed:
        run.falls(node, 0.0)
    run.go()
    return tuple(sorted(run.told(), key=lambda stop: (stop.since_days, stop.node)))


REPLACE, STARVE = 0, 1


@dataclass(slots=True)
class _Run:
    """One course of events. ``lost`` counts how often a need was lost, so that a clock started
    for an earlier loss is known to be stale; ``starving`` are needs that hold a node down."""

    given: Network
    times: Clocks
    suppliers: list[set[int]]
    supplies: dict[int, list[int]]
    failed: set[int] = field(default_factory=set)
    down: set[int] = field(default_factory=set)
    since: dict[int, float] = field(default_factory=dict)
    until: dict[int, float | None] = field(default_factory=dict)
    missing: dict[int, bool] = field(default_factory=dict)
    losses: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    replaced: set[int] = field(default_factory=set)
    starving: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    waiting: list[tuple[float, int, int, int]] = field(default_factory=list)

    def go(self) -> None:
        while self.waiting:
            day, what, need, count = heapq.heappop(self.waiting)
            current = self.missing.get(need, False) and self.losses[need] == count
            if not current or need in self.replaced:
                continue
            buyer = int(self.given.buyer[need])
            if what == REPLACE:
                self.replaced.add(need)
                self._fed(buyer, need, day)
            else:
                self.starving[buyer].add(need)
                self.falls(buyer, day)

    def falls(self, node: int, day: float) -> None:
        if node in self.down:
            return
        self.down.add(node)
        self.since.setdefault(node, day)
        self.until[node] = None
        for need in self.supplies.get(node, ()):
            if need not in self.replaced and self.suppliers[need] <= self.down:
                self._loses(need, day)

    def _loses(self, need: int, day: float) -> None:
        self.missing[need] = True
        self.losses[need] += 1
        count = self.losses[need]
        cover, replace = self.times.cover_days[need], self.times.replace_days[need]
        heapq.heappush(self.waiting, (day + float(cover), STARVE, need, count))
        if np.isfinite(replace):
            heapq.heappush(self.waiting, (day + float(replace), REPLACE, need, count))

    def _fed(self, buyer: int, need: int, day: float) -> None:
        self.starving[buyer].discard(need)
        if buyer in self.down and not self.starving[buyer] and buyer not in self.failed:
            self._rises(buyer, day)

    def _rises(self, node: int, day: float) -> None:
        self.down.discard(node)
        self.until[node] = day
        for need in self.supplies.get(node, ()):
            if self.missing.get(need, False):
                self.missing[need] = False
                self._fed(int(self.given.buyer[need]), need, day)

    def told(self) -> Iterable[Stop]:
        for node, since in self.since.items():
            yield Stop(node, since, self.until[node])
