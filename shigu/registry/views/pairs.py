"""Pairs that may be one organisation: the list, one pair side by side, the decision."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy
from django.views.decorators.http import require_POST
from procrastinate.contrib.django import app

from shigu.districts.middleware import ActorRequest
from shigu.districts.policies import Refused, may_write_somewhere
from shigu.districts.vocabulary import DataClass
from shigu.face.listing import ListingView
from shigu.face.pieces import Empty, Link, Words
from shigu.registry import actions, sides
from shigu.registry.filters import DoubleFilter
from shigu.registry.leaning import leaning, refusal
from shigu.registry.models import Judgement
from shigu.registry.pairs import MERGED, WAITING, judgements, neighbours, proposed
from shigu.registry.policies import may_merge
from shigu.registry.tables import DoubleTable
from shigu.registry.tabs import tabs


class DoubleList(ListingView):
    """Pairs that the engine proposes, the likeliest first."""

    template_name = "registry/doubles.html"
    title = pgettext_lazy("registry", "疑似重复")
    table_class = DoubleTable
    filterset_class = DoubleFilter
    export_name = "doubles"
    hidden_columns = ("found_at", "one_uscc", "other_uscc")
    empty = Empty(
        gettext_lazy("没有疑似重复的登记"),
        gettext_lazy("放宽筛选条件再看；导入企业之后，可以重新查找。"),
    )
    request: ActorRequest

    def get_queryset(self) -> Any:
        return proposed(self.request.actor).order_by("-score", "id")

    def get_counted(self, rows: Any) -> dict[str, Any]:
        counts: dict[str, Any] = rows.order_by().aggregate(
            found=Count("pk"), waiting=Count("pk", filter=Q(state=WAITING))
        )
        return counts

    def get_answer(self, rows: Any) -> Words:
        del rows
        waiting = self.counted["waiting"]
        return str(ngettext("%d 对等人判断。", "%d 对等人判断。", waiting) % waiting)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = may_write_somewhere(self.request.actor, DataClass.REGISTRY)
        return super().get_context_data(may_find=may, tabs=tabs("registry:doubles"), **kwargs)


def pair(request: ActorRequest, key: int) -> HttpResponse:
    """Two rows side by side, what leans on each, and the three answers."""
    actor = request.actor
    rows = proposed(actor).order_by("-score", "id")
    row = get_object_or_404(rows, pk=key)
    before, after = neighbours(rows, row.pk)
    found = leaning(actor, row.one, row.other)
    keep, drop = sides.suggested(row.one, row.other, found)
    stays, refused = _trial(request, row, keep, drop)
    context = {
        "pair": row,
        "keep": keep,
        "columns": sides.side_by_side(row),
        "leaning": found,
        "stays": stays,
        "refused": refused,
        "may_judge": may_write_somewhere(actor, DataClass.REGISTRY),
        "said": judgements(row.one, row.other).select_related("judged_by", "district"),
        "merged": row.state == MERGED,
        "reason": sides.grounds(row),
        "before": before,
        "after": after,
        "answer": sides.sentence(row),
        "tabs": tabs("registry:doubles"),
        "breadcrumbs": (
            Link(_("企业与机构"), reverse("registry:organisations")),
            Link(pgettext("registry", "疑似重复"), reverse("registry:doubles")),
            Link(_("并排看")),
        ),
    }
    return render(request, "registry/pair.html", context)


def _trial(request: ActorRequest, row: Any, keep: Any, drop: Any) -> tuple[list[str], str]:
    """What a merge would leave behind, or why it is refused."""
    answer = may_merge(request.actor, keep, drop)
    if row.state == MERGED or not answer:
        return [], answer.why
    return refusal(request.actor, keep, drop)


@require_POST
def decide(request: ActorRequest, key: int) -> HttpResponse:
    """Judge a pair; the same is merged where the reader keeps both, or the other side agreed."""
    rows = proposed(request.actor).order_by("-score", "id")
    row = get_object_or_404(rows, pk=key)
    _before, after = neighbours(rows, row.pk)
    verdict, reason = request.POST.get("verdict", ""), request.POST.get("reason", "")
    if verdict not in Judgement.Verdict.values:
        messages.error(request, _("请选“合并”“不是一家”或“拿不准”。"))
        return redirect("registry:pair", key)
    try:
        messages.success(request, _done(request, row, verdict, reason))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("registry:pair", key)
    return redirect("registry:pair", after) if after else redirect("registry:doubles")


def _done(request: ActorRequest, row: Any, verdict: str, reason: str) -> str:
    """Carry the decision out; what is to be said of it."""
    actor = request.actor
    actions.judge(actor, row.one, row.other, verdict, reason=reason)
    if verdict != Judgement.Verdict.SAME:
        return _("已记下：%s。") % Judgement.Verdict(verdict).label
    keep, drop = row.one, row.other
    if request.POST.get("keep") == str(drop.pk):
        keep, drop = drop, keep
    if not may_merge(actor, keep, drop):
        return _("已记下：同一家。另一区县的一行，请该区在这里合并。")
    actions.merge(actor, keep, drop, reason=reason)
    return str(_("已并入“%s”；可在合并记录里撤销。") % keep.name)


@require_POST
def find(request: ActorRequest) -> HttpResponse:
    """Have the doubles of the register searched for in the background."""
    may_write_somewhere(request.actor, DataClass.REGISTRY).require()
    app.configure_task("registry.find_doubles").defer(user=request.actor.id)
    messages.success(request, _("正在后台查找；找到的会列在这里，稍后刷新。"))
    return redirect("registry:doubles")
