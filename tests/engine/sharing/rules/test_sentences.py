"""Rules are told in sentences of both languages, word by word."""

import re

import pytest

from shigu.engine.sharing.rules.examples import examples, texts
from shigu.engine.sharing.rules.load import read_agreement
from shigu.engine.sharing.rules.phrases import money
from shigu.engine.sharing.rules.sentences import agreement_sentences, rule_sentences
from tests.engine.sharing.rules.agreements import SMALL
from tests.engine.sharing.rules.test_checks import FULL

JING_JIN_JI = [
    (
        "本条适用于同时符合下列条件的企业：（一）由政府主导迁移（市场主体自由迁移的不在此列）；"
        "（二）企业迁移前3年增值税、企业所得税、营业税的地方分成部分的年平均数不低于2000万元。"
    ),
    "以增值税、企业所得税、营业税的地方分成部分为分享基数。",
    "自企业达产当年起计算年份。",
    "第1年至第3年，迁出地得50%、迁入地得50%。",
    "第4年至第5年，累计分享额尚未达到封顶数的，延续执行，迁出地得50%、迁入地得50%。",
    "第6年起，全部归迁入地。",
    (
        "逐户计算，迁出地累计分享额以企业迁移前3年增值税、企业所得税、营业税的地方分成部分的合计数为限，"
        "超出部分归迁入地。"
    ),
]
FULL_TAX_EN = [
    (
        "This rule covers a firm that meets all of these: (1) led by government; (2) the yearly"
        " average of the local part of VAT in the 3 years before the firm's move is at least"
        " CNY 20,000."
    ),
    (
        "The base is the local part of VAT and enterprise income tax less incentives the firm"
        " received."
    ),
    "Years are counted from the year of the firm's first tax payment.",
    "In years 1 to 3: a share to be agreed (30% to 70%) to Lin and the rest to Shen.",
    (
        "In years 4 to 5, while the cap is not reached, the sharing goes on: 50% to Lin and 50% to"
        " Shen."
    ),
    "From year 6 on: all to Shen.",
    "What Lin gets from each firm in all is capped at CNY 9,000,000; the excess goes to Shen.",
    "Where Lin gets less than CNY 50,000 in a year, Shen makes it up.",
    "The share of Lin may be moved by negotiation within 20 points of 50%.",
    "Upon the firm's leaving within 3 years Lin gives 100% of all it got back to Shen.",
    "10% of what each party gets goes on to Park fund for further development.",
    (
        "Where a party gets less than the year before by more than 5%, City makes it up, pro rata"
        " where its means do not reach."
    ),
]


def told(agreement, place, lang):
    return [getattr(words, lang) for words in rule_sentences(agreement.rules[place], agreement)]


def test_the_rule_of_beijing_tianjin_and_hebei_in_chinese():
    assert told(examples()["jing-jin-ji-2015"], 0, "zh") == JING_JIN_JI


def test_every_part_of_a_rule_in_english():
    assert told(read_agreement(FULL, name="full"), 0, "en") == FULL_TAX_EN


def test_a_payment_to_an_enterprise_is_told_with_the_review_it_needs():
    assert told(examples()["guangdong-2010"], 3, "zh") == [
        "以工业产值为计算基数。",
        "自企业迁移当年起，第1年由广东省财政按基数的0.3%向转移企业支付。",
        (
            "本条向转移企业支付，签署前须依照《公平竞争审查条例》（2024年8月1日起施行）"
            "完成审查并留存结论。"
        ),
    ]
    assert "广东省财政向中标产业转移园支付1亿元" in told(examples()["guangdong-2010"], 2, "zh")[0]


def test_declared_double_counting_names_who_shows_the_total_without_it():
    assert told(examples()["kunming-2024"], 1, "zh")[-2:] == [
        "本条只用于考核，官方统计仍按在地原则由所在地依法报送。",
        "各方合计超过100%的部分为经声明的双算，由昆明市同时列示去重后的总数。",
    ]


def test_the_agreement_says_from_when_and_what_is_open():
    zh = [words.zh for words in agreement_sentences(read_agreement(FULL, name="full"))]
    assert zh == [
        "本协议自2026年1月1日起施行，至2036年1月1日前有效。",
        "本版本（2）替代1版。",
        "“part”由各方在30%至70%之间协商确定，议定前不作结算。",
        "各方应收应付款项由市通过年终结算办理。",
    ]


def test_an_agreed_parameter_is_told_by_its_value():
    agreement = read_agreement(SMALL, name="small")
    assert told(agreement, 0, "zh")[2] == "第1年至第3年，临区得40%、申区得60%。"
    assert [words.zh for words in agreement_sentences(agreement)] == [
        "“part”定为40%，可在20%至60%之间协商。"
    ]


@pytest.mark.parametrize(
    ("fen", "zh", "en"),
    [
        (500_000_000, "500万元", "CNY 5,000,000"),
        (10_000_000_000, "1亿元", "CNY 100,000,000"),
        (15_500_000_000, "1.55亿元", "CNY 155,000,000"),
        (15_550_000_000, "15550万元", "CNY 155,500,000"),
        (12_345_678, "123456.78元", "CNY 123,456.78"),
    ],
)
def test_money_is_told_exactly(fen, zh, en):
    assert (money(fen).zh, money(fen).en) == (zh, en)


@pytest.mark.parametrize("name", texts())
def test_every_example_is_told_in_full_sentences_of_both_languages(name):
    agreement = examples()[name]
    for rule in agreement.rules:
        said = rule_sentences(rule, agreement)
        assert len(said) >= 1
        for words in (*said, *agreement_sentences(agreement)):
            assert re.fullmatch(r"[^{}]*[一-鿿][^{}]*。", words.zh)
            assert re.fullmatch(r"[A-Z0-9“][^{}一-鿿]*\.", words.en)
