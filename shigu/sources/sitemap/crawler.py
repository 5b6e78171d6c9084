"""The addresses of a sitemap are articles, those of an index are sitemaps."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

from shigu.sources.asks import Ask
from shigu.sources.feeds import entries


def found(content: bytes, url: str) -> Iterator[Ask]:
    """Every address of the sitemap that came from ``url``, in its order."""
    for entry in entries(content, url):
        yield Ask(urljoin(url, entry.url), is_article=not entry.is_sitemap)
