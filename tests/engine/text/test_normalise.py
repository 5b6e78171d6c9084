"""Scraped text is made readable, and every character of it is found in the raw text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shigu.engine.text.normal.characters import simplified, swaps
from shigu.engine.text.normal.normalise import normalise
from shigu.engine.text.views import TextView

NASTY = st.text(
    alphabet="杭州高新区產業园最蕞大企()（）[]300478SZ,，、。*＊■◆★zui nchǎyè\u200b\u3000Ａ５\n",
    max_size=60,
)
CLEAN = "萧山区与杭州高新区签约，产业园总投资20亿元。"


def norm(text):
    return normalise(TextView("raw", text))[0].text


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("蕞大的產(chǎn)業(yè)园", "最大的产业园"),
        ("产业(chǎn yè)园", "产业园"),
        ("他们(men)签了(le)约", "他们签了约"),
        ("杭州高新(300478)区", "杭州高新区"),
        ("海康威视（股票代码：002415）公告", "海康威视公告"),
        ("壁仞科技(06082.HK)上市", "壁仞科技上市"),
        ("海康威视(002415,股吧)公告", "海康威视公告"),
        ("华夏幸福[25.31 -1.20% 资金 研报]公告", "华夏幸福公告"),
        ("国内***大的基地", "国内最大的基地"),
        ("国内zui大的基地", "国内最大的基地"),
        ("由***公司承建", "由*公司承建"),
        ("项目■◆总投★资", "项目总投资"),
        ("萧山，，滨江,,西湖、、余杭", "萧山，滨江,西湖、余杭"),
        ("总投資１２．５億元", "总投资12.5亿元"),
        ("第囯产", "第国产"),
        ("重點產業徵地後簽約", "重点产业征地后签约"),
        ("杭\u200b州\ufeff高新", "杭州高新"),
    ],
)
def test_what_was_meant(raw, meant):
    assert norm(raw) == meant


@pytest.mark.parametrize(
    "text",
    [
        CLEAN,
        "乾照光电与著名企业(杭州)有限公司",
        "■ 第一条\n■ 第二条",
        "人工智能(AI)与扩展现实(XR)",
        "矽力杰半导体技术(杭州)有限公司",
        "占地5000万元，5,000万元",
        "省略……之后。。。",
    ],
)
def test_what_is_right_stays(text):
    view, trust = normalise(TextView("raw", text))
    assert view.text == text
    assert trust.score == 1.0
    assert trust.reasons == ()


@given(st.one_of(NASTY, st.text(max_size=80)))
def test_normalising_again_changes_nothing(text):
    once = norm(text)
    assert norm(once) == once


@given(NASTY)
def test_every_character_lies_in_the_raw_text_in_order(text):
    view, _ = normalise(TextView("raw", text))
    spans = [view.to_raw(at, at + 1) for at in range(len(view.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@given(
    st.sampled_from(["(300478)", "(002415.SZ)", "（300478,股吧）", "■", "◆★", "\u200b", "(chǎn)"]),
    st.sampled_from([1, 3, 6, 8, 10, 14]),
)
def test_what_is_put_in_leaves_the_text_as_it_was(junk, at):
    damaged = CLEAN[:at] + junk + CLEAN[at:]
    view, _ = normalise(TextView("raw", damaged))
    assert view.text == CLEAN
    start, end = view.to_raw(0, len(CLEAN))
    assert (start, end) == (0, len(damaged))


def test_tables_end_where_they_lead():
    for table in (simplified(), swaps()):
        assert not {meant for meant in table.values() if ord(meant) in table}


def test_a_spun_text_is_trusted_less_than_a_scraped_one():
    spun = "财产园扶植名目投资，立异成长，都会群家当集群，人材集聚。" * 4
    scraped = "杭州高新(300478)区产业(chǎn yè)园建设项目投资，创新发展。" * 4
    assert normalise(TextView("raw", scraped))[1].confirms
    assert not normalise(TextView("raw", spun))[1].confirms


def test_the_reasons_name_every_sign_with_its_count():
    _, trust = normalise(TextView("raw", "蕞大■■的，，园"))
    assert {reason.code: reason.inputs["signs"] for reason in trust.reasons} == {
        "text.swapped": 1,
        "text.ornament": 1,
        "text.doubled_mark": 1,
    }


@pytest.mark.parametrize("sign", ["(", "*", "■", "，", "蕞", "\n", "(300478", "(chǎn"])
def test_a_long_run_of_one_sign_ends_soon(sign):
    assert len(norm(sign * 100_000)) <= len(sign) * 100_000
