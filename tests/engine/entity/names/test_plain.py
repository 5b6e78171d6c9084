"""One firm under two spellings is one name, and two firms stay two."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.entity.divisions import places
from shigu.engine.entity.names.plain import bare_name, likeness, plain_name

ANY = st.text(
    st.sampled_from("浙江省杭州市滨江区海康威视技术股份有限公司集团（）() aＡ3co.,ltd"), max_size=24
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("杭州海康威视数字技术股份有限公司", "海康威视数字技术（杭州）有限公司"),
        ("浙江省杭州市滨江区海康威视数字技术有限公司", "海康威视数字技术"),
        ("ＳＵＮＮＹ Optical Co., Ltd.", "sunny optical"),
        ("上海联影医疗科技股份有限公司", "联影医疗科技集团有限公司"),
        ("某某投资合伙企业（有限合伙）", "某某投资合伙企业"),
    ],
)
def test_spellings_of_one_firm_are_one_name(one, other):
    assert bare_name(one) == bare_name(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("杭州机器人有限公司", "宁波机器人有限公司"),
        ("海康威视数字技术", "海康机器人技术"),
        ("杭州有限公司", "宁波有限公司"),
    ],
)
def test_two_firms_are_two_names(one, other):
    assert bare_name(one) != bare_name(other)


def test_the_bare_name_is_what_is_left():
    assert bare_name("浙江大华技术股份有限公司") == "大华技术"
    assert bare_name("杭州华睿科技有限公司") == "华睿科技"
    assert bare_name("有限公司") == "有限公司"
    assert bare_name("（）") == ""


def test_places_are_told_longest_first():
    lengths = [len(place) for place in places()]
    assert lengths == sorted(lengths, reverse=True)
    assert {"浙江", "杭州", "石家庄"} <= set(places())


@given(ANY)
@settings(max_examples=300, deadline=None)
def test_a_bare_name_is_its_own_bare_form_or_shorter(name):
    bare = bare_name(name)
    assert bare == plain_name(bare)
    assert len(bare) <= len(plain_name(name))


def test_likeness_is_full_for_one_name_and_low_for_others():
    assert likeness("杭州海康威视数字技术股份有限公司", "海康威视数字技术") == 100
    assert likeness("海康威视数字技术", "联影医疗科技") < 50
