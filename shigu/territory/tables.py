"""Tables of spaces, zones and pools."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from shigu.face import marks
from shigu.face.columns import (
    DayColumn,
    DistrictColumn,
    LargestFirst,
    MeterColumn,
    NumberColumn,
    QuantityColumn,
)
from shigu.face.units import trimmed
from shigu.territory.ground import SHAPES, STATE_WORDS
from shigu.territory.resources import Use
from shigu.territory.standing import standing


class StateColumn(tables.Column):
    """Free, in part, reserved, let, not yet: by shape, colour and word."""

    def __init__(self, **kwargs: Any) -> None:
        set_up: Any = super().__init__
        set_up(**kwargs)

    def render(self, value: str) -> SafeString:
        return marks.status(SHAPES[value], str(STATE_WORDS[value]))

    def value(self, **kwargs: Any) -> str:
        return str(STATE_WORDS[kwargs["value"]])


class OwnerColumn(DistrictColumn):
    """A district after the colour that its player has on maps; the table knows the colours."""

    def render(self, value: Any, **kwargs: Any) -> SafeString:
        return marks.named(kwargs["table"].colours.get(value.player), str(value))


class YesNoColumn(tables.Column):
    """A plain yes or no."""

    def __init__(self, **kwargs: Any) -> None:
        set_up: Any = super().__init__
        set_up(**kwargs)

    def render(self, value: Any) -> str:
        return str(_("是") if value else _("否"))

    def value(self, **kwargs: Any) -> str:
        return self.render(kwargs["value"])


class SpaceTable(tables.Table):
    """Spaces with what is free on the day that the filter names, today unless told."""

    name = tables.Column(_("名称"), linkify=True, accessor="shown_name", order_by=("name",))
    zone = tables.Column(
        _("片区"), linkify=lambda record: reverse("territory:zone", args=[record.zone.code])
    )
    district = OwnerColumn(verbose_name=_("区县"))
    kind = tables.Column(_("类型"), accessor="get_kind_display", order_by=("kind", "code"))
    state = StateColumn(verbose_name=_("状态"))
    land_mu = QuantityColumn(verbose_name=_("土地"), unit=_("亩"))
    area_m2 = LargestFirst(verbose_name=_("面积"), unit="㎡")
    free = NumberColumn(verbose_name=_("可用"), unit="㎡")
    height_m = QuantityColumn(verbose_name=_("净高"), unit="m")
    load_t_m2 = QuantityColumn(verbose_name=_("荷载"), unit="t/㎡")
    power_kva = QuantityColumn(verbose_name=_("供电"), unit="kVA")
    hazard_class = tables.Column(_("火灾危险性"), accessor="get_hazard_class_display")
    divisible = YesNoColumn(verbose_name=_("可分割"))
    available_from = DayColumn(verbose_name=_("可用起"))
    price_yuan = QuantityColumn(verbose_name=_("单价"))
    water_t_day = QuantityColumn(verbose_name=_("供水"), unit=_("吨/日"))
    drainage = QuantityColumn(verbose_name=_("排水"), unit=_("吨/日"))
    clean_class = NumberColumn(verbose_name=_("洁净等级"), unit="ISO")
    code = tables.Column(_("编号"))

    colours: Mapping[str, int]

    class Meta:
        row_attrs = {"data-href": lambda record: record.get_absolute_url()}
        order_by = ("code",)

    def render_price_yuan(self, value: float, record: Any) -> str:
        return f"{trimmed(value)} {record.get_price_unit_display()}"


class ZoneTable(tables.Table):
    """Parks, blocks and corridors with what they hold."""

    name = tables.Column(
        _("名称"),
        linkify=lambda record: reverse("territory:zone", args=[record.code]),
        order_by=("name_zh",),
    )
    district = OwnerColumn(verbose_name=_("区县"))
    kind = tables.Column(_("类型"), accessor="get_kind_display", order_by=("kind",))
    role = tables.Column(_("布局角色"), accessor="pk", orderable=False)
    spaces = NumberColumn(verbose_name=_("空间"), unit=_("处"), accessor="spaces_here")
    built = NumberColumn(verbose_name=_("建筑面积"), unit="㎡")
    land = QuantityColumn(verbose_name=_("土地"), unit=_("亩"))
    held = NumberColumn(verbose_name=_("已用"), unit="㎡")
    use = MeterColumn(verbose_name=_("使用率"), decimals=0)
    pools = NumberColumn(verbose_name=_("要素池"), unit=_("个"), accessor="pools_here")
    area_km2 = QuantityColumn(verbose_name=_("范围"), unit="km²")

    roles: Any
    colours: Mapping[str, int]

    class Meta:
        row_attrs = {"data-href": lambda record: reverse("territory:zone", args=[record.code])}
        order_by = ("-spaces",)

    def render_role(self, record: Any) -> str:
        return self.roles.of(record) or "—"

    def value_role(self, record: Any) -> str:
        return str(self.roles.of(record))


class PoolTable(tables.Table):
    """Resources by months, what they hold and what is taken."""

    resource = tables.Column(
        _("要素"),
        accessor="get_resource_display",
        order_by=("resource",),
        linkify=("territory:pool", {"code": tables.A("code")}),
    )
    owner = OwnerColumn(verbose_name=_("所有主体"), accessor="district")
    zone = tables.Column(_("片区"), default=_("全部区县"))
    month_from = tables.DateColumn(format="Y-m", verbose_name=_("起始月"))
    month_to = tables.DateColumn(format="Y-m", verbose_name=_("截止月"), default=_("不限"))
    amount = QuantityColumn(verbose_name=_("总量"))
    unit = tables.Column(_("单位"), orderable=False, accessor="unit_words")
    taken = QuantityColumn(verbose_name=_("已占用"), orderable=False, accessor="pk")
    left = QuantityColumn(verbose_name=_("余量"), orderable=False, accessor="pk")
    parts = tables.Column(
        _("份额"), orderable=False, accessor="pk", attrs={"td": {"class": "wrap-cell roomy"}}
    )
    code = tables.Column(_("编号"))

    uses: Mapping[int, Use]
    colours: Mapping[str, int]
    shares: Mapping[int, str]

    def render_taken(self, record: Any) -> Any:
        use = self.uses.get(record.pk)
        if use is None:
            return "—"
        return render_to_string("territory/taken.html", {"use": use})

    def value_taken(self, record: Any) -> float | None:
        use = self.uses.get(record.pk)
        return None if use is None else use.taken

    def render_left(self, record: Any) -> str:
        return trimmed(self.value_left(record))

    def value_left(self, record: Any) -> float | None:
        use = self.uses.get(record.pk)
        return None if use is None else record.amount - use.taken

    def render_parts(self, record: Any) -> str:
        return self.shares.get(record.pk, "")

    def value_parts(self, record: Any) -> str:
        return self.shares.get(record.pk, "")


class ReservationTable(tables.Table):
    """What is kept for whom until when."""

    space = tables.Column(
        _("空间"), linkify=lambda record: record.get_absolute_url(), empty_values=()
    )
    district = OwnerColumn(verbose_name=_("区县"))
    organisation = tables.Column(_("为谁预留"), default=_("未公开"))
    area_m2 = QuantityColumn(verbose_name=_("面积"), unit="㎡")
    start = DayColumn(verbose_name=_("起用"), accessor="period__lower", order_by=("period",))
    expires_on = DayColumn(verbose_name=_("预留到期日"))
    standing = tables.Column(_("状态"), accessor="stage", empty_values=())
    extended_on = DayColumn(verbose_name=_("延期日"))

    colours: Mapping[str, int]

    class Meta:
        row_attrs = {"data-href": lambda record: record.get_absolute_url()}
        order_by = ("expires_on",)

    def render_space(self, record: Any) -> str:
        return str(record)

    def render_standing(self, record: Any) -> SafeString:
        return marks.status(*standing(record, timezone.localdate()))

    def value_standing(self, record: Any) -> str:
        return standing(record, timezone.localdate())[1]
