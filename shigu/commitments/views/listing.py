"""The list of promises and the ranking of districts."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from shigu.commitments import queries, said
from shigu.commitments.filters import CommitmentFilter
from shigu.commitments.tables import CommitmentTable, RankingTable
from shigu.districts.middleware import ActorRequest
from shigu.face.listing import ListingView
from shigu.face.pieces import Empty, Tab, Words


def tabs(here: str) -> tuple[Tab, ...]:
    """The list and the ranking."""
    named = (("commitments:list", _("承诺")), ("commitments:ranking", _("履约排名")))
    return tuple(Tab(label, reverse(name), name == here) for name, label in named)


class CommitmentList(ListingView):
    """Promises of own districts and of those that granted their projects."""

    template_name = "commitments/list.html"
    title = gettext_lazy("履约")
    table_class = CommitmentTable
    filterset_class = CommitmentFilter
    export_name = "commitments"
    counts = queries.COUNTS
    hidden_columns = ("warns_on", "met_on", "other_due", "clause", "paper", "status")
    empty = Empty(
        gettext_lazy("没有看得到的承诺"),
        gettext_lazy("放宽筛选条件；承诺在项目页登记，由招商专员或园区主任按履约协议填写。"),
    )
    request: ActorRequest

    def get_queryset(self) -> Any:
        return queries.listed(self.request.actor, timezone.localdate()).order_by("due", "id")

    def get_answer(self, rows: Any) -> Words:
        del rows
        return said.of_list(self.counted)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(tabs=tabs("commitments:list"), **kwargs)


class Ranking(ListingView):
    """Districts by the part of due promises that was kept in time."""

    template_name = "commitments/ranking.html"
    title = gettext_lazy("履约排名")
    table_class = RankingTable
    export_name = "kept-promises"
    empty = Empty(gettext_lazy("还没有到期的承诺"), gettext_lazy("承诺到期后在此排名。"))
    request: ActorRequest

    def get_queryset(self) -> list[dict[str, Any]]:
        return self.places

    @cached_property
    def places(self) -> list[dict[str, Any]]:
        english = get_language() == "en"
        rows = queries.by_district(self.request.actor, timezone.localdate())
        for place, row in enumerate(rows, start=1):
            row["place"] = place
            row["district"] = (english and row["district__name_en"]) or row["district__name_zh"]
        return rows

    def get_answer(self, rows: Any) -> Words:
        due, met = (sum(row[name] for row in rows) for name in ("due_all", "met"))
        if not due:
            return ""
        return _("到期 %(due)s 项承诺，按期兑现 %(met)s 项；履约率 = 按期兑现 ÷ 到期。") % {
            "due": due,
            "met": met,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            tabs=tabs("commitments:ranking"), chart=_chart(self.places), **kwargs
        )


def _chart(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "columns": [_("区县"), _("按期兑现"), _("逾期兑现"), _("部分兑现"), _("未兑现")],
        "rows": [
            [row["district"], row["met"], row["late"], row["partly"], row["missed"]] for row in rows
        ],
        "unit": _("项"),
    }
