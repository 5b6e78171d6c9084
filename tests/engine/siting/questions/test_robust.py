"""Plans for bad times: against every plan there is, over the same scenarios."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.siting.check import assert_allocation_feasible, together
from shigu.engine.siting.conflict import Infeasible
from shigu.engine.siting.questions.robust import cvar, robust
from shigu.engine.siting.questions.scenarios import drawn
from shigu.engine.siting.value import present_value
from tests.engine.siting.tiny import every_plan, tiny

SOME = settings(max_examples=40, deadline=None)
SCENARIOS, LEVEL = 10, 0.7
"""The worst three of ten."""


def brings(problem, plan, comes):
    """Fen that a plan brings in each scenario, added up project by project."""
    place = {need.id: k for k, need in enumerate(problem.needs)}
    spaces = {space.id: space for space in problem.spaces}
    sure = {
        n.id: present_value(
            replace(n, success_probability=1.0), spaces[plan[n.id]], problem.economics
        ).fen
        for n in problem.needs
        if n.id in plan
    }
    total = sum((comes[:, place[p]] * fen for p, fen in sure.items()), np.zeros(len(comes)))
    for synergy, one, other in together(problem, plan):
        gain = float(Fraction(str(synergy.value_wan)) * 1_000_000)
        total = total + comes[:, place[one.id]] * comes[:, place[other.id]] * gain
    return total


@SOME
@given(st.integers(0, 2**32 - 1))
def test_the_cautious_plan_has_the_best_worst_part_of_all_plans(seed):
    problem = tiny(seed)
    plans = [(money, plan) for money, _, plan in every_plan(problem)]
    asked = {"level": LEVEL, "scenarios": SCENARIOS, "seed": seed % 1000, "resolved": 2}
    if not plans:
        with pytest.raises(Infeasible):
            robust(problem, **asked)
        return
    comes = drawn(problem.needs, SCENARIOS, seed % 1000)
    tails = [np.sort(brings(problem, plan, comes))[:3].mean() for _, plan in plans]
    answer = robust(problem, **asked)
    for profile in (answer.expected, answer.cautious):
        assert_allocation_feasible(problem, profile.assignment)
        mine = brings(problem, profile.assignment, comes)
        assert profile.mean_yuan == pytest.approx(mine.mean() / 100, abs=0.1)
        assert profile.cvar_yuan == pytest.approx(np.sort(mine)[:3].mean() / 100, abs=0.1)
        assert profile.worst_yuan == pytest.approx(mine.min() / 100, abs=0.1)
    assert answer.cautious.proven
    assert answer.cautious.cvar_yuan == pytest.approx(max(tails) / 100, abs=0.1)
    assert round(answer.expected.expected_yuan * 100) == max(money for money, _ in plans)


def test_the_tail_counts_the_edge_with_the_part_that_is_needed():
    """Rockafellar & Uryasev 2000, by hand: the worst quarter of 6 is 1.5 scenarios."""
    values = np.array([5.0, 1.0, 9.0, 3.0, 7.0, 11.0])
    assert cvar(values, 0.75) == pytest.approx((1.0 + 0.5 * 3.0) / 1.5)
    assert cvar(values, 0.0) == values.mean()


def test_chances_are_kept_and_a_common_shock_makes_them_hang_together(need):
    needs = [need("p", success_probability=0.3), need("q", success_probability=0.6)]
    for common in (0.0, 0.8):
        comes = drawn(needs, 20_000, 1, common)
        assert comes.mean(axis=0) == pytest.approx([0.3, 0.6], abs=0.015)
    alone, bound = (np.corrcoef(drawn(needs, 20_000, 1, c).T)[0, 1] for c in (0.0, 0.8))
    assert abs(alone) < 0.02
    assert bound > 0.35
    sure = [need("p", success_probability=1.0), need("q", success_probability=0.0)]
    assert drawn(sure, 50, 0, 0.5).all(axis=0).tolist() == [True, False]


def test_a_sure_small_project_is_the_cautious_choice(need, space, problem):
    needs = [
        need("bold", worth=100.0, success_probability=0.5),
        need("sure", worth=40.0, success_probability=1.0),
    ]
    answer = robust(problem(needs, [space("s")]), level=0.8, scenarios=100, resolved=30, seed=3)
    assert answer.expected.assignment == {"bold": "s"}
    assert answer.expected.cvar_yuan == 0.0
    assert answer.cautious.assignment == {"sure": "s"}
    assert answer.cautious.cvar_yuan == 400_000.0
    assert answer.holds == {"bold": 1.0}
    fails = 1 - drawn(needs, 100, 3)[:30, 0].mean()
    assert answer.foresight_yuan == pytest.approx(fails * 400_000.0)


@pytest.mark.parametrize(
    ("asked", "message"),
    [({"level": 1.0}, "level"), ({"scenarios": 0}, "scenarios"), ({"common": 1.0}, "common")],
)
def test_senseless_questions_are_refused(need, space, problem, asked, message):
    with pytest.raises(ValueError, match=message):
        robust(problem([need("p")], [space("s")]), **asked)
