"""What a request read of another district's data, under which grant or timed access.

Rows are noticed as queries bring them, and only where the actor has something lent: whoever
reads one's own pays nothing. Sums and counts are no rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
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
        own = self.readable.get(str(fence.lent_as), frozenset()) - bases.keys()
        for row in rows:
            if not isinstance(row, Model):
                return  # values and sums; a query brings rows of one sort
            self._keep(fence, row, bases, own)

    def _keep(
        self, fence: Fence, row: Model, bases: Mapping[int, str], own: frozenset[int]
    ) -> None:
        known = vars(row)
        district = _lender(known.get(fence.lent_column), bases, own)
        if district is None or (fence.told and known.get(fence.told)):
            return
        key = (bases[district], str(fence.lent_as), district)
        self.rows.setdefault(key, set()).add((row._meta.label_lower, str(row.pk)))


def _lender(value: Any, bases: Mapping[int, str], own: frozenset[int]) -> int | None:
    """The district whose basis opened a row; of a row of several, unless one is one's own."""
    of_row = value if isinstance(value, list) else [value]
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


def head_of(rows: Collection[tuple[str, str]]) -> str:
    """The key of the one row that all others belong to; empty where there is none.

    Of several that are alone of their kind it is the one that all other kinds are tied to.
    """
    of_label = Counter(label for label, _key in rows)
    alone = [(label, key) for label, key in rows if of_label[label] == 1]
    heads = [
        key
        for label, key in alone
        if len(alone) == 1 or all(label in _tied_to(other) for other in of_label.keys() - {label})
    ]
    return heads[0] if len(heads) == 1 else ""


def _tied_to(label: str) -> set[str]:
    model = apps.get_model(label)
    fence = fence_of(model)
    fields = [model._meta.get_field(name) for name in fence.ties] if fence else []
    return {str(each.related_model._meta.label_lower) for each in fields if each.related_model}
