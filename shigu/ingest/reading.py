"""Fetched pages → articles that pass what their source promises."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from shigu.engine.text.model import RawDoc
from shigu.engine.text.page.article import Article, read_page
from shigu.engine.text.page.limits import UnreadablePageError
from shigu.ingest.models import FetchedPage
from shigu.sources.checks import Problem, faults
from shigu.sources.spec import Spec


class Reader:
    """Reads pages one by one and remembers what was wrong with those it refused."""

    def __init__(self, spec: Spec, today: date) -> None:
        self.spec = spec
        self.today = today
        self.problems: list[Problem] = []

    def read(self, page: FetchedPage) -> Iterator[Article]:
        """The article of a page, or nothing."""
        doc = RawDoc(bytes(page.content), page.url, page.fetched_at, page.mime or None)
        try:
            article = read_page(doc, page.charset or None)
        except UnreadablePageError as error:
            self.problems.append(Problem(page.url, error.code, error.zh, error.en))
            return
        found = list(faults(self.spec, article, self.today))
        self.problems += found
        if not found:
            yield article
