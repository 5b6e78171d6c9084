"""An article as JSON: what is known of it, how far it can be trusted, and its lines."""

from __future__ import annotations

from typing import Any

from shigu.engine.text.page.article import Article


def shown(article: Article) -> dict[str, Any]:
    """``{id, url, title, date, author, source, encoding, integrity, signs, text, blocks}``.

    ``text`` is the raw text that all offsets are in; ``signs`` are the reasons for ``integrity``.
    """
    meta, trust = article.meta, article.integrity
    return {
        "id": article.doc.id,
        "url": article.doc.url,
        "title": meta.title,
        "date": meta.date,
        "author": meta.author,
        "source": meta.source,
        "encoding": article.encoding,
        "integrity": trust.score,
        "signs": [
            {"code": sign.code, "count": sign.inputs["signs"], "zh": sign.zh, "en": sign.en}
            for sign in trust.reasons
        ],
        "text": article.raw.text,
        "blocks": [
            {"start": block.start, "end": block.end, "role": block.role, "score": block.score}
            for block in article.blocks
        ],
    }
