"""The lists of evaluations, evaluation meetings and score sheets."""

from __future__ import annotations

from typing import Any, ClassVar

import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shigu.admission.models import Evaluation, ScoreSheet
from shigu.face.columns import (
    Column,
    DayColumn,
    LargestFirst,
    MomentColumn,
    NumberColumn,
    StatusColumn,
)
from shigu.face.marks import status
from shigu.face.templatetags.face import badge

Decision = Evaluation.Decision
SHAPES: dict[str, str] = {
    Decision.OPEN.value: "waiting",
    Decision.ADMITTED.value: "good",
    Decision.DEFERRED.value: "busy",
    Decision.REFUSED.value: "wrong",
    Decision.WITHDRAWN.value: "off",
}
WRAPPED = {"td": {"class": "wrap-cell"}}
OPENS = {"data-href": lambda record: record.get_absolute_url()}


class PointsColumn(LargestFirst):
    """Points to two decimals; unknown ones last."""

    ties = ("-meeting__starts_at", "id")


class EvaluationTable(tables.Table):
    """One line a project at a meeting."""

    project = Column(
        verbose_name=pgettext_lazy("一个", "项目"),
        linkify=lambda record: record.get_absolute_url(),
        order_by=("project__name", "id"),
        attrs=WRAPPED,
    )
    district = Column(
        verbose_name=gettext_lazy("区县"), order_by=("district__code", "-meeting__starts_at", "id")
    )
    meeting = Column(
        verbose_name=pgettext_lazy("一个", "会议"),
        linkify=lambda record: record.meeting.panel.get_absolute_url(),
        order_by=("meeting__title", "id"),
        attrs=WRAPPED,
    )
    starts_at = MomentColumn(accessor="meeting__starts_at", verbose_name=gettext_lazy("时间"))
    decision = StatusColumn(
        verbose_name=gettext_lazy("结论"),
        order_by=("decision", "-meeting__starts_at", "id"),
        shapes=SHAPES,
        words=dict(Decision.choices),
        empty_values=(),
    )
    handed_in = NumberColumn(verbose_name=gettext_lazy("已交表"), order_by=("handed_in", "id"))
    asked = NumberColumn(verbose_name=gettext_lazy("评委"), order_by=("asked", "id"))
    mean = PointsColumn(verbose_name=gettext_lazy("平均分"), decimals=2)
    spread = PointsColumn(verbose_name=gettext_lazy("离散"), decimals=2)
    decided_on = DayColumn(verbose_name=gettext_lazy("议定日期"), order_by=("decided_on", "id"))

    class Meta:
        row_attrs: ClassVar = OPENS
        order_by = ("-starts_at",)

    def render_project(self, record: Evaluation) -> str:
        return str(record.project)

    def value_project(self, record: Evaluation) -> str:
        return record.project.name

    def order_starts_at(self, rows: QuerySet[Any], is_descending: bool) -> tuple[Any, bool]:  # noqa: FBT001
        """By the time of the meeting, then as the agenda has it."""
        sign = "-" * is_descending
        return rows.order_by(f"{sign}meeting__starts_at", "put_up_at", "id"), True


class PanelTable(tables.Table):
    """One line an evaluation meeting."""

    title = Column(
        accessor="meeting__title",
        verbose_name=pgettext_lazy("一个", "会议"),
        linkify=lambda record: record.get_absolute_url(),
        attrs=WRAPPED,
    )
    starts_at = MomentColumn(accessor="meeting__starts_at", verbose_name=gettext_lazy("时间"))
    place = Column(accessor="meeting__place", verbose_name=gettext_lazy("地点"))
    chair = Column(accessor="meeting__chair", verbose_name=gettext_lazy("主持"))
    district = Column(verbose_name=gettext_lazy("召集单位"), order_by=("district__code", "id"))
    sheet = Column(verbose_name=gettext_lazy("评分表"), order_by=("sheet__title", "id"))
    projects = NumberColumn(verbose_name=gettext_lazy("项目"), order_by=("projects", "id"))
    waiting = NumberColumn(verbose_name=gettext_lazy("待评审"), order_by=("waiting", "id"))
    held = Column(accessor="meeting__held", verbose_name=gettext_lazy("状态"))

    class Meta:
        row_attrs: ClassVar = OPENS
        order_by = ("-starts_at",)

    def render_held(self, value: bool) -> SafeString:  # noqa: FBT001
        return status("good", _("已召开")) if value else status("waiting", _("待召开"))


class SheetTable(tables.Table):
    """One line a version of a sheet."""

    title = Column(
        verbose_name=gettext_lazy("评分表"),
        linkify=lambda record: record.get_absolute_url(),
        attrs=WRAPPED,
    )
    version = NumberColumn(verbose_name=gettext_lazy("版本"), order_by=("version", "id"))
    district = Column(verbose_name=gettext_lazy("采用单位"), order_by=("district__code", "id"))
    most = NumberColumn(accessor="sheet__most", verbose_name=gettext_lazy("满分"), orderable=False)
    reason = Column(verbose_name=gettext_lazy("依据"), orderable=False, attrs=WRAPPED)
    adopted_by = Column(verbose_name=gettext_lazy("采用人"), order_by=("adopted_by", "id"))
    adopted_at = MomentColumn(verbose_name=gettext_lazy("采用时间"))
    status = Column(verbose_name=gettext_lazy("性质"))

    class Meta:
        row_attrs: ClassVar = OPENS
        order_by = ("title", "-version")

    def render_title(self, record: ScoreSheet) -> str:
        return str(record)

    def render_status(self, record: ScoreSheet) -> SafeString:
        return badge(record.status)

    def value_status(self, record: ScoreSheet) -> str:
        return str(record.get_status_display())
