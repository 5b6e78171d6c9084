"""The list of projects."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shigu.face.columns import DayColumn, LargestFirst, PercentColumn
from shigu.face.templatetags.face import badge
from shigu.projects.models import Project
from shigu.projects.stages import ORDER, Stage


class AmountColumn(LargestFirst):
    """An amount of a project."""

    ties = ("code", "id")


class ProjectTable(tables.Table):
    """One line a project; the box chooses it for a batch."""

    chosen = tables.Column(
        _("选"),
        accessor="pk",
        orderable=False,
        attrs={"td": {"class": "box-cell"}, "th": {"class": "box-cell"}},
    )
    name = tables.Column(
        pgettext_lazy("一个", "项目"),
        accessor="name",
        linkify=True,
        order_by=("name", "id"),
        attrs={"td": {"class": "wrap-cell"}},
    )
    district = tables.Column(_("区县"), order_by=("district", "code", "id"))
    stage = tables.Column(_("阶段"))
    link = tables.Column(_("环节"), order_by=("link__name_zh", "code", "id"))
    invest_wan = AmountColumn(accessor="invest_wan", verbose_name=_("总投资"), unit=_("万元"))
    land_mu = AmountColumn(accessor="land_mu", verbose_name=_("用地"), unit=_("亩"), decimals=1)
    floor_area_m2 = AmountColumn(accessor="floor_area_m2", verbose_name=_("建筑面积"), unit="㎡")
    power_kva = AmountColumn(accessor="power_kva", verbose_name=_("用电"), unit="kVA")
    height_m = AmountColumn(accessor="height_m", verbose_name=_("净高"), unit="m", decimals=1)
    earliest = DayColumn(verbose_name=_("最早入驻"))
    success_probability = PercentColumn(verbose_name=_("成功概率"), decimals=0)
    organisation = tables.Column(_("投资主体"), order_by=("organisation__name_zh", "id"))
    disclosed = tables.Column(_("公开"))
    status = tables.Column(_("性质"))
    code = tables.Column(_("编号"), order_by=("code", "id"))

    class Meta:
        row_attrs = {"data-href": lambda record: record.get_absolute_url()}
        order_by = ("code",)

    def render_chosen(self, record: Project) -> SafeString:
        told = gettext("选“%s”") % record
        box = '<input type="checkbox" name="project" value="{}" form="batch" aria-label="{}">'
        return format_html(box, record.pk, told)

    def value_chosen(self, record: Project) -> str:
        return str(record.pk)

    def render_name(self, record: Project) -> str:
        return str(record)

    def value_name(self, record: Project) -> str:
        return record.name

    def render_status(self, record: Project) -> SafeString:
        return badge(record.status)

    def value_status(self, record: Project) -> str:
        return str(record.get_status_display())

    def render_disclosed(self, value: bool) -> str:  # noqa: FBT001
        return str(_("已公开") if value else _("保密"))

    def order_stage(self, rows: QuerySet[Project], is_descending: bool) -> tuple[Any, bool]:  # noqa: FBT001
        """By the place in the procedure, not by the letters of the number."""
        places = [When(stage=stage, then=Value(ORDER[stage])) for stage in Stage]
        place = Case(*places, output_field=IntegerField())
        return rows.order_by(place.desc() if is_descending else place.asc(), "code", "id"), True
