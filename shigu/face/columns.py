"""Columns of lists: they say their unit in the header, align numbers and export plain values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django_tables2 as tables
from django.db.models import F, QuerySet
from django.template.defaultfilters import date
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from shigu.face import marks, units
from shigu.face.pieces import Words
from shigu.face.templatetags import units as written

NUMERIC: dict[str, Any] = {"th": {"class": "n"}, "td": {"class": "n"}, "tf": {"class": "n"}}


class Column(tables.Column):
    """A column of text; the others build on it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        set_up: Any = super().__init__
        set_up(*args, **kwargs)


class NumberColumn(Column):
    """A number with ``decimals``; ``unit`` stands under the header."""

    def __init__(self, *args: Any, decimals: int = 0, unit: Words = "", **kwargs: Any) -> None:
        kwargs.setdefault("attrs", NUMERIC)
        super().__init__(*args, **kwargs)
        self.decimals = decimals
        self.unit = unit

    def render(self, value: units.Number) -> str:
        return units.grouped(value, self.decimals)

    def value(self, **kwargs: Any) -> Any:
        return kwargs["value"]


class LargestFirst(NumberColumn):
    """A number whose unknown values come last, whichever way it is sorted; ``ties`` go by these.

    An index serves the falling order only if it says the same: ``districts.models.largest``.
    """

    ties: tuple[str, ...] = ("id",)

    def order(self, queryset: QuerySet[Any], is_descending: bool) -> tuple[QuerySet[Any], bool]:  # noqa: FBT001
        column = F(self.accessor or "")
        way = column.desc if is_descending else column.asc
        return queryset.order_by(way(nulls_last=True), *self.ties), True


class QuantityColumn(LargestFirst):
    """A measured quantity without zeros that say nothing."""

    def render(self, value: units.Number) -> str:
        return units.trimmed(value)


class MoneyColumn(NumberColumn):
    """Yuan (``Decimal``) or fen (``int``) in one unit for the whole table: yuan, wan or yi."""

    def __init__(self, *args: Any, unit: str = "wan", **kwargs: Any) -> None:
        kwargs.setdefault("decimals", 2 if unit == "yi" else 0)
        super().__init__(*args, **kwargs)
        self.money = unit

    @property
    def unit(self) -> str:
        return units.money_unit(self.money, written.language())

    @unit.setter
    def unit(self, _unit: Words) -> None:
        """The words follow the language of the page."""

    def render(self, value: Any) -> str:
        return units.money_in(value, self.money, self.decimals)

    def value(self, **kwargs: Any) -> Any:
        return units.yuan(kwargs["value"]) / units.YUAN_PER[self.money]


class PercentColumn(NumberColumn):
    """A part of one as a percentage."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("decimals", 1)
        super().__init__(*args, **kwargs)

    def render(self, value: Any) -> str:
        return units.percent(value, self.decimals)


class DayColumn(Column):
    """A date: 2026-11-23."""

    def render(self, value: Any) -> str | SafeString:
        return written.day(value)

    def value(self, **kwargs: Any) -> Any:
        return kwargs["value"]


class MomentColumn(Column):
    """A date and time on one line, to the minute unless ``format`` says more."""

    empty_values: Any = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.format = kwargs.pop("format", "Y-m-d H:i")
        kwargs.setdefault("attrs", {"td": {"class": "moment"}})
        super().__init__(*args, **kwargs)

    def render(self, value: Any, **kwargs: Any) -> Any:
        local = value and timezone.localtime(value)
        return date(local, self.format) or kwargs["bound_column"].default

    def value(self, **kwargs: Any) -> Any:
        """The moment itself: files write it by the clock of the site."""
        return kwargs["value"] or kwargs["bound_column"].default


class StatusColumn(Column):
    """A state by shape, colour and word; ``shapes`` maps stored values to shapes of the face.

    ``words`` names them where the model's choices do not.
    """

    def __init__(
        self,
        *args: Any,
        shapes: Mapping[str, str] | None = None,
        words: Mapping[str, Words] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.shapes = shapes or {}
        self.words = words or {}

    def render(self, value: Any, **kwargs: Any) -> SafeString:
        raw = kwargs["bound_column"].accessor.resolve(kwargs["record"])
        return marks.status(self.shapes.get(str(raw), str(raw)), self._word(value))

    def value(self, **kwargs: Any) -> Any:
        return self._word(kwargs["value"])

    def _word(self, value: Any) -> str:
        return str(self.words.get(str(value), value))


class DistrictColumn(Column):
    """A district after the colour that stays its own; the value has ``name`` and ``colour``."""

    def render(self, value: Any) -> SafeString:
        return marks.named(getattr(value, "colour", None), str(value))

    def value(self, **kwargs: Any) -> Any:
        return str(kwargs["value"])


class MeterColumn(NumberColumn):
    """A part of one as a small bar and its percentage."""

    def render(self, value: Any) -> SafeString:
        words = units.percent(value, self.decimals)
        return format_html(
            '<meter class="inline" min="0" max="1" value="{}">{}</meter>{}',
            f"{float(value):.4f}",
            words,
            words,
        )
