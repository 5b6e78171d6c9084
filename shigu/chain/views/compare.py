"""This cluster beside others and beside other versions of its own chain."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from shigu.chain.compared import Json, Side, compared_links, measures, moved, sides
from shigu.chain.compared_table import ComparedFilter, difference, table_of
from shigu.chain.forms import ClusterForm
from shigu.chain.models import ComparedCluster
from shigu.chain.stressed import parts
from shigu.chain.views.frame import Frame, frame_of, trail
from shigu.face.exports import file_response
from shigu.face.listing import ListingView, Rows
from shigu.face.pieces import Empty


class Compare(ListingView):
    """Indicators of every cluster, then link by link what each has."""

    title = gettext_lazy("集群对比")
    template_name = "chain/compare.html"
    part_name = "chain/listing_part.html"
    filterset_class = ComparedFilter
    export_name = "clusters"
    page_size = 100

    @cached_property
    def frame(self) -> Frame:
        """The version and assessment of this request."""
        return frame_of(self.request)

    @cached_property
    def found(self) -> Json | None:
        """The comparison of the assessment shown, if there was somebody to compare with."""
        return parts(self.frame.assessment, "comparison").get("comparison")

    @cached_property
    def columns(self) -> tuple[Side, ...]:
        """The clusters, this one first."""
        return sides(self.found, self.frame.actor) if self.found else ()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, with a column for each cluster."""
        self.prepare()
        return super().get(request, *args, **kwargs)

    def prepare(self) -> None:
        """Give the list a column for each cluster."""
        self.table_class = table_of(self.columns)

    @cached_property
    def rows(self) -> Rows:
        """A row for each link of this cluster's chain."""
        if self.found is None:
            return Rows()
        return Rows(compared_links(self.found, self.columns, self.frame.actor))

    def get_queryset(self) -> Rows:
        """All rows; filters take them down."""
        return self.rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The listing below the indicators, and who is compared."""
        context = super().get_context_data(**kwargs) | self.frame.context("chain:compare")
        kept = ComparedCluster.objects.visible_to(self.frame.actor).defer("content")
        return context | {
            "answer": self._answer(),
            "breadcrumbs": trail((_("集群对比"), "")),
            "columns_of": self.columns,
            "measures": measures(self.found) if self.found else (),
            "moved": list(moved(self.found, self.columns)) if self.found else (),
            "kept": kept,
            "form": kwargs.get("form") or ClusterForm(),
            "alone": _alone(),
        }

    def _answer(self) -> str:
        if self.found is None:
            return _("还没有对照：本集群的评估里没有别的集群，也没有第二个版本。")
        told = [difference(row) for row in self.rows]
        return _(
            "与 %(others)d 个对照并列：%(behind)d 个环节别处列有企业而这里没有，"
            "%(ahead)d 个只有这里有。"
        ) % {
            "others": len(self.columns) - 1,
            "behind": told.count("behind"),
            "ahead": told.count("ahead"),
        }


@require_GET
def compared_figures(request: HttpRequest, kind: str) -> FileResponse:
    """The indicators as a file, a line each and a column for each cluster."""
    frame = frame_of(request)
    found = parts(frame.assessment, "comparison").get("comparison")
    if found is None:
        raise Http404(_("还没有对照。"))
    header = [_("指标"), *(side.name for side in sides(found, frame.actor))]
    rows = [[one.name, *one.values] for one in measures(found)]
    return file_response(kind, "cluster-figures", header, rows)


def _alone() -> Empty:
    return Empty(
        _("还没有可以对照的集群"),
        _("在下面上传别的集群的数据包（zip），再点“重新计算”；同一分类的其他版本会自动并列。"),
    )
