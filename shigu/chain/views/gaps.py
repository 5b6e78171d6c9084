"""Gaps in order of urgency, whatever the weights."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.chain import queries
from shigu.chain.filters import GapFilter
from shigu.chain.models import CandidateFinding, LinkFinding
from shigu.chain.said import rounded
from shigu.chain.stressed import parts
from shigu.chain.tables import GapTable
from shigu.chain.views.frame import Frame, frame_of
from shigu.face.listing import ListingView
from shigu.face.pieces import Link as Way

SHOWN = 12
FilledOf = Callable[[HttpRequest], Mapping[int, Way]]
"""What apps above know to fill gaps, by the key of the link."""


def nothing(_request: HttpRequest) -> Mapping[int, Way]:
    """Nothing fills a gap as far as the chain itself knows."""
    return {}


class Gaps(ListingView):
    """Blank and weak links with the probability of each rank and the receipt one click away."""

    title = gettext_lazy("缺口")
    template_name = "chain/gaps.html"
    part_name = "chain/listing_part.html"
    table_class = GapTable
    filterset_class = GapFilter
    export_name = "gaps"
    page_size = 50
    hidden_columns = ("priority", "segment", "why")
    filled: FilledOf = staticmethod(nothing)

    @cached_property
    def frame(self) -> Frame:
        """The version and assessment of this request."""
        return frame_of(self.request)

    @cached_property
    def filled_by(self) -> Mapping[int, Way]:
        """What fills gaps, asked once."""
        return self.filled(self.request)

    def _table(self, rows: Any) -> Any:
        table = super()._table(rows)
        table.filled_by, table.steady = self.filled_by, self.steady
        return table

    def get_queryset(self) -> QuerySet[LinkFinding]:
        """Gaps of the assessment with how many could be brought for each."""
        frame = self.frame
        brought = (
            CandidateFinding.objects.filter(assessment=frame.assessment, link=OuterRef("link"))
            .order_by()
            .values("link")
            .annotate(n=Count("pk"))
            .values("n")
        )
        rows = queries.gaps(frame.actor, frame.assessment)
        return rows.annotate(candidates=Coalesce(Subquery(brought), 0))

    @cached_property
    def steady(self) -> dict[str, tuple[int, int]]:
        """Between which ranks each gap stays when inputs and weights move together."""
        kept = parts(self.frame.assessment, "indicators").get("indicators", {})
        found = kept.get("gap_stability", ())
        return {one["link"]: (one["rank_low"], one["rank_high"]) for one in found}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The listing with the picture of ranks."""
        context = super().get_context_data(**kwargs) | self.frame.context("chain:gaps")
        drawn = list(context["filter"].qs[:SHOWN])
        return context | {"answer": self._answer(context["filter"].qs), "ranks": ranks(drawn)}

    def _answer(self, rows: QuerySet[LinkFinding]) -> str:
        if self.frame.assessment is None:
            return _("还没有评估，缺口尚不知道。")
        first = rows.first()
        if first is None:
            return _("没有缺口符合条件。")
        landed = sum(link in self.filled_by for link in rows.values_list("link", flat=True))
        told = _("%(n)d 个缺口；不论四项标准如何加权，%(link)s排进前三的概率为 %(chance)s。") % {
            "n": rows.count(),
            "link": first.link.name,
            "chance": rounded(first.chance_three),
        }
        return told + (_("其中 %d 个已由采纳的落地填补。") % landed if landed else "")


def ranks(rows: list[LinkFinding]) -> dict[str, Any] | None:
    """Rank probabilities as a heat picture: a row a gap, a column a rank."""
    if not rows:
        return None
    most = max(len(row.gap["rank_probability"]) for row in rows if row.gap)
    return {
        "columns": [_("缺口"), *(_("第 %d") % rank for rank in range(1, most + 1))],
        "rows": [
            [row.link.name, *(round(100 * chance, 1) for chance in row.gap["rank_probability"])]
            for row in rows
            if row.gap
        ],
        "unit": "%",
    }
