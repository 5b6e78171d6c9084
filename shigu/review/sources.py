"""An article as the source of a fact."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.utils import timezone

from shigu.districts.models import Source, Status
from shigu.ingest.models import Document

RESERVED = (".example", ".invalid", ".test", "example.com", "example.net", "example.org")
"""Names that belong to nobody (RFC 2606): what is told there is an illustration."""


def source_of(document: Document) -> Source:
    """The source that what is taken from this version of the page names."""
    made, _new = Source.objects.get_or_create(
        code=f"news-{document.sha256[:16]}",
        defaults={
            "title": str(document),
            "url": document.url,
            "publisher": document.site,
            "date": document.published.isoformat() if document.published else "",
            "read_on": timezone.localdate(document.fetched_at),
            "trust": Source.Trust.PRESS,
            "status": Status.ILLUSTRATIVE if invented(document.url) else Status.FACT,
        },
    )
    return made


def invented(url: str) -> bool:
    """Whether an address is under a name that is reserved for examples."""
    return (urlsplit(url).hostname or "").endswith(RESERVED)
