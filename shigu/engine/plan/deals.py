"""What each placement pays, year by year: the base of the terms."""

from __future__ import annotations

from collections.abc import Mapping

from shigu.engine.sharing.terms import Deal
from shigu.engine.siting.timing import months_between, start_date
from shigu.engine.siting.value import present_value
from shigu.engine.siting.values import Economics, Need, Problem, Space

YUAN_PER_WAN = 10_000


def deals(problem: Problem, assignment: Mapping[str, str]) -> tuple[Deal, ...]:
    """One deal a placement; their expected present values sum to the plan's objective."""
    needs = {need.id: need for need in problem.needs}
    spaces = {space.id: space for space in problem.spaces}
    return tuple(
        _deal(needs[project], spaces[space], problem.economics)
        for project, space in sorted(assignment.items())
    )


def _deal(need: Need, space: Space, economics: Economics) -> Deal:
    """New local tax is what the firm pays here less what it paid at its origin, by year.

    A year without an estimate pays nothing and keeps its place, as phases count years.
    """
    factor = economics.value_factor.get(need.id, 1.0)
    waiting = months_between(economics.as_of, start_date(need, space)) / 12
    counted = {y.year: y for y in need.years if y.year <= economics.horizon_years}
    years = range(1, max(counted, default=0) + 1)
    tax = [
        (factor * counted[y].tax_local_wan - need.origin_tax_wan) * YUAN_PER_WAN
        if y in counted
        else 0.0
        for y in years
    ]
    discount = [(1 + economics.discount_rate) ** -(waiting + y) for y in years]
    expected = need.success_probability * sum(t * d for t, d in zip(tax, discount, strict=True))
    return Deal(
        project=need.id,
        introducer=str(need.introducer),
        host=str(space.owner),
        probability=need.success_probability,
        tax_yuan=tuple(tax),
        discount=tuple(discount),
        host_net_yuan=float(present_value(need, space, economics).yuan) - expected,
    )
