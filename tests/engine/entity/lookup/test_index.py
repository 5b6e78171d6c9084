"""Names with slips are found; branches, namesakes elsewhere and other numbers never."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.entity.lookup.index import NameIndex
from shigu.engine.entity.lookup.nearest import searchable
from shigu.engine.entity.names.kinship import Kinship

NAMES = [
    "杭州海康威视数字技术股份有限公司",
    "杭州海康威视数字技术股份有限公司武汉分公司",
    "浙江大华技术股份有限公司",
    "杭州机器人有限公司",
    "宁波机器人有限公司",
    "杭州第一棉纺厂",
    "华立集团股份有限公司",
    "中国工商银行股份有限公司杭州城西支行",
    "杭州萧山新星塑料厂",
    "兴桥(杭州)文化传播有限公司",
]


@pytest.fixture(scope="module")
def index():
    return NameIndex(NAMES)


@pytest.mark.parametrize(
    ("asked", "place", "told"),
    [
        ("杭州海康威视数字技术股份有限公司", 0, Kinship.SAME),
        ("杭州海康威视 数字技术（股份）有限公司", 0, Kinship.SAME),
        ("杭州海康威视数字技术有限责任公司", 0, Kinship.VARIANT),
        ("海康威视数字技术（杭州）股份有限公司", 0, Kinship.VARIANT),
        ("杭州兴桥文化传播有限公司", 9, Kinship.VARIANT),
        ("杭州海康威视字数技术股份有限公司", 0, Kinship.CLOSE),
        ("浙江大华技木股份有限公司", 2, Kinship.CLOSE),
        ("杭州萧山新星塑料塑厂", 8, Kinship.CLOSE),
    ],
)
def test_a_name_is_found_under_its_spellings_and_slips(index, asked, place, told):
    found = index.look_up([asked])
    assert (found.ids.tolist(), found.kinships.tolist()) == ([place], [told])


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("杭州海康威视数字技术股份有限公司成都分公司", Kinship.BRANCH),
        ("浙江大华技术股份有限公司西安分公司", Kinship.BRANCH),
        ("温州机器人有限公司", Kinship.NAMESAKE),
        ("杭州第二棉纺厂", Kinship.NUMBERED),
        ("中国工商银行股份有限公司杭州城东支行", Kinship.BRANCH),
        ("华立股份有限公司", Kinship.SIBLING),
        ("杭州萧山新星塑料店", Kinship.SIBLING),
        ("大华技术股份有限公司", Kinship.SHORTER),
        ("上海联影医疗科技股份有限公司", Kinship.OTHER),
        ("", Kinship.OTHER),
    ],
)
def test_what_is_anothers_is_refused_with_its_reason(index, asked, told):
    found = index.look_up([asked])
    assert (found.ids.tolist(), found.kinships.tolist()) == ([-1], [told])


def test_two_names_equally_near_are_refused():
    found = NameIndex(["杭州正华文化用品有限公司", "杭州光华文化用品有限公司"])
    assert found.look_up(["杭州华文化用品有限公司"]).kinships.tolist() == [Kinship.AMBIGUOUS]


def test_of_two_equally_near_a_lost_sign_is_told_before_a_wrong_one():
    found = NameIndex(["象州鑫荣科技有限公司", "杭州鑫顺荣科技有限公司"])
    told = found.look_up(["杭州鑫荣科技有限公司"])
    assert (told.ids.tolist(), told.nearest.tolist()) == ([1], [1])


def test_scores_are_one_without_the_part_of_slips(index):
    found = index.look_up(["浙江大华技木股份有限公司", "上海联影医疗科技股份有限公司"])
    assert found.scores.tolist() == [1 - 1 / 12, 0.0]


def test_no_questions_have_no_answers(index):
    assert [len(part) for part in (index.look_up([]).ids, index.look_up([]).scores)] == [0, 0]


def test_a_bracketed_place_is_also_searched_in_front():
    assert searchable("兴桥(杭州)文化传播有限责任公司") == (
        "兴桥杭州文化传播有限公司",
        "杭州兴桥文化传播有限公司",
    )
    assert searchable("华立(集团)有限公司") == ("华立集团有限公司",)


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=8), st.data())
@settings(max_examples=60, deadline=None)
def test_the_answer_does_not_depend_on_cores_or_on_the_rest_of_the_batch(index, names, data):
    slipped = [
        name[:at] + name[at + 1 :]
        for name in names
        for at in [data.draw(st.integers(0, len(name) - 1))]
    ]
    together = index.look_up(slipped * 200, cores=2)
    alone = [index.look_up([name]).ids[0] for name in slipped]
    assert np.array_equal(together.ids[: len(slipped)], alone)
    assert np.array_equal(together.ids, np.tile(alone, 200))
