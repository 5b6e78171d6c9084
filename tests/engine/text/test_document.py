"""A page as one document: what its article says, unmoved by what scraping put in and around it."""

import pytest

from shigu.engine.text.document import document, said_by
from shigu.engine.text.model import RawDoc
from shigu.engine.text.normal.normalise import normalise
from shigu.engine.text.page.article import read_page
from shigu.engine.text.views import TextView
from tests.engine.text.page import made


def said(page):
    reading = said_by(read_page(RawDoc(page.encode())))
    names = [(name.type, meant(name.span.text)) for name in reading.mentions]
    values = [(each.quantity.key, each.quantity.answer) for each in reading.attributes]
    ties = [each.type for each in reading.relations]
    deeds = [(event.type, event.modality) for event in reading.events]
    return names, values, ties, deeds


def meant(text):
    return normalise(TextView("raw", text))[0].text


CLEAN = said(made.HTML)


def test_the_article_is_read():
    names, values, _, deeds = CLEAN
    assert ("PARK", "云谷未来产业社区") in names
    assert {("investment_total", 3.5e9), ("investment_phase", 1.2e9), ("output_value", 5e9)} <= set(
        values
    )
    assert ("date", "2026-03-18") in values
    assert "SIGN" in {kind for kind, _ in deeds}


@pytest.mark.parametrize(
    ("where", "junk"),
    [
        ("云谷未来", "(300478)"),
        ("云谷未来产", "(chǎn)"),
        ("总投资", "■"),
        ("智能视觉", "\u200b"),
        ("双方将在", "◆★"),
    ],
)
def test_what_was_put_in_changes_nothing_that_is_said(where, junk):
    damaged = made.HTML.replace(where, where + junk)
    assert damaged != made.HTML
    assert said(damaged) == CLEAN


def test_related_articles_and_contacts_say_nothing():
    more = '<div class="hot"><h3>热门文章</h3><ul>' + "".join(
        f"<li><a href='/{n}'>临江区第{n}个项目开工，总投资{n}亿元</a></li>" for n in range(20)
    )
    assert said(made.HTML.replace("</body>", more + "</ul></div></body>")) == CLEAN
    values = CLEAN[1]
    assert ("investment_total", 2e9) not in values


def test_every_span_is_cut_from_the_text():
    article = read_page(RawDoc(made.HTML.replace("产业社区", "产(chǎn)业社区").encode()))
    told = document(article)
    spans = [*told["entities"], *told["attributes"], *(e["trigger"] for e in told["events"])]
    assert len(spans) > 10
    assert all(told["text"][span["start"] : span["end"]] == span["text"] for span in spans)
    assert told["read_characters"] == len(article.norm.text)
    assert any("产(chǎn)业社区" in name["text"] for name in told["entities"])
