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
from typing import Any, cast

from django.apps import apps
from django.db.models import ForeignKey, Model

from shigu.districts.actors import Actor
from shigu.districts.fences import Fence, fence_of


@dataclass(slots=True)
class Noticed:
    """Rows by what opened them: ``lent`` says which basis opens a class of a district."""

    lent: Mapping[str, Mapping[int, str]]
    readable: Mapping[str, frozenset[int]] = field(default_factory=dict)
    rows: dict[tuple[str, str, int], set[tuple[str, str]]] = field(default_factory=dict)
    through: dict[type[Model], dict[Any, set[tuple[str, str]]]] = field(default_factory=dict)

    def look(self, model: type[Model], rows: Iterable[Any]) -> None:
        """Keep those of ``rows`` that are open by a basis only."""
        fence = fence_of(model)
        if fence is None or not (bases := self.lent.get(fence.lent_as)):
            return
        own = self._own(fence)
        for row in rows:
            if not isinstance(row, Model):
                return  # values and sums; a query brings rows of one sort
            self._keep(fence, row, bases, own)

    def settle(self) -> bool:
        """Ask who lent the rows that another row opened; whether anything was read by a basis."""
        for model, waiting in self.through.items():
            fence = fence_of(model)
            assert fence is not None
            bases, own = self.lent[fence.lent_as], self._own(fence)
            of_rows = model._default_manager.filter(pk__in=waiting)
            for key, *values in of_rows.values_list("pk", *fence.lenders):
                if (district := _lender(_flat(values), bases, own)) is not None:
                    self._put(fence, bases, district, waiting[key])
        self.through.clear()
        return bool(self.rows)

    def _own(self, fence: Fence) -> frozenset[int]:
        lent = self.lent[fence.lent_as].keys()
        return self.readable.get(str(fence.lent_as), frozenset()) - lent

    def _keep(
        self, fence: Fence, row: Model, bases: Mapping[int, str], own: frozenset[int]
    ) -> None:
        known = vars(row)
        if fence.told and known.get(fence.told):
            return
        of_row = _flat(known.get(column) for column in fence.lenders)
        one = (row._meta.label_lower, str(row.pk))
        if (district := _lender(of_row, bases, own)) is not None:
            self._put(fence, bases, district, {one})
        elif fence.lent_through and own.isdisjoint(of_row):
            at = cast("ForeignKey[Model, Model]", row._meta.get_field(fence.lent_through))
            waiting = self.through.setdefault(at.related_model, {})
            waiting.setdefault(known.get(at.attname), set()).add(one)

    def _put(
        self, fence: Fence, bases: Mapping[int, str], district: int, rows: set[tuple[str, str]]
    ) -> None:
        key = (bases[district], str(fence.lent_as), district)
        self.rows.setdefault(key, set()).update(rows)


def _flat(values: Iterable[Any]) -> list[Any]:
    return [each for value in values for each in (value if isinstance(value, list) else [value])]


def _lender(of_row: Iterable[Any], bases: Mapping[int, str], own: frozenset[int]) -> int | None:
    """The district whose basis opened a row; of a row of several, unless one is one's own."""
    if not own.isdisjoint(of_row):
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
