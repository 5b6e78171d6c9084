"""Tables of links with the figures of one part of an assessment."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from shigu.face.columns import MeterColumn, NumberColumn, PercentColumn

ROOMY = {"td": {"class": "wrap-cell roomy"}}
AMPLE = {"td": {"class": "wrap-cell ample"}}


class FigureTable(tables.Table):
    """A link with its segment; the figures come in subclasses."""

    link = tables.Column(
        _("环节"),
        linkify=lambda record: record["link"].get_absolute_url(),
        accessor="link__name",
        order_by="order",
    )

    class Meta:
        row_attrs = {"data-href": lambda record: record["link"].get_absolute_url()}


class ComplexityTable(FigureTable):
    """How demanding each link is, and how near to what the cluster has."""

    rank = NumberColumn(verbose_name=_("名次"))
    pci = NumberColumn(verbose_name=_("复杂度（PCI）"), decimals=2)
    fitness = NumberColumn(verbose_name=_("复杂度（适应度法）"), decimals=2)
    ubiquity = NumberColumn(verbose_name=_("占优的城市"))
    here = tables.Column(_("集群已有"))
    density = PercentColumn(verbose_name=_("关联密度"), decimals=0)
    segment = tables.Column(_("分段"), accessor="link__parent__name", order_by="link__parent__code")

    def render_here(self, value: bool) -> str:  # noqa: FBT001 - the value of a cell
        return str(_("是")) if value else ""


class ControlTable(FigureTable):
    """How much of a link is in the hands of each ring, and who is meant."""

    layer = tables.Column(_("层"), accessor="link__get_layer_display", order_by="link__layer")
    cluster = MeterColumn(verbose_name=_("集群内"), decimals=0)
    city = PercentColumn(verbose_name=_("本市"), decimals=0)
    province = PercentColumn(verbose_name=_("本省"), decimals=0)
    nation = PercentColumn(verbose_name=_("全国"), decimals=0)
    lacking = tables.Column(_("集群内最缺"), orderable=False, attrs=ROOMY)
    evidence = tables.Column(_("依据：谁在做"), orderable=False, attrs=AMPLE)
    segment = tables.Column(_("分段"), accessor="link__parent__name", order_by="link__parent__code")


class FlowTable(FigureTable):
    """A link as the mixture of its sectors in the national table."""

    sectors = tables.Column(_("所属部门"), orderable=False, attrs=ROOMY)
    backward = NumberColumn(verbose_name=_("影响力"), decimals=2)
    forward = NumberColumn(verbose_name=_("感应度"), decimals=2)
    output = NumberColumn(verbose_name=_("产出乘数"), decimals=2)
    added = NumberColumn(verbose_name=_("增加值乘数"), decimals=2)
    imports = NumberColumn(verbose_name=_("进口乘数"), decimals=2)
    leakage = PercentColumn(verbose_name=_("采购确知漏出"), decimals=0)
    jobs = tables.Column(_("每亿元产值带动就业（人）"), order_by="jobs_low")
    segment = tables.Column(_("分段"), accessor="link__parent__name", order_by="link__parent__code")

    class Meta(FigureTable.Meta):
        attrs: dict[str, Any] = {}
