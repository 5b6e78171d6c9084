"""How the list of projects is narrowed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import filters
from django_filters.filterset import FilterSet
from django_filters.widgets import RangeWidget

from shigu.chain.models import Link
from shigu.districts.models import District, Status
from shigu.districts.queries import containing
from shigu.projects.clocks import overdue
from shigu.projects.models import Project
from shigu.projects.stages import TO_BE_PLACED, Stage

ANY = _("不限")
PHASES = (
    ("open", _("待落位（签约落地前）")),
    ("placed", _("已有位置")),
    ("told", _("已公开")),
    ("late", _("超过阶段时限")),
)


def _districts(request: Any) -> QuerySet[District]:
    seen = District.objects.visible_to(request.actor).for_choices()
    return seen.filter(Q(level=District.Level.OFFICE) | ~Q(player="")).order_by("code")


def _links(request: Any) -> QuerySet[Link]:
    own = Project.objects.visible_to(request.actor).order_by().values("link")
    return Link.objects.visible_to(request.actor).for_choices().filter(pk__in=own)


class BoardFilter(FilterSet):
    """Words, district, link: what narrows the board, whose columns are the stages already."""

    q = filters.CharFilter(
        label=_("名称、编号、投资主体"),
        method="search",
        widget=forms.TextInput({"type": "search"}),
    )
    district = filters.ModelChoiceFilter(
        label=_("区县"), queryset=_districts, to_field_name="code", empty_label=ANY
    )
    link = filters.ModelChoiceFilter(
        label=_("环节"), queryset=_links, to_field_name="code", empty_label=ANY
    )

    class Meta:
        model = Project
        fields = ()

    def search(self, rows: QuerySet[Project], _name: str, text: str) -> QuerySet[Project]:
        """Words in a name, a code or the investor's name."""
        return rows.filter(containing(text, "name", "name_en", "code", "organisation__name_zh"))


class ProjectFilter(BoardFilter):
    """The same, and stage, progress, range of the investment, fact or illustration."""

    stage = filters.ChoiceFilter(label=_("阶段"), choices=Stage.choices, empty_label=ANY)
    phase = filters.ChoiceFilter(
        label=_("进度"), choices=PHASES, method="in_phase", empty_label=ANY
    )
    invest = filters.RangeFilter(
        label=_("总投资（万元）"),
        field_name="invest_wan",
        widget=RangeWidget({"inputmode": "decimal"}),
    )
    status = filters.ChoiceFilter(label=_("性质"), choices=Status.choices, empty_label=ANY)

    def in_phase(self, rows: QuerySet[Project], _name: str, phase: str) -> QuerySet[Project]:
        """Still looking for a place, standing somewhere, or told by the press."""
        if phase == "told":
            return rows.filter(disclosed=True)
        if phase == "late":
            return rows.filter(overdue(timezone.localdate()))
        looking = Q(stage__in=TO_BE_PLACED)
        return rows.filter(looking if phase == "open" else ~looking)
