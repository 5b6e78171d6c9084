"""What if not here, what if in: the best plan again under one more condition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shigu.engine.siting.ledger import Ledger
from shigu.engine.siting.mending import Plan, best_neighbour
from shigu.engine.siting.solve import YUAN_PER_WAN, Solved
from shigu.engine.values import Money

NOTHING = Money(0)


@dataclass(frozen=True, slots=True)
class Alternative:
    """The best plan under a condition and what the plan as a whole loses by it.

    ``plan`` is ``None`` where none was found; if that is ``proven``, there is none. ``loss`` is
    never negative but for the lifting of a lock: where the plan itself was stopped short of its
    optimum, another that is better costs nothing. Where it is not ``proven``, the plan loses at
    most ``loss``, if there is a ``plan``, and ``at_least`` in any case.
    """

    plan: Plan | None
    loss: Money
    proven: bool
    seconds: float
    at_least: Money = NOTHING


def without_each(
    base: Solved,
    ledger: Ledger,
    chosen: Sequence[int],
    *,
    seen: Sequence[Plan] = (),
    seconds: float,
) -> Iterator[Alternative]:
    """For each of some chosen arcs, in order: the optimum with that arc forbidden.

    A lock on the arc is lifted for it, so a locked place may lose less than nothing.
    Plans ``seen`` before and those found on the way are where later searches begin. A neighbour
    that is worth as much as a proven optimum needs no search.
    """
    known = list(seen)
    for j in chosen:
        lock = _lock_on(base, j)
        if lock is not None:
            yield _unlocked(base, lock, seconds)
            continue
        start = _start_without(base, ledger, j, known)
        if start is not None and _as_good(base, start):
            yield Alternative(start, Money(0), proven=True, seconds=0.0)
            continue
        base.solver.permit((j,), permitted=False)
        found = _again(base, start, seconds)
        base.solver.permit((j,), permitted=True)
        if found.plan is not None:
            known.append(found.plan)
        yield found


def _lock_on(base: Solved, j: int) -> int | None:
    own = ("locked", base.network.arcs[j].need.id)
    return next((i for i, row in enumerate(base.rows) if (row.kind, row.where) == own), None)


def _unlocked(base: Solved, lock: int, seconds: float) -> Alternative:
    base.solver.limit(lock, 0, 0)
    base.solver.suggest(None)
    outcome = base.solver.solve(seconds)
    base.solver.limit(lock, 1, 1)
    proven = outcome.ending != "limit"
    if outcome.chosen is None:
        return Alternative(None, Money(0), proven, outcome.seconds)
    loss = base.solution.objective - base.network.worth(outcome.chosen)
    return Alternative(outcome.chosen, loss, proven, outcome.seconds)


def with_project(base: Solved, ledger: Ledger, project: str, *, seconds: float) -> Alternative:
    """The optimum in which ``project``, which the plan leaves out, is placed."""
    row = next(i for i, r in enumerate(base.rows) if (r.kind, r.where) == ("assignment", project))
    start = best_neighbour(base.network, ledger, options=base.network.by_need[project])
    base.solver.limit(row, 1, 1)
    found = _again(base, start, seconds)
    base.solver.limit(row, base.rows[row].lower, base.rows[row].upper)
    return found


def _start_without(base: Solved, ledger: Ledger, j: int, known: Sequence[Plan]) -> Plan | None:
    arcs = base.network
    options = arcs.by_need[arcs.arcs[j].need.id]
    near = best_neighbour(arcs, ledger, options=options, without=j)
    others = (plan for plan in (near, *known) if plan is not None and j not in plan)
    return max(others, key=lambda plan: arcs.worth(plan).fen, default=None)


def _as_good(base: Solved, start: Plan) -> bool:
    return base.solution.gap == 0 and base.network.worth(start) == base.solution.objective


def _again(base: Solved, start: Plan | None, seconds: float) -> Alternative:
    base.solver.suggest(start)
    outcome = base.solver.solve(seconds)
    proven = outcome.ending != "limit"
    if outcome.chosen is None:
        return Alternative(None, Money(0), proven, outcome.seconds)
    bound = outcome.bound_wan * YUAN_PER_WAN
    loss = base.solution.objective - base.network.worth(outcome.chosen)
    least = Money.from_yuan(round(float(base.solution.objective.yuan) - bound, 2))
    return Alternative(
        outcome.chosen, max(loss, Money(0)), proven, outcome.seconds, max(least, Money(0))
    )
