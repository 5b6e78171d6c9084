from shigu.report.inputs import Inputs
from shigu.report.names import Names
from tests.report.cast import document


def shown(**inputs):
    return [
        (name.zh, value.zh)
        for name, value in Inputs(Names(document()["index"]))({"inputs": inputs})
    ]


def test_quantities_are_named_and_amounts_carry_their_unit():
    assert shown(height_m=7.2, gain_yuan=-5e4) == [("层高 m", "7.2"), ("多得", "−5万元")]


def test_an_id_is_shown_as_what_it_stands_for():
    assert shown(through="hik", place="city-440300") == [
        ("经由", "杭州海康威视数字技术股份有限公司"),
        ("所在地", "深圳市"),
    ]
    assert shown(binjiang=2) == [("滨江", "2")]


def test_years_are_not_grouped_and_truth_is_a_sign():
    assert shown(year=2021, fact=True, offered=None, total=12345.6) == [
        ("年份", "2021"),
        ("事实", "✓"),
        ("提供", "—"),
        ("合计", "12,346"),
    ]
