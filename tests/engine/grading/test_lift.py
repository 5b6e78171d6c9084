from __future__ import annotations

import pytest

from shigu.engine.grading.grade import grade
from shigu.engine.grading.lift import lifts
from shigu.engine.grading.stability import stability
from shigu.engine.grading.values import Cut, GradingError
from tests.engine.grading.cast import measure, scheme, units

BY_SCORE = scheme(
    measure("tax_per_mu", 60, of="tax", per="land", base=20.0),
    measure("labour", 40, base=10.0),
    cuts=(Cut("A", score=90), Cut("B", score=60), Cut("C")),
    decimals=2,
)
PARK = units(tax=(200.0, 400.0, 40.0), land=(10.0, 10.0, 10.0), labour=(5.0, 9.0, 1.0))


def by_measure(unit, rules=BY_SCORE, rows=PARK):
    return {one.measure: one for one in lifts(rules, rows, unit).lifts}


def test_the_least_change_of_one_measure_to_the_next_grade():
    """u0 has 60 + 20 = 80 points. 23.33 万元/亩 earn 69.99, so 23.34 is the next of four figures;
    labour of 7.499 earns 29.996, rounded to the 30.00 that are needed."""
    found = by_measure("u0")
    assert (found["tax_per_mu"].needed, found["labour"].needed) == (23.34, 7.499)
    assert found["tax_per_mu"].more == pytest.approx(33.4)
    assert found["labour"].more == pytest.approx(2.499)
    assert {one.grade for one in found.values()} == {"A"}


def test_what_is_answered_lifts_and_a_little_less_does_not():
    needed = by_measure("u2")["tax_per_mu"].needed
    for factor, expected in ((1.0, "B"), (0.999, "C")):
        moved = units(
            tax=(200.0, 400.0, 10 * needed * factor), land=(10.0,) * 3, labour=(5.0, 9.0, 1.0)
        )
        row = next(row for row in grade(BY_SCORE, moved).units if row.id == "u2")
        assert row.grade == expected


def test_the_best_need_no_lift():
    assert by_measure("u1") == {}


def test_a_measure_that_does_not_suffice_says_so():
    rules = scheme(
        measure("a", 99, scale="rank", base=None),
        measure("b", 1, scale="rank", base=None),
        cuts=(Cut("A", top=0.5), Cut("B")),
    )
    found = by_measure("u1", rules, units(a=(2.0, 1.0), b=(1.0, 1.0)))
    assert found["b"].needed is None
    assert found["b"].more is None
    assert found["b"].grade == "A"
    assert 2.0 <= found["a"].needed <= 2.001  # level at 99 ÷ 2 each, and equals get the better


def test_where_less_is_better_the_answer_is_less():
    rules = scheme(
        measure("energy", 10, direction="less", base=1.0),
        cuts=(Cut("A", score=10), Cut("B")),
    )
    lift = by_measure("u0", rules, units(energy=(2.0, 1.0)))["energy"]
    assert lift.needed == pytest.approx(1.0, abs=0.001)
    assert lift.more == pytest.approx(-1.0, abs=0.001)


def test_a_unit_that_is_not_there_is_refused():
    with pytest.raises(GradingError, match="no such unit"):
        lifts(BY_SCORE, PARK, "u9")


def test_a_unit_ahead_in_everything_is_first_under_all_weights():
    rules = scheme(measure("a", 50), measure("b", 50), cuts=(Cut("A", top=0.3), Cut("B")))
    sure = stability(rules, units(a=(3.0, 2.0, 1.0), b=(3.0, 1.0, 2.0)), swing=0.5, draws=500)
    assert (sure[0].best_rank, sure[0].worst_rank, sure[0].grade_kept) == (1, 1, 1.0)
    assert {(one.best_rank, one.worst_rank) for one in sure[1:]} == {(2, 3)}


def test_without_swing_nothing_moves():
    sure = stability(BY_SCORE, PARK, swing=0.0, draws=3)
    assert all(one.best_rank == one.worst_rank and one.grade_kept == 1 for one in sure)


def test_how_often_two_change_places_by_hand():
    """w₁ = ½ U₁, w₂ = ½ U₂ with U uniform: u0 leads where 3 U₁ + U₂ > U₁ + 3 U₂, one in two."""
    rules = scheme(measure("a", 50), measure("b", 50), cuts=(Cut("A", top=0.5), Cut("B")))
    sure = stability(rules, units(a=(3.0001, 1.0), b=(1.0, 3.0)), draws=4_000, seed=1)
    assert sure[0].grade_kept == pytest.approx(0.5, abs=0.03)


def test_a_swing_beyond_all_is_refused():
    with pytest.raises(GradingError):
        stability(BY_SCORE, PARK, swing=1.0)
