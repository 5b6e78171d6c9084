"""The lists of evaluations, evaluation meetings and score sheets."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shigu.admission import policies, queries
from shigu.admission.filters import EvaluationFilter, PanelFilter, SheetFilter
from shigu.admission.tables import EvaluationTable, PanelTable, SheetTable
from shigu.admission.views.frame import trail
from shigu.districts.middleware import ActorRequest
from shigu.face.listing import ListingView
from shigu.face.pieces import Empty, Link, Words
from shigu.projects.tabs import tabs


class EvaluationList(ListingView):
    """Projects at evaluation meetings, as far as one reads both."""

    template_name = "admission/evaluations.html"
    title = gettext_lazy("会商评审")
    table_class = EvaluationTable
    filterset_class = EvaluationFilter
    export_name = "evaluations"
    counts = queries.COUNTS
    empty = Empty(
        gettext_lazy("没有看得到的评审"),
        gettext_lazy("先召集评审会，再由项目所在区县把考察或会商阶段的项目列入议程。"),
    )
    request: ActorRequest

    def get_queryset(self) -> Any:
        return queries.listed(self.request.actor)

    def get_answer(self, rows: Any) -> Words:
        del rows
        if not self.counted["found"]:
            return ""
        return ngettext(
            "%(found)s 次项目评审：%(waiting)s 个待评审，%(admitted)s 个准入，"
            "%(deferred)s 个缓议，%(refused)s 个不予准入。",
            "%(found)s 次项目评审：%(waiting)s 个待评审，%(admitted)s 个准入，"
            "%(deferred)s 个缓议，%(refused)s 个不予准入。",
            self.counted["found"],
        ) % dict(self.counted)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = policies.may_call(self.request.actor)
        return super().get_context_data(tabs=tabs("admission:list"), may_call=may, **kwargs)


class PanelList(ListingView):
    """Evaluation meetings that one's districts call or are asked to."""

    template_name = "admission/meetings.html"
    title = gettext_lazy("评审会")
    table_class = PanelTable
    filterset_class = PanelFilter
    export_name = "evaluation-meetings"
    hidden_columns = ("sheet",)
    empty = Empty(gettext_lazy("没有评审会"), gettext_lazy("召集评审会后，参会单位都看得到。"))
    request: ActorRequest

    def get_queryset(self) -> Any:
        return queries.panels(self.request.actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = policies.may_call(self.request.actor)
        way = trail(Link(_("评审会")))
        return super().get_context_data(may_call=may, breadcrumbs=way, **kwargs)


class SheetList(ListingView):
    """Score sheets of the cluster, every version."""

    template_name = "admission/sheets.html"
    title = gettext_lazy("评分表")
    table_class = SheetTable
    filterset_class = SheetFilter
    export_name = "score-sheets"
    empty = Empty(
        gettext_lazy("还没有采用评分表"),
        gettext_lazy("从随附的团风评分表起步，按本地规则改好再采用。"),
    )
    request: ActorRequest

    def get_queryset(self) -> Any:
        return queries.sheets(self.request.actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = policies.may_adopt(self.request.actor)
        way = trail(Link(_("评分表")))
        return super().get_context_data(may_adopt=may, breadcrumbs=way, **kwargs)
