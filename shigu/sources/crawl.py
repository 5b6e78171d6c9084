"""Walks the lists of a source with its crawler; the articles are left to the caller."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from shigu.sources.asks import Ask, Crawler
from shigu.sources.fetch import Answer

MOST_LISTS = 20
"""So many lists are opened in a run; the newest articles stand on the first."""


class Site(Protocol):
    """What answers addresses: the web, or a folder."""

    def fetch(self, url: str) -> Answer: ...


def listed(site: Site, found: Crawler, starts: Sequence[str], most: int) -> list[str]:
    """The addresses of the first ``most`` articles of a source, each once, in its order.

    Raises:
        FetchRefused: a list cannot be had or is none; what it lists is then not known.
    """
    articles: dict[str, None] = {}
    for url in _walked(site, found, starts):
        articles.setdefault(url)
        if len(articles) >= most:
            break
    return list(articles)


def _walked(site: Site, found: Crawler, starts: Sequence[str]) -> Iterator[str]:
    waiting = [Ask(start, is_article=False) for start in starts]
    opened: set[str] = set()
    while waiting and len(opened) < MOST_LISTS:
        ask = waiting.pop(0)
        if ask.url in opened:
            continue
        opened.add(ask.url)
        answer = site.fetch(ask.url)
        further = list(found(answer.content, answer.url))
        yield from (each.url for each in further if each.is_article)
        waiting += [each for each in further if not each.is_article]
