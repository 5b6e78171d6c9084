"""Names taken apart, and how their bearers stand to each other."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.entity.names.kinship import Kinship, kinship
from shigu.engine.entity.names.parts import parts
from shigu.engine.entity.names.plain import plain_name
from shigu.engine.entity.names.renames import NamePeriod, Rename, RenamedTwice, Renames

FIRM = "杭州海康威视数字技术股份有限公司"
WORDS = "浙江 杭州 滨江区 海康 威视 数字 技术 股份有限公司 有限公司 集团 分公司 （ ） 厂"
NAMES = st.lists(st.sampled_from(WORDS.split()), max_size=8).map("".join)


@pytest.mark.parametrize(
    ("name", "place", "division", "brand", "trade", "form", "branch"),
    [
        (FIRM, "杭州", "330100", "海康威视", "数字技术", "股份有限公司", ""),
        (
            "海康威视数字技术（杭州）有限公司",
            "杭州",
            "330100",
            "海康威视",
            "数字技术",
            "有限公司",
            "",
        ),
        ("杭州萧山新星塑料厂", "杭州萧山", "330109", "新星", "塑料", "厂", ""),
        (
            "上海库珂商贸有限公司杭州分公司",
            "上海",
            "310000",
            "库珂",
            "商贸",
            "有限公司",
            "杭州分公司",
        ),
        ("杭州机器人有限公司", "杭州", "330100", "机器人", "", "有限公司", ""),
        ("桐庐申丰提花布有限公司", "桐庐", "330122", "申丰提花布", "", "有限公司", ""),
        ("某某投资合伙企业（有限合伙）", "", "", "某某", "投资", "合伙企业", ""),
        ("ＳＵＮＮＹ Optical Co., Ltd.", "", "", "sunnyoptical", "", "coltd", ""),
    ],
)
def test_a_name_is_place_brand_trade_form_and_branch(
    name, place, division, brand, trade, form, branch
):
    found = parts(name)
    assert (found.place, found.division, found.brand) == (place, division, brand)
    assert (found.trade, found.form, found.branch) == (trade, form, branch)


def test_a_second_name_in_brackets_is_left_aside():
    assert parts("杭州富阳大源合作社[杭州富源公司(从属名称)]") == parts("杭州富阳大源合作社")


@pytest.mark.parametrize(
    ("one", "other", "kin"),
    [
        (FIRM, "杭州海康威视数字技术有限公司", Kinship.VARIANT),
        (FIRM, "海康威视数字技术(杭州)股份有限公司", Kinship.VARIANT),
        (FIRM, "海康威视", Kinship.SHORTER),
        (FIRM, "海康威视数字技术", Kinship.SHORTER),
        (FIRM, "杭州海康威视科技有限公司", Kinship.SIBLING),
        (FIRM, "海康威视数字技术（上海）有限公司", Kinship.NAMESAKE),
        (FIRM, FIRM + "武汉分公司", Kinship.BRANCH),
        (FIRM + "北京分公司", FIRM + "武汉分公司", Kinship.BRANCH),
        (FIRM, "浙江大华技术股份有限公司", Kinship.OTHER),
        ("杭州新星塑料厂", "杭州新星塑料有限公司", Kinship.SIBLING),
        ("杭州华立集团有限公司", "杭州华立有限公司", Kinship.SIBLING),
    ],
)
def test_kinship_is_told_by_the_parts_and_is_symmetric(one, other, kin):
    assert kinship(one, other).value is kin
    assert kinship(other, one).value is kin


@given(NAMES, NAMES)
@settings(max_examples=200, deadline=None)
def test_kinship_is_symmetric_and_a_name_is_its_own(one, other):
    assert kinship(one, other).value is kinship(other, one).value
    if plain_name(one):
        assert kinship(one, one).value is Kinship.SAME
    if parts(one).branch != parts(other).branch:
        assert not kinship(one, other).value.accepted


def test_a_chain_of_renames_is_followed_and_a_released_name_is_another_firm():
    known = Renames(
        [
            Rename("甲有限公司", "乙有限公司", date(2010, 1, 1)),
            Rename("乙有限公司", "丙股份有限公司", date(2015, 6, 1)),
            Rename("甲有限公司", "丁有限公司", date(2018, 1, 1)),
        ]
    )
    assert known.called_now("甲有限公司") == "丙股份有限公司"
    assert known.called_now("甲有限公司", date(2012, 1, 1)) == "丁有限公司"
    assert known.called_on("甲有限公司", date(2012, 1, 1)) == "乙有限公司"
    assert known.history("乙有限公司") == (
        NamePeriod("乙有限公司", None, date(2015, 6, 1)),
        NamePeriod("丙股份有限公司", date(2015, 6, 1), None),
    )


def test_a_name_and_back_again_ends():
    there, back = Rename("甲", "乙", date(2001, 1, 1)), Rename("乙", "甲", date(2002, 1, 1))
    assert Renames([there, back]).called_now("甲") == "甲"


def test_two_renames_of_one_name_on_one_day_are_refused():
    with pytest.raises(RenamedTwice, match="丙 / 乙"):
        Renames([Rename("甲", "乙", date(2001, 1, 1)), Rename("甲", "丙", date(2001, 1, 1))])
