from __future__ import annotations

import numpy as np
import pytest

from shigu.engine.grading.load import read_scheme, read_units
from shigu.engine.grading.schemes import schemes
from shigu.engine.grading.values import GradingError

TEXT = """
schema: shigu.grading/1
id: small
name_zh: 小办法
name_en: Small
source: tests
measures:
  - {id: a, name_zh: 甲, name_en: A, unit: "1", of: tax_wan, per: land_mu, points: 100, base: 2}
cuts:
  - {grade: A, top: 0.5}
  - {grade: B}
"""
ROWS = "id,name,group,land_mu,tax_wan,note\nf1,甲厂,x,2,8,\n\nf2,乙厂,y,4,,\n"


def test_a_scheme_is_data():
    scheme = read_scheme(TEXT)
    assert (scheme.id, scheme.measures[0].base, scheme.cuts[0].top) == ("small", 2, 0.5)


def test_the_shipped_schemes_share_out_a_hundred_points():
    assert {one.id: sum(m.points for m in one.measures) for one in schemes().values()} == {
        "huangyan-2022": 100,
        "huangyan-2023": 100,
        "huangyan-small": 100,
        "huangyan-small-2022": 100,
        "parks-efficacy": 100,
    }


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("shigu.grading/1", "shigu.grading/2", "scheme"),
        ("source: tests\n", "", "scheme.source"),
        ("source: tests", "sauce: tests", "scheme.sauce"),
        ("points: 100", "points: many", "scheme.measures[0].points"),
        ("points: 100", "points: true", "scheme.measures[0].points"),
        ("points: 100, ", "", "scheme.measures[0].points"),
        ("{grade: B}", "B", "scheme.cuts[1]"),
        ("cuts:", "cut:", "scheme.cuts"),
        ("id: small", "id: [", "scheme"),
    ],
)
def test_a_scheme_at_fault_is_named_by_its_key(old, new, place):
    with pytest.raises(GradingError) as refused:
        read_scheme(TEXT.replace(old, new))
    assert refused.value.place == place


def test_units_from_csv_with_what_is_not_reported():
    units = read_units(ROWS, read_scheme(TEXT))
    assert units.ids == ("f1", "f2")
    assert units.names == ("甲厂", "乙厂")
    assert units.groups == ("x", "y")
    assert units.columns["land_mu"].tolist() == [2, 4]
    assert np.isnan(units.columns["tax_wan"][1])
    assert sorted(units.columns) == ["land_mu", "tax_wan"]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("id,", "key,", "row 1"),
        (",tax_wan", ",tax", "column tax_wan"),
        ("f2,乙厂,y,4,,", "f2,乙厂,y,4", "row 4"),
        ("x,2,8", "x,two,8", "row 2, land_mu"),
        ("x,2,8", "x,nan,8", "row 2, land_mu"),
        ("f2", "f1", "units"),
    ],
)
def test_units_at_fault_are_named_by_row_and_column(old, new, place):
    with pytest.raises(GradingError) as refused:
        read_units(ROWS.replace(old, new), read_scheme(TEXT))
    assert refused.value.place == place
