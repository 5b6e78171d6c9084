"""The lists of proposed pairs and of merges."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from shigu.face.columns import DayColumn, DistrictColumn, MeterColumn, StatusColumn
from shigu.registry.filters.pairs import STATES

WRAP: dict[str, Any] = {"td": {"class": "wrap-cell"}}
SHAPES = {
    "waiting": "waiting",
    "same": "good",
    "merged": "good",
    "different": "blank",
    "unsure": "half",
}


class DoubleTable(tables.Table):
    """One line a pair."""

    one = tables.Column(_("甲"), accessor="one__name", order_by=("one__name_zh", "id"), attrs=WRAP)
    other = tables.Column(
        _("乙"), accessor="other__name", order_by=("other__name_zh", "id"), attrs=WRAP
    )
    score = MeterColumn(verbose_name=_("相像程度"), order_by=("score", "id"))
    state = StatusColumn(verbose_name=_("判断"), shapes=SHAPES, words=dict(STATES))
    one_district = DistrictColumn(
        accessor="one__district", verbose_name=_("甲在"), order_by=("one__district_id", "id")
    )
    other_district = DistrictColumn(
        accessor="other__district", verbose_name=_("乙在"), order_by=("other__district_id", "id")
    )
    status = StatusColumn(
        verbose_name=_("性质"),
        shapes={"fact": "good", "illustrative": "waiting"},
        order_by=("status", "id"),
    )
    found_at = DayColumn(verbose_name=_("发现时间"), order_by=("found_at", "id"))
    one_uscc = tables.Column(_("甲的信用代码"), accessor="one__uscc", orderable=False)
    other_uscc = tables.Column(_("乙的信用代码"), accessor="other__uscc", orderable=False)

    class Meta:
        row_attrs = {"data-href": lambda record: reverse("registry:pair", args=[record.pk])}

    def render_one(self, record: Any, value: str) -> Any:
        return _linked(record, value)


def _linked(record: Any, words: str) -> Any:
    return format_html('<a href="{}">{}</a>', reverse("registry:pair", args=[record.pk]), words)


class MergeTable(tables.Table):
    """One line a merge."""

    keep = tables.Column(
        _("保留"), accessor="keep__name", order_by=("keep__name_zh", "id"), attrs=WRAP
    )
    drop = tables.Column(
        _("并入"), accessor="drop__name", order_by=("drop__name_zh", "id"), attrs=WRAP
    )
    reason = tables.Column(_("事由"), orderable=False, attrs=WRAP)
    made_by = tables.Column(_("谁合并"), orderable=False, default="—")
    made_at = DayColumn(verbose_name=_("合并时间"), order_by=("made_at", "id"))
    undone_at = DayColumn(verbose_name=_("合并撤销时间"), order_by=("undone_at", "id"))
    undone_why = tables.Column(_("撤销事由"), orderable=False, attrs=WRAP)
    undo = tables.TemplateColumn(
        template_name="registry/undo.html", verbose_name=_("撤销"), orderable=False
    )

    def value_undo(self) -> str:
        return ""
