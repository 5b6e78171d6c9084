"""What a site says is new: RSS 2.0, Atom, sitemaps and indexes of sitemaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from shigu.sources.refusals import FetchRefused

MOST_ENTRIES = 50_000
"""What the sitemap protocol allows in one file."""
ADDRESSES = {"item": "link", "entry": "link", "url": "loc", "sitemap": "loc"}
DATES = ("pubDate", "published", "updated", "date", "lastmod", "publication_date")


@dataclass(frozen=True, slots=True)
class Entry:
    """A page (or, of an index, another sitemap) with title and date as they are written there."""

    url: str
    title: str | None
    date: str | None
    is_sitemap: bool


def entries(content: bytes, url: str) -> tuple[Entry, ...]:
    """The entries of a feed in its order; entities are not resolved, nothing is loaded.

    Raises:
        FetchRefused: ``content``, which came from ``url``, is no feed, or has too many entries.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise no_feed(url) from error
    found = tuple(_entries(root))
    if len(found) > MOST_ENTRIES or (not found and _name(root) not in {"rss", "feed", "urlset"}):
        raise no_feed(url)
    return found


def no_feed(url: str) -> FetchRefused:
    zh = f"{url} 不是 RSS、Atom 或站点地图，或超过 {MOST_ENTRIES:,} 条；检查网址"
    en = f"{url} is no RSS, Atom or sitemap, or has more than {MOST_ENTRIES:,} entries"
    return FetchRefused("no_feed", zh, en)


def _entries(root: etree._Element) -> Iterator[Entry]:
    for element in root.iter():
        kind = _name(element)
        if kind in ADDRESSES and (address := _address(element, ADDRESSES[kind])):
            yield Entry(
                address, _text(element, ("title",)), _text(element, DATES), kind == "sitemap"
            )


def _address(element: etree._Element, name: str) -> str | None:
    """The first link that is the page itself; Atom keeps it in an attribute."""
    for child in element:
        if _name(child) == name and child.get("rel", "alternate") == "alternate":
            address = str(child.get("href") or child.text or "").strip()
            if address:
                return address
    return None


def _text(element: etree._Element, names: tuple[str, ...]) -> str | None:
    texts = {_name(child): str(child.text or "").strip() for child in element.iter()}
    return next((texts[name] for name in names if texts.get(name)), None)


def _name(element: etree._Element) -> str:
    """The name without its namespace; comments and instructions have none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
