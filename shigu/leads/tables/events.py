"""The list of events."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from shigu.face.columns import DayColumn


class EventTable(tables.Table):
    """One line an event."""

    name = tables.Column(
        _("活动名称"),
        linkify=True,
        order_by=("name", "id"),
        attrs={"td": {"class": "wrap-cell"}},
    )
    kind = tables.Column(_("类型"), order_by=("kind", "-on"))
    on = DayColumn(verbose_name=_("日期"), order_by=("on", "id"))
    place = tables.Column(_("地点"), order_by=("place", "id"))
    district = tables.Column(_("牵头区县"), order_by=("district", "-on"))

    class Meta:
        row_attrs = {"data-href": lambda record: record.get_absolute_url()}
        order_by = ("-on",)
