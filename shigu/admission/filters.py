"""How lists of evaluations, meetings and sheets are narrowed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import filters
from django_filters.filterset import FilterSet
from django_filters.widgets import RangeWidget

from shigu.admission.models import Evaluation, Panel, ScoreSheet
from shigu.districts.queries import containing
from shigu.work.filters.tasks import districts

ANY = _("不限")
WAITING = "waiting"
SEARCH = {"type": "search"}
CHOICES = [(value or WAITING, label) for value, label in Evaluation.Decision.choices]


def _place(label: Any) -> filters.ModelChoiceFilter:
    return filters.ModelChoiceFilter(
        label=label, queryset=districts, to_field_name="code", empty_label=ANY
    )


class EvaluationFilter(FilterSet):
    """Words, conclusion, district, when the meeting is."""

    q = filters.CharFilter(label=_("项目、会议"), method="search", widget=forms.TextInput(SEARCH))
    decision = filters.ChoiceFilter(
        label=_("结论"), method="concluded", choices=CHOICES, empty_label=ANY
    )
    district = _place(_("区县"))
    on = filters.DateFromToRangeFilter(
        field_name="meeting__starts_at", label=_("会议日期"), widget=RangeWidget({"type": "date"})
    )

    class Meta:
        model = Evaluation
        fields = ()

    def search(self, rows: QuerySet[Any], _name: str, text: str) -> QuerySet[Any]:
        """Words in the project's names or code, the meeting, or what was said."""
        columns = ("project__name", "project__name_en", "project__code", "meeting__title", "said")
        return rows.filter(containing(text, *columns))

    def concluded(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Those with one conclusion, or none yet."""
        return rows.filter(decision="" if value == WAITING else value)


class PanelFilter(FilterSet):
    """Words, who called it, held or not."""

    q = filters.CharFilter(label=_("会议、地点"), method="search", widget=forms.TextInput(SEARCH))
    district = _place(_("召集单位"))
    held = filters.ChoiceFilter(
        field_name="meeting__held",
        label=_("状态"),
        choices=(("True", _("已召开")), ("False", _("待召开"))),
        empty_label=ANY,
    )

    class Meta:
        model = Panel
        fields = ()

    def search(self, rows: QuerySet[Any], _name: str, text: str) -> QuerySet[Any]:
        """Words in the title, the place and the minutes."""
        columns = ("meeting__title", "meeting__place", "meeting__minutes")
        return rows.filter(containing(text, *columns))


class SheetFilter(FilterSet):
    """Words, whose it is."""

    q = filters.CharFilter(label=_("评分表、依据"), method="search", widget=forms.TextInput(SEARCH))
    district = _place(_("采用单位"))

    class Meta:
        model = ScoreSheet
        fields = ()

    def search(self, rows: QuerySet[Any], _name: str, text: str) -> QuerySet[Any]:
        """Words in the titles and the reason."""
        return rows.filter(containing(text, "title", "title_en", "reason"))
