"""Lists of agreements and of what hangs on one: firms, settlements."""

from __future__ import annotations

from typing import Any, ClassVar

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shigu.face.columns import Column, DayColumn, MomentColumn, NumberColumn, StatusColumn
from shigu.sharing.models import State

RUN_SHAPES: dict[str, Any] = {
    State.QUEUED: "waiting",
    State.RUNNING: "busy",
    State.DONE: "waiting",
    State.FAILED: "wrong",
    State.CANCELLED: "off",
    State.PROPOSED: "waiting",
    State.WITHDRAWN: "off",
    State.POSTING: "busy",
    State.POSTED: "good",
    State.SUPERSEDED: "off",
}


class AgreementTable(tables.Table):
    """Agreements with their parties and the days they hold."""

    code = Column(verbose_name=_("编号"), linkify=True)
    names = Column(verbose_name=_("各方"), orderable=False)
    state = StatusColumn(
        verbose_name=_("状态"),
        accessor="state",
        orderable=False,
        shapes={"holds": "good", "ahead": "waiting", "over": "off"},
    )
    valid_from = DayColumn(verbose_name=_("生效"))
    valid_to = DayColumn(verbose_name=_("失效"))
    district = Column(verbose_name=_("登记区县"))

    class Meta:
        order_by = ("-valid_from",)
        row_attrs: ClassVar = {"data-href": lambda record: record.get_absolute_url()}


class FirmTable(tables.Table):
    """The firms of an agreement, the parties each binds, and whether it counts."""

    organisation = Column(verbose_name=pgettext_lazy("一个", "企业"), linkify=True)
    host = Column(verbose_name=_("落地方"), accessor="host_name", orderable=False)
    introducer = Column(verbose_name=_("引荐方"), accessor="introducer_name", orderable=False)
    origin = Column(verbose_name=_("迁出方"), accessor="origin_name", orderable=False)
    dates = Column(verbose_name=_("时点"), accessor="dates_said", orderable=False)
    facts = Column(verbose_name=_("事实"), accessor="facts_said", orderable=False)
    evidence = Column(verbose_name=_("依据"), orderable=False)
    state = StatusColumn(
        verbose_name=_("状态"),
        accessor="standing",
        orderable=False,
        shapes={"counted": "good", "waiting": "waiting", "left": "off"},
        words={"counted": _("计入结算"), "waiting": _("待确认"), "left": _("已移出")},
    )


class RunTable(tables.Table):
    """One line a settlement."""

    period = NumberColumn(verbose_name=_("年度"), order_by=("period__year",), linkify=True)
    version = Column(verbose_name=_("版本"))
    state = StatusColumn(verbose_name=_("状态"), shapes=RUN_SHAPES)
    firms = NumberColumn(verbose_name=_("企业"), unit=_("家"))
    lines = NumberColumn(verbose_name=_("分录行"))
    asked_by = Column(verbose_name=_("发起人"))
    asked_at = MomentColumn(verbose_name=_("发起时间"))
    took_seconds = NumberColumn(verbose_name=_("用时"), unit=_("秒"), decimals=1)

    class Meta:
        row_attrs: ClassVar = {"data-href": lambda record: record.get_absolute_url()}
        order_by = ("-asked_at",)

    def render_period(self, value: Any) -> str:
        return str(value)
