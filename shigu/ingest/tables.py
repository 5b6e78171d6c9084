"""Lists of articles, events, sources and runs."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from shigu.engine.text.snippet import snippet
from shigu.face.columns import (
    Column,
    DayColumn,
    MeterColumn,
    MoneyColumn,
    NumberColumn,
    StatusColumn,
)
from shigu.face.templatetags.units import moment
from shigu.ingest.bridge import body_of
from shigu.ingest.models import Document, Event

OPENS = {"data-href": lambda record: record.get_absolute_url()}
WRAPPED = {"td": {"class": "wrap-cell"}}
RUN_SHAPES = {
    "queued": "waiting", "running": "busy", "ready": "waiting", "done": "good",
    "failed": "wrong", "cancelled": "off",
}  # fmt: skip


class DocumentTable(tables.Table):
    """Articles, the latest first, with the place where the search found them."""

    title = Column(
        _("标题"),
        order_by=("title", "id"),
        empty_values=(),
        attrs={"td": {"class": "wrap-cell news-title"}},
    )
    published = DayColumn(verbose_name=_("发布日期"), order_by=("published", "id"))
    site = Column(_("刊载媒体"), order_by=("site", "id"))
    source = Column(_("资讯来源"), orderable=False)
    integrity = MeterColumn(verbose_name=_("可信度"), decimals=0, order_by=("integrity", "id"))
    copies = NumberColumn(verbose_name=_("同源"), unit=_("篇"), orderable=False)
    statements_count = NumberColumn(verbose_name=_("陈述"), unit=_("条"), orderable=False)
    author = Column(_("作者"), orderable=False)
    url = Column(_("网址"), orderable=False)
    fetched_at = Column(_("读取时间"), orderable=False)

    request: HttpRequest

    class Meta:
        row_attrs = OPENS

    def render_title(self, record: Document) -> SafeString:
        told = snippet(body_of(record), self.request.GET.get("q", ""))
        marked = format_html_join(
            "", "{}<mark>{}</mark>", zip(told.parts[::2], told.parts[1::2], strict=False)
        )
        link = format_html('<a href="{}">{}</a>', record.get_absolute_url(), str(record))
        return format_html('{}<span class="snippet">{}{}</span>', link, marked, told.parts[-1])

    def value_title(self, record: Document) -> str:
        return str(record)

    def render_fetched_at(self, value: Any) -> str | SafeString:
        return moment(value)

    def value_fetched_at(self, value: Any) -> Any:
        return value


class EventTable(tables.Table):
    """Events, the latest first."""

    date = Column(_("日期"), order_by=("date", "id"))
    type = Column(_("类型"), order_by=("type", "date", "id"))
    name = Column(_("所指"), linkify=True, order_by=("name", "id"), attrs=WRAPPED)
    place = Column(_("地点"), orderable=False)
    amount_yuan = MoneyColumn(verbose_name=_("总投资"), unit="yi", order_by=("amount_yuan", "id"))
    origins = NumberColumn(verbose_name=_("独立来源"), order_by=("origins", "id"))
    standing = StatusColumn(
        verbose_name=_("情况"),
        shapes={"done": "good", "planned": "waiting", "open": "off"},
        words={"done": _("已发生"), "planned": _("计划中"), "open": _("待证实")},
        orderable=False,
    )
    parties = Column(_("各方"), orderable=False, attrs=WRAPPED)

    class Meta:
        row_attrs = OPENS

    def render_date(self, record: Event) -> str:
        return record.told_date or f"{record.date:%Y-%m-%d}"

    def render_place(self, record: Event) -> str:
        return str(record.zone or record.place)

    def render_parties(self, value: list[str]) -> str:
        return _("、").join(value)


class SourceTable(tables.Table):
    """Sources with how they stand."""

    name = Column(_("名称"), linkify=True, order_by=("name_zh",))
    kind = Column(_("类型"))
    active = StatusColumn(
        verbose_name=_("启用"),
        shapes={"True": "good", "False": "off"},
        words={"True": _("启用"), "False": _("停用")},
    )
    hours = NumberColumn(verbose_name=_("每隔"), unit=_("小时"))
    last_run = Column(_("最近一次"), linkify=True, order_by=("last_run__asked_at",))
    state = StatusColumn(
        verbose_name=_("结果"), accessor="last_run__state", shapes=RUN_SHAPES, orderable=False
    )
    code = Column(_("编号"))

    class Meta:
        row_attrs = OPENS


class RunTable(tables.Table):
    """Runs of a source, the latest first."""

    asked_at = Column(_("提出时间"), linkify=True)
    asked_by = Column(_("提出人"), orderable=False)
    state = StatusColumn(verbose_name=_("状态"), shapes=RUN_SHAPES)
    listed = NumberColumn(verbose_name=_("列出"), unit=_("页"))
    seen = NumberColumn(verbose_name=_("读到"), unit=_("页"))
    new = NumberColumn(verbose_name=_("新页"))
    changed = NumberColumn(verbose_name=_("改动"))
    refused = NumberColumn(verbose_name=_("拒收"))

    class Meta:
        row_attrs = OPENS

    def render_asked_at(self, value: Any) -> str | SafeString:
        return moment(value)

    def value_asked_at(self, value: Any) -> Any:
        return value
