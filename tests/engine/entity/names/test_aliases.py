"""Short names and the full ones they stand for; public facts of listed firms."""

import pytest

from shigu.engine.entity.names.aliases import Aliases, spellings, stripped

FULLS = [
    "杭州钢铁股份有限公司",
    "杭州海康威视数字技术股份有限公司",
    "浙江大华技术股份有限公司",
    "上海农村商业银行股份有限公司",
    "重庆农村商业银行股份有限公司",
    "中国国际海运集装箱(集团)股份有限公司",
    "深圳市桑达实业股份有限公司",
    "北京海天瑞声科技股份有限公司",
    "佛山市海天调味食品股份有限公司",
    "海天水务集团股份公司",
]
SHORTS = {
    "杭钢股份": 0,
    "海康威视": 1,
    "大华股份": 2,
    "沪农商行": 3,
    "渝农商行": 4,
    "中集集团": 5,
    "深桑达A": 6,
    "海天瑞声": 7,
    "海天味业": 8,
    "海天股份": 9,
}


@pytest.fixture(scope="module")
def aliases():
    return Aliases(FULLS)


@pytest.mark.parametrize(("short", "full"), list(SHORTS.items())[:8])
def test_a_short_name_leads_to_its_full_one(aliases, short, full):
    assert aliases.match(short).full == full


def test_a_short_name_of_nobody_leads_nowhere(aliases):
    found = aliases.match("联影医疗")
    assert found.full == -1
    assert found.score < 0.5


def test_a_brand_of_two_is_refused_alone_and_told_by_who_else_is_there(aliases):
    assert aliases.assign(list(SHORTS)) == list(SHORTS.values())


def test_no_full_name_is_given_twice(aliases):
    found = aliases.assign(["海康威视", "海康威视", "联影医疗"])
    assert sorted(found) == [-1, -1, 1]


@pytest.mark.parametrize(
    ("short", "left"),
    [
        ("*ST德豪", "德豪"),
        ("S*ST云大", "云大"),
        ("退市博元", "博元"),
        ("深康佳A", "深康佳"),
        ("东电B股", "东电"),
        ("S佳通", "佳通"),
        ("杭钢股份", "杭钢"),
        ("ＴＣＬ 集团", "tcl"),
    ],
)
def test_marks_of_a_listing_are_no_part_of_a_name(short, left):
    assert stripped(short) == left


def test_a_sign_of_a_place_is_also_written_out():
    assert spellings("沪硅") == ("沪硅", "上海硅")
    assert spellings("海康") == ("海康",)
