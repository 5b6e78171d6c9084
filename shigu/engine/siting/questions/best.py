"""The best plan under one more condition, near the plan that stands, and how good it can be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf
from time import perf_counter

import numpy as np

from shigu.engine.siting.constraints import Row
from shigu.engine.siting.groups import together_groups
from shigu.engine.siting.mending import Plan
from shigu.engine.siting.network import EXACT_ARCS
from shigu.engine.siting.questions.carving import Part, carved
from shigu.engine.siting.questions.standing import Standing
from shigu.engine.siting.solve import SETTLED_PART, SETTLED_YUAN, YUAN_PER_WAN
from shigu.engine.siting.solver import Outcome, Solver
from shigu.engine.siting.terms import Ints, Terms
from shigu.engine.values import Money
from shigu.engine.watch import Watch

PLACES, OPTIONS, RIVALS, WAITING = 12, 6, 10, 40
"""How much is set free around a question: spaces, arcs a project beside those, holders of a full
pool, projects without a place."""
TURNS, AT_ONCE, LOCAL, LEAST_SECONDS = 4, 3_000, 0.5, 0.03
"""Larger models are opened around the question first, for part of the time."""


@dataclass(frozen=True, slots=True)
class Found:
    """``plan`` is ``None`` where none was found; if that is ``proven``, there is none. No plan
    under the condition is worth more than ``bound_yuan``; a ``proven`` plan reaches it."""

    plan: Plan | None
    worth: Money
    bound_yuan: float
    proven: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class Condition:
    """Further ``rows`` over the arcs, what the multipliers allow under them, and the arcs that
    the condition is about."""

    rows: tuple[Row, ...]
    relaxed_wan: float
    focus: tuple[int, ...]

    def bound_yuan(self, base: Standing) -> float:
        """What no plan under the condition exceeds, from all that is known before a search."""
        return min(base.bound_yuan, self.relaxed_wan * YUAN_PER_WAN)


def taking(base: Standing, j: int) -> Condition:
    """Arc ``j`` is chosen."""
    need = base.network.arcs[j].need.id
    row = Row("locked", need, Terms.alike([j]), lower=1, upper=1)
    regret = base.rates.regret_wan(base.network, need, j)
    return Condition((row,), base.rates.bound_wan - regret, (j,))


def keeping(
    relaxed_wan: float, focus: Sequence[int], promised: Sequence[int], stay: int
) -> Condition:
    """At least ``stay`` of the ``promised`` arcs are chosen."""
    row = Row("floor", "", Terms.alike(promised), lower=stay)
    return Condition((row,), relaxed_wan, tuple(focus))


def best(
    base: Standing,
    condition: Condition,
    start: Plan | None,
    *,
    seconds: float,
    watch: Watch | None = None,
) -> Found:
    """Search from ``start``, which keeps the condition (``None`` = no such plan is known).

    Up to ``EXACT_ARCS`` arcs the whole model is solved, less the arcs that no better plan can
    use (Geoffrion 1974); what is found is then optimal unless the time ran out. Larger models
    are opened around the condition alone, turn after turn, and the multipliers give the bound.
    """
    begun = perf_counter()
    watch = watch or Watch()
    open_arcs = base.open_arcs
    least = base.problem.least_score
    if start is not None and least is not None and base.network.points(start) < least:
        start = None
    if len(open_arcs) > AT_ONCE and start is not None:
        share = seconds if len(open_arcs) > EXACT_ARCS else seconds * LOCAL
        start = _turns(base, condition, start, share, watch)
    left = seconds - (perf_counter() - begun)
    if len(open_arcs) > EXACT_ARCS or (start is not None and left < LEAST_SECONDS):
        if start is None:
            start = _turns(base, condition, None, left, watch)
        return _approached(base, condition, start, perf_counter() - begun)
    free = _useful(base, open_arcs, start, condition)
    part = carved(base, start or (), free, condition.rows)
    outcome, plan = _solved(base, part, start, left, watch)
    return _judged(base, condition, start, outcome, plan, perf_counter() - begun)


def _turns(
    base: Standing, condition: Condition, plan: Plan | None, seconds: float, watch: Watch
) -> Plan | None:
    """Open what lies around the condition, then what lies around whoever moved, and so on."""
    begun, focus = perf_counter(), condition.focus
    for _ in range(TURNS):
        left = seconds - (perf_counter() - begun)
        if left <= LEAST_SECONDS:
            break
        now = base.chosen if plan is None else plan
        part = carved(base, now, around(base, now, focus), condition.rows)
        _, better = _solved(base, part, plan, left, watch)
        if better is None or (plan is not None and _gain(base, plan, better) <= 0):
            break
        focus = tuple(set(now).symmetric_difference(better))
        plan = better
    return plan


def _useful(base: Standing, arcs: Ints, start: Plan | None, condition: Condition) -> Ints:
    """The arcs that a plan better than ``start`` may use, and those of ``start``."""
    if start is None:
        return arcs
    regret = base.rates.best[base.model.need[arcs]] - base.rates.left[arcs]
    room = condition.relaxed_wan - float(base.network.worth(start).wan) + SETTLED_YUAN
    return np.union1d(arcs[regret <= room], np.array(start, np.int64))


def around(base: Standing, plan: Iterable[int], focus: Sequence[int]) -> Ints:
    """The arcs worth opening around ``focus``: projects that hold what it needs, the waiting
    projects that gain most, each with its best places and those in question."""
    arcs, chosen = base.network.arcs, set(plan)
    places = {arcs[j].space.id for j in sorted(focus, key=lambda j: -base.rates.left[j])[:PLACES]}
    inside = [j for place in sorted(places) for j in base.network.by_space[place]]
    needs = {arcs[j].need.id for j in focus} | {arcs[j].need.id for j in inside if j in chosen}
    needs |= {arcs[j].need.id for j in _holders(base, focus)}
    needs |= _waiting(base, inside, chosen)
    opened = set(focus) | _companions(base, focus)
    for need in needs:
        options = base.network.by_need[need]
        ranked = sorted(options, key=lambda j: -base.rates.left[j])
        opened.update(ranked[:OPTIONS])
        opened.update(j for j in options if j in chosen or arcs[j].space.id in places)
    found = np.array(sorted(opened), np.int64)
    return found[np.isfinite(base.model.value[found])]


def _companions(base: Standing, focus: Sequence[int]) -> set[int]:
    """The arcs, in the zones in question, of projects that must come along."""
    arcs = base.network.arcs
    owners, zones = {arcs[j].need.id for j in focus}, {arcs[j].space.zone for j in focus}
    along = {n for g in together_groups(base.problem.needs) if owners.intersection(g) for n in g}
    options = (j for need in sorted(along) for j in base.network.by_need[need])
    return {j for j in options if arcs[j].space.zone in zones}


def _holders(base: Standing, focus: Sequence[int]) -> list[int]:
    """In each row of the focus that spaces share: who holds it at the least worth a unit."""
    found: list[int] = []
    shared = {i for j in focus for i, _ in base.takes.of(j)}
    for i in sorted(shared):
        row = base.rows[i]
        if row.kind in {"pool", "ceiling", "floor"}:
            held = [(base.rates.left[j] / taken, j) for j, taken in base.ledger.held(i).items()]
            found += [j for _, j in sorted(held)[:RIVALS]]
    return found


def _waiting(base: Standing, inside: Iterable[int], chosen: set[int]) -> set[str]:
    """Projects without a place that would gain most from one inside."""
    arcs, placed = base.network.arcs, {base.network.arcs[j].need.id for j in chosen}
    ranked = sorted(inside, key=lambda j: -base.rates.left[j])
    waiting = dict.fromkeys(arcs[j].need.id for j in ranked if arcs[j].need.id not in placed)
    return set(list(waiting)[:WAITING])


def _solved(
    base: Standing, part: Part, start: Plan | None, seconds: float, watch: Watch
) -> tuple[Outcome, Plan | None]:
    solver = Solver(part.network, part.rows, seed=base.seed, watch=watch)
    if start is not None:
        solver.suggest(part.inside(start))
    outcome = solver.solve(max(seconds, 0.01))
    return outcome, None if outcome.chosen is None else part.whole(outcome.chosen)


def _gain(base: Standing, old: Plan, new: Plan) -> int:
    return (base.network.worth(new) - base.network.worth(old)).fen


def _judged(
    base: Standing,
    condition: Condition,
    start: Plan | None,
    outcome: Outcome,
    plan: Plan | None,
    seconds: float,
) -> Found:
    """What the solve of all useful arcs proves; without a better plan ``start`` is the best."""
    known = [each for each in (start, plan) if each is not None]
    if not known:
        return Found(None, Money(0), -inf, outcome.ending == "infeasible", seconds)
    made = max(known, key=lambda each: base.network.worth(each).fen)
    worth = base.network.worth(made)
    if outcome.ending != "limit":
        return Found(made, worth, float(worth.yuan), proven=True, seconds=seconds)
    bound = max(outcome.bound_wan * YUAN_PER_WAN, float(worth.yuan))
    return _settled(made, worth, min(bound, condition.bound_yuan(base)), seconds)


def _approached(base: Standing, condition: Condition, plan: Plan | None, seconds: float) -> Found:
    if plan is None:
        return Found(None, Money(0), condition.bound_yuan(base), proven=False, seconds=seconds)
    return _settled(plan, base.network.worth(plan), condition.bound_yuan(base), seconds)


def _settled(plan: Plan, worth: Money, bound_yuan: float, seconds: float) -> Found:
    bound = max(bound_yuan, float(worth.yuan))
    slack = SETTLED_YUAN + SETTLED_PART * abs(bound)
    proven = bound - float(worth.yuan) <= slack
    return Found(plan, worth, bound, proven, seconds)
