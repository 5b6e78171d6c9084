"""The pages a feed names first, through an index of sitemaps where it is one."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

from shigu.sources.feeds import entries
from shigu.sources.fetch import Fetcher

MOST_SITEMAPS = 5
"""So many sitemaps of an index are opened, one level deep."""


def latest(fetcher: Fetcher, feed: str, most: int) -> list[str]:
    """The addresses of the first ``most`` pages of ``feed``, each once.

    Raises:
        FetchRefused: the feed cannot be had, or is none.
    """
    found: dict[str, None] = {}
    for url in _pages(fetcher, feed):
        found.setdefault(url)
        if len(found) >= most:
            break
    return list(found)


def _pages(fetcher: Fetcher, feed: str) -> Iterator[str]:
    answer = fetcher.fetch(feed)
    listed = entries(answer.content, answer.url)
    yield from (urljoin(answer.url, each.url) for each in listed if not each.is_sitemap)
    for index in [each for each in listed if each.is_sitemap][:MOST_SITEMAPS]:
        inner = fetcher.fetch(urljoin(answer.url, index.url))
        pages = entries(inner.content, inner.url)
        yield from (urljoin(inner.url, each.url) for each in pages if not each.is_sitemap)
