"""Whom to bring: enterprises elsewhere that could close a gap."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shigu.chain.filters import CandidateFilter
from shigu.chain.models import CandidateFinding
from shigu.chain.tables import CandidateTable
from shigu.chain.views.frame import Frame, frame_of
from shigu.face.listing import ListingView


class Candidates(ListingView):
    """Candidates with why each fits and through whom to approach it."""

    title = gettext_lazy("引进候选")
    template_name = "chain/candidates.html"
    part_name = "chain/listing_part.html"
    table_class = CandidateTable
    filterset_class = CandidateFilter
    export_name = "candidates"
    page_size = 50

    @cached_property
    def frame(self) -> Frame:
        """The version and assessment of this request."""
        return frame_of(self.request)

    def get_queryset(self) -> QuerySet[CandidateFinding]:
        """Candidates of the assessment, the most urgent gap first."""
        found = CandidateFinding.objects.visible_to(self.frame.actor)
        return (
            found.filter(assessment=self.frame.assessment)
            .select_related("link", "organisation__district", "introducer")
            .order_by("place")
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The listing and its sentence."""
        context = super().get_context_data(**kwargs) | self.frame.context("chain:candidates")
        return context | {"answer": self._answer(context["filter"].qs)}

    def _answer(self, rows: QuerySet[CandidateFinding]) -> str:
        if self.frame.assessment is None:
            return _("还没有评估，候选企业尚不知道。")
        pairs = rows.order_by().values_list("link", "organisation", "introducer")
        found = list(pairs)
        if not found:
            return _("没有候选企业符合条件。")
        gaps = len({gap for gap, _firm, _tie in found})
        return ngettext(
            "%(firms)d 家外地企业可补 %(gaps)d 个缺口，其中 %(tied)d 条有本地企业可引荐。",
            "%(firms)d 家外地企业可补 %(gaps)d 个缺口，其中 %(tied)d 条有本地企业可引荐。",
            gaps,
        ) % {
            "firms": len({firm for _gap, firm, _tie in found}),
            "gaps": gaps,
            "tied": sum(tie is not None for _gap, _firm, tie in found),
        }
