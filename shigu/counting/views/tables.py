"""The monthly table, the ranking, what counts and what is left out: each an address to keep."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.counting import queries
from shigu.counting.filters import CountFilter, LeftOutFilter, asked
from shigu.counting.lines import Lines
from shigu.counting.tables import EventTable, LeftOutTable, MonthTable, RankingTable
from shigu.counting.vocabulary import said
from shigu.districts.middleware import ActorRequest
from shigu.face.listing import ListingView, Rows
from shigu.face.pieces import Empty, Tab, Words
from shigu.face.templatetags.units import money_from_wan

TABS = (
    ("counting:monthly", gettext_lazy("月度表")),
    ("counting:ranking", gettext_lazy("赛马榜")),
    ("counting:counted", gettext_lazy("计入明细")),
    ("counting:left_out", gettext_lazy("未计入")),
    ("counting:rules", gettext_lazy("口径")),
)
KEPT = ("year", "as_of", "rules")


def tabs(request: ActorRequest, here: str) -> tuple[Tab, ...]:
    """The tables, each keeping year, day and rules."""
    kept = request.GET.copy()
    for name in list(kept):
        if name not in KEPT:
            del kept[name]
    tail = f"?{kept.urlencode()}" if kept else ""
    return tuple(Tab(label, f"{reverse(name)}{tail}", name == here) for name, label in TABS)


class CountList(ListingView):
    """What the tables have in common: they are counted from what was known on a day."""

    template_name = "counting/table.html"
    filterset_class = CountFilter
    empty = Empty(
        gettext_lazy("这一年没有可列的行"),
        gettext_lazy("换一个年度或口径；登记时已签约的项目，在项目页补登签约日期后计入。"),
    )
    request: ActorRequest
    here = ""
    want = queries.Want.SUMS

    @cached_property
    def count(self) -> queries.Count:
        return queries.count(self.request.actor, asked(self.request.GET), self.want)

    @cached_property
    def months(self) -> list[dict[str, Any]]:
        return queries.monthly(self.count)

    def get_answer(self, rows: Any) -> Words:
        del rows
        told = self.months
        return _(
            "%(year)s 年计入 %(projects)s 个项目、%(amount)s，%(left)s 行未计；"
            "按 %(day)s 已知的记录和“%(rules)s”。"
        ) % {
            "year": self.count.asked.year,
            "projects": sum(row["projects"] for row in told),
            "amount": money_from_wan(sum(row["amount_wan"] for row in told)),
            "left": queries.how_many_left_out(self.count),
            "day": self.count.asked.as_of,
            "rules": said(self.count.asked.rules.title_zh, self.count.asked.rules.title_en),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            tabs=tabs(self.request, self.here), chart=self.chart(), **kwargs
        )

    def chart(self) -> dict[str, Any] | None:
        """A picture above the table, where there is one."""
        return None


class Monthly(CountList):
    """Projects, upgrades and money by month and district."""

    title = gettext_lazy("招商统计月度表")
    table_class = MonthTable
    export_name = "monthly"
    here = "counting:monthly"

    def get_queryset(self) -> Rows:
        return Rows(self.months)

    def chart(self) -> dict[str, Any] | None:
        rows = self.months
        names = sorted({row["district"] for row in rows})
        cells = {(row["month"], row["district"]): row["projects"] for row in rows}
        if not rows:
            return None
        return {
            "columns": [_("月份"), *names],
            "rows": [
                [str(month), *(cells.get((month, name), 0) for name in names)]
                for month in range(1, 13)
            ],
            "unit": _("个"),
        }


class Ranking(CountList):
    """Districts by what counts, and how much of what they signed came."""

    title = gettext_lazy("赛马榜")
    table_class = RankingTable
    export_name = "ranking"
    here = "counting:ranking"
    want = queries.Want.RATES

    def get_queryset(self) -> Rows:
        return Rows(self.places)

    @cached_property
    def places(self) -> list[dict[str, Any]]:
        return queries.ranking(self.count)

    def get_answer(self, rows: Any) -> Words:
        since, until = queries.window(self.count.asked)
        window = _("转化率的窗口：%(since)s 至 %(until)s 签约，看到 %(day)s。") % {
            "since": since,
            "until": until,
            "day": self.count.asked.as_of,
        }
        return f"{super().get_answer(rows)}{window}"

    def chart(self) -> dict[str, Any] | None:
        rows = self.places
        if not rows:
            return None
        return {
            "columns": [_("区县"), _("项目数")],
            "rows": [[row["district"], row["projects"]] for row in reversed(rows)],
            "unit": _("个"),
        }


class CountedRows(CountList):
    """Every event that counts."""

    title = gettext_lazy("计入明细")
    table_class = EventTable
    filterset_class = LeftOutFilter
    export_name = "counted"
    here = "counting:counted"

    def get_queryset(self) -> Lines:
        return queries.counted(self.count)


class LeftOut(CountList):
    """Every event that does not count, each with its reason."""

    title = gettext_lazy("未计入的行")
    table_class = LeftOutTable
    filterset_class = LeftOutFilter
    export_name = "left-out"
    here = "counting:left_out"

    def get_queryset(self) -> Lines:
        return queries.left_out(self.count)
