"""The list of promises, and the ranking of districts."""

from __future__ import annotations

from typing import Any, ClassVar

import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shigu.commitments.models import Commitment
from shigu.commitments.vocabulary import SHAPES, Standing
from shigu.face import units
from shigu.face.columns import (
    Column,
    DayColumn,
    LargestFirst,
    NumberColumn,
    QuantityColumn,
    StatusColumn,
)
from shigu.face.templatetags.face import badge


class FigureColumn(QuantityColumn):
    """An amount in the unit of its indicator, which stands in its own column."""

    ties = ("due", "id")


class PartColumn(LargestFirst):
    """The part that was reached, as a percentage."""

    ties = ("due", "id")

    def render(self, value: units.Number) -> str:
        return units.percent(value, 1)


class CommitmentTable(tables.Table):
    """One line a promise."""

    project = Column(
        verbose_name=pgettext_lazy("一个", "项目"),
        linkify=lambda record: record.get_absolute_url(),
        order_by=("project__name", "id"),
        attrs={"td": {"class": "wrap-cell"}},
    )
    indicator = Column(verbose_name=_("指标"), order_by=("indicator", "due", "id"))
    amount = FigureColumn(accessor="amount", verbose_name=_("承诺值"))
    reached = FigureColumn(accessor="reached", verbose_name=_("已完成"))
    unit = Column(verbose_name=_("单位"), orderable=False)
    part = PartColumn(accessor="part", verbose_name=_("完成"))
    due = DayColumn(verbose_name=_("期限"), order_by=("due", "id"))
    state = StatusColumn(
        verbose_name=_("状态"),
        order_by=("state", "due", "id"),
        shapes=SHAPES,
        words=dict(Standing.choices),
    )
    warns_on = DayColumn(verbose_name=_("预警日"), order_by=("warns_on", "id"))
    met_on = DayColumn(verbose_name=_("兑现日"), order_by=("met_on", "id"))
    other_due = DayColumn(verbose_name=_("另一期限"), order_by=("other_due", "id"))
    district = Column(verbose_name=_("区县"), order_by=("district", "due", "id"))
    paper = Column(verbose_name=_("文件编号"), order_by=("paper", "id"))
    clause = Column(verbose_name=_("条款"), orderable=False)
    status = Column(verbose_name=_("性质"))

    class Meta:
        row_attrs: ClassVar = {"data-href": lambda record: record.get_absolute_url()}
        order_by = ("due",)

    def render_project(self, record: Commitment) -> str:
        return str(record.project)

    def value_project(self, record: Commitment) -> str:
        return record.project.name

    def render_indicator(self, record: Commitment) -> str:
        return record.indicator_name

    def value_indicator(self, record: Commitment) -> str:
        return record.indicator_name

    def render_status(self, record: Commitment) -> SafeString:
        return badge(record.status)

    def value_status(self, record: Commitment) -> str:
        return str(record.get_status_display())

    def order_project(self, rows: QuerySet[Any], is_descending: bool) -> tuple[Any, bool]:  # noqa: FBT001
        """By the name of the project, then by the deadline."""
        return rows.order_by(f"{'-' * is_descending}project__name", "due", "id"), True


class RankingTable(tables.Table):
    """One line a district: what fell due and how it was kept."""

    place = NumberColumn(verbose_name=_("名次"), orderable=False)
    district = Column(verbose_name=_("区县"), orderable=False)
    due_all = NumberColumn(verbose_name=_("到期"), orderable=False)
    met = NumberColumn(verbose_name=_("按期兑现"), orderable=False)
    late = NumberColumn(verbose_name=_("逾期兑现"), orderable=False)
    partly = NumberColumn(verbose_name=_("部分兑现"), orderable=False)
    missed = NumberColumn(verbose_name=_("未兑现"), orderable=False)
    rate = PartColumn(verbose_name=_("履约率"), orderable=False)
