"""The annex that officers sign says what the agreement says, and nothing moves between prints."""

from io import BytesIO

import docx
import pytest
from docx.shared import Mm

from shigu.engine.sharing.rules.examples import examples, texts
from shigu.engine.sharing.rules.sentences import agreement_sentences, rule_sentences
from shigu.report.annex import annex


def opened(name, lang="zh"):
    return docx.Document(BytesIO(annex(examples()[name], lang)))


def cells(table):
    return [[cell.text.strip() for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", texts())
def test_every_sentence_of_an_agreement_stands_in_its_annex(name, lang):
    agreement = examples()[name]
    paragraphs = [paragraph.text for paragraph in opened(name, lang).paragraphs]
    assert paragraphs[0] == getattr(agreement.title, lang)
    said = [words for rule in agreement.rules for words in rule_sentences(rule, agreement)]
    for words in (*said, *agreement_sentences(agreement)):
        assert getattr(words, lang) in paragraphs


def test_the_parts_of_the_annex_are_numbered_in_order():
    headings = [
        paragraph.text
        for paragraph in opened("jing-jin-ji-2015").paragraphs
        if paragraph.style.name.startswith("Heading")
    ]
    assert headings == [
        "一、参与方",
        "二、规则",
        "第1条　三税地方分成部分分享",
        "三、条款一览",
        "四、共同约定",
        "五、台账不能计量的约定",
        "六、依据",
        "七、签署",
    ]
    headings = [
        p.text
        for p in opened("guangyuan-qingchuan-2009", "en").paragraphs
        if "H" in p.style.name[:1]
    ]
    assert headings[-3:] == ["4. For all rules", "5. Source", "6. Signatures"]


def test_the_terms_stand_in_one_table_and_every_government_signs():
    parties, terms, signatures = map(cells, opened("jing-jin-ji-2015").tables)
    assert parties == [["名称", "身份"], ["迁出地", "迁出方"], ["迁入地", "落地方"]]
    assert terms == [
        ["规则", "台账", "年份", "分法"],
        ["三税地方分成部分分享", "财政台账", "第1—3年", "迁出地 50%，迁入地 50%"],
        ["三税地方分成部分分享", "财政台账", "第4—5年", "迁出地 50%，迁入地 50%（未达封顶时）"],
        ["三税地方分成部分分享", "财政台账", "第6年起", "迁入地 100%"],
    ]
    assert [row[0] for row in signatures] == ["签署方", "迁出地", "迁入地"]
    signing = cells(opened("guangdong-2010").tables[-1])
    assert [row[0] for row in signing] == ["签署方", "广东省财政", "承接地"]


def test_payments_keys_and_pools_have_their_line_in_the_terms():
    def ways(name, lang):
        return [row[-1] for row in cells(opened(name, lang).tables[1])[1:]]

    assert ways("guangdong-2010", "zh")[2:] == [
        "广东省财政付中标产业转移园：1亿元",
        "广东省财政付转移企业：0.3%",
    ]
    assert ways("minnesota-473f", "en") == ["40% into a pool, out by index"]
    assert ways("head-office-branches-2012", "zh") == ["按公式分摊"]


def test_the_page_is_that_of_official_documents():
    document = opened("ningde-2017")
    section = document.sections[0]
    assert abs(section.page_width - Mm(210)) < Mm(0.1)
    assert abs(section.top_margin - Mm(37)) < Mm(0.1)
    assert document.core_properties.title == "宁德市招商项目异地落户分享"
    assert document.core_properties.author == ""


def test_the_same_agreement_gives_the_same_bytes():
    assert annex(examples()["kunming-2024"]) == annex(examples()["kunming-2024"])
