"""Lists of the registers."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from shigu.face.columns import DayColumn, MeterColumn, QuantityColumn, StatusColumn
from shigu.face.templatetags.face import badge
from shigu.work.models import Entry, TitleApplication
from shigu.work.tables.tasks import OPENS, WRAPPED

SHAPES = {
    "planned": "waiting",
    "tried": "busy",
    "running": "good",
    "spread": "strong",
    "ended": "off",
    "proposed": "waiting",
    "listed": "good",
    "refused": "wrong",
    "done": "strong",
}


class EntryTable(tables.Table):
    """What all registers say of an entry."""

    name = tables.Column(_("名称"), linkify=True, attrs=WRAPPED, order_by=("name", "id"))
    district = tables.Column(_("登记区县"), order_by=("district__code", "name"))
    status = tables.Column(_("性质"))

    class Meta:
        row_attrs = OPENS
        order_by = ("name",)

    def render_status(self, record: Entry) -> SafeString:
        return badge(record.status)

    def value_status(self, record: Entry) -> str:
        return str(record.get_status_display())


class ReformTable(EntryTable):
    """One line a reform."""

    owner = tables.Column(_("牵头单位"))
    state = StatusColumn(verbose_name=_("进展"), shapes=SHAPES)
    since = DayColumn(verbose_name=_("起始"))
    evidence = tables.Column(_("依据"), attrs=WRAPPED)


class ProsperityTable(EntryTable):
    """One line an indicator, district and year; the bar is how much of the target is reached."""

    year = tables.Column(_("年度"), order_by=("year", "name"))
    value = QuantityColumn(verbose_name=_("实际值"))
    target = QuantityColumn(verbose_name=_("目标值"))
    unit = tables.Column(_("单位"))
    reached = MeterColumn(verbose_name=_("完成"), orderable=False)
    evidence = tables.Column(_("依据"), attrs=WRAPPED)


class KeyProjectTable(EntryTable):
    """One line a project on a list."""

    list_name = tables.Column(_("名单"))
    year = tables.Column(_("年度"), order_by=("year", "name"))
    code = tables.Column(_("项目代码"))
    state = StatusColumn(verbose_name=_("进展"), shapes=SHAPES)


class TitleTable(EntryTable):
    """One line an application; the bar is the part of the criteria with evidence."""

    body = tables.Column(_("评定单位"))
    due = DayColumn(verbose_name=_("申报期限"))
    ready = MeterColumn(verbose_name=_("准备程度"), orderable=False, decimals=0)
    missing = tables.Column(_("还缺"), orderable=False, attrs=WRAPPED)

    def render_missing(self, record: TitleApplication) -> str:
        return str(_("；")).join(record.missing)
