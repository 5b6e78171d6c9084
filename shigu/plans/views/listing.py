"""The list of plans."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.districts.middleware import ActorRequest
from shigu.face.listing import ListingView
from shigu.face.pieces import Empty, Words
from shigu.plans import policies, queries
from shigu.plans.models import Plan
from shigu.plans.shown.words import yuan
from shigu.plans.tables import PlanTable


class PlanList(ListingView):
    """Plans one may read, the newest first; two of them ticked are compared."""

    template_name = "plans/list.html"
    title = gettext_lazy("方案")
    table_class = PlanTable
    export_name = "plans"
    hidden_columns = ("locks", "bans", "district", "took_seconds", "unplaced")
    empty = Empty(
        gettext_lazy("还没有看得到的方案"),
        gettext_lazy("联合专班的产业分析员或领导可以提出；采纳后所有成员都看得到。"),
    )
    request: ActorRequest

    def get_queryset(self) -> Any:
        rows = Plan.objects.visible_to(self.request.actor)
        return rows.select_related("district", "requested_by").order_by("-asked_at", "id")

    def get_answer(self, rows: Any) -> Words:
        del rows
        found = queries.adopted(self.request.actor)
        if found is None:
            return _("还没有采纳的方案。")
        return _("在执行的方案由%(who)s于 %(day)s 采纳，总价值 %(value)s：%(reason)s") % {
            "who": found.adopted_by,
            "day": f"{found.adopted_at:%Y-%m-%d}",
            "value": yuan(found.objective_yuan),
            "reason": found.adopted_reason,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(may_ask=policies.may_ask(self.request.actor), **kwargs)
