"""Figures, money, areas and dates as offices write them."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shigu.engine.values import Money
from shigu.face import units

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("value", "decimals", "words"),
    [
        (1234.5, 1, "1,234.5"),
        (-1234.5, 1, "−1,234.5"),
        (-0.04, 1, "0.0"),
        (Decimal("0.125"), 2, "0.12"),
        (Decimal("0.135"), 2, "0.14"),
        (Fraction(2000, 3), 2, "666.67"),
        (None, 0, "—"),
    ],
)
def test_numbers_have_thousands_a_true_minus_and_even_halves(value, decimals, words):
    assert units.grouped(value, decimals) == words


def test_statements_put_the_negative_in_parentheses():
    assert units.grouped(-1234, accounting=True) == "(1,234)"
    assert units.grouped(1234, accounting=True) == "1,234"


@pytest.mark.parametrize(("value", "words"), [(3, "+3"), (-3, "−3"), (0, "0"), (None, "—")])
def test_changes_carry_their_sign_and_nothing_carries_none(value, words):
    assert units.signed(value) == words


def test_an_interval_of_one_number_is_that_number():
    assert units.interval(12, 18) == "12–18"
    assert units.interval(12.2, 12.4) == "12"


@pytest.mark.parametrize(
    ("amount", "chinese", "english"),
    [
        (Money(49_500_000_000), "4.95\u2009亿元", "495 million yuan"),
        (49_500_000_000, "4.95\u2009亿元", "495 million yuan"),
        (Decimal("35000000"), "3,500\u2009万元", "35 million yuan"),
        (Decimal("820.50"), "820.5\u2009元", "820.5 yuan"),
        (Decimal(-2_000_000_000), "−20.00\u2009亿元", "−2 billion yuan"),
        (None, "—", "—"),
    ],
)
def test_money_in_a_sentence_takes_the_unit_of_its_size(amount, chinese, english):
    assert units.money(amount) == chinese
    assert units.money(amount, "en") == english


def test_an_int_is_fen_and_a_decimal_is_yuan():
    assert units.yuan(100) == units.yuan(Decimal(1)) == units.yuan(Money(100)) == Decimal(1)


def test_a_table_names_its_unit_once():
    assert units.money_in(Decimal(35_000_000), "wan") == "3,500"
    assert units.money_in(Decimal(-35_000_000), "wan") == "(3,500)"
    assert units.money_unit("wan") == "万元"
    assert units.money_unit("wan", "en") == "10,000 yuan"


@given(st.decimals(min_value=0, max_value=10**9, places=4))
def test_mu_and_square_metres_are_each_others_inverse(value):
    assert abs(units.m2_to_mu(units.mu_to_m2(value)) - value) < Decimal("1e-12")


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_no_fen_is_lost_in_a_statement(fen):
    words = units.money_in(fen, "yuan", 2, accounting=False)
    assert Decimal(words.replace(",", "").replace("−", "-")) * 100 == fen


def test_dates_differ_between_tables_and_sentences():
    assert units.day(TODAY) == "2026-11-23"
    assert units.day_in_words(TODAY, TODAY) == "11月23日"
    assert units.day_in_words(date(2027, 3, 1), TODAY) == "2027年3月1日"
    assert units.day_in_words(TODAY, TODAY, "en") == "23 Nov"
    assert units.day_in_words(date(2027, 3, 1), TODAY, "en") == "1 Mar 2027"


@pytest.mark.parametrize(
    ("seconds", "chinese", "english"),
    [
        (0.2, "1 秒", "1 second"),
        (45, "45 秒", "45 seconds"),
        (190, "3 分钟", "3 minutes"),
        (7200, "2 小时", "2 hours"),
        (90_000, "1 天", "1 day"),
    ],
)
def test_time_spans_are_said_as_one_would_say_them(seconds, chinese, english):
    assert units.lasting(seconds) == chinese
    assert units.lasting(seconds, "en") == english
