"""The monthly table, the ranking, what counts and what is left out."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shigu.counting.vocabulary import Event, said
from shigu.face.columns import Column, DayColumn, NumberColumn, PercentColumn

WAN = _("万元")


class MonthTable(tables.Table):
    """A line a month and district."""

    month = Column(verbose_name=_("月份"), order_by=("month", "code"))
    district = Column(verbose_name=_("区县"), order_by=("code", "month"))
    projects = NumberColumn(verbose_name=_("项目数"), unit=_("个"))
    upgrades = NumberColumn(verbose_name=_("升格"), unit=_("个"))
    signed_wan = NumberColumn(verbose_name=_("首签总投资"), unit=WAN)
    added_wan = NumberColumn(verbose_name=_("增资"), unit=WAN)
    amount_wan = NumberColumn(verbose_name=_("合计"), unit=WAN)


class RankingTable(tables.Table):
    """A line a district: the year's count and the rates of its signings."""

    place = Column(verbose_name=_("名次"))
    district = Column(verbose_name=_("区县"), order_by=("code",))
    projects = NumberColumn(verbose_name=_("项目数"), unit=_("个"))
    upgrades = NumberColumn(verbose_name=_("升格"), unit=_("个"))
    amount_wan = NumberColumn(verbose_name=_("金额合计"), unit=WAN)
    signed = NumberColumn(verbose_name=_("窗口内签约"), unit=_("个"))
    landed_rate = PercentColumn(verbose_name=_("签约落地率"), orderable=False)
    started_rate = PercentColumn(verbose_name=_("开工率"), orderable=False)
    producing_rate = PercentColumn(verbose_name=_("投产率"), orderable=False)


class EventTable(tables.Table):
    """A line an event that counts."""

    day = DayColumn(verbose_name=_("日期"), order_by=("day", "name"))
    name = Column(
        verbose_name=pgettext_lazy("一个", "项目"),
        linkify=("projects:project", {"key": tables.A("project")}),
        attrs={"td": {"class": "wrap-cell"}},
    )
    district = Column(verbose_name=_("区县"), order_by=("code", "day"))
    kind = Column(verbose_name=_("事件"))
    amount_wan = NumberColumn(verbose_name=_("金额"), unit=WAN)

    def render_kind(self, value: str) -> str:
        return str(Event(value).label)

    def value_kind(self, value: str) -> str:
        return str(Event(value).label)


class LeftOutTable(EventTable):
    """A line an event that does not count, with the reason."""

    why = Column(
        verbose_name=_("不计的原因"), order_by=("why", "day"), attrs={"td": {"class": "wrap-cell"}}
    )

    def render_why(self, record: dict[str, Any]) -> str:
        return said(record["zh"], record["en"])

    def value_why(self, record: dict[str, Any]) -> str:
        return said(record["zh"], record["en"])
