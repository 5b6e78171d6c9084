"""How promises stand, against values worked out by hand."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from shigu.engine.promises.indicators import indicators
from shigu.engine.promises.standing import (
    Observation,
    Promise,
    Reached,
    part,
    reached,
    state,
    warns_on,
)

DUE = date(2026, 6, 30)
HALF = Observation(date(2025, 12, 31), Decimal("6000"))
MOST = Observation(date(2026, 5, 31), Decimal("11999.99"))
ALL = Observation(date(2026, 6, 30), Decimal("12000"))
AFTER = Observation(date(2026, 7, 1), Decimal("12500"))
INVESTMENT = Promise(DUE, Decimal("12000"), 90)
START = Promise(DUE, None, 30)


@pytest.mark.parametrize(
    ("seen", "today", "expected", "share"),
    [
        ((), date(2026, 3, 31), "on_track", Fraction(0)),
        ((), date(2026, 4, 1), "due_soon", Fraction(0)),
        ((HALF,), date(2026, 6, 30), "due_soon", Fraction(1, 2)),
        ((), date(2026, 7, 1), "missed", Fraction(0)),
        ((HALF,), date(2026, 7, 1), "partly", Fraction(1, 2)),
        ((HALF, MOST), date(2026, 7, 1), "partly", Fraction(1199999, 1200000)),
        ((HALF, ALL), date(2030, 1, 1), "met", Fraction(1)),
        ((HALF, AFTER), date(2026, 7, 2), "late", Fraction(25, 24)),
        ((ALL, AFTER), date(2026, 7, 2), "met", Fraction(25, 24)),
    ],
)
def test_an_amount_stands(seen, today, expected, share):
    found = reached(INVESTMENT.amount, seen)
    assert state(INVESTMENT, found, today) == expected
    assert part(INVESTMENT, found) == share


@pytest.mark.parametrize(
    ("happened", "today", "expected"),
    [
        (None, date(2026, 5, 30), "on_track"),
        (None, date(2026, 5, 31), "due_soon"),
        (None, date(2026, 7, 1), "missed"),
        (date(2026, 6, 30), date(2026, 7, 1), "met"),
        (date(2026, 7, 1), date(2026, 7, 1), "late"),
    ],
)
def test_a_day_stands(happened, today, expected):
    found = reached(None, [Observation(happened, None)] if happened else [])
    assert state(START, found, today) == expected
    assert part(START, found) is None


def test_the_latest_figure_is_what_stands_and_the_first_that_suffices_is_when_it_was_met():
    found = reached(Decimal("12000"), [AFTER, ALL, HALF])
    assert found == Reached(Decimal("12500"), date(2026, 7, 1), date(2026, 6, 30))


def test_a_figure_that_falls_back_was_met_all_the_same():
    back = Observation(date(2026, 8, 1), Decimal("9000"))
    found = reached(Decimal("12000"), [ALL, back])
    assert (found.figure, found.met_on) == (Decimal("9000"), date(2026, 6, 30))


def test_the_warning_comes_so_many_days_before():
    assert warns_on(INVESTMENT) == date(2026, 4, 1)
    assert (DUE - warns_on(INVESTMENT)).days == 90


def test_every_indicator_is_an_amount_with_a_unit_or_a_day_without():
    for each in indicators().values():
        assert (each.kind == "amount") == bool(each.unit_zh) == bool(each.unit_en)
        assert each.warn_days > 0
