import pytest
from hypothesis import given
from hypothesis import strategies as st

from shigu.report.numbers import area, grouped, interval, money, money_scale, percent, signed


@pytest.mark.parametrize(
    ("value", "decimals", "words"),
    [(-1234.5, 1, "−1,234.5"), (-0.04, 1, "0.0"), (0.0, 0, "0"), (1e6, 0, "1,000,000")],
)
def test_figures_have_thousands_and_a_true_minus(value, decimals, words):
    assert grouped(value, decimals) == words


@pytest.mark.parametrize(("value", "words"), [(5.0, "+5"), (-5.0, "−5"), (0.2, "0"), (-0.2, "0")])
def test_changes_carry_their_sign(value, words):
    assert signed(value) == words


def test_shares_have_one_decimal():
    assert percent(0.3824) == "38.2%"
    assert interval(0.74, 2.9) == "0.7–2.9"


def test_a_table_of_large_amounts_is_in_yi():
    assert (money_scale([3e9, 1e4]).unit.zh, money_scale([3e9]).figure(-1.234e9)) == (
        "亿元",
        "−12.34",
    )


def test_a_table_of_middling_amounts_is_in_wan():
    scale = money_scale([3e8])
    assert (scale.unit.zh, scale.figure(3e8), scale.change(-1e4)) == ("万元", "30,000", "−1")


def test_a_table_of_nothing_is_in_wan_too():
    assert money_scale([]).unit.zh == "万元"


@pytest.mark.parametrize(
    ("yuan", "zh", "en"),
    [
        (4.2e8, "4.20亿元", "420.0 million yuan"),
        (-5e4, "−5万元", "−50,000 yuan"),
        (2.5e9, "25.00亿元", "2.50 billion yuan"),
        (12.0, "12元", "12 yuan"),
    ],
)
def test_amounts_in_sentences(yuan, zh, en):
    assert (money(yuan).zh, money(yuan).en) == (zh, en)


def test_land_is_in_mu_and_floors_in_square_metres():
    assert (area(20_000, land=True)[0].zh, area(20_000, land=True)[1]) == ("30.0 亩", "20,000 ㎡")
    assert area(2_000, land=False)[0].en == "2,000 m²"


@given(st.floats(-1e12, 1e12), st.integers(0, 3))
def test_what_is_shown_reads_back_as_the_rounded_value(value, decimals):
    shown = float(grouped(value, decimals).replace(",", "").replace("−", "-"))
    assert abs(shown - value) <= 0.5 * 10**-decimals + abs(value) * 1e-12
