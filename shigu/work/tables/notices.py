"""The list of one's notices."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.face.columns import MomentColumn
from shigu.face.marks import status
from shigu.work.models import Notice


def open_address(record: Notice) -> str:
    """Where a notice opens: it is read then."""
    return reverse("work:open_notice", args=[record.pk])


class NoticeTable(tables.Table):
    """One line a notice; unread ones stand out by shape and word."""

    said = tables.Column(
        gettext_lazy("通知"),
        accessor="pk",
        orderable=False,
        attrs={"td": {"class": "wrap-cell roomy"}},
    )
    label = tables.Column(gettext_lazy("事项"), order_by=("kind", "-created_at"))
    district = tables.Column(gettext_lazy("区县"), order_by=("district", "-created_at"))
    created_at = MomentColumn(verbose_name=gettext_lazy("时间"))
    read_at = tables.Column(gettext_lazy("状态"), empty_values=())

    class Meta:
        row_attrs = {"data-href": open_address}
        order_by = ("-created_at",)

    def render_said(self, record: Notice) -> SafeString:
        return format_html('<a href="{}">{}</a>', open_address(record), str(record))

    def value_said(self, record: Notice) -> str:
        return str(record)

    def render_read_at(self, record: Notice) -> SafeString:
        return status("off", _("已读")) if record.read_at else status("waiting", _("未读"))

    def value_read_at(self, record: Notice) -> Any:
        return record.read_at
