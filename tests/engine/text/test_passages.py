"""The labelled passages: all of them read, and a mistake is told with its line and cure."""

from collections import Counter
from datetime import date

import pytest

from shigu.engine.text.passages import MarkupError, parse, passages
from shigu.engine.text.passages.labels import ENTITIES, EVENTS, KEYS, RELATIONS

SOURCE = """@2024-03-19
{date 3月18日}，[COMPANY 澜芯微]<SIGN 签约>，[PROJECT 封测线]投{investment_total@j1!agreed 9亿元}。
~ project_company j1 c1; SIGN c1 j1 q1

[TITLE 区长][PERSON 何宁]说，年内{count_projects!planned^p1 9个}项目将<START!planned 开工>。
~ person_title_org p1 t1
~ START
"""


def test_a_passage_is_read_with_its_spans():
    first, second = parse(SOURCE, "own")
    assert (first.id, first.published) == ("own-001", date(2024, 3, 19))
    assert first.text == "3月18日，澜芯微签约，封测线投9亿元。"
    assert [(each.id, each.type, each.start, each.end) for each in first.names] == [
        ("c1", "COMPANY", 6, 9),
        ("j1", "PROJECT", 12, 15),
    ]
    assert [(each.id, each.key, each.subject, each.modality) for each in first.values] == [
        ("q1", "date", None, "happened"),
        ("q2", "investment_total", "j1", "agreed"),
    ]
    assert first.relations[0].args == (("project", "j1"), ("company", "c1"))
    assert first.events[0].args == (("party", "c1"), ("project", "j1"), ("date", "q1"))
    assert second.published is None
    assert (second.values[0].speaker, second.values[0].modality) == ("p1", "planned")
    assert second.relations[0].args == (("person", "p1"), ("title", "t1"))
    assert (second.events[0].modality, second.events[0].args) == ("planned", ())


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("[FIRM 澜芯微]签约", "line 1: 「FIRM 澜芯微」.*COMPANY"),
        ("\n\n[COMPANY 澜芯微签约", "line 3: 「\\[COMPANY 澜芯微」没有结束"),
        ("澜芯微]签约", "line 1: .*no opening"),
        ("{tax@c1 3亿元}", "line 1: c1 不在本段.*q1"),
        ("{tax!maybe 3亿元}", "line 1: !maybe .*planned"),
        ("[COMPANY 澜芯微]<SIGN 签约>", "line 1: 「签约」没有 ~ SIGN"),
        ("[COMPANY 澜芯微]签约\n~ SIGN c1", "line 2: .*no trigger <SIGN"),
        ("[COMPANY 澜芯微]\n~ invest c1", "line 2: invest 要 needs: investor company"),
        ("[COMPANY 澜芯微]\n~ invest c1 c2", "line 2: c2 不在本段"),
        ("[PERSON 何宁]<VISIT 走访>\n~ VISIT p1", "line 2: VISIT 的 p1 要写角色"),
        ("@2024-13-01\n签约", "line 1: 日期应如 @2024-03-19"),
        ("签约\n签约", "line 1: 一段一行"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_cure(source, told):
    with pytest.raises(MarkupError, match=told):
        parse(source, "own")


def test_there_are_enough_and_they_cover_every_type():
    own = passages("train")
    assert len(own) >= 300
    assert len(passages("test")) >= 45
    found = Counter(each.type for passage in own for each in (*passage.names, *passage.relations))
    found.update(each.type for passage in own for each in passage.events)
    found.update(each.key for passage in own for each in passage.values)
    told = {*ENTITIES, *RELATIONS, *EVENTS, *KEYS}
    assert {each for each in told if found[each] < 5} == set()


def test_there_are_passages_with_every_modality_with_speakers_and_with_nothing_in_them():
    own = passages("train")
    values = [each for passage in own for each in passage.values]
    assert {each.modality for each in values} == {
        *("planned", "agreed", "happened", "cumulative", "level"),
    }
    assert sum(each.speaker is not None for each in values) >= 10
    assert sum(not passage.names for passage in own) >= 3


def test_no_passage_stands_twice():
    texts = [passage.text for split in ("train", "test") for passage in passages(split)]
    assert len(texts) == len(set(texts))
