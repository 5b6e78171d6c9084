"""Filters of lists of plans."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django_filters import filters
from django_filters.filterset import FilterSet

from shigu.face.listing import Rows


class PriceFilter(FilterSet):
    """Prices by park and resource, and whether they hold for a whole unit."""

    park = filters.ChoiceFilter(
        label=_("片区或区县"), method="alike", empty_label=_("全部"), choices=()
    )
    resource = filters.ChoiceFilter(
        label=_("资源"), method="alike", empty_label=_("全部"), choices=()
    )
    verified = filters.ChoiceFilter(
        label=_("重新求解"),
        method="holding",
        empty_label=_("全部"),
        choices=[
            ("true", _("整单位成立")),
            ("false", _("只在边际")),
            ("multiplier", _("乘子，未重新求解")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        set_up: Any = super().__init__
        set_up(*args, **kwargs)
        for name in ("park", "resource"):
            offered = {row[name]: row[f"{name}_name"] for row in self.queryset}
            ordered = sorted(offered.items(), key=lambda pair: str(pair[1]))
            self.filters[name].extra["choices"] = ordered

    def filter_queryset(self, queryset: Any) -> Any:
        for name, value in self.form.cleaned_data.items():
            if value not in ("", None):
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    def alike(self, rows: Any, name: str, value: Any) -> Rows:
        """The rows whose ``name`` is this value."""
        return Rows(row for row in rows if row[name] == value)

    def holding(self, rows: Any, _name: str, value: str) -> Rows:
        """The rows whose price holds for a whole unit, does not, or was not solved again."""
        return Rows(row for row in rows if str(row["verified"]).lower() == value)
