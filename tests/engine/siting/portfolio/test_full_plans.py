"""Whole plans with sets, phases, groups and synergies through the portfolio."""

from dataclasses import replace
from fractions import Fraction
from unittest.mock import patch

import pytest
from hypothesis import given, settings

from shigu.engine.siting import solve as module
from shigu.engine.siting.check import assert_allocation_feasible
from shigu.engine.siting.compatibility import compatible
from shigu.engine.siting.conflict import Infeasible
from shigu.engine.siting.network import network
from shigu.engine.siting.portfolio.neighbourhoods import coupled
from shigu.engine.siting.portfolio.plan_arcs import TooLarge, most_gained
from shigu.engine.siting.solve import solve
from shigu.engine.siting.values import Preference, Synergy
from shigu.engine.watch import Watch
from tests.engine.siting.test_full_model import MANY, seeds
from tests.engine.siting.tiny import every_plan, tiny

FEW = settings(MANY, max_examples=60)


@FEW
@given(seeds)
def test_the_portfolio_keeps_every_rule_and_its_bound_holds(seed):
    problem = tiny(seed)
    if problem.least_score is not None and any(each.score for each in problem.synergies):
        problem = replace(problem, least_score=None)
    best = max((money for money, _, _ in every_plan(problem)), default=None)
    with patch.object(module, "EXACT_ARCS", -1):
        if best is None:
            with pytest.raises(Infeasible):
                solve(problem, seconds=60.0)
            return
        found = solve(problem, seconds=60.0)
    assert_allocation_feasible(problem, found.assignment)
    assert found.bound_yuan >= best / 100 - 0.02
    if not network(problem, compatible(problem)).pairs:
        assert float(found.objective.yuan) == pytest.approx(best / 100, abs=0.02)


@FEW
@given(seeds)
def test_no_plan_is_worth_more_than_its_arcs_say(seed):
    problem = tiny(seed)
    arcs = network(problem, compatible(problem))
    for aim, place in (("money", 0), ("score", 1)):
        gain = most_gained(arcs, aim)
        for plan in every_plan(problem):
            chosen = [arcs.position(*pair) for pair in plan[2].items()]
            real = plan[place] / 1_000_000 if aim == "money" else plan[place]
            assert sum(gain[j] for j in chosen) >= float(real) - 1e-6


def test_a_group_that_no_single_move_brings_in_is_put_in(need, space, problem):
    """Two that must stand together displace one that stands alone."""
    wishes = [
        need("alone", worth=15.0),
        need("one", worth=10.0, together=frozenset({"other"})),
        need("other", worth=10.0),
    ]
    asked = problem(wishes, [space("s"), space("t"), space("far", zone="y")])
    arcs = network(asked, compatible(asked))
    start = (arcs.position("alone", "s"),)
    better = coupled(arcs, start, seconds=10.0, watch=Watch())
    placed = {arcs.arcs[j].need.id: arcs.arcs[j].space.zone for j in better}
    assert placed == {"alone": "y", "one": "z", "other": "z"}


def test_points_of_synergies_as_a_condition_are_refused_above_the_exact_size(need, space, problem):
    wishes = [need("p", link="a", preferences=(Preference("z", 1.0),)), need("q", link="b")]
    asked = replace(
        problem(wishes, [space("s"), space("t")]),
        synergies=(Synergy("a-b", "a", "b", 0.0, 2.0),),
        least_score=Fraction(3),
    )
    assert len(solve(asked).assignment) == 2
    with (
        patch.object(module, "EXACT_ARCS", -1),
        pytest.raises(TooLarge, match="去掉"),
    ):
        solve(asked)
