"""Merges that were made, and undoing one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from shigu.districts.middleware import ActorRequest
from shigu.districts.policies import Refused
from shigu.face.listing import ListingView
from shigu.face.pieces import Empty
from shigu.registry import actions
from shigu.registry.filters import MergeFilter
from shigu.registry.models import Merge
from shigu.registry.tables import MergeTable
from shigu.registry.tabs import tabs


class MergeList(ListingView):
    """Every merge, the latest first."""

    template_name = "registry/merges.html"
    title = gettext_lazy("合并记录")
    table_class = MergeTable
    filterset_class = MergeFilter
    export_name = "merges"
    empty = Empty(
        gettext_lazy("还没有合并过"),
        gettext_lazy("在“疑似重复”里判断为同一家的，合并后记在这里，随时可以撤销。"),
    )
    request: ActorRequest

    def get_queryset(self) -> Any:
        rows = Merge.objects.visible_to(self.request.actor)
        return rows.select_related("keep", "drop", "made_by").order_by("-id")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(tabs=tabs("registry:merges"), **kwargs)


@require_POST
def undo(request: ActorRequest, key: int) -> HttpResponse:
    """Undo a merge; what did not go back is told."""
    rows = Merge.objects.visible_to(request.actor)
    places = ("keep__district", "drop__district")
    merged = get_object_or_404(rows.select_related("keep", "drop", *places), pk=key)
    try:
        astray = actions.split(request.actor, merged, reason=request.POST.get("reason", ""))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("registry:merges")
    messages.success(request, _("已撤销合并，两家各归各位。"))
    if astray:
        words = ngettext(
            "有 %d 行后来改指别处或已删除，没有移回。",
            "有 %d 行后来改指别处或已删除，没有移回。",
            astray,
        )
        messages.warning(request, words % astray)
    return redirect(merged.drop)
