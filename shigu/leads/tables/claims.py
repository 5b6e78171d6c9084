"""The list of first reports."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shigu.face.columns import MomentColumn, StatusColumn
from shigu.face.templatetags.face import status
from shigu.leads.models import Claim
from shigu.leads.models.claims import STANDING
from shigu.leads.said import SHAPES, left


class ClaimTable(tables.Table):
    """One line a first report."""

    firm_name = tables.Column(
        pgettext_lazy("一个", "企业"),
        linkify=True,
        order_by=("firm_name", "-filed_at"),
        attrs={"td": {"class": "wrap-cell"}},
    )
    state = StatusColumn(
        verbose_name=gettext_lazy("状态"), shapes=SHAPES, order_by=("state", "-filed_at")
    )
    protected_until = tables.Column(
        gettext_lazy("保护到"), order_by=("protected_until", "-filed_at")
    )
    clashing = tables.Column(gettext_lazy("撞单"), order_by=("clashing", "-filed_at"))
    filed_at = MomentColumn(verbose_name=gettext_lazy("首报时间"), format="Y-m-d H:i:s")
    district = tables.Column(gettext_lazy("首报单位"), order_by=("district", "-filed_at"))
    filed_by = tables.Column(gettext_lazy("首报人"), order_by=("filed_by__username", "-filed_at"))
    uscc = tables.Column(gettext_lazy("统一社会信用代码"))
    controller = tables.Column(gettext_lazy("实际控制人"))

    class Meta:
        row_attrs = {"data-href": lambda record: record.get_absolute_url()}
        order_by = ("-filed_at",)

    def render_protected_until(self, record: Claim) -> str:
        if record.state not in STANDING:
            return f"{record.protected_until:%Y-%m-%d}"
        return left(record.protected_until)

    def value_protected_until(self, record: Claim) -> str:
        return f"{record.protected_until:%Y-%m-%d}"

    def render_clashing(self, value: bool) -> SafeString | str:  # noqa: FBT001
        return status("wrong", _("有撞单")) if value else _("无")

    def value_clashing(self, value: bool) -> str:  # noqa: FBT001
        return _("有撞单") if value else _("无")
