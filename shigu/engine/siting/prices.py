"""What one more unit of a scarce resource is worth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import isfinite

from shigu.engine.siting.compatibility import compatible
from shigu.engine.siting.constraints import Row, rows
from shigu.engine.siting.ledger import Ledger
from shigu.engine.siting.network import Network, network
from shigu.engine.siting.resources import Resource
from shigu.engine.siting.results import ShadowPrice
from shigu.engine.siting.solve import YUAN_PER_WAN, Solution, Solved, chosen_of
from shigu.engine.siting.solver import Relaxation
from shigu.engine.siting.values import Problem

AGREES = 1e-6
ASKED = 8
"""How many of the dearest prices are held against the integer plan."""
ZERO_YUAN = 0.01
BEYOND = 1e15
"""Limits that no resource reaches: the price holds without end."""


def shadow_prices(problem: Problem, solution: Solution) -> tuple[ShadowPrice, ...]:
    """Duals of the linear relaxation for every space, pool and quota row, in yuan per unit.

    A capacity's price is what one more unit gains; the price of a floor is negative: what one
    more unit promised costs. Each is checked by solving the relaxation again with one unit more.
    A dual is a slope at the margin: where the basis changes within the unit the re-solve gives
    less, ``verified_by_resolve`` is false and ``resolved_yuan`` is what the unit truly brings the
    relaxation. Greatest gain first. Dantzig 1963, *Linear Programming and Extensions*, ch. 12.
    """
    arcs = network(problem, compatible(problem))
    return prices(arcs, rows(arcs), chosen_of(arcs, solution.assignment))


def prices(arcs: Network, limits: Sequence[Row], chosen: Sequence[int]) -> tuple[ShadowPrice, ...]:
    """:func:`shadow_prices` on a model that is there already."""
    found = _prices(Relaxation(arcs, limits), limits, Ledger(limits, chosen).used)
    return tuple(sorted(found, key=lambda each: (-abs(each.resolved_yuan or 0.0), each.where)))


def with_plan_gains(
    base: Solved, found: Sequence[ShadowPrice], *, seconds: float
) -> tuple[ShadowPrice, ...]:
    """The dearest prices with what the integer plan gains, each by an exact re-solve."""
    asked = [replace(each, plan_gain_yuan=_gain(base, each, seconds)) for each in found[:ASKED]]
    return (*asked, *found[ASKED:])


def _gain(base: Solved, price: ShadowPrice, seconds: float) -> float | None:
    i = next(
        i
        for i, row in enumerate(base.rows)
        if row.where == price.where
        and row.resource is not None
        and (row.resource.code, row.resource.unit) == (price.resource, price.unit)
        and price.available in (row.upper, row.lower)
    )
    row, resource = base.rows[i], base.rows[i].resource
    assert resource is not None
    base.solver.limit(i, row.lower + resource.step, row.upper + resource.step)
    base.solver.suggest(base.chosen)
    outcome = base.solver.solve(seconds)
    base.solver.limit(i, row.lower, row.upper)
    if outcome.chosen is None or outcome.ending == "limit":
        return None
    return float((base.network.worth(outcome.chosen) - base.solution.objective).yuan)


def _prices(
    relaxation: Relaxation, limits: Sequence[Row], used: Sequence[float]
) -> Iterator[ShadowPrice]:
    base = relaxation.solve()
    if base is None:
        return
    down, up = relaxation.holds()
    for i, row in enumerate(limits):
        resource = row.resource
        if resource is None:
            continue
        price = float(base.duals[i]) * resource.step * YUAN_PER_WAN
        if abs(price) < ZERO_YUAN:
            continue
        resolved = _one_more(relaxation, i, row, resource, base.objective_wan)
        held = (_finite(down[i]), _finite(up[i]))
        yield _price(row, resource, used[i], price, resolved, held)


def _one_more(
    relaxation: Relaxation, i: int, row: Row, resource: Resource, base_wan: float
) -> float | None:
    relaxation.limit(i, row.lower + resource.step, row.upper + resource.step)
    more = relaxation.solve()
    relaxation.limit(i, row.lower, row.upper)
    return None if more is None else (more.objective_wan - base_wan) * YUAN_PER_WAN


def _finite(limit: float) -> float | None:
    """To the digits that a solver's tolerance leaves."""
    return round(float(limit), 6) if abs(limit) < BEYOND else None


def _price(
    row: Row,
    resource: Resource,
    used: float,
    price: float,
    resolved: float | None,
    held: tuple[float | None, float | None],
) -> ShadowPrice:
    gained = 0.0 if resolved is None else resolved
    return ShadowPrice(
        resource=resource.code,
        where=row.where,
        unit=resource.unit,
        used=used,
        available=row.upper if isfinite(row.upper) else row.lower,
        yuan_per_unit=price,
        resolved_yuan=gained,
        verified_by_resolve=resolved is not None
        and abs(gained - price) <= AGREES * max(abs(price), 1.0),
        plan_gain_yuan=None,
        holds_from=held[0],
        holds_to=held[1],
    )
