"""One call for any size: a plan, its bound, and how far apart they are, better by the second."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from math import ceil, inf, isfinite
from threading import Lock
from time import perf_counter
from typing import Literal, TypeVar

import numpy as np

from shigu.engine.siting.portfolio.capacity import Prices, choose, prices, raise_bound
from shigu.engine.siting.portfolio.chains import cost
from shigu.engine.siting.portfolio.hands import Hand
from shigu.engine.siting.portfolio.instance import Floats, Instance, Ints
from shigu.engine.siting.portfolio.mixture import Mixture, forever
from shigu.engine.siting.portfolio.proof import Proof, prove, useful
from shigu.engine.siting.portfolio.volume import BOUND, begin, improve, volume
from shigu.engine.siting.portfolio.workers import NODES, Found, Ground, greedy, ground
from shigu.engine.watch import Watch

Answer = TypeVar("Answer")
Ending = Literal["optimal", "infeasible", "gap", "limit", "stopped"]
Improvement = tuple[float, float, float]
Progress = Callable[[float, float, float], None]
"""Called with seconds, cost of the best plan (``inf`` = none yet) and bound, from any thread."""

FIRST_ROUNDS, ROUNDS, MOST_ROUNDS = 100, 50, 1000
SETTLED = 1e-4
"""Prices are raised until fifty rounds gain less than this part of the gap left."""
LEAST_ROUNDS = 200
ROOM = 0.01
"""The first plan is taken to be good to this part of the bound, however poor it is."""
TINY, PROVABLE = 500, 20_000
"""Arcs up to which one worker leaves the search to HiGHS: at once, and where most are closed."""
LOOK_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Allocation:
    """``plan`` holds the arc of each job, −1 = left out; ``None`` where no plan was found.

    No plan costs less than ``bound``; ``gap`` is (cost − bound) / |cost|. ``prices`` (agents,
    resources) and ``side_prices`` are what one more unit would save, at the margin of the
    relaxation. ``log`` has every improvement: seconds, cost, bound.
    """

    plan: Ints | None
    cost: float
    bound: float
    gap: float
    seconds: float
    ending: Ending
    prices: Floats
    side_prices: Floats
    log: tuple[Improvement, ...]


def allocate(
    problem: Instance,
    *,
    seconds: float,
    gap: float = 0.0,
    seed: int = 0,
    workers: int = 2,
    turns: int | None = None,
    watch: Watch | None = None,
    on_progress: Progress | None = None,
) -> Allocation:
    """Minimise within ``seconds`` or to a relative ``gap``, and say how good the plan is.

    A watch that is stopped or hastened ends the search; the best plan so far is the answer. The
    same seed gives the same plans one after the other, whatever the machine; how many of them
    there are, and how long the last turn is, is a matter of the time, unless ``turns`` says it.
    """
    run = _Run(problem, seconds, gap, seed, workers, watch or Watch(), on_progress)
    with ThreadPoolExecutor(workers, "shigu-siting") as pool:
        try:
            run.go(pool, turns)
        finally:
            run.stop[0] = 1
    return run.answer()


@dataclass(slots=True)
class _Run:
    problem: Instance
    seconds: float
    gap: float
    seed: int
    workers: int
    watch: Watch
    on_progress: Progress | None
    begun: float = field(default_factory=perf_counter)
    stop: Ints = field(default_factory=lambda: np.zeros(1, np.int64))
    best: Found = field(init=False)
    bound: float = -inf
    log: list[Improvement] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)
    proof: Future[Proof] | None = None
    proven: bool = False
    step: float = 0.0
    rates: Prices | None = None

    @property
    def spent(self) -> float:
        return perf_counter() - self.begun

    @property
    def late(self) -> bool:
        if isfinite(self.best.cost) and self.watch.enough(self.spent):
            return True
        return self.watch.stopped or self.spent >= self.seconds

    @property
    def over(self) -> bool:
        return self.late or self.proven or self.open_gap <= self.gap or self.bound == inf

    @property
    def open_gap(self) -> float:
        """How far bound and plan are apart, as a part of the plan's cost."""
        if not isfinite(self.best.cost):
            return inf
        return max(self.best.cost - self.bound, 0.0) / max(abs(self.best.cost), 1e-9)

    def go(self, pool: ThreadPoolExecutor, turns: int | None) -> None:
        """Prices and a first plan, stronger prices, then turns of all workers until it is over."""
        self.best = Found(inf, np.full(self.problem.jobs, -1))
        self.step = 1.0 if _whole(self.problem) else 0.0
        if self._plain():
            return
        if self.problem.capacity.shape[1] > 1:
            self._mix(pool, turns)
            self._end_proof()
            return
        where = self._wait(pool.submit(self._ground))
        self._search(pool, where, turns)
        self._end_proof()

    def _search(self, pool: ThreadPoolExecutor, where: Ground, turns: int | None) -> None:
        """Every hand its own line of tasks. Where ``turns`` are given, they wait for each other,
        so that what is found comes in the same order every time."""
        hands = [Hand(where, k, self.workers, self.seed) for k in range(self.workers)]
        busy: dict[Future[Found], Hand] = {}
        while not self.over and (turns is None or hands[0].turn < turns):
            if self.proof is None and self._provable(hands[0].turn, where):
                self.proof = pool.submit(self._prove, where)
            for hand in hands[: self._free]:
                if hand not in busy.values():
                    busy[pool.submit(hand.go)] = hand
            self._wait_for(busy, together=turns is not None)
            for task in [task for task in busy if task.done()]:
                self._raise(busy.pop(task).bound)
                self._take(task.result())
        self.stop[0] = 1
        for task in busy:
            self._take(task.result())

    def _mix(self, pool: ThreadPoolExecutor, turns: int | None) -> None:
        """Several resources: one hand raises the bound, the others round what it mixes."""
        left = forever if turns is not None else lambda: self.seconds - self.spent
        mixture = Mixture(self.problem, self.stop, self.seed, self._raise, self._take, left)
        self._wait(pool.submit(mixture.ground, pool if self.workers > 1 else None))
        self.rates, turn, number = mixture.rates, 0, 0
        while not self.over and (turns is None or turn < turns):
            if self.proof is None and self._provable(turn, mixture):
                self.proof = pool.submit(self._prove, mixture)
            view = self._wait(pool.submit(mixture.look))
            climb = [] if mixture.settled else [pool.submit(mixture.climb)]
            tasks = [
                pool.submit(mixture.make, view, self.best, number + hand)
                for hand in range(max(self._free - len(climb), 1))
            ]
            for task in tasks:
                self._take(self._wait(task))
            for each in climb:
                self._wait(each)
            turn, number = turn + 1, number + len(tasks)
        self.stop[0] = 1

    @property
    def _free(self) -> int:
        """How many workers the proof leaves to the search."""
        return self.workers if self.proof is None else max(self.workers - 1, 1)

    def _wait_for(self, busy: dict[Future[Found], Hand], *, together: bool) -> None:
        """Until one task is done or, ``together``, all; all once it is late."""
        while not (all if together or self.stop[0] else any)(task.done() for task in busy):
            wait(busy, LOOK_SECONDS, "ALL_COMPLETED" if together else "FIRST_COMPLETED")
            self._listen()

    def _plain(self) -> bool:
        """Whether there is nothing to search: a job that must be given has no arc, or no arcs."""
        stuck = (self.problem.skip == inf) & (np.diff(self.problem.job_start) == 0)
        short = self.problem.arcs == 0 and (self.problem.side_limit < 0).any()
        if stuck.any() or short:
            self._raise(inf)
        elif self.problem.arcs == 0:
            total = float(self.problem.skip.sum())
            self._take(Found(total, np.full(self.problem.jobs, -1)))
            self._raise(total)
        return self.over

    def _wait(self, task: Future[Answer]) -> Answer:
        """Wait for the task, listen to the proof meanwhile, and end both when it is late."""
        while not task.done():
            wait((task,), LOOK_SECONDS)
            self._listen()
        return task.result()

    def _listen(self) -> None:
        """Take what the proof says; stop all work when it is late or nothing is left to find."""
        if self.late or self.proven:
            self.stop[0] = 1
        self._hear()

    def _take(self, found: Found) -> None:
        with self.lock:
            if found.cost < self.best.cost - 1e-9:
                self.best = found
                self._tell()

    def _raise(self, bound: float) -> None:
        """Take a bound that is proven; whole costs round it up."""
        if self.step and isfinite(bound):
            bound = ceil(bound - 1e-6)
        with self.lock:
            if bound > self.bound:
                self.bound = bound
                self._tell()

    def _tell(self) -> None:
        self.log.append((self.spent, self.best.cost, self.bound))
        if self.on_progress is not None:
            self.on_progress(*self.log[-1])

    def _ground(self) -> Ground:
        """Prices of capacity with a plan early on the way, then prices of jobs."""
        rates = prices(self.problem, self.stop)
        self._raise(raise_bound(self.problem, rates, FIRST_ROUNDS))
        self._take(greedy(self._on(rates), self.seed))
        for _ in range(MOST_ROUNDS // ROUNDS):
            before = self.bound
            self._raise(raise_bound(self.problem, rates, ROUNDS))
            if self.stop[0] or self.bound - before <= SETTLED * self._room:
                break
        where = self._on(rates)
        self._take(greedy(where, self.seed))
        begin(self.problem, where.volume, NODES)
        self._strengthen(where)
        return where

    def _on(self, rates: Prices) -> Ground:
        """Stand on these prices of capacity; prices of jobs follow from them."""
        rates.now[:], rates.side_now[:] = rates.best, rates.side_best
        choose(self.problem, rates)
        self.rates = rates
        start = volume(
            self.problem, rates.worth, rates.side_best, _sigma(self.problem, rates), self.stop
        )
        return ground(self.problem, rates, start, max(self._room, 1e-9))

    @property
    def _room(self) -> float:
        """Between plan and bound; where there is no plan, or a poor one, a part of the bound."""
        return min(self.best.cost - self.bound, ROOM * abs(self.bound))

    def _strengthen(self, where: Ground) -> None:
        """Raise the bound by prices of jobs, until fifty rounds gain next to nothing.

        The first rounds say little: the average is still that of a few loads.
        """
        state, target = where.volume, self.bound + self._room
        for done in range(0, MOST_ROUNDS // 2, ROUNDS):
            before = state.pace[BOUND]
            self._raise(improve(self.problem, state, target, ROUNDS, NODES))
            gained = state.pace[BOUND] - before
            if self.stop[0] or (done >= LEAST_ROUNDS and gained <= 10 * SETTLED * self._room):
                break

    def _provable(self, turn: int, where: Ground | Mixture) -> bool:
        """Whether HiGHS may have a worker: the instance is tiny, or fixing by reduced cost has
        closed most of its arcs, or there may be no plan at all."""
        if turn == 0 or self.problem.arcs > PROVABLE:
            return False
        if self.problem.arcs <= TINY or not isfinite(self.best.cost):
            return True
        return len(self._useful(where)) <= self.problem.arcs / 2

    def _useful(self, where: Ground | Mixture) -> Ints:
        assert self.rates is not None
        return useful(self.problem, where.priced, self.rates, self.best.cost, self.step)

    def _prove(self, where: Ground | Mixture) -> Proof:
        best = self.best
        return prove(
            self.problem,
            self._useful(where),
            best.plan,
            best.cost,
            self.step,
            seconds=max(self.seconds - self.spent, 0.01),
            seed=self.seed,
            watch=self.watch,
        )

    def _hear(self) -> None:
        """Take what the proof has found, once it has ended."""
        if self.proof is None or self.proven or not self.proof.done():
            return
        answer = self.proof.result()
        if answer.plan is not None:
            self._take(Found(cost(self.problem, answer.plan), answer.plan))
        self._raise(answer.bound)
        if answer.proven:
            self.proven = True
            self._raise(self.best.cost)

    def _end_proof(self) -> None:
        if self.proof is not None:
            wait((self.proof,))
            self._hear()

    def answer(self) -> Allocation:
        rates = self.rates or prices(self.problem, self.stop)
        plan = self.best.plan if isfinite(self.best.cost) else None
        return Allocation(
            plan=plan,
            cost=self.best.cost,
            bound=min(self.bound, self.best.cost),
            gap=self.open_gap,
            seconds=self.spent,
            ending=self._ending(),
            prices=rates.best,
            side_prices=rates.side_best,
            log=tuple(self.log),
        )

    def _ending(self) -> Ending:
        if self.bound == inf:
            return "infeasible"
        if self.open_gap <= 1e-9:
            return "optimal"
        if self.open_gap <= self.gap:
            return "gap"
        return "stopped" if self.watch.stopped else "limit"


def _whole(problem: Instance) -> bool:
    """Whether every plan's cost is a whole number."""
    skips = problem.skip[np.isfinite(problem.skip)]
    return not (problem.cost % 1).any() and not (skips % 1).any()


def _sigma(problem: Instance, rates: Prices) -> Floats:
    """Weights of resources in a load: their prices, none quite 0; 1 where there is one only."""
    if problem.capacity.shape[1] == 1:
        return np.ones_like(problem.capacity)
    room = np.maximum(problem.capacity, 1e-9)
    paid = (rates.best * room).sum(axis=1, keepdims=True)
    return (rates.best + 0.01 * np.where(paid > 0, paid, 1.0) / room).astype(np.float64)
