"""The worker at pages brought by hand: look each over; later store those that were chosen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from django.utils import timezone

from shigu.conf.environment import environment
from shigu.districts.scope import acting_as, acting_as_system
from shigu.engine.text.families import SAME_ARTICLE, keys, nearest
from shigu.ingest.actions import bringing, running
from shigu.ingest.bridge import Page, understood
from shigu.ingest.models import FetchedPage, Run, Statement
from shigu.ingest.reading import Reader
from shigu.ingest.standing import alike, known, latest
from shigu.sources import refusals
from shigu.sources.catalogue import folders
from shigu.sources.checks import Problem
from shigu.sources.fetch import Fetcher
from shigu.sources.upload.crawler import PAGES

OUTSIDE = frozenset({"not_found", "unreachable", "too_slow"})
"""What a server on a closed network meets with every address."""
Found = dict[str, Any]
NEW: Found = {"standing": "new"}


class Hand:
    """One attempt of a worker at what a person brought."""

    def __init__(self, run: Run, attempt: UUID, user: int | None) -> None:
        self.run, self.attempt, self.user = run, attempt, user
        self.reader = Reader(folders()[run.source.folder].spec, timezone.localdate())
        self.read: list[tuple[str, Page]] = []

    def carry_out(self) -> None:
        """Look over what is new, or store what was confirmed."""
        with acting_as_system():
            pages = list(FetchedPage.objects.filter(run=self.run).order_by("pk"))
        if not (self._keep(pages) if self.run.confirmed_at else self._look_over(pages)):
            with acting_as_system():
                running.end(self.run.pk, self.attempt, self.reader.problems)

    def _look_over(self, pages: list[FetchedPage]) -> bool:
        for seen, page in enumerate(pages, 1):
            page.found = self._found(page)
            with acting_as_system():
                page.save()
                if not running.go_on(self.run.pk, self.attempt, seen=seen):
                    return False
        with acting_as_system():
            bringing.offer(self.run.pk, self.attempt, self.reader.problems)
        return True

    def _found(self, page: FetchedPage) -> Found:
        """What there is to say of a page before it is stored; of a faulty one its faults."""
        before = len(self.reader.problems)
        self.reader.problems += _fetched(page)
        if len(self.reader.problems) == before:
            for article in self.reader.read(page):
                return self._told(page, understood(article))
        faults = self.reader.problems[before:]
        return {"faults": [{"zh": fault.zh, "en": fault.en} for fault in faults]}

    def _told(self, page: FetchedPage, read: Page) -> Found:
        meta, names = read.article.meta, {claim.name for claim in read.claims if _names(claim.kind)}
        found = {
            "title": meta.title or "",
            "published": meta.date or "",
            "site": meta.source or "",
            "characters": len(read.article.norm.text),
            "integrity": read.article.integrity.score,
            "encoding": read.article.encoding,
            "names": len(names),
            "statements": sum(not _names(claim.kind) for claim in read.claims),
        }
        standing = self._twin(read) or _standing(read) or self._beside(read) or NEW
        self.read.append((page.url, read))
        return found | standing

    def _twin(self, read: Page) -> Found:
        twins = (name for name, other in self.read if other.article.doc.id == read.article.doc.id)
        twin = next(twins, None)
        return {} if twin is None else {"standing": "known", "twin": twin}

    def _beside(self, read: Page) -> Found:
        """How a page stands to those that were brought with it."""
        others = [other.article.norm.text for _, other in self.read]
        near = nearest(read.article.norm.text, others)
        return {} if near is None else _like(near[1]) | {"twin": self.read[near[0]][0]}

    def _keep(self, pages: list[FetchedPage]) -> bool:
        read: list[Page] = []
        for seen, page in enumerate(pages, 1):
            name = page.told.get("filename", "")
            read += [understood(article, name) for article in self.reader.read(page)]
            with acting_as_system():
                if not running.go_on(self.run.pk, self.attempt, seen=seen):
                    return False
        if self.reader.problems:
            return False
        told = [Problem(**each) for each in self.run.problems]
        with acting_as_system() if self.user is None else acting_as(self.user) as actor:
            return running.keep(actor, self.run.pk, self.attempt, read, told)


def _names(kind: str) -> bool:
    return kind == Statement.Kind.ENTITY


def _fetched(page: FetchedPage) -> Iterator[Problem]:
    """Have the bytes of a page at hand, or say why they are not."""
    suffix = PurePosixPath(page.told["filename"]).suffix.casefold()
    if suffix and suffix not in PAGES:
        refusal = refusals.no_page(suffix)
        yield Problem(page.url, refusal.code, refusal.zh, refusal.en)
    if page.content or page.told["filename"] or not page.told["url"]:
        return
    try:
        answer = Fetcher(private_allowed=environment().private_sources).fetch(page.told["url"])
    except refusals.FetchRefused as error:
        cure = refusals.by_hand_instead() if error.code in OUTSIDE else ("", "")
        yield Problem(page.url, error.code, error.zh + cure[0], error.en + cure[1])
    else:
        page.content, page.mime = answer.content, answer.mime or ""
        page.charset, page.fetched_at = answer.charset or "", timezone.now()


def _standing(read: Page) -> Found:
    """How a page stands to those that are stored; empty where it is like none."""
    with acting_as_system():
        earlier = latest(read.article.doc.url)
        if known(read, earlier):
            return {"standing": "known"}
        if earlier:
            return {"standing": "version", "like": earlier.pk, "title_of": str(earlier)}
        near = alike(keys(read.article.norm.text), read.article.norm.text)
    if near is None:
        return {}
    return _like(near[1]) | {"like": near[0].pk, "title_of": str(near[0])}


def _like(likeness: float) -> Found:
    kin = "copy" if likeness >= SAME_ARTICLE else "rewrite"
    return {"standing": kin, "likeness": round(likeness, 4)}
