"""Why a cell is no number or no date, and what to write instead."""

import pytest

from shigu.engine.pack.diagnose import not_a_date, not_a_number


@pytest.mark.parametrize(
    ("cell", "code", "instead"),
    [
        ("5万", "number-unit", ""),
        ("5 万元", "number-unit", ""),
        ("￥5,000", "number-unit", ""),
        ("1.5%", "number-unit", ""),
        ("12,000", "number-separator", "12000"),
        ("1,234,567.5", "number-separator", "1234567.5"),
        ("１２．５", "fullwidth-digits", "12.5"),
        ("12.5.1", "type-number", ""),
        ("1,00", "type-number", ""),
        ("约五", "type-number", ""),
        ("1e999", "out-of-range", "±1.8e308"),
    ],
)
def test_a_cell_that_is_no_number_is_told_apart(cell, code, instead):
    found, words = not_a_number(cell, whole=False)
    assert (found, words["hint_zh"]) == (code, instead)


def test_a_fraction_in_a_column_of_whole_numbers_is_no_integer():
    assert not_a_number("1.5", whole=True)[0] == "type-integer"


@pytest.mark.parametrize(
    ("cell", "instead"),
    [
        ("2027/6/1", "2027-06-01"),
        ("2027.06.01", "2027-06-01"),
        ("2027年6月1日", "2027-06-01"),
        ("2027/6/1 0:00:00", "2027-06-01"),
        ("45658", "2025-01-01"),
        ("2027/2/30", "2027-01-31"),
        ("明年", "2027-01-31"),
    ],
)
def test_the_cure_of_a_date_is_the_same_day_in_iso_form(cell, instead):
    assert not_a_date(cell)[1]["hint_zh"] == instead
