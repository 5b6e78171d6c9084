"""A page gives its article, and every line of it has a role and lies in the raw text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shigu.engine.text.model import RawDoc
from shigu.engine.text.page.article import read_page
from tests.engine.text.page import made

BODY = "\n".join(made.PARAGRAPHS)


def read(text, encoding="utf-8", **told):
    return read_page(RawDoc(text.encode(encoding), **told))


def roles_of(article):
    return {article.raw.text[b.start : b.end].split("\u3000")[0]: b.role for b in article.blocks}


@pytest.mark.parametrize("page", [made.HTML, made.PLAIN], ids=["html", "plain"])
def test_the_article_is_found(page):
    article = read(page)
    assert article.body.text == BODY
    assert article.meta.title == made.TITLE
    assert article.meta.date == "2026-03-19"
    assert article.meta.author == "陈知远"
    assert article.meta.source == "云谷日报"
    assert article.encoding == "utf-8"
    assert article.integrity.score == 1.0


@pytest.mark.parametrize("page", [made.HTML, made.PLAIN], ids=["html", "plain"])
def test_what_is_of_the_site_is_not_of_the_article(page):
    roles = roles_of(read(page))
    assert roles[made.CONTACT] == "contact"
    assert roles[made.COPYRIGHT] == "copyright"
    assert roles[made.TEASER] == "teaser"
    assert roles[made.TITLE] == "title"
    assert roles["来源：云谷日报"] == "meta"
    assert roles["当前位置：首页 > 新闻 > 正文"] == "nav"
    assert {roles[text] for text in made.RELATED} == {"related"}


def test_what_is_not_shown_is_not_read():
    assert "999" not in read(made.HTML).raw.text
    hidden = made.HTML.replace("<h1>", '<p style="display: none">总投资777亿元</p><h1>')
    assert "777" not in read(hidden).raw.text


@pytest.mark.parametrize("page", [made.HTML, made.PLAIN], ids=["html", "plain"])
def test_blocks_and_body_are_cut_from_the_raw_text(page):
    article = read(page)
    assert [b.start for b in article.blocks] == sorted(b.start for b in article.blocks)
    body = [article.raw.text[b.start : b.end] for b in article.blocks if b.role == "body"]
    assert "\n".join(body) == article.body.text
    at = article.norm.text.index("总投资约35亿元")
    start, end = article.norm.to_raw(at, at + 8)
    assert article.raw.text[start:end] == "总投资约35亿元"


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8-sig", "utf-16"])
def test_encodings_are_found_though_the_page_lies(encoding):
    article = read(made.HTML, encoding)
    assert article.body.text == BODY
    assert article.encoding == {"gbk": "gb18030"}.get(encoding, encoding)


def test_utf8_that_calls_itself_gbk_and_big5():
    assert read(made.HTML.replace("utf-8", "gb2312")).encoding == "utf-8"
    traditional = "雲谷區與臨江區簽署合作協議，雙方將共建智能視覺產業園，總投資約三十五億元。" * 3
    article = read(traditional, "big5")
    assert article.encoding == "big5"
    assert article.norm.text.startswith("云谷区与临江区签署合作协议，双方将共建智能视觉产业园")


def test_a_note_without_a_sentence_is_all_body():
    article = read("云谷区签约项目12个\n总投资20亿元\n联系电话：0571-86543210")
    assert article.body.text == "云谷区签约项目12个\n总投资20亿元"
    assert {block.score for block in article.blocks if block.role == "body"} == {0.4}


def test_a_related_list_changes_nothing_of_the_body():
    more = (
        made.PLAIN + "\r\n热门文章\r\n" + "\r\n".join(f"第{n}家企业落户临江区" for n in range(30))
    )
    assert read(more).body.text == BODY


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["div", "p", "a", "ul", "li", "table"]), max_size=30),
    st.text("云 a-<>!"),
)
def test_any_nesting_keeps_the_text_in_order(tags, text):
    page = "<html><body>" + "".join(f"<{tag}>云谷{at}" for at, tag in enumerate(tags)) + "谷</body>"
    raw = read(page + "<!--" + text.replace("--", "") + "-->").raw.text
    seen = [raw.index(f"云谷{at}") for at in range(len(tags))]
    assert seen == sorted(seen)
