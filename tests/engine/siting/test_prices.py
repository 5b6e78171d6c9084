import pytest

from shigu.engine.siting.compatibility import compatible
from shigu.engine.siting.constraints import rows
from shigu.engine.siting.network import network
from shigu.engine.siting.prices import shadow_prices
from shigu.engine.siting.solve import solve
from shigu.engine.siting.solver import Relaxation
from shigu.engine.siting.values import Quota


def prices_of(asked):
    return {price.resource: price for price in shadow_prices(asked, solve(asked))}


def test_the_price_of_area_is_the_density_of_the_last_project_let_in(need, space, problem):
    """LP: p (600 ㎡, 12 万元) whole, q (800 ㎡, 8 万元) by half: 100 ㎡ more bring 1 万元."""
    needs = [
        need("p", worth=12.0, floor_area_m2=600.0),
        need("q", worth=8.0, floor_area_m2=800.0),
    ]
    price = prices_of(problem(needs, [space("s", divisible=True)]))["floor_area"]
    assert (price.where, price.unit, price.available, price.used) == ("s", "100 m2", 1000, 600)
    assert price.yuan_per_unit == pytest.approx(10_000)
    assert price.resolved_yuan == pytest.approx(10_000)
    assert price.verified_by_resolve
    assert (price.holds_from, price.holds_to) == (600, 1400)


def test_a_price_that_does_not_hold_for_a_whole_unit_is_not_verified(need, space, problem):
    """50 ㎡ of q are missing: 100 ㎡ more bring its last 2 万元 ÷ 4, not 1 万元."""
    needs = [
        need("p", worth=12.0, floor_area_m2=800.0),
        need("q", worth=2.5, floor_area_m2=250.0),
    ]
    price = prices_of(problem(needs, [space("s", divisible=True)]))["floor_area"]
    assert price.yuan_per_unit == pytest.approx(10_000)
    assert price.resolved_yuan == pytest.approx(5_000)
    assert not price.verified_by_resolve
    assert (price.holds_from, price.holds_to) == (800, 1050)


def test_a_price_holds_exactly_as_far_as_solving_again_says_so(need, space, problem):
    """Power binds beside area: outside the interval the slope is another one."""
    needs = [
        need(f"p{i}", worth=worth, floor_area_m2=area, power_kva=kva)
        for i, (worth, area, kva) in enumerate([(9, 300, 120), (8, 350, 60), (5, 260, 90)])
    ]

    def at(kva):
        asked = problem(needs, [space("s", divisible=True, area_m2=900.0, power_kva=kva)])
        arcs = network(asked, compatible(asked))
        return Relaxation(arcs, rows(arcs)).solve().objective_wan

    asked = problem(needs, [space("s", divisible=True, area_m2=900.0, power_kva=170.0)])
    price = prices_of(asked)["power"]
    slope = price.yuan_per_unit / 100 / 10_000
    low, high = price.holds_from, price.holds_to
    assert low < 170 < high
    for edge in (low, high):
        assert at(edge) - at(170.0) == pytest.approx(slope * (edge - 170), abs=1e-6)
    assert (at(low) - at(low - 10)) / 10 > slope + 1e-4
    assert (at(high + 10) - at(high)) / 10 < slope - 1e-4


def test_a_floor_has_a_price_below_nothing(need, space, problem):
    needs = [need("p", worth=-2.0), need("q", worth=-3.0)]
    spaces = [space("s"), space("t")]
    price = prices_of(problem(needs, spaces, quotas=[Quota("f", "d", "projects", 1)]))["projects"]
    assert price.where == "f"
    assert price.available == 1
    assert price.resolved_yuan == pytest.approx(-30_000)
    assert price.yuan_per_unit <= -20_000


def test_what_is_plentiful_has_no_price(need, space, problem):
    assert prices_of(problem([need("p")], [space("s", divisible=True)])) == {}


def test_a_whole_space_has_the_price_of_one_more_like_it(need, space, problem):
    needs = [need("p", worth=9.0), need("q", worth=7.0), need("r", worth=5.0)]
    price = prices_of(problem(needs, [space("s")]))["space"]
    assert price.unit == "space"
    assert price.resolved_yuan == pytest.approx(70_000)
    assert 70_000 <= price.yuan_per_unit <= 90_000
