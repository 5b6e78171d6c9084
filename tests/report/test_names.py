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


def test_ids_become_names_and_other_words_stay(names):
    assert names.spelled("project-1;project-2").en == (
        "Radar line 2 (illustrative), Radar line 3 (illustrative)"
    )
    assert names.spelled("binjiang;xiaoshan").zh == "滨江区、萧山区"
    assert names.spelled("X-ray").zh == "X-ray"


def test_a_place_is_found_in_whichever_table_holds_it(names):
    assert names.place("space-3") == ("spaces", "space-3")
    assert names.place("coop-park") == ("zones", "coop-park")
