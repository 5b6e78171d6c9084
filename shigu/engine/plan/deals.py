"""What each placement pays, year by year: the base of the terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from shigu.engine.sharing.terms import Deal
from shigu.engine.siting.bonds import pairs_of
from shigu.engine.siting.timing import months_between, start_date
from shigu.engine.siting.value import present_value
from shigu.engine.siting.values import Economics, Need, Problem, Space

YUAN_PER_WAN = 10_000


def deals(problem: Problem, assignment: Mapping[str, str]) -> tuple[Deal, ...]:
    """One deal a placement; their expected present values sum to the plan's objective.

    What two projects gain from each other is half the one's and half the other's, at its host.
    """
    needs = {need.id: need for need in problem.needs}
    spaces = {space.id: space for space in problem.spaces}
    gained = _gained(
        problem, {project: spaces[space].zone for project, space in assignment.items()}
    )
    return tuple(
        _deal(needs[project], spaces[space], problem.economics, gained[project])
        for project, space in sorted(assignment.items())
    )


def _gained(problem: Problem, zones: Mapping[str, str]) -> defaultdict[str, float]:
    """Yuan of synergies by project."""
    found: defaultdict[str, float] = defaultdict(float)
    for pair in pairs_of(problem):
        ends = zones.get(pair.one), zones.get(pair.other)
        if ends[0] is not None and ends[1] is not None and pair.near(ends[0], ends[1]):
            for project in (pair.one, pair.other):
                found[project] += float(pair.value.yuan) / 2
    return found


def _deal(need: Need, space: Space, economics: Economics, gained: float) -> Deal:
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
        host_net_yuan=float(present_value(need, space, economics).yuan) - expected + gained,
    )
