"""What the scorer sees of a passage: its units, and what stands between two of them."""

from shigu.engine.text.passages import parse
from shigu.engine.text.ties.looks import looks, nearest
from shigu.engine.text.ties.training import Given
from shigu.engine.text.ties.weights import flat

SOURCE = """{date 3月18日}，[COMPANY 澜芯]、[COMPANY 湖光]和[COMPANY 岚视]与[GOV 萧山区人民政府]<SIGN 签约>。该公司投资{investment_total@c3 3亿元}。
~ SIGN c1 c2 c3 g1 q1
"""  # noqa: E501 - a passage is one line


def units():
    return Given.of(parse(SOURCE, "own")[0]).units


def test_lists_names_values_and_triggers_are_one_unit_each():
    assert [unit.word for unit in units().all] == [
        *("#date", "，", "c", "与", "g", "!SIGN", "。"),
        *("该", "公司", "投资", "#", "。"),
    ]
    assert [(unit.sentence, unit.clause) for unit in units().all][:3] == [(0, 0), (0, 0), (0, 1)]


def test_a_word_stands_for_the_last_name_and_for_the_topic():
    called = [unit for unit in units().all if unit.call]
    assert [[name.span.text for name in unit.names] for unit in called] == [["岚视", "澜芯"]]
    assert units().names["COMPANY", "澜芯"] == [(2, 0), (8, 1)]
    assert units().told[0]["DATE", "3月18日"] == [(0, 0)]


def test_names_are_looked_at_where_they_stand_nearest():
    assert nearest(units(), [(10, 0)], units().names["COMPANY", "澜芯"]) == ((10, 0), (8, 1))


def test_what_is_between_is_told_with_which_of_the_two_is_first():
    found = flat(looks(units(), [(2, 0)], [(4, 0)], ("cg",)))
    assert {"<\tall:与", "<\tw:与", "cg<\tds0", "<\tsz31", "<\tpa:，", "<\tnb:!SIGN"} <= found
    assert "<\tall:与" not in flat(looks(units(), [(4, 0)], [(2, 0)], ("gc",)))


def test_two_names_of_a_list_are_told_as_such():
    found = flat(looks(units(), [(2, 0)], [(2, 2)], ("cc",)))
    assert {"<\tlist2", "<\tsize3", "<\tli:，", "<\tri:与"} <= found


def test_of_one_place_with_itself_there_is_nothing_to_see():
    assert nearest(units(), [(2, 0)], [(2, 0)]) == ((2, 0), (2, 0))
    assert flat(looks(units(), [(2, 0)], [(2, 0)], ("cc",))) == {"\tcc"}
