import pytest

from shigu.report.names import Names
from tests.report.cast import document


@pytest.fixture
def names():
    return Names(document()["index"])


def test_the_mark_in_the_name_of_an_illustrative_row_is_left_to_the_badge(names):
    assert names.text("spaces", "space-0").zh == "滨江萧山特别合作园1号标准厂房"
    assert names.html("spaces", "space-0").count("badge") == 1


def test_a_row_without_english_name_keeps_its_chinese_one(names):
    assert names.text("organisations", "cn-1").en == "思特威（上海）电子科技股份有限公司"


def test_facts_show_their_source(names):
    assert "[1]" in names.standing("organisations", "hik")
    assert names.badge("organisations", "hik") == ""


def test_a_district_leads_to_its_player(names):
    assert names.player_of("yuhang") == "chengxi"
    assert names.player_of("hangzhou") == "hangzhou"
    assert names.player_of("fuyang") is None


def test_ids_inside_a_sentence_become_names(names):
    told = names.told(
        {
            "zh": "pool-energy-2027 已满；若在 space-3，退出：project-1；X-ray 不变",
            "en": "pool-energy-2027 is full; in space-3, out: project-1;project-2",
        }
    )
    assert told.zh == (
        "杭州市能耗指标（2027 年）（示例） 已满；若在 视谷之窗产业综合体4号标准厂房（示例），"
        "退出：车规级毫米波雷达与域控制器第2产线项目（示例）；X-ray 不变"
    )
    assert told.en == (
        "Energy, 2027 (illustrative) is full; in Workshop 4 (illustrative), "
        "out: Radar line 2 (illustrative), Radar line 3 (illustrative)"
    )


def test_a_place_is_found_in_whichever_table_holds_it(names):
    assert names.place("space-3") == ("spaces", "space-3")
    assert names.place("coop-park") == ("zones", "coop-park")
