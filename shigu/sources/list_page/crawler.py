"""Links of a list that look like articles: a headline, and an address with a number in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from lxml import etree

from shigu.engine.text.page.decode import decode
from shigu.engine.text.page.limits import UnreadablePageError
from shigu.sources.asks import Ask
from shigu.sources.refusals import FetchRefused

HEADLINE = 6
"""Han characters that the words of a link to an article have at least."""
HAN = re.compile("[\u4e00-\u9fff]")
NUMBERED = re.compile(r"\d{3,}")
NEXT = frozenset({"下一页", "下页", "后一页", "next", "›", "»", ">"})


def found(content: bytes, url: str) -> Iterator[Ask]:
    """Articles of the list in its order, each once, then the next list.

    Raises:
        FetchRefused: ``content`` is no page.
    """
    host = urlsplit(url).netloc
    further: dict[Ask, None] = {}
    articles: dict[Ask, None] = {}
    for words, target in _links(content, url):
        place = urljoin(url, target).partition("#")[0]
        parts = urlsplit(place)
        if parts.netloc != host or place == url:
            continue
        if words.lower() in NEXT:
            further.setdefault(Ask(place, is_article=False))
        elif len(HAN.findall(words)) >= HEADLINE and NUMBERED.search(parts.path + parts.query):
            articles.setdefault(Ask(place, is_article=True))
    yield from articles
    yield from further


def _links(content: bytes, url: str) -> Iterator[tuple[str, str]]:
    try:
        parser = etree.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True)
        tree = etree.fromstring(decode(content)[0].encode(), parser)
    except (UnreadablePageError, etree.ParserError, ValueError) as error:
        zh, en = f"{url} 不是网页列表；检查网址", f"{url} is no page with a list; check the URL"
        raise FetchRefused("no_list", zh, en) from error
    for link in tree.iter("a"):
        yield "".join(link.itertext()).strip(), str(link.get("href") or "").strip()
