"""Articles of the engine ↔ rows of documents and statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone

from shigu.engine.text.claims import READER, Claim, claims
from shigu.engine.text.families import keys
from shigu.engine.text.model import Block
from shigu.engine.text.page.article import Article, normalised_body
from shigu.engine.text.page.shown import shown
from shigu.engine.text.second.agreement import agreement
from shigu.engine.text.second.opinion import Opinion
from shigu.engine.text.views import TextView
from shigu.ingest.models import Document, Statement


@dataclass(frozen=True, slots=True)
class Page:
    """An article and what it claims, ready to be stored; ``filename`` where a person brought it."""

    article: Article
    claims: tuple[Claim, ...]
    filename: str = ""

    @property
    def body_sha256(self) -> str:
        """The hash of title and normalised body: what a reader would call the same text."""
        text = f"{self.article.meta.title or ''}\n{self.article.norm.text}"
        return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def understood(article: Article, filename: str = "") -> Page:
    """Read what an article claims; takes tenths of a second, so it is done before a transaction."""
    return Page(article, claims(article), filename)


def document_of(page: Page, **given: Any) -> Document:
    """The unsaved row of a page; ``given`` are family, source, run and earlier."""
    article, told = page.article, shown(page.article)
    day = date.fromisoformat(article.meta.date) if article.meta.date else None
    return Document(
        sha256=article.doc.id,
        url=article.doc.url or "",
        filename=page.filename,
        title=_clean(article.meta.title or ""),
        published=day,
        author=_clean(article.meta.author or ""),
        site=_clean(article.meta.source or _host(article.doc.url)),
        fetched_at=article.doc.fetched_at or timezone.now(),
        mime=article.doc.mime or "",
        encoding=article.encoding,
        raw=article.raw.text,
        blocks=told["blocks"],
        integrity=article.integrity.score,
        signs=told["signs"],
        body_sha256=page.body_sha256,
        bands=keys(article.norm.text),
        **given,
    )


def statements_of(page: Page, document: Document) -> Iterator[Statement]:
    """The unsaved statements of a stored document, numbered in their order."""
    for number, claim in enumerate(page.claims, 1):
        yield _statement(document, number, claim, READER)


def second_statements(
    document: Document, opinion: Opinion, extractor: str, there: Sequence[Statement]
) -> Iterator[Statement]:
    """The unsaved statements of a second reader, numbered after all that are ``there``."""
    machine = [each for each in there if not each.is_second]
    first = max((each.number for each in there), default=0) + 1
    for number, claim in enumerate(opinion.claims, first):
        found = agreement(claim, machine)
        against = [machine[at].number for at in found.against]
        row = _statement(document, number, claim, extractor)
        row.said = claim.said | {"agreement": {"verdict": found.verdict, "against": against}}
        yield row


def _statement(document: Document, number: int, claim: Claim, extractor: str) -> Statement:
    row = asdict(claim)
    quote = row.pop("quote_sha256")
    return Statement(document=document, number=number, sha256=quote, extractor=extractor, **row)


def body_of(document: Document) -> str:
    """The normalised body, as it was when the page was read."""
    return view_of(document).text


def view_of(document: Document) -> TextView:
    """The normalised body with the way back to the raw text."""
    blocks = [Block(**block) for block in document.blocks]
    return normalised_body(document.raw, blocks)


def _host(url: str | None) -> str:
    return (urlsplit(url).hostname or "") if url else ""


def _clean(text: str) -> str:
    """PostgreSQL keeps no NUL."""
    return text.replace("\0", "")
