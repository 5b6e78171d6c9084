"""How lists of tasks, meetings and task forces are narrowed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import filters
from django_filters.filterset import FilterSet

from shigu.districts.models import District, Status
from shigu.districts.queries import containing
from shigu.face.forms import DateInput
from shigu.work.models import Meeting, Task, TaskForce
from shigu.work.moves import State
from shigu.work.queries.tasks import is_open, is_overdue, taking_part, waits_for

ANY = _("不限")
VIEWS = (
    ("mine", _("等我们办")),
    ("open", _("未办结")),
    ("overdue", _("已逾期")),
    ("escalated", _("已上报督办")),
)
SEARCH = {"type": "search"}


def districts(request: Any) -> QuerySet[District]:
    """Districts for choices."""
    return taking_part(request.actor).for_choices()


def _place(label: Any) -> filters.ModelChoiceFilter:
    return filters.ModelChoiceFilter(
        label=label, queryset=districts, to_field_name="code", empty_label=ANY
    )


class TaskFilter(FilterSet):
    """Words, what it waits for, state, kind, who gave it, who does it, until when."""

    q = filters.CharFilter(label=_("事项、要求"), method="search", widget=forms.TextInput(SEARCH))
    view = filters.ChoiceFilter(label=_("只看"), choices=VIEWS, method="seen", empty_label=ANY)
    owner = _place(_("主办单位"))
    state = filters.ChoiceFilter(label=_("状态"), choices=State.choices, empty_label=ANY)
    kind = filters.ChoiceFilter(label=_("类型"), choices=Task.Kind.choices, empty_label=ANY)
    district = _place(_("交办单位"))
    since = filters.DateFilter(
        label=_("期限不早于"), field_name="deadline", lookup_expr="gte", widget=DateInput
    )
    until = filters.DateFilter(
        label=_("期限不晚于"), field_name="deadline", lookup_expr="lte", widget=DateInput
    )
    status = filters.ChoiceFilter(label=_("性质"), choices=Status.choices, empty_label=ANY)

    class Meta:
        model = Task
        fields = ()

    def search(self, rows: QuerySet[Task], _name: str, text: str) -> QuerySet[Task]:
        """Words in the title, what is asked and what it is about."""
        return rows.filter(containing(text, "title", "body", "subject_label"))

    def seen(self, rows: QuerySet[Task], _name: str, view: str) -> QuerySet[Task]:
        """By what is to be done with them."""
        conditions = {
            "mine": lambda: waits_for(self.request.actor),
            "open": is_open,
            "overdue": is_overdue,
        }
        if view == "escalated":
            return rows.filter(is_open(), escalated_to__isnull=False)
        return rows.filter(conditions[view]())


class MeetingFilter(FilterSet):
    """Words, who called it, held or not."""

    q = filters.CharFilter(label=_("会议、地点"), method="search", widget=forms.TextInput(SEARCH))
    district = _place(_("召集单位"))
    held = filters.ChoiceFilter(
        label=_("状态"), choices=(("True", _("已召开")), ("False", _("待召开"))), empty_label=ANY
    )

    class Meta:
        model = Meeting
        fields = ()

    def search(self, rows: QuerySet[Meeting], _name: str, text: str) -> QuerySet[Meeting]:
        """Words in the title, the place and the minutes."""
        return rows.filter(containing(text, "title", "place", "minutes"))


class ForceFilter(FilterSet):
    """Words."""

    q = filters.CharFilter(label=_("名称、任务"), method="search", widget=forms.TextInput(SEARCH))

    class Meta:
        model = TaskForce
        fields = ()

    def search(self, rows: QuerySet[TaskForce], _name: str, text: str) -> QuerySet[TaskForce]:
        """Words in the name and the purpose."""
        return rows.filter(containing(text, "name", "purpose"))
