"""A deadline is the last day of what a text tells."""

from datetime import date

import pytest

from shigu.engine.promises.deadlines import last_day


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2027", date(2027, 12, 31)),
        ("2027-H1", date(2027, 6, 30)),
        ("2027-H2", date(2027, 12, 31)),
        ("2027-Q3", date(2027, 9, 30)),
        ("2028-02", date(2028, 2, 29)),
        ("2027-03-15", date(2027, 3, 15)),
        ("2026..2030", date(2030, 12, 31)),
        ("--03-15", None),
        ("tomorrow", None),
        ("H1", None),
        ("", None),
    ],
)
def test_it_is_the_last_day_of_the_year_half_quarter_month_or_range(told, day):
    assert last_day(told) == day
