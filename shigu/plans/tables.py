"""Lists of plans and of placements."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from shigu.face import units
from shigu.face.columns import MomentColumn, NumberColumn, PercentColumn, StatusColumn
from shigu.plans.models import Plan, State

SHAPES: dict[str, Any] = {
    State.QUEUED: "waiting",
    State.RUNNING: "busy",
    State.DONE: "good",
    State.FAILED: "wrong",
    State.CANCELLED: "off",
}


class WanColumn(NumberColumn):
    """Yuan shown and exported in 万元."""

    def render(self, value: Any) -> str:
        return units.grouped(value / 10_000, self.decimals)

    def value(self, **kwargs: Any) -> Any:
        return None if kwargs["value"] is None else kwargs["value"] / 10_000


class PlanTable(tables.Table):
    """One line a plan."""

    pick = tables.Column(_("对比"), accessor="pk", orderable=False)
    asked_at = MomentColumn(verbose_name=_("提出"), linkify=True)
    state = StatusColumn(verbose_name=_("状态"), shapes=SHAPES)
    adopted_at = tables.Column(_("采纳"))
    objective_yuan = WanColumn(verbose_name=_("总价值"), unit=_("万元"))
    surplus_yuan = WanColumn(verbose_name=_("合作净增"), unit=_("万元"))
    placed = NumberColumn(verbose_name=_("已落位"), unit=_("个"))
    unplaced = NumberColumn(verbose_name=_("未落位"), unit=_("个"))
    gap = PercentColumn(verbose_name=_("离已证上界"), decimals=2)
    locks = NumberColumn(verbose_name=_("锁定"))
    bans = NumberColumn(verbose_name=_("排除"))
    requested_by = tables.Column(_("提出人"), order_by=("requested_by__full_name",))
    district = tables.Column(_("提出单位"), order_by=("district__code",))
    took_seconds = NumberColumn(verbose_name=_("用时"), unit=_("秒"), decimals=1)

    class Meta:
        row_attrs = {"data-href": lambda record: record.get_absolute_url()}
        order_by = ("-asked_at",)

    def render_pick(self, record: Plan) -> SafeString | str:
        if record.state != State.DONE:
            return ""
        return format_html(
            '<input type="checkbox" name="plan" value="{}" form="compare" aria-label="{}">',
            record.pk,
            _("选来对比"),
        )

    def value_pick(self) -> str:
        return ""

    def render_adopted_at(self, record: Plan, value: Any) -> str:
        words = _("在执行") if record.in_force else _("已被取代")
        return str(words) + _("（%s）") % f"{value:%Y-%m-%d}"

    def value_adopted_at(self, value: Any) -> Any:
        return value


class PriceTable(tables.Table):
    """One line a price: what one more unit is worth, and how far that holds."""

    park_name = tables.Column(_("片区或区县"), attrs={"td": {"class": "wrap-cell"}})
    where = tables.Column(_("什么"), attrs={"td": {"class": "wrap-cell"}})
    resource_name = tables.Column(_("资源"))
    used = NumberColumn(verbose_name=_("已用数量"))
    available = NumberColumn(verbose_name=_("可用数量"))
    unit = tables.Column(_("每单位"), orderable=False)
    worth = WanColumn(verbose_name=_("再多一个单位值"), unit=_("万元"), decimals=1)
    gain = WanColumn(verbose_name=_("方案实际多得"), unit=_("万元"), decimals=1)
    verified = StatusColumn(
        verbose_name=_("重新求解"),
        shapes={"True": "good", "False": "weak", "multiplier": "weak"},
        words={
            "True": _("整单位成立"),
            "False": _("只在边际"),
            "multiplier": _("乘子，未重新求解"),
        },
    )
    resolved = WanColumn(verbose_name=_("重新求解所得"), unit=_("万元"), decimals=1)
    holds = tables.Column(_("价格成立的区间"), orderable=False)

    def render_used(self, value: Any) -> str:
        return units.trimmed(value)

    def render_available(self, value: Any) -> str:
        return units.trimmed(value)
