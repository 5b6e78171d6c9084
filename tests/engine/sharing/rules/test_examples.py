"""Every shipped example stands for a text that was read, and is sound."""

import pytest

from shigu.engine.sharing.rules.checks import examine
from shigu.engine.sharing.rules.examples import examples, texts
from shigu.engine.sharing.rules.load import read_agreement
from shigu.engine.sharing.rules.write import write_agreement


@pytest.mark.parametrize("name", texts())
def test_an_example_is_sound_and_names_its_source(name):
    agreement, problems = examine(texts()[name], name=name)
    assert problems == ()
    assert agreement.id == name
    assert agreement.status == "fact"
    assert agreement.text.title
    assert agreement.text.url.startswith("http")


@pytest.mark.parametrize("name", texts())
def test_an_example_survives_being_written(name):
    agreement = examples()[name]
    assert read_agreement(write_agreement(agreement), name=name) == agreement


def test_the_examples_are_those_that_were_read():
    assert list(examples()) == [
        "dayton-miami-2005",
        "guangdong-2010",
        "guangyuan-qingchuan-2009",
        "head-office-branches-2012",
        "hefei-huainan-2023",
        "jing-jin-ji-2015",
        "kunming-2024",
        "liaoning-2019",
        "liaoning-2019-cross",
        "longquan-xiaoshan-2018",
        "luan-songjiang",
        "meadowlands-2011",
        "miami-dayton-mall-2009",
        "minnesota-473f",
        "ningde-2017",
        "pinghu-qingtian-2017",
        "shandong-2015",
        "shandong-2015-park",
        "three-gorges-tax",
        "three-gorges-water-fee",
        "yunnan-2025",
        "zhengzhou-2012",
    ]
