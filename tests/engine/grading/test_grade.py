from __future__ import annotations

import numpy as np
import pytest

from shigu.engine.grading.grade import grade
from shigu.engine.grading.schemes import schemes
from shigu.engine.grading.values import Cut, GradingError, Units
from tests.engine.grading.cast import measure, scheme, units

HUANGYAN = {
    "land_mu": (10.0, 20.0, 5.0),
    "tax_wan": (240.97, 300.0, 60.0),
    "value_added_wan": (1361.6, 2000.0, 400.0),
    "energy_tce": (1361.6 / 2.694, 1000.0, 100.0),
    "emission_t": (1361.6 / 4929.81, 0.5, 0.0),
    "staff": (1361.6 / 18.14, 100.0, 25.0),
    "rd_wan": (30.2, 45.0, 10.0),
    "revenue_wan": (1000.0, 2000.0, 500.0),
}


def huangyan(name="huangyan-2023", groups=("machinery",) * 3):
    return grade(schemes()[name], units(groups, **HUANGYAN))


def points(found, unit):
    row = next(row for row in found.units if row.id == unit)
    return {part.measure: part.points for part in row.parts}, row.total


def test_a_firm_at_the_bases_of_huangyan_has_a_hundred_points():
    parts, total = points(huangyan(), "u0")
    assert parts == {
        "tax_per_mu": 30,
        "value_added_per_mu": 20,
        "value_added_per_tce": 20,
        "value_added_per_t": 10,
        "value_added_per_head": 10,
        "rd_share": 10,
    }
    assert total == 100


def test_the_tables_of_huangyan_to_the_printed_decimals():
    """u1: 15/24.097×30 = 18.675; 100/136.16×20 = 14.689; 2/2.694×20 = 14.848; 4000/4929.81×10 =
    8.114; 20/18.14×10 = 11.025; 0.0225/0.0302×10 = 7.450."""
    parts, total = points(huangyan(), "u1")
    assert list(parts.values()) == [18.67, 14.69, 14.85, 8.11, 11.03, 7.45]
    assert total == 74.80


def test_a_firm_without_emissions_has_the_mean_of_all_firms_there():
    """黄岩: 规上无排放数据的，该项得分按规上企业此项平均得分赋分."""
    for groups in (("machinery",) * 3, ("machinery", "optics", "optics")):
        parts, _ = points(huangyan(groups=groups), "u2")
        assert parts["value_added_per_t"] == 9.06  # (10 + 8.1139) ÷ 2 = 9.0570


def test_a_scheme_may_give_the_mean_of_the_group_instead():
    kin = scheme(measure("a", 10, base=1.0, missing="group_mean"))
    found = grade(kin, units(("x", "y", "y"), a=(1.0, 0.5, None)))
    assert points(found, "u2") == ({"a": 5}, 5)


def test_the_bases_of_the_year_before_differ():
    parts, total = points(huangyan("huangyan-2022"), "u1")
    # 15/26.01×30; 100/132.27×20; 2/2.54×20; 4000/4861.08×10; 20/17.45×10; 0.0225/0.0305×10
    assert list(parts.values()) == [17.30, 15.12, 15.75, 8.23, 11.46, 7.38]
    assert total == 75.24


def test_small_firms_of_huangyan():
    found = grade(
        schemes()["huangyan-small"],
        units(tax_wan=(11.5932, 20.0), land_mu=(1.0, 4.0), power_wan_kwh=(49.291, 40.0)),
    )
    # 5/11.5932×50 = 21.564; 0.5/0.2352×50 = 106.293
    assert points(found, "u1") == ({"tax_per_mu": 21.56, "tax_per_kwh": 106.29}, 127.85)
    assert points(found, "u0")[0] == {"tax_per_mu": 50, "tax_per_kwh": 50.00}


def test_small_firms_of_huangyan_the_year_before():
    found = grade(
        schemes()["huangyan-small-2022"],
        units(tax_wan=(16.601058, 20.0), land_mu=(1.0, 4.0), power_wan_kwh=(70.1754, 40.0)),
    )
    # 5/16.601058×50 = 15.059; 0.5/0.236565×50 = 105.679
    assert points(found, "u1") == ({"tax_per_mu": 15.06, "tax_per_kwh": 105.68}, 120.74)


