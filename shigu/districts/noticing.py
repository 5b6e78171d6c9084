"""What a request read of another district's data, under which grant or timed access.

Rows are noticed as queries bring them, and only where the actor has something lent: whoever
reads one's own pays nothing. Sums and counts are no rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from shigu.districts.actors import Actor
from shigu.districts.fences import Fence, fence_of


@dataclass(slots=True)
class Noticed:
    """Rows by what opened them: ``lent`` says which basis opens a class of a district."""

    lent: Mapping[str, Mapping[int, str]]
    readable: Mapping[str, frozenset[int]] = field(default_factory=dict)
    rows: dict[tuple[str, str, int], set[tuple[str, str]]] = field(default_factory=dict)

    def look(self, model: type[Model], rows: Iterable[Any]) -> None:
        """Keep those of ``rows`` that are open by a basis only."""
        fence = fence_of(model)
        if fence is None or not (bases := self.lent.get(fence.lent_as)):
            return
        for row in rows:
            self._keep(model, fence, row, bases)

    def _keep(self, model: type[Model], fence: Fence, row: Any, bases: Mapping[int, str]) -> None:
        known = vars(row) if isinstance(row, Model) else {}
        district = self._lender(fence, known.get(fence.lent_column), bases)
        if district is None or (fence.told and known.get(fence.told)):
            return
        key = (bases[district], str(fence.lent_as), district)
        self.rows.setdefault(key, set()).add((model._meta.label_lower, str(row.pk)))

    def _lender(self, fence: Fence, value: Any, bases: Mapping[int, str]) -> int | None:
        """The district whose basis opened a row; of a row of several, unless one is one's own."""
        of_row = value if isinstance(value, list) else [value]
        own = self.readable.get(str(fence.lent_as), frozenset()) - bases.keys()
        if own.intersection(of_row):
            return None
        return next((district for district in of_row if district in bases), None)


_noticing: ContextVar[Noticed | None] = ContextVar("shigu_noticing", default=None)


@contextmanager
def noticing(actor: Actor) -> Iterator[Noticed]:
    """Notice what is read until the block ends."""
    noticed = Noticed(actor.lent, actor.readable)
    mark = _noticing.set(noticed if actor.lent else None)
    try:
        yield noticed
    finally:
        _noticing.reset(mark)


def notices(model: type[Model]) -> bool:
    """Whether rows of ``model`` would be noticed: something of its class is lent."""
    noticed, fence = _noticing.get(), fence_of(model)
    return noticed is not None and fence is not None and fence.lent_as in noticed.lent


def look(model: type[Model], rows: Iterable[Any]) -> None:
    """Rows of ``model`` were brought by a query."""
    if (noticed := _noticing.get()) is not None:
        noticed.look(model, rows)
