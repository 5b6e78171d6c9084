"""The list of leads."""

from __future__ import annotations

import django_tables2 as tables
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shigu.face.templatetags.face import status
from shigu.leads.models import Lead, Protection
from shigu.leads.said import SHAPES

WRAPPED = {"td": {"class": "wrap-cell"}}


class LeadTable(tables.Table):
    """One line a lead."""

    name = tables.Column(
        pgettext_lazy("一个", "线索"),
        accessor="project__name",
        linkify=lambda record: record.get_absolute_url(),
        order_by=("project__name", "id"),
        attrs=WRAPPED,
    )
    kind = tables.Column(gettext_lazy("线索类型"), order_by=("kind", "id"))
    stage = tables.Column(gettext_lazy("阶段"), accessor="project__stage", orderable=False)
    next_due = tables.Column(gettext_lazy("下次跟踪"), order_by=("next_due", "id"))
    responsible = tables.Column(
        gettext_lazy("跟踪负责人"),
        accessor="project__responsible",
        order_by=("project__responsible__username", "id"),
    )
    protection = tables.Column(pgettext_lazy("一个", "首报"), order_by=("protection", "id"))
    link = tables.Column(
        gettext_lazy("环节"), accessor="project__link", order_by=("project__link__name_zh", "id")
    )
    firm_name = tables.Column(gettext_lazy("企业或团队名称"), order_by=("firm_name", "id"))
    origin = tables.Column(gettext_lazy("来源"), order_by=("origin", "id"))
    rhythm = tables.Column(gettext_lazy("跟踪节奏"), order_by=("rhythm", "id"))
    district = tables.Column(gettext_lazy("区县"), order_by=("district", "id"))

    class Meta:
        row_attrs = {"data-href": lambda record: record.get_absolute_url()}
        order_by = ("next_due",)

    def render_next_due(self, record: Lead) -> SafeString:
        day, days = f"{record.next_due:%Y-%m-%d}", (record.next_due - timezone.localdate()).days
        look = "wrong" if days < 0 else "waiting" if days == 0 else "off"
        return status(look, _("逾期 %s") % day if days < 0 else day)

    def value_next_due(self, record: Lead) -> str:
        return f"{record.next_due:%Y-%m-%d}"

    def render_protection(self, value: str) -> SafeString:
        return status(SHAPES[value], Protection(value).label)

    def value_protection(self, value: str) -> str:
        return str(Protection(value).label)
