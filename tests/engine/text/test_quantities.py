"""Amounts and dates are read exactly, with unit, qualifier and what they are of."""

import csv
import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shigu.engine.text.quantity.numerals import number
from shigu.engine.text.quantity.read import quantities

CASES = Path(__file__).parent / "cases"
OURS = list(
    csv.DictReader((CASES / "quantities.tsv").read_text("utf-8").splitlines(), delimiter="\t")
)
DEV = [line.split("\t") for line in (CASES / "quantities_dev.tsv").read_text("utf-8").splitlines()]


def same(answer, told):
    if isinstance(answer, float):
        return answer == pytest.approx(float(told), abs=0.5 if answer > 1000 else 1e-9)
    return (answer or "").replace("--", "") == told.replace("--", "")


@pytest.mark.parametrize("case", OURS, ids=lambda case: case["text"])
def test_our_cases(case):
    published = date.fromisoformat(case["published"]) if case["published"] else None
    found = [q for q in quantities(case["text"], published) if q.span.text == case["span"]]
    assert len(found) == 1
    [quantity] = found
    assert quantity.key == case["key"]
    assert same(quantity.answer, case["answer"])
    assert (quantity.unit or "") == case["unit"]
    assert (quantity.qualifier or "") == case["qualifier"]


def test_the_forty_cases_of_the_specification():
    met = [_meets(*case) for case in DEV]
    assert len(met) == 40
    assert sum(met) >= 39


def _meets(text, span, kind, value):
    told = re.search(r"[(]发布于(.+)[)]", text)
    published = date.fromisoformat(told[1]) if told else None
    found = quantities(text.split("(发布于")[0], published)
    if kind == "none":
        return not found
    return any(q.span.text == span and same(q.answer, value) for q in found)


@pytest.mark.parametrize(
    "text",
    [
        "杭州高新(300478)披露公告",
        "第三届大会在第5展厅举行",
        "一家企业、一个项目",
        "2月30日",
        "5G、6G与4K",
        "国道104号线3号楼",
        "千万不要",
        "四川、五粮液与三一重工",
        "3日内答复",
        "1亩≈666.67平方米",
    ],
)
def test_no_amount_is_seen_where_none_is(text):
    assert quantities(text) == ()


def test_what_follows_a_range_is_its_own():
    found = quantities("总投资20亿元，占地68亩，建成后年产值30亿元，税收1亿元，带动就业900人。")
    assert [(q.key, q.answer) for q in found] == [
        ("investment_total", 2e9),
        ("land_area", 45333.0),
        ("output_value", 3e9),
        ("tax", 1e8),
        ("jobs", 900.0),
    ]


@given(st.integers(0, 10**12 - 1))
def test_figures_in_chinese_are_read_back(value):
    assert number(spoken(value)) == value


def spoken(value):
    """The number in Chinese figures, written by place."""
    if value == 0:
        return "零"
    parts = []
    for scale, word in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section, value = divmod(value, scale)
        if section:
            parts.append(_section(section) + word)
        elif parts and value and not parts[-1].endswith("零"):
            parts.append("零")
    return "".join(parts)


def _section(value):
    words = ""
    for scale, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, scale)
        if digit:
            words += "零一二三四五六七八九"[digit] + word
        elif words and value:
            words += "零"
    return re.sub("零+", "零", words)


@given(
    st.text(
        alphabet="0123456789,.约超亿万百千元亩㎡%余多级以上至-—年月日上下半今去五十家个 ，。",
        max_size=60,
    )
)
def test_every_quantity_is_cut_again(text):
    for quantity in quantities(text, date(2025, 3, 1)):
        span = quantity.span
        assert text[span.start : span.end] == span.text != ""
        assert quantity.low is None or isinstance(quantity.low, Fraction)


@given(st.text(max_size=200))
def test_any_text_is_read(text):
    for quantity in quantities(text):
        assert text[quantity.span.start : quantity.span.end] == quantity.span.text


@pytest.mark.parametrize("sign", list("1一万,.亿年月约"))
def test_a_long_run_of_one_sign_ends_soon(sign):
    assert quantities(sign * 200_000) == ()
