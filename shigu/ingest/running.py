"""The runner of a source: list, fetch, read, check, and keep all of it or nothing.

Pages are fetched outside any transaction and put by, so that a worker that is killed loses one
page and not the run; nothing is stored before the whole run has passed its assertions.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import UUID

from django.db.models import Min
from django.utils import timezone

from shigu.conf.environment import environment
from shigu.districts.actors import Actor
from shigu.districts.failures import telling
from shigu.districts.scope import acting_as, acting_as_system
from shigu.ingest.actions import running
from shigu.ingest.bridge import understood
from shigu.ingest.bringing import Hand
from shigu.ingest.models import Document, FetchedPage, Run, Source
from shigu.ingest.reading import Reader
from shigu.sources.catalogue import SourceFolder, folders
from shigu.sources.checks import Problem, broken
from shigu.sources.crawl import Site, listed
from shigu.sources.fetch import Fetcher
from shigu.sources.folder import LIST, Folder
from shigu.sources.refusals import FetchRefused


def run(key: str, user: int | None) -> None:
    """Carry a run out; one that cannot be kept ends with the reason in words.

    Raises:
        Exception: whatever was not foreseen, after the run was marked as failed.
    """
    run_id, attempt = UUID(key), None
    with telling(lambda told: _end(run_id, attempt, [Problem("", "unforeseen", told, told)])):
        with acting_as_system():
            begun = running.begin(run_id)
        if begun is None:
            return
        row, attempt = begun
        try:
            (Hand if row.by_hand else _Attempt)(row, attempt, user).carry_out()
        except FetchRefused as error:
            place = row.source.name_zh
            _end(run_id, attempt, [Problem(place, error.code, error.zh, error.en)])


def _end(run_id: UUID, attempt: UUID | None, problems: list[Problem]) -> None:
    with acting_as_system():
        running.end(run_id, attempt, problems)


def _as(user: int | None) -> AbstractContextManager[Actor]:
    return acting_as_system() if user is None else acting_as(user)


def site_of(source: Source) -> tuple[Site, list[str]]:
    """Where a source is read, and the addresses to begin with."""
    if source.kind == Source.Kind.UPLOAD:
        return Folder(environment().home / "inbox" / source.code), [LIST]
    return Fetcher(private_allowed=environment().private_sources), source.addresses


class _Attempt:
    def __init__(self, row: Run, attempt: UUID, user: int | None) -> None:
        self.id, self.attempt, self.user = row.pk, attempt, user
        self.source = row.source
        self.folder: SourceFolder = folders()[self.source.folder]
        self.site, self.starts = site_of(self.source)
        self.problems: list[Problem] = []

    def carry_out(self) -> None:
        spec = self.folder.spec
        urls = listed(self.site, self.folder.found, self.starts, spec.most)
        wanted = self._wanted(urls)
        if not self._go_on(listed=len(urls)) or not self._fetch_all(wanted):
            _end(self.id, self.attempt, [])
            return
        reader = Reader(spec, timezone.localdate())
        with acting_as_system():
            fetched = list(FetchedPage.objects.filter(run=self.id).order_by("pk"))
        articles = [article for page in fetched for article in reader.read(page)]
        faults = broken(spec, len(urls), len(wanted), len(articles))
        problems = [*faults, *self.problems, *reader.problems]
        if faults:
            _end(self.id, self.attempt, problems)
            return
        pages = [understood(article) for article in articles]
        with _as(self.user) as actor:
            kept = running.keep(actor, self.id, self.attempt, pages, problems)
        if not kept:
            _end(self.id, self.attempt, [])

    def _wanted(self, urls: list[str]) -> list[str]:
        """Addresses that are not known, or were read first so lately that they may change yet."""
        if self.source.kind == Source.Kind.UPLOAD:
            return urls
        with acting_as_system():
            known = dict(
                Document.objects.filter(url__in=urls)
                .order_by()
                .values_list("url")
                .annotate(first=Min("fetched_at"))
            )
        settled = timezone.now() - timedelta(days=self.folder.spec.recheck_days)
        return [url for url in urls if url not in known or known[url] > settled]

    def _fetch_all(self, urls: list[str]) -> bool:
        with acting_as_system():
            there = set(FetchedPage.objects.filter(run=self.id).values_list("url", flat=True))
        for seen, url in enumerate(urls, 1):
            if url not in there:
                self._fetch(url)
            if not self._go_on(seen=seen):
                return False
        return True

    def _fetch(self, url: str) -> None:
        try:
            answer = self.site.fetch(url)
        except FetchRefused as error:
            self.problems.append(Problem(url, error.code, error.zh, error.en))
            return
        with acting_as_system():
            FetchedPage.objects.create(
                run_id=self.id,
                url=url,
                content=answer.content,
                mime=answer.mime or "",
                charset=answer.charset or "",
                fetched_at=timezone.now(),
            )

    def _go_on(self, **counts: int) -> bool:
        with acting_as_system():
            return running.go_on(self.id, self.attempt, **counts)