def test_quotas_count_ranks_and_equals_get_the_better_grade():
    found = grade(scheme(measure("a", 1)), units(a=(4.0, 3.0, 3.0, 1.0)))
    assert [(row.id, row.rank, row.grade) for row in found.units] == [
        ("u0", 1, "A"),
        ("u1", 2, "B"),
        ("u2", 2, "B"),
        ("u3", 4, "C"),
    ]
    assert found.counts == {"A": 1, "B": 2, "C": 1}
    equal = grade(scheme(measure("a", 1)), units(a=(4.0, 4.0, 4.0, 1.0)))
    assert [row.grade for row in equal.units] == ["A", "A", "A", "C"]


def test_quotas_may_hold_in_each_group():
    by_group = scheme(measure("a", 1), cuts=(Cut("A", top=0.5), Cut("B")), within_group=True)
    found = grade(by_group, units(("x", "x", "y", "y"), a=(9.0, 8.0, 2.0, 1.0)))
    assert {row.id: row.grade for row in found.units} == {
        "u0": "A",
        "u1": "B",
        "u2": "A",
        "u3": "B",
    }


def test_cuts_by_score_take_in_their_mark():
    by_score = scheme(measure("a", 10), cuts=(Cut("A", score=90), Cut("B", score=60), Cut("C")))
    found = grade(by_score, units(a=(9.0, 8.99, 6.0, 5.99)))
    assert [row.grade for row in found.units] == ["A", "B", "B", "C"]


def test_less_is_better_where_the_scheme_says_so():
    less = scheme(
        measure("energy", 10, direction="less", base=2.0),
        measure("waste", 10, direction="less", scale="efficacy", base=None),
    )
    found = grade(less, units(energy=(4.0, 1.0), waste=(1.0, 3.0)))
    assert points(found, "u0") == ({"energy": 5, "waste": 10}, 15)
    assert points(found, "u1") == ({"energy": 20, "waste": 6}, 26)


def test_entropy_shares_out_the_same_points():
    found = grade(
        scheme(measure("a", 60), measure("b", 40), weights="entropy"),
        units(a=(1.0, 3.0), b=(2.0, 2.0)),
    )
    assert found.weights == pytest.approx({"a": 100, "b": 0})


@pytest.mark.parametrize(
    ("columns", "place"),
    [
        ({"a": (1.0, None)}, "u1, a"),
        ({"a": (1.0, -1.0)}, "u1, a"),
        ({"a": (np.inf, 1.0)}, "u0, a"),
        ({"b": (1.0, 2.0)}, "column a"),
        ({"a": ()}, "units"),
    ],
)
def test_units_that_cannot_be_graded_are_refused_by_name(columns, place):
    with pytest.raises(GradingError) as refused:
        grade(scheme(measure("a", 1)), units(**columns))
    assert refused.value.place == place


def test_two_units_of_one_id_are_refused():
    with pytest.raises(GradingError, match="occurs twice"):
        Units(("a", "a"), ("x", "y"), ("", ""), {})


@pytest.mark.parametrize(
    "cuts",
    [
        (Cut("A"),),
        (Cut("A", top=0.5), Cut("B", top=0.2), Cut("C")),
        (Cut("A", top=0.5), Cut("B", score=2), Cut("C")),
        (Cut("A", score=60), Cut("B", score=90), Cut("C")),
        (Cut("A", top=1.5), Cut("B")),
        (Cut("A", top=0.5), Cut("A")),
    ],
)
def test_cuts_out_of_order_are_refused(cuts):
    with pytest.raises(GradingError):
        scheme(measure("a", 1), cuts=cuts)


@pytest.mark.parametrize(
    "wrong", [{"points": 0}, {"points": 1, "base": None}, {"points": 1, "scale": "log"}]
)
def test_a_measure_that_cannot_score_is_refused(wrong):
    with pytest.raises(GradingError, match="measure a"):
        measure("a", **wrong)
