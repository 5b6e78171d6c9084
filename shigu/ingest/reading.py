"""Fetched pages → articles that pass what their source promises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

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
        address = page.address or None
        doc = RawDoc(bytes(page.content), address, page.fetched_at, page.mime or None)
        try:
            article = _as_told(read_page(doc, page.charset or None), page.told)
        except UnreadablePageError as error:
            self.problems.append(Problem(page.url, error.code, error.zh, error.en))
            return
        found = [replace(each, place=page.url) for each in faults(self.spec, article, self.today)]
        self.problems += found
        if not found:
            yield article


def _as_told(article: Article, told: Mapping[str, Any]) -> Article:
    """Title, date and paper are those that the person told who brought the page."""
    names = {"title": "title", "published": "date", "site": "source"}
    given = {field: told[name] for name, field in names.items() if told.get(name)}
    return replace(article, meta=replace(article.meta, **given))
