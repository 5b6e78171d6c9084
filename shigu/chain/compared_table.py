"""The links of a comparison as a list: a column for each cluster."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import filters

from shigu.chain.compared import Side
from shigu.chain.link_rows import ALL, LinkRowsFilter
from shigu.face import marks
from shigu.face.columns import Column

NONE_LISTED = "none listed"
DIFFERENCES = (
    ("behind", gettext_lazy("别处列有企业，这里没有")),
    ("ahead", gettext_lazy("这里有，别处都没有列出")),
    ("both", gettext_lazy("这里和别处都有")),
    ("nobody", gettext_lazy("哪里都没有列出")),
)


class ClusterColumn(Column):
    """What one cluster has at a link: its state and how many real enterprises are listed."""

    def __init__(self, place: int, name: str) -> None:
        super().__init__(name, attrs={"td": {"class": "wrap-cell"}}, initial_sort_descending=True)
        self.place = place

    def render(self, record: Any) -> SafeString:
        one = record["by"][self.place]
        if one["status"] == NONE_LISTED:
            return format_html('<span class="quiet">{}</span>', _("没有列出"))
        count = format_html(' <span class="quiet">{}</span>', _("%d 家") % one["facts"])
        return marks.status(one["status"]) + count

    def value(self, **kwargs: Any) -> str:
        one = kwargs["record"]["by"][self.place]
        if one["status"] == NONE_LISTED:
            return _("没有列出")
        return f"{marks.WORDS[one['status']]} {_('%d 家') % one['facts']}"


class ComparedTable(tables.Table):
    """Links; columns of clusters are added for each comparison."""

    link = tables.Column(
        gettext_lazy("环节"),
        linkify=lambda record: record["link"].get_absolute_url(),
        accessor="link__name",
        order_by="order",
    )
    segment = tables.Column(
        gettext_lazy("分段"), accessor="link__parent__name", order_by=("link__parent__code",)
    )

    class Meta:
        row_attrs = {"data-href": lambda record: record["link"].get_absolute_url()}


def table_of(columns: Sequence[Side]) -> type[tables.Table]:
    """The table with a column for each cluster."""
    own = {f"c{place}": ClusterColumn(place, side.name) for place, side in enumerate(columns)}
    return type("ComparedTable", (ComparedTable,), {**own, "Meta": ComparedTable.Meta})


class ComparedFilter(LinkRowsFilter):
    """Links by name, layer and who has firms there."""

    differs = filters.ChoiceFilter(
        label=gettext_lazy("差别"), choices=DIFFERENCES, method="by_difference", empty_label=ALL
    )

    def by_difference(self, rows: Any, _name: str, which: str) -> Any:
        return [row for row in rows if difference(row) == which]


def difference(row: Any) -> str:
    """Which of ``DIFFERENCES`` a row is: the first cluster against all others together."""
    here, *others = (bool(one["facts"]) for one in row["by"])
    if here:
        return "both" if any(others) else "ahead"
    return "behind" if any(others) else "nobody"
