"""What a crawler answers: which addresses come next."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ask:
    """An address to fetch: an article, or a list that names further addresses."""

    url: str
    is_article: bool


Crawler = Callable[[bytes, str], Iterable[Ask]]
"""Pure: what a fetched list (its bytes and address) leads to; raises FetchRefused if it is none."""
