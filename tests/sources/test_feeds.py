"""Feeds of every kind give their entries; what is none, or attacks, is refused."""

import pytest

from shigu.sources.feeds import Entry, entries
from shigu.sources.refusals import FetchRefused

RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>云谷</title>
<link>http://a.example/</link><item><title>签约</title><link>http://a.example/1</link>
<pubDate>Wed, 18 Mar 2026 08:00:00 +0800</pubDate></item><!-- x -->
<item><title>开工</title><link>http://a.example/2</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>签约</title>
<link rel="self" href="http://a.example/feed"/><link href="http://a.example/1"/>
<updated>2026-03-18</updated></entry></feed>"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc> http://a.example/1 </loc>
<n:news><n:publication_date>2026-03-18</n:publication_date><n:title>签约</n:title></n:news></url>
</urlset>"""
INDEX = """<sitemapindex><sitemap><loc>http://a.example/s.xml</loc></sitemap></sitemapindex>"""
DATED = Entry("http://a.example/1", "签约", "2026-03-18", False)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            RSS,
            (
                Entry("http://a.example/1", "签约", "Wed, 18 Mar 2026 08:00:00 +0800", False),
                Entry("http://a.example/2", "开工", None, False),
            ),
        ),
        (ATOM, (DATED,)),
        (SITEMAP, (DATED,)),
        (INDEX, (Entry("http://a.example/s.xml", None, None, True),)),
        ("<rss><channel/></rss>", ()),
    ],
)
def test_entries(text, found):
    assert entries(text.encode(), "http://a.example/feed") == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<html><body>x</body></html>",
        "{}",
        "<rss>",
        "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><rss>&c;</rss>",
        "<a>" * 300 + "</a>" * 300,
    ],
)
def test_what_is_no_feed_is_refused(text):
    with pytest.raises(FetchRefused) as refusal:
        entries(text.encode(), "http://a.example/feed")
    assert refusal.value.code == "no_feed"
    assert "http://a.example/feed" in refusal.value.zh


def test_no_entity_is_resolved():
    bomb = (
        "<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><rss><channel><item>"
        "<title>&a;</title><link>http://a.example/1</link></item></channel></rss>"
    )
    assert entries(bomb.encode(), "u") == (Entry("http://a.example/1", None, None, False),)
