"""A page and what its article says, as one JSON document with offsets into the raw text."""

from __future__ import annotations

from datetime import date
from typing import Any

from shigu.engine.text.extract import traced
from shigu.engine.text.page import shown as page
from shigu.engine.text.page.article import Article
from shigu.engine.text.reading import Reading, read
from shigu.engine.text.shown import shown
from shigu.engine.text.tagger.tag import Tagger, names

MOST_CHARACTERS = 60_000
"""So much of a body is read for statements; a news article has some thousands."""


def document(article: Article, tagger: Tagger = names) -> dict[str, Any]:
    """The page (``page.shown``), ``read_characters`` and what they say (``text.shown``).

    Only the body is read: the site's contacts and the stubs of other articles say nothing of it.
    """
    length = min(len(article.norm.text), MOST_CHARACTERS)
    said = said_by(article, tagger)
    return page.shown(article) | {"read_characters": length} | shown(said)


def said_by(article: Article, tagger: Tagger = names) -> Reading:
    """What the body says, dates resolved against the article's, every span of the raw text."""
    published = date.fromisoformat(article.meta.date) if article.meta.date else None
    return traced(article.norm, read(article.norm.text[:MOST_CHARACTERS], published, tagger))
