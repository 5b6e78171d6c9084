"""The list of profiles: a register of projects as offices keep it."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shigu.dossier.models import Profile
from shigu.face.columns import LargestFirst
from shigu.projects.tables import AmountColumn

WRAPPED = {"td": {"class": "wrap-cell"}}


class PartOfHundred(LargestFirst):
    """A percentage as it is kept."""

    ties = ("project", "id")


class Amount(AmountColumn):
    """An amount of a profile."""

    ties = ("project", "id")


class ProfileTable(tables.Table):
    """One line a project."""

    project = tables.Column(
        pgettext_lazy("一个", "项目"), linkify=True, attrs=WRAPPED, order_by=("project__name", "id")
    )
    district = tables.Column(_("区县"), order_by=("district__code", "id"))
    stage = tables.Column(_("阶段"), accessor="project__stage", orderable=False)
    zone = tables.Column(_("所在园区"), order_by=("zone__name_zh", "id"))
    sector = tables.Column(_("产业类别"), order_by=("sector", "id"))
    track = tables.Column(_("赛道"), order_by=("track", "id"))
    funding = tables.Column(_("投资类型"), order_by=("funding", "id"))
    domestic_wan = Amount(accessor="domestic_wan", verbose_name=_("内资"), unit=_("万元"))
    foreign_usd_wan = Amount(accessor="foreign_usd_wan", verbose_name=_("外资"), unit=_("万美元"))
    staff = tables.Column(_("用工（人）"), order_by=("staff", "id"))
    research_share = PartOfHundred(
        accessor="research_share", verbose_name=_("研发占比"), unit="%", decimals=1
    )
    clearances = tables.Column(_("前期手续"), accessor="needed", orderable=False)
    two_high = tables.Column(_("两高项目"), orderable=False)
    national_code = tables.Column(_("项目代码"), order_by=("national_code", "id"))

    class Meta:
        row_attrs = {"data-href": lambda record: record.get_absolute_url()}
        order_by = ("project",)

    def value_project(self, record: Profile) -> str:
        return str(record.project.name)

    def render_clearances(self, record: Any) -> str:
        if not record.needed:
            return "—"
        told = {"given": record.given, "needed": record.needed}
        return gettext("%(given)s / %(needed)s") % told

    def value_clearances(self, record: Any) -> str:
        return f"{record.given}/{record.needed}"

    def render_two_high(self, value: bool) -> str:  # noqa: FBT001
        return str(_("是") if value else _("否"))
