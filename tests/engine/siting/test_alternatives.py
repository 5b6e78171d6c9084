from dataclasses import replace

import pytest

from shigu.engine.siting.alternatives import Alternative, with_project, without_each
from shigu.engine.siting.compatibility import compatible
from shigu.engine.siting.ledger import Ledger
from shigu.engine.siting.mending import best_neighbour
from shigu.engine.siting.network import network
from shigu.engine.siting.placed import placement
from shigu.engine.siting.solve import solved
from shigu.engine.values import Money


@pytest.fixture
def base(need, space, problem):
    """p and q share a hall, r is left out."""
    sizes = {"p": (9.0, 600.0), "q": (5.0, 400.0), "r": (4.0, 500.0)}
    needs = [need(name, worth=w, floor_area_m2=a) for name, (w, a) in sizes.items()]
    asked = problem(needs, [space("s", divisible=True)])
    return solved(network(asked, compatible(asked)), seconds=10, gap=0, seed=0)


def test_a_question_leaves_the_model_as_it_was(base):
    ledger = Ledger(base.rows, base.chosen)
    first = [a.loss for a in without_each(base, ledger, base.chosen, seconds=10)]
    forced = with_project(base, ledger, "r", seconds=10)
    again = [a.loss for a in without_each(base, ledger, base.chosen, seconds=10)]
    assert first == again == [Money.from_wan(5), Money.from_wan(5)]
    assert forced.loss == Money.from_wan(5)
    assert ledger.used == Ledger(base.rows, base.chosen).used


def test_a_neighbour_is_a_plan_that_keeps_every_row(base):
    ledger = Ledger(base.rows, base.chosen)
    arc = base.network.by_need["r"][0]
    near = best_neighbour(base.network, ledger, options=(arc,))
    assert near is not None
    assert arc in near
    assert Ledger(base.rows, near).broken(range(len(base.rows))) == []


def test_what_was_not_proven_in_time_is_no_figure(base):
    open_question = Alternative((1,), Money(7), proven=False, seconds=0.0)
    placed = placement(base, base.chosen[0], open_question)
    assert placed.runner_up is None
    assert placed.reasons[-1].code == "siting.runner_up_open"


def test_a_better_plan_than_the_plan_costs_nothing(base):
    """A plan stopped short of its optimum must not show a negative loss."""
    poor = replace(base, solution=replace(base.solution, objective=Money(1), gap=0.5))
    assert with_project(poor, Ledger(base.rows, base.chosen), "r", seconds=10).loss == Money(0)


def test_a_question_stopped_before_its_first_bound_proves_no_loss(base):
    """No plan is worth more than all three projects at their best: 9 + 5 + 4 ≥ 14."""
    base.solver.suggest(base.chosen)
    assert base.solver.solve(0.0).bound_wan == 18.0
    forced = with_project(base, Ledger(base.rows, base.chosen), "r", seconds=0.0)
    assert (forced.proven, forced.at_least) == (False, Money(0))
