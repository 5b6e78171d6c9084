"""How a page stands to those that are stored: known, a version, a copy, a rewrite, or new."""

from __future__ import annotations

from shigu.engine.text.families import nearest
from shigu.ingest.bridge import Page, body_of
from shigu.ingest.models import Document

COMPARED = 24
"""With so many of the earliest near-duplicates a new page is compared."""


def latest(url: str | None) -> Document | None:
    """The version of an address that no other follows."""
    if not url:
        return None
    return Document.objects.filter(url=url, later=None).order_by("-id").first()


def known(page: Page, earlier: Document | None) -> bool:
    """Whether nothing would be stored: these bytes are, or the same text at the same address."""
    if earlier and earlier.body_sha256 == page.body_sha256:
        return True
    return Document.objects.filter(sha256=page.article.doc.id).exists()


def alike(bands: list[int], body: str) -> tuple[Document, float] | None:
    """The stored page that is most like ``body``, and how much; None where it is no rewrite."""
    rows = Document.objects.filter(bands__overlap=bands).order_by("id")[:COMPARED]
    near = list(rows.select_related("family"))
    found = nearest(body, [body_of(other) for other in near])
    return None if found is None else (near[found[0]], found[1])
