"""Events one by one: judged in sums, read by the row only as far as a page reaches.

A plain signing counts or not by what was told of its project and by whether its day is known;
the sums have judged that. So plain rows are read as far as the page reaches, those of which nothing
was told apart from the others, and the odd events, judged one by one, are merged in by day and
project.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import get_language

from shigu.counting.bridge import Book
from shigu.counting.signings import Window, by_told
from shigu.engine.counting.values import Counted, NotCounted
from shigu.face.lazy import LazyRows

NONE = Q(pk__in=())
COLUMNS = (
    *("on", "key", "known_name", "known_name_en", "known_district", "known_invest"),
    *("from_stage", "told"),
)


class Signed(NamedTuple):
    """A plain signing as it is read, by ``COLUMNS``."""

    day: datetime.date
    project: str
    name: str
    name_en: str
    place: int
    invest_wan: Decimal | None
    before: str
    told: str | None


class Lines(LazyRows):
    """The events of a year that count, or those that do not, by day and project."""

    def __init__(
        self,
        asked: Window,
        book: Book,
        judged: Sequence[Counted] | Sequence[NotCounted],
        names: dict[str, str],
    ) -> None:
        self._asked, self._book, self._names = asked, book, names
        self._sums = {
            (each.event.dated, book.alike[each.event.project]): each
            for each in judged
            if each.event.project in book.alike
        }
        alone = (each for each in judged if each.event.project not in book.alike)
        self._alone = sorted(alone, key=lambda each: (each.event.day, each.event.project))
        self._many = sum(each.event.times for each in judged)
        codes = sorted({each.event.district for each in judged})
        self.districts = [(code, names.get(code, code)) for code in codes]

    def __len__(self) -> int:
        return self._many

    def read(self, since: int, until: int) -> list[dict[str, Any]]:
        """The rows from one place to another in the order of day and project."""
        signed = (Signed(*row) for rows in self._plain() for row in rows[:until])
        found: list[tuple[Any, ...]] = [(row.day, row.project, row) for row in signed]
        found += [(row.event.day, row.event.project, row) for row in self._alone[:until]]
        found.sort(key=lambda row: row[:2])
        return [
            self._of_signed(row) if isinstance(row, Signed) else self._of_event(row)
            for *_key, row in found[since:until]
        ]

    def _plain(self) -> Iterator[QuerySet[Any]]:
        """The plain signings of the same sorts as the sums that were judged alike."""
        silent, others = by_told(self._asked, self._book.odd)
        for rows, told in ((silent, {None}), (others, set(self._book.alike.values()) - {None})):
            sorts = self._of_sort(Q(from_stage=""), told, dated=False)
            sorts |= self._of_sort(~Q(from_stage=""), told, dated=True)
            found = rows.filter(sorts, known_district__isnull=False).order_by("on", "project_id")
            keyed: Any = found.annotate(key=Cast("project_id", TextField()))
            yield keyed.values_list(*COLUMNS)

    def _of_sort(self, whose: Q, told: Iterable[str | None], *, dated: bool) -> Q:
        own = {text for known, text in self._sums if known is dated}.intersection(told)
        if not own:
            return NONE
        return whose if None in own else whose & Q(told__in=own)

    def _of_signed(self, row: Signed) -> dict[str, Any]:
        judged = self._sums[bool(row.before), row.told]
        name = (get_language() == "en" and row.name_en) or row.name
        place = self._book.codes[row.place]
        return self._line(row.project, name, row.day, row.invest_wan, place, judged)

    def _of_event(self, judged: Counted | NotCounted) -> dict[str, Any]:
        key, place, _kind, day, amount, *_rest = judged.event
        known = self._book.projects[key]
        name = (get_language() == "en" and known.name_en) or known.name
        return self._line(key, name, day, amount, place, judged)

    def _line(
        self,
        key: str,
        name: str,
        day: datetime.date,
        amount: Decimal | None,
        place: str,
        judged: Counted | NotCounted,
    ) -> dict[str, Any]:
        return {
            "project": key,
            "name": name,
            "day": day,
            "code": place,
            "district": self._names.get(place, place),
            "kind": judged.event.kind.value,
            **_verdict(judged, amount),
        }


def _verdict(judged: Counted | NotCounted, amount: Decimal | None) -> dict[str, Any]:
    """Why the event is left out, or for how much it counts."""
    if isinstance(judged, NotCounted):
        return {"amount_wan": amount, "why": judged.code, "zh": judged.zh, "en": judged.en}
    projects = min(judged.projects, 1)
    return {"amount_wan": amount or Decimal(0), "projects": projects, "upgrades": judged.upgrades}
