"""The folders of sources: each with its spec and its crawler."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from shigu.sources.asks import Crawler
from shigu.sources.list_page import crawler as list_page
from shigu.sources.rss import crawler as rss
from shigu.sources.sitemap import crawler as sitemap
from shigu.sources.spec import Spec, read_spec
from shigu.sources.upload import crawler as upload

CRAWLERS: Mapping[str, Crawler] = {
    "rss": rss.found,
    "sitemap": sitemap.found,
    "list_page": list_page.found,
    "upload": upload.found,
}


@dataclass(frozen=True, slots=True)
class SourceFolder:
    """What stands in one folder."""

    name: str
    spec: Spec
    found: Crawler


@cache
def folders() -> Mapping[str, SourceFolder]:
    """Every folder by its name."""
    return {name: SourceFolder(name, read_spec(name), found) for name, found in CRAWLERS.items()}
