"""Whole plans through the portfolio against the exact model: the same worth, every rule kept."""

from unittest.mock import patch

import pytest
from hypothesis import given

from shigu.engine.siting import solve as module
from shigu.engine.siting.check import assert_allocation_feasible
from shigu.engine.siting.conflict import Infeasible
from shigu.engine.siting.solve import solve
from tests.engine.siting.test_brute_force import QUICK, problems


@QUICK
@given(problems())
def test_the_portfolio_reaches_the_exact_optimum(problem):
    try:
        exact = solve(problem, seconds=60.0)
    except Infeasible:
        with patch.object(module, "EXACT_ARCS", -1), pytest.raises(Infeasible):
            solve(problem, seconds=60.0)
        return
    with patch.object(module, "EXACT_ARCS", -1):
        found = solve(problem, seconds=60.0)
    assert_allocation_feasible(problem, found.assignment)
    assert float(found.objective.yuan) == pytest.approx(float(exact.objective.yuan), abs=0.02)
    assert found.bound_yuan >= float(exact.objective.yuan) - 0.02
    assert found.status == "optimal"
