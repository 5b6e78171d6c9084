"""Numbers in forms stand as people write them."""

from decimal import Decimal

import pytest

from shigu.face.forms import Measured, Quantity


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("34.000000"), "34"),
        (Decimal("1600.50"), "1600.5"),
        (Decimal(8000), "8000"),
        ("12.30", "12.30"),
        (None, None),
    ],
)
def test_a_quantity_has_no_zeros_that_say_nothing(value, shown):
    assert Quantity().format_value(value) == shown
    assert Measured("万元").format_value(value) == shown
