"""The price of scarcity of one plan: a picture and a list."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from shigu.districts.middleware import ActorRequest
from shigu.face.listing import ListingView, Rows
from shigu.face.pieces import Empty
from shigu.plans import queries
from shigu.plans.filters import PriceFilter
from shigu.plans.models import Plan
from shigu.plans.shown import scarcity
from shigu.plans.shown.words import Json
from shigu.plans.tables import PriceTable
from shigu.plans.views.frame import called, parts, seen, trail

NOTHING = Empty(
    _("没有什么是稀缺的"),
    _("空间、指标和名额都还有余量；多给一份，方案也不多得。放不下的项目卡在别处，见“放不下”。"),
)


class PriceList(ListingView):
    """What one more unit is worth; for who reads the whole plan, as prices tell of projects."""

    template_name = "plans/prices.html"
    table_class = PriceTable
    filterset_class = PriceFilter
    export_name = "prices"
    hidden_columns = ("resolved", "used")
    request: ActorRequest

    @cached_property
    def plan(self) -> Plan:
        """The plan of the address, 404 for who may not see it."""
        return seen(self.request, self.kwargs["key"])

    @cached_property
    def document(self) -> Json:
        """Its full document, 404 for who does not read every project in it."""
        found = queries.document(self.request.actor, self.plan)
        if found is None:
            raise Http404
        return found

    @cached_property
    def every(self) -> Rows:
        """All prices, before they are filtered."""
        return scarcity.scarce(self.document)

    def get_queryset(self) -> Rows:
        return self.every

    def get_answer(self, rows: Any) -> str:
        return scarcity.sentence(rows, len(self.every))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(
            plan=self.plan,
            tabs=parts(self.plan, self.document, self.document, "prices"),
            breadcrumbs=(
                *trail(called(self.plan), self.plan.get_absolute_url()),
                *trail(str(_("稀缺的价格")))[1:],
            ),
            **kwargs,
        )
        rows = context["filter"].qs
        return context | {
            "title": _("稀缺的价格"),
            "bars": scarcity.bars(rows) if rows else None,
            "multipliers": any(row["verified"] == scarcity.MULTIPLIER for row in self.every),
            "empty": self.empty if self.every else NOTHING,
        }
