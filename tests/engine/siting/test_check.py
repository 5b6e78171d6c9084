"""The judge must catch what the model would never do."""

from datetime import date

import pytest

from shigu.engine.siting.check import assert_allocation_feasible
from shigu.engine.siting.values import Pool, Quota


@pytest.mark.parametrize(
    ("asked", "offered", "complaint"),
    [
        ({"floor_area_m2": 1000.5}, {}, "area: p in s"),
        ({"floor_area_m2": None}, {}, "area"),
        ({"height_m": 6.0}, {"height_m": 5.0}, "height"),
        ({"height_m": 6.0}, {}, "height"),
        ({"load_t_m2": 2.0}, {"load_t_m2": 1.0}, "load"),
        ({"power_kva": 2.0}, {"power_kva": 1.0}, "power"),
        ({"water_t_day": 2.0}, {"water_t_day": 1.0}, "water"),
        ({"drainage_t_day": 2.0}, {"drainage_t_day": 1.0}, "drainage"),
        ({"needs_exhaust": True}, {"exhaust": False}, "exhaust"),
        ({"clean_class": 5}, {"clean_class": 6}, "clean class"),
        ({"hazard_class": "甲"}, {"hazard_class": "丙"}, "hazard"),
        ({"hazard_class": "戊"}, {}, "hazard"),
        ({"code": "65"}, {"codes_allowed": ("39",)}, "industry code"),
        ({"latest": date(2026, 12, 1)}, {"available_from": date(2027, 1, 1)}, "latest"),
        ({"earliest": date(2028, 1, 1)}, {"available_to": date(2027, 1, 1)}, "available"),
        ({"districts_excluded": frozenset("d")}, {}, "district"),
        ({"districts_allowed": frozenset("e")}, {}, "district"),
        ({"veto": "x"}, {}, "veto"),
        ({"land_mu": 7.0}, {"kind": "land", "land_mu": 6.0}, "land"),
        (
            {"land_mu": 3.0, "floor_area_m2": 900.0},
            {"kind": "land", "land_mu": 6.0, "far_min": 0.5},
            "floor-area ratio",
        ),
    ],
)
def test_a_pair_that_does_not_fit_is_named(need, space, problem, asked, offered, complaint):
    one = problem([need("p", **asked)], [space("s", **offered)])
    with pytest.raises(AssertionError, match=complaint):
        assert_allocation_feasible(one, {"p": "s"})
    assert_allocation_feasible(one, {})


def test_a_whole_space_given_twice_is_named(need, space, problem):
    asked = problem([need("p"), need("q")], [space("s")])
    with pytest.raises(AssertionError, match="whole space s given twice"):
        assert_allocation_feasible(asked, {"p": "s", "q": "s"})


def test_an_overfull_space_is_named(need, space, problem):
    needs = [need("p", floor_area_m2=501.0), need("q", floor_area_m2=500.0)]
    asked = problem(needs, [space("s", divisible=True)])
    with pytest.raises(AssertionError, match="size of s: 1001 of 1000"):
        assert_allocation_feasible(asked, {"p": "s", "q": "s"})


def test_an_overdrawn_pool_is_named(need, space, problem):
    pool = Pool(
        id="q", resource="energy", zones=frozenset("z"), month_from=date(2027, 1, 1), amount=9.0
    )
    asked = problem([need("p", energy_tce=10.0)], [space("s")], [pool])
    with pytest.raises(AssertionError, match="pool q: 10 of 9"):
        assert_allocation_feasible(asked, {"p": "s"})


def test_quotas_are_judged_from_both_sides(need, space, problem):
    quotas = [Quota("few", "d", "projects", 1), Quota("many", "d", "invest_wan", None, 5.0)]
    asked = problem([need("p", invest_wan=6.0)], [space("s")], quotas=quotas)
    with pytest.raises(AssertionError, match="floor of quota few"):
        assert_allocation_feasible(asked, {})
    with pytest.raises(AssertionError, match="ceiling of quota many: 6 of 5"):
        assert_allocation_feasible(asked, {"p": "s"})


def test_ties_are_judged(need, space, problem):
    spaces = [space("s"), space("t", zone="other"), space("u")]
    tied = problem([need("p", together=frozenset("q")), need("q")], spaces)
    for torn in ({"p": "s"}, {"q": "s"}, {"p": "s", "q": "t"}):
        with pytest.raises(AssertionError, match="together: p and q"):
            assert_allocation_feasible(tied, torn)
    assert_allocation_feasible(tied, {"p": "s", "q": "u"})
    rivals = problem([need("p", apart=frozenset("q")), need("q")], spaces)
    with pytest.raises(AssertionError, match="apart: p and q"):
        assert_allocation_feasible(rivals, {"p": "s", "q": "u"})


def test_names_that_are_not_there_are_named(need, space, problem):
    asked = problem([need("p")], [space("s")])
    with pytest.raises(AssertionError, match="unknown project x"):
        assert_allocation_feasible(asked, {"x": "s"})
    with pytest.raises(AssertionError, match="unknown space y"):
        assert_allocation_feasible(asked, {"p": "y"})
