"""Statements of raw text: every span can be cut again, what scraping puts in changes nothing."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.text.extract import extract, understood
from shigu.engine.text.passages import passages
from shigu.engine.text.shown import shown
from shigu.engine.text.statements import statements

TEXT = (
    "3月18日，浙江澜芯微电子有限公司与萧山区人民政府签署投资协议，车规级图像传感器封测基地项目落户钱江世纪城。"
    "项目总投资约18亿元，用地56亩，达产后年产值可达25亿元。萧山区区委副书记、区长何宁出席。"
)
OWN = [passage.text for passage in passages("train") if passage.names][::18]


def stated(text, published=None):
    return statements(*understood(text, published), "doc")


def told(text, published=None):
    """What is stated, without where it stands."""
    return sorted(
        (each.subject, each.predicate, each.object or "", str(each.value and each.value.answer))
        for each in stated(text, published)
    )


def spans(node):
    if isinstance(node, dict):
        if {"start", "end", "text"} <= set(node):
            yield node["start"], node["end"], node["text"]
        for each in node.values():
            yield from spans(each)
    elif isinstance(node, list):
        for each in node:
            yield from spans(each)


@pytest.mark.parametrize("text", OWN)
def test_every_span_and_every_evidence_can_be_cut_from_the_raw_text(text):
    raw = (
        text.replace("产业", "產(chǎn)業(yè)")
        .replace("最", "蕞")
        .replace("有限公司", "有限公司(300478)")
    )
    found = extract(raw)
    marked = list(spans(shown(found)))
    assert marked
    assert all(raw[start:end] == said for start, end, said in marked)
    made = stated(raw)
    assert all(each.evidence for each in made)
    assert all(proof.holds_in(raw) for each in made for proof in each.evidence)


@pytest.mark.parametrize(
    ("clean", "scraped"),
    [
        ("澜芯微电子有限公司", "澜芯微电子有限公司(300478)"),
        ("钱江世纪城", "钱江(600123.SH)世纪城"),
        ("投资协议", "投资協(xié)議(yì)"),
        ("产值", "產(chǎn)值"),
        ("签署", "■签署"),
    ],
)
def test_what_scraping_puts_in_leaves_the_statements_as_they_are(clean, scraped):
    assert clean in TEXT
    assert len(told(TEXT)) >= 10
    assert told(TEXT.replace(clean, scraped)) == told(TEXT)


def test_a_forbidden_word_that_was_swapped_is_read_as_meant():
    said = "萧山最大的项目是澜芯微电子有限公司封测基地项目，总投资18亿元。"
    assert told(said) == told(said.replace("最", "蕞"))


def test_what_stands_below_changes_nothing_above():
    below = "\n相关阅读\n滨江区召开会议\n余杭：机器人大赛开幕"
    kept = [each for each in told(TEXT + below) if each not in told(TEXT)]
    assert set(told(TEXT)) <= set(told(TEXT + below))
    assert not any("澜芯" in word for each in kept for word in each)


def test_a_plan_is_no_fact_and_a_speaker_is_kept():
    found = stated("区长何宁表示，到2027年，视觉产业规模将突破300亿元。")
    scale = next(each for each in found if each.predicate == "industry_scale")
    assert (scale.qualifiers.modality, scale.qualifiers.speaker) == ("planned", "何宁")


def test_a_sum_of_many_projects_is_no_projects():
    text = "昨日，余杭区集中签约35个项目，总投资412亿元。封测基地项目落户云谷。"
    sums = [each for each in stated(text) if each.predicate == "investment_total"]
    assert [each.subject for each in sums] == ["余杭区"]
    alone = stated("会上集中签约35个项目，总投资412亿元。")
    assert [each for each in alone if each.value] == []


def test_texts_are_read_one_by_one_whatever_came_before():
    alone = [shown(extract(text)) for text in OWN]
    assert [shown(extract(text)) for text in reversed(OWN)] == alone[::-1]


def test_dates_follow_the_day_of_publication():
    found = extract(TEXT, date(2024, 3, 19))
    assert [each.date.iso for each in found.events if each.date] == ["2024-03-18", "2024-03-18"]


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.text(max_size=120))
def test_any_text_is_read_and_told_as_json(text):
    document = shown(extract(text))
    assert json.loads(json.dumps(document)) == document
    assert all(text[start:end] == said for start, end, said in spans(document))
