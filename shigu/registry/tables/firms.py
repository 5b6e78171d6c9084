"""The list of firms of the loaded registry."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shigu.face.columns import NumberColumn

SHOWN = 60
WRAP: dict[str, Any] = {"td": {"class": "wrap-cell"}}


class FirmTable(tables.Table):
    """One line a firm; ``organisation`` is its row in the cluster, where there is one."""

    name = tables.Column(_("名称"), attrs=WRAP)
    organisation = tables.Column(_("集群"), orderable=False, empty_values=())
    district = tables.Column(_("区县"), accessor="place", order_by="district")
    founded = tables.Column(_("成立日期"))
    capital_wan = NumberColumn(verbose_name=_("注册资本"), unit=_("万元"))
    scope = tables.Column(pgettext_lazy("列", "经营范围"), orderable=False, attrs=WRAP)
    uscc = tables.Column(_("统一社会信用代码"))
    industry = tables.Column(_("行业代码"))
    kind = tables.Column(_("企业类型"), orderable=False)
    address = tables.Column(_("地址"), orderable=False, attrs=WRAP)
    former = tables.Column(_("曾用名"), orderable=False, attrs=WRAP)

    def render_organisation(self, record: dict[str, Any]) -> SafeString | str:
        row = record.get("organisation")
        if row is None:
            return "—"
        words = _now("已在集群")
        return format_html(
            '<a class="badge judged" href="{}">{}</a>', row.get_absolute_url(), words
        )

    def value_organisation(self, record: dict[str, Any]) -> str:
        row = record.get("organisation")
        return row.code if row is not None else ""

    def render_scope(self, value: str) -> str:
        return value if len(value) <= SHOWN else value[:SHOWN] + "…"

    def value_scope(self, value: str) -> str:
        return value
