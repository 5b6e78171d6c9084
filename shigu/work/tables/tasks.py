"""Lists of tasks, meetings and task forces."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shigu.face.columns import DayColumn, MomentColumn, NumberColumn, StatusColumn
from shigu.face.marks import status
from shigu.face.templatetags.face import badge
from shigu.work.models import Meeting, Task, TaskForce
from shigu.work.moves import State

WRAPPED = {"td": {"class": "wrap-cell"}}
SHAPES: dict[str, str] = {
    State.ISSUED: "waiting",
    State.ACCEPTED: "busy",
    State.RETURNED: "wrong",
    State.DONE: "waiting",
    State.CONFIRMED: "good",
    State.WITHDRAWN: "off",
}
OPENS = {"data-href": lambda record: record.get_absolute_url()}


class TaskTable(tables.Table):
    """One line a task; the box chooses it for a batch."""

    chosen = tables.Column(
        gettext_lazy("选"),
        accessor="pk",
        orderable=False,
        attrs={"td": {"class": "box-cell"}, "th": {"class": "box-cell"}},
    )
    title = tables.Column(gettext_lazy("事项"), linkify=True, attrs=WRAPPED)
    kind = tables.Column(gettext_lazy("类型"))
    owner = tables.Column(gettext_lazy("主办单位"), order_by=("owner__code", "deadline"))
    district = tables.Column(gettext_lazy("交办单位"), order_by=("district__code", "deadline"))
    deadline = DayColumn(verbose_name=gettext_lazy("期限"), order_by=("deadline", "id"))
    state = StatusColumn(verbose_name=gettext_lazy("状态"), shapes=SHAPES)
    late = NumberColumn(
        accessor="days_overdue",
        verbose_name=gettext_lazy("逾期"),
        unit=gettext_lazy("天"),
        order_by=("-deadline", "id"),
    )
    escalated_to = tables.Column(gettext_lazy("督办单位"), order_by=("escalated_to__code", "id"))
    issued_at = MomentColumn(verbose_name=gettext_lazy("交办时间"))
    status = tables.Column(gettext_lazy("性质"))

    class Meta:
        row_attrs = OPENS
        order_by = ("deadline",)

    def render_chosen(self, record: Task) -> SafeString:
        told = _("选“%s”") % record.title
        box = '<input type="checkbox" name="task" value="{}" form="batch" aria-label="{}">'
        return format_html(box, record.pk, told)

    def value_chosen(self, record: Task) -> str:
        return str(record.pk)

    def render_late(self, value: int) -> Any:
        return status("wrong", str(value)) if value else ""

    def value_late(self, value: int) -> int:
        return value

    def render_status(self, record: Task) -> SafeString:
        return badge(record.status)

    def value_status(self, record: Task) -> str:
        return str(record.get_status_display())


class MeetingTable(tables.Table):
    """One line a meeting."""

    title = tables.Column(pgettext_lazy("一个", "会议"), linkify=True, attrs=WRAPPED)
    starts_at = MomentColumn(verbose_name=gettext_lazy("时间"))
    place = tables.Column(gettext_lazy("地点"))
    district = tables.Column(gettext_lazy("召集单位"), order_by=("district__code", "-starts_at"))
    force = tables.Column(pgettext_lazy("一个", "工作专班"), order_by=("force__name", "-starts_at"))
    held = tables.Column(gettext_lazy("状态"))
    status = tables.Column(gettext_lazy("性质"))

    class Meta:
        row_attrs = OPENS
        order_by = ("-starts_at",)

    def render_held(self, value: bool) -> SafeString:  # noqa: FBT001
        return status("good", _("已召开")) if value else status("waiting", _("待召开"))

    def render_status(self, record: Meeting) -> SafeString:
        return badge(record.status)


class ForceTable(tables.Table):
    """One line a task force."""

    name = tables.Column(gettext_lazy("专班"), linkify=True, attrs=WRAPPED)
    district = tables.Column(gettext_lazy("召集单位"), order_by=("district__code", "name"))
    head = tables.Column(gettext_lazy("组长"), order_by=("head__full_name", "id"))
    members = NumberColumn(
        accessor="members_count", verbose_name=gettext_lazy("成员"), orderable=False
    )
    open = NumberColumn(verbose_name=gettext_lazy("未办结"), order_by=("-open", "id"))
    open_to = tables.Column(gettext_lazy("谁看得到"))
    status = tables.Column(gettext_lazy("性质"))

    class Meta:
        row_attrs = OPENS
        order_by = ("name",)

    def render_status(self, record: TaskForce) -> SafeString:
        return badge(record.status)
