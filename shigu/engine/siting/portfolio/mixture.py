"""Agents with several resources: prices of capacity, mixed loads, plans rounded from the mixture.

One hand raises the bound by turns of new loads and new prices (:mod:`columns`), the others make
plans of the mixture as it stood when the turn began.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future, wait
from dataclasses import dataclass, field
from math import inf, isfinite
from time import perf_counter

import numpy as np

from shigu.engine.siting.portfolio.capacity import (
    BEST,
    LEVEL,
    Prices,
    choose,
    go_back,
    paid,
    prices,
    raise_bound,
)
from shigu.engine.siting.portfolio.chains import Board, board, nearest, polish
from shigu.engine.siting.portfolio.columns import (
    BOUND,
    STEP,
    Balance,
    Store,
    balance,
    empty,
    mix,
    model,
    move_centre,
    reprice,
    return_to_centre,
    total_of,
)
from shigu.engine.siting.portfolio.exchange import Exchange, exchange
from shigu.engine.siting.portfolio.floors import meet
from shigu.engine.siting.portfolio.greedy import give_in_order, losses
from shigu.engine.siting.portfolio.groups import gather_groups
from shigu.engine.siting.portfolio.instance import Floats, Instance, Ints, restricted
from shigu.engine.siting.portfolio.loads import Bench, bench
from shigu.engine.siting.portfolio.pricing import ALL, FEW, Loads, enriched, find, loads
from shigu.engine.siting.portfolio.relaxation import EVERY, FIRST, relax
from shigu.engine.siting.portfolio.rerounding import search_again
from shigu.engine.siting.portfolio.rounding import Manner, round_off
from shigu.engine.siting.portfolio.ties import Ties, ties
from shigu.engine.siting.portfolio.volume import unit_of_rows
from shigu.engine.siting.portfolio.workers import Found, found

FIRST_ROUNDS, ROUNDS, STAGES, FLAT, LOW = 180, 50, 8, 3e-3, 3e-3
CHEAPEST, OTHERS = 16, 48
"""Prices of capacity are raised over so many arcs of each job, by stages, until one gains less
than the part ``FLAT``; each aims at least the part ``LOW`` higher."""
STEEP, PASSES, CLIMBS = 0.3, 20, 8
"""The first step, as a part of the mean price of a job; rounds of mixing between two prices; how
often loads are priced a turn."""
KEPT = 0.5
"""A load that is not used stays while it lacks less than this part of the mean price."""
NODES, SEARCH_NODES, MOST_NODES = 300, 1_000, 30_000
"""Nodes of a search for a load at first, between two bounds at most, and for a bound at most."""
SLOW = 3e-4
"""A turn that raises the bound by less than this part of it asks for four times the nodes."""
MANNERS = (
    Manner(part=0.25, passes=10, nodes=100, noise=0.0),
    Manner(part=0.1, passes=15, nodes=200, noise=0.0),
    Manner(part=0.05, passes=20, nodes=300, noise=0.0),
    Manner(part=0.07, passes=20, nodes=300, noise=0.15),
)
AGAIN, AGAIN_STEP = Manner(part=0.3, passes=10, nodes=100, noise=0.0, before=2), 0.3
SIZES, TRIALS = (5, 7, 5, 10), 300
ROOMY = 2.0
"""Jobs an agent up to which agents stand half empty, so that other rows are what is scarce and
mixed loads say little."""
GREEDY_PASSES = 3
NEAR, SLACK, DEPTHS = 10, 0.1, (1, 1, 2, 2)
"""Arcs worth trying for a job, how far a chain may stray as a part of the mean price, and how many
jobs may give way, pass by pass."""


def forever() -> float:
    return inf


@dataclass(frozen=True, slots=True)
class View:
    """The mixture as it stood, for one hand to make a plan of."""

    store: Store
    balance: Balance
    loads: Loads
    near: Ints
    priced: Floats
    exchange: Exchange | None
    """Where agents are roomy."""


@dataclass(slots=True)
class Mixture:
    """``on_bound`` and ``on_plan`` are told what is found on the way; ``left`` tells the seconds
    that are left.

    ``priced`` is the cost of every arc at the best prices of capacity (``rates``), ``pace`` the
    seconds that a try of annealing took.
    """

    problem: Instance
    stop: Ints
    seed: int
    on_bound: Callable[[float], None]
    on_plan: Callable[[Found], None]
    left: Callable[[], float] = forever
    rates: Prices = field(init=False)
    store: Store = field(init=False)
    balance: Balance = field(init=False)
    loads: Loads = field(init=False)
    bench: Bench = field(init=False)
    ties: Ties = field(init=False)
    priced: Floats = field(init=False)
    exchanged: Exchange | None = None
    pace: float = 0.0
    typical: float = 0.0
    bound: float = -inf
    nodes: int = NODES
    settled: bool = False
    relaxed: bool = False

    def ground(self, spare: Executor | None) -> None:
        """Prices of capacity with a plan early on the way, then the first loads; ``spare`` hands
        may share in that."""
        problem = self.problem
        self.rates = prices(problem, self.stop)
        self.on_bound(raise_bound(problem, self.rates, 1))
        self.ties = ties(problem)
        first = self._price(spare)
        self.priced = paid(problem, self.rates.best, self.rates.side_best)
        self.typical = max(float(np.abs(self.rates.worth).mean()), 1e-9)
        self.store = empty(problem.agents)
        self.balance = balance(
            problem,
            self.rates.worth,
            self.rates.side_best,
            unit_of_rows(problem),
            STEEP * self.typical,
            self.stop,
        )
        self.loads = loads(problem, self.rates.best)
        self.bench = self._bench()
        known = self.rates.pace[BEST]
        self._certify(spare)
        self.settled = self.relaxed and self.bound - known <= SLOW * abs(known)
        wait(first)

    def _price(self, spare: Executor | None) -> list[Future[None]]:
        """Prices of capacity, by simplex where that is quick. The first plans, one for the prices
        of each stage, are made by ``spare`` hands; they are still at it afterwards."""
        problem, random, known = self.problem, np.random.default_rng(self.seed), -np.inf
        making = self._begin(spare)
        for stage in range(STAGES):
            rounds = FIRST_ROUNDS if stage == 0 else ROUNDS
            bound = self._raised(self._stage(random, stage), rounds)
            making += self._begin(spare)
            if self.stop[0] or bound - known <= FLAT * abs(bound):
                break
            if self._reached_by_simplex and relax(problem, self.rates, self.on_bound):
                self.relaxed = True
                making += self._begin(spare)
                break
            known = bound
        return making

    @property
    def _roomy(self) -> bool:
        return self.problem.jobs <= ROOMY * self.problem.agents

    @property
    def _reached_by_simplex(self) -> bool:
        """Whether simplex has the prices soon enough, and they are about all there is to have."""
        few = self.problem.jobs * FIRST <= EVERY
        return self.problem.arcs <= EVERY or (few and self._roomy)

    def _begin(self, spare: Executor | None) -> list[Future[None]]:
        """A plan of the prices as they are now, by a spare hand where there is one."""
        priced = paid(self.problem, self.rates.best, self.rates.side_best)
        typical = max(float(np.abs(self.rates.worth).mean()), 1e-9)
        if spare is not None:
            return [spare.submit(self._greedy, priced, typical)]
        self._greedy(priced, typical)
        return []

    def _bench(self) -> Bench:
        widest = int(np.diff(self.problem.start).max(initial=1))
        return bench(widest, self.problem.capacity.shape[1])

    def _raised(self, part: Instance, rounds: int) -> float:
        """Raise the prices of capacity over the arcs of ``part``; the bound over all arcs."""
        rates = self.rates
        rates.now[:], rates.side_now[:] = rates.best, rates.side_best
        rates.pace[BEST] = choose(part, rates)
        rates.pace[LEVEL] = max(rates.pace[LEVEL], LOW * abs(rates.pace[BEST]))
        raise_bound(part, rates, rounds)
        go_back(rates)
        bound = float(choose(self.problem, rates))
        self.on_bound(bound)
        return bound

    def _stage(self, random: np.random.Generator, stage: int) -> Instance:
        """Some arcs of each job: any at first, later the cheapest and some others.

        The cheapest alone would mislead: what they do not name would seem to be worth nothing.
        """
        problem, rates = self.problem, self.rates
        if problem.arcs <= (CHEAPEST + OTHERS) * problem.jobs:
            return problem
        drawn = np.flatnonzero(random.random(problem.arcs) < OTHERS * problem.jobs / problem.arcs)
        if stage == 0:
            return restricted(problem, drawn)
        priced = paid(problem, rates.best, rates.side_best)
        near = nearest(problem, priced, CHEAPEST)
        return restricted(problem, np.union1d(near[near >= 0], drawn))

    def _greedy(self, priced: Floats, typical: float) -> None:
        """A plan of the prices alone: the jobs whose absence would lose most, for what they save,
        go first. It is told at once, and again when it is polished."""
        problem = self.problem
        made = self._board(nearest(problem, priced, NEAR), priced)
        gather_groups(problem, made, self.ties)
        lost, saved = losses(problem, priced, made.out)
        give_in_order(
            problem, made, np.argsort(lost / np.maximum(saved, 1e-9), kind="stable"), priced
        )
        give_in_order(problem, made, np.argsort(lost, kind="stable"), problem.cost)
        meet(problem, made)
        self.on_plan(found(problem, made))
        random = np.random.default_rng(self.seed)
        for _ in range(GREEDY_PASSES):
            polish(problem, made, random.permutation(problem.jobs), SLACK * typical, 1)
        self.on_plan(found(problem, made))

    def _board(self, near: Ints, priced: Floats) -> Board:
        return board(self.problem, np.full(self.problem.jobs, -1), near, priced, self.stop)

    def _certify(self, spare: Executor | None = None) -> None:
        """Price the loads of all arcs at the centre: a bound that holds, and new loads."""
        problem, b = self.problem, self.balance
        return_to_centre(b)
        model(problem, self.store, b, self.loads.known)
        asked, tasks = np.full(problem.agents, ALL), []
        if spare is not None:
            other = np.where(np.arange(problem.agents) % 2, ALL, 0)
            asked -= other
            tasks.append(
                spare.submit(find, problem, b, self.loads, self._bench(), other, self.nodes)
            )
        find(problem, b, self.loads, self.bench, asked, self.nodes)
        wait(tasks)
        if not self.stop[0]:
            b.pace[BOUND] = total_of(b, self.loads.best)
            self.bound = max(self.bound, float(total_of(b, self.loads.bound)))
            self.on_bound(self.bound)
        self._enrich()

    def _enrich(self) -> None:
        self.store = enriched(
            self.problem, self.store, self.balance, self.loads, KEPT * self.typical
        )

    def climb(self) -> None:
        """Some steps over the core of the arcs, then a bound that holds."""
        problem, b = self.problem, self.balance
        every, before = np.full(problem.agents, FEW), self.bound
        nodes = min(self.nodes, SEARCH_NODES)
        for _ in range(CLIMBS):
            if self.stop[0]:
                break
            reprice(problem, b)
            mix(problem, self.store, b, PASSES, 0.0)
            hoped = model(problem, self.store, b, self.loads.known) - b.pace[BOUND]
            find(problem, b, self.loads, self.bench, every, nodes)
            reached = total_of(b, self.loads.best)
            gained = reached - b.pace[BOUND]
            if gained > 0 and gained > 0.05 * hoped:
                move_centre(b, reached)
                b.pace[STEP] *= 2.0 if gained > 0.5 * hoped else 1.0
            elif gained < -hoped:
                b.pace[STEP] *= 0.6
            self._enrich()
        self._certify()
        if self.bound - before <= SLOW * abs(before):
            self.settled = self.nodes >= MOST_NODES
            self.nodes = min(4 * self.nodes, MOST_NODES)

    def look(self) -> View:
        """What hands that make plans stand on."""
        b, f = self.balance, self.loads
        price = f.price.copy()
        priced = paid(self.problem, price, b.side_centre)
        return View(
            store=Store._make(each.copy() for each in self.store),
            balance=_own(b),
            loads=f._replace(price=price, core=f.core.copy(), size=f.size.copy()),
            near=nearest(self.problem, priced, NEAR),
            priced=priced,
            exchange=self._exchange(price),
        )

    def _exchange(self, price: Floats) -> Exchange | None:
        """What annealing stands on; the same again once prices are settled."""
        if not self._roomy:
            return None
        if self.exchanged is None or not self.settled:
            self.exchanged = exchange(
                self.problem, price, self.balance.side_centre.copy(), self.ties, self.typical
            )
        return self.exchanged

    def make(self, view: View, best: Found, number: int) -> Found:
        """The first plans are rounded, each finer; then one in four, the others search around the
        best."""
        if not isfinite(best.cost):
            return self.plan(view, number)
        if view.exchange is not None:
            return self.exchange(view.exchange, view, best, number)
        if number < len(MANNERS) - 1 or number % 4 == 3:
            return self.plan(view, number)
        return self.search(view, best, number)

    def plan(self, view: View, number: int) -> Found:
        """Round the mixture to a plan and polish it."""
        problem, f, manner = self.problem, view.loads, MANNERS[min(number, len(MANNERS) - 1)]
        made = self._board(view.near, view.priced)
        gather_groups(problem, made, self.ties)
        seed = self._seed(number)
        own = f._replace(
            price=f.price.copy(),
            room=f.room.copy(),
            known=f.known.copy(),
            best=f.best.copy(),
            bound=f.bound.copy(),
            held=f.held.copy(),
            arc=np.empty_like(f.core),
        )
        store = Store._make(each.copy() for each in view.store)
        slack = KEPT * self.typical
        round_off(problem, store, _own(view.balance), own, self._bench(), made, manner, slack, seed)
        return self._finish(made, seed)

    def search(self, view: View, best: Found, number: int) -> Found:
        """Round again parts of the best plan, and polish it."""
        problem, seed = self.problem, self._seed(number)
        made = board(problem, best.plan, view.near, view.priced, self.stop)
        size = min(SIZES[number % len(SIZES)], problem.agents)
        step = AGAIN_STEP * self.typical
        search_again(problem, view.balance, view.loads, made, TRIALS, size, AGAIN, step, seed)
        return self._finish(made, seed)

    def exchange(self, on: Exchange, view: View, best: Found, number: int) -> Found:
        """Anneal from the best plan, over its limits and back. Kernels are ready before the clock
        runs."""
        made = board(self.problem, best.plan, view.near, view.priced, self.stop)
        seed = self._seed(number)
        if not self.pace:
            on.turn(made, number, seed, 0)
        begun = perf_counter()
        tries = on.tries(number, self.pace, self.left())
        on.turn(made, number, seed, tries)
        self.pace = (perf_counter() - begun) / tries
        return self._finish(made, seed)

    def _seed(self, number: int) -> int:
        return (self.seed * 7919 + number * 104_729) % (1 << 31)

    def _finish(self, made: Board, seed: int) -> Found:
        """Meet the floors, polish, let groups in."""
        problem, random = self.problem, np.random.default_rng(seed)
        meet(problem, made)
        for depth in DEPTHS:
            polish(problem, made, random.permutation(problem.jobs), SLACK * self.typical, depth)
            gather_groups(problem, made, self.ties)
            meet(problem, made)
        return found(problem, made)


def _own(b: Balance) -> Balance:
    return Balance._make([*(each.copy() for each in b[:-1]), b.stop])
