from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from shigu.engine.siting.values import Economics, Pool, Quota, YearEstimate

MONTH = date(2027, 1, 1)


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"land_mu": -1.0}, "project p: land_mu is -1.0"),
        ({"power_kva": float("nan")}, "project p: power_kva is nan"),
        ({"success_probability": 1.2}, "project p: success_probability is 1.2"),
        ({"hazard_class": "己"}, "project p: hazard_class is '己'"),
        ({"clean_class": 10}, "project p: clean_class is 10"),
        ({"together": frozenset("p")}, "project p: together or apart names the project itself"),
        ({"years": (YearEstimate(1, 1.0),) * 2}, "project p: year 1 is given twice"),
    ],
)
def test_a_need_that_cannot_be_is_refused_by_name(need, fields, place):
    with pytest.raises(ValueError, match=place):
        need("p", **fields)


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"kind": "tent"}, "space s: kind is 'tent'"),
        ({"area_m2": -5.0}, "space s: area_m2"),
        ({"available_to": date(2020, 1, 1)}, "space s: available_to is not after"),
    ],
)
def test_a_space_that_cannot_be_is_refused_by_name(space, fields, place):
    with pytest.raises(ValueError, match=place):
        space("s", **fields)


def test_a_pool_is_not_shared_out_twice():
    shares = {"A": Fraction(2, 3), "B": Fraction(1, 2)}
    with pytest.raises(ValueError, match="pool q: shares"):
        Pool(
            id="q",
            resource="power",
            zones=frozenset("z"),
            month_from=MONTH,
            amount=1.0,
            shares=shares,
        )


def test_a_floor_above_its_ceiling_is_refused():
    with pytest.raises(ValueError, match="quota q: at_least is more than at_most"):
        Quota("q", "d", "projects", 3, 2)


def test_years_count_from_one():
    with pytest.raises(ValueError, match="not 0"):
        YearEstimate(0, 1.0)


def test_a_horizon_has_a_year():
    with pytest.raises(ValueError, match="horizon_years is 0"):
        Economics(MONTH, 0.08, 0)


def test_ids_are_given_once(need, space, problem):
    with pytest.raises(ValueError, match="project p is given twice"):
        problem([need("p"), need("p")], [space("s")])
    with pytest.raises(ValueError, match="space s is given twice"):
        problem([need("p")], [space("s"), space("s")])


def test_a_tie_to_nobody_is_refused(need, space, problem):
    with pytest.raises(ValueError, match="project p: tied to unknown q"):
        problem([replace(need("p"), apart=frozenset("q"))], [space("s")])
