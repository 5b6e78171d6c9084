"""The files of a folder that are pages are articles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from shigu.sources.asks import Ask

PAGES = frozenset({".html", ".htm", ".shtml", ".xhtml", ".txt", ".md"})


def found(content: bytes, url: str) -> Iterator[Ask]:  # noqa: ARG001 - the shape of crawlers
    """Every page among the names, one a line, that ``content`` lists."""
    for name in content.decode("utf-8").splitlines():
        if PurePosixPath(name).suffix.casefold() in PAGES:
            yield Ask(name, is_article=True)
