"""Imports, sources and quality as lists."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.data.filters import ImportFilter, SourceFilter
from shigu.data.models import Import
from shigu.data.queries import leaning, quality
from shigu.data.tables import ImportTable, QualityTable, SourceTable
from shigu.data.views.places import tabs
from shigu.districts.middleware import ActorRequest
from shigu.districts.models import Source
from shigu.face.listing import ListingView
from shigu.face.pieces import Empty, Words

State = Import.State


class DataList(ListingView):
    """A list among the data pages."""

    template_name = "data/list.html"
    tab = ""
    request: ActorRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(tabs=tabs(self.tab), **kwargs)


class Overview(DataList):
    """Every import that the reader may see, the latest first."""

    tab = "overview"
    title = gettext_lazy("数据")
    table_class = ImportTable
    filterset_class = ImportFilter
    export_name = "imports"
    hidden_columns = ("district", "same")
    empty = Empty(
        gettext_lazy("还没有导入过表格"),
        gettext_lazy("到“数据表”选一张表，下载空白表，填好后上传；确认之前什么也不会改动。"),
    )

    def get_queryset(self) -> Any:
        seen = Import.objects.visible_to(self.request.actor)
        return seen.select_related("district", "user")

    def get_answer(self, rows: Any) -> Words:
        counts: dict[str, int] = rows.order_by().aggregate(
            all=Count("pk"),
            mine=Count("pk", filter=Q(state=State.READY, user=self.request.actor.id)),
            faulty=Count("pk", filter=Q(state=State.FAULTY)),
        )
        if not counts["all"]:
            return _("还没有导入过表格。")
        if counts["mine"]:
            return _("%(mine)s 份等您确认；共导入 %(all)s 份，%(faulty)s 份有问题。") % counts
        return _("共导入 %(all)s 份，%(faulty)s 份有问题；没有等您确认的。") % counts


class Sources(DataList):
    """Where facts were read, and how many rows rest on each."""

    tab = "sources"
    title = gettext_lazy("各来源")
    table_class = SourceTable
    filterset_class = SourceFilter
    export_name = "sources"
    hidden_columns = ("read_on", "code")

    def get_queryset(self) -> Any:
        return Source.objects.visible_to(self.request.actor).order_by("code")

    def _table(self, rows: Any) -> Any:
        counts = leaning(self.request.actor)
        listed = list(rows)
        for source in listed:
            source.leaning = counts.get(source.pk, 0)
        return super()._table(listed)

    def get_answer(self, rows: Any) -> Words:
        counts: dict[str, int] = rows.order_by().aggregate(
            all=Count("pk"), official=Count("pk", filter=Q(trust=Source.Trust.OFFICIAL))
        )
        return _("共 %(all)s 个来源，其中官方 %(official)s 个。") % counts


class Quality(DataList):
    """How sound each table is."""

    tab = "quality"
    title = gettext_lazy("质量")
    table_class = QualityTable
    export_name = "quality"

    def get_queryset(self) -> list[dict[str, Any]]:
        return quality(self.request.actor)

    def get_answer(self, rows: Any) -> Words:
        total = sum(line["rows"] for line in rows)
        facts = sum(line["facts"] for line in rows)
        words = {"rows": f"{total:,}", "share": f"{facts / max(1, total):.0%}"}
        return _("您能看到 %(rows)s 行数据，%(share)s 是有来源的事实，其余为示例。") % words
