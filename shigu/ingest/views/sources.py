"""Sources of news: the list, one source with its runs, registering and changing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from shigu.districts.middleware import ActorRequest
from shigu.districts.policies import Refused
from shigu.districts.timeline import timeline
from shigu.districts.versions import INVALID, status_of
from shigu.face.listing import ListingView
from shigu.face.pieces import Empty, Words
from shigu.ingest import actions
from shigu.ingest.forms import NewSourceForm, SourceForm
from shigu.ingest.models import Run, Source
from shigu.ingest.policies import may_ask_for, may_tend_sources
from shigu.ingest.tables import RunTable, SourceTable
from shigu.ingest.views.frame import crumbs, tabs


class Sources(ListingView):
    """Where pages come from."""

    title = pgettext_lazy("页", "资讯来源")
    template_name = "ingest/sources.html"
    table_class = SourceTable
    export_name = "news-sources"
    counts = {"active": Count("pk", filter=Q(active=True))}
    empty = Empty(
        gettext_lazy("还没有来源"),
        gettext_lazy("登记一个来源：订阅、站点地图、列表页，或一个放文件的文件夹。"),
    )
    request: ActorRequest

    def get_queryset(self) -> Any:
        return Source.objects.visible_to(self.request.actor).select_related("last_run")

    def get_answer(self, rows: Any) -> Words:
        del rows
        return _("%(found)d 个来源，%(active)d 个按时读取。") % {**self.counted}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = may_tend_sources(self.request.actor)
        return super().get_context_data(tabs=tabs("sources"), may=may, **kwargs)


class SourcePage(ListingView):
    """One source and its runs."""

    template_name = "ingest/source.html"
    table_class = RunTable
    export_name = "runs"
    empty = Empty(gettext_lazy("还没有读过"), gettext_lazy("点“现在读取”，或启用后等它按时读取。"))
    request: ActorRequest

    def get_queryset(self) -> Any:
        return Run.objects.visible_to(self.request.actor).filter(source=self.kwargs["key"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = _seen(self.request, kwargs["key"])
        context = super().get_context_data(**kwargs)
        return context | {
            "source": row,
            "title": row.name,
            "answer": _("按时读取") if row.active else _("停用：只在有人要求时读取"),
            "may_run": may_ask_for(self.request.actor, row),
            "read_kind": "" if row.kind == Source.Kind.UPLOAD else "first",
            "may_edit": may_tend_sources(self.request.actor),
            "events": timeline(row),
            "breadcrumbs": crumbs(*_up(), (row.name, "")),
        }


def register(request: ActorRequest) -> HttpResponseBase:
    """Register a source."""
    may_tend_sources(request.actor).require()
    form = NewSourceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = actions.register_source(
                request.actor, told["code"], told["folder"], form.given(), reason=told["reason"]
            )
        except Refused as refusal:
            form.add_error("addresses", str(refusal))
        else:
            return redirect(made)
    context = {"form": form, "breadcrumbs": crumbs(*_up(), (_("登记来源"), "")), "new": True}
    return render(request, "ingest/form.html", context, status=_status(form))


def edit(request: ActorRequest, key: int) -> HttpResponseBase:
    """Change how a source is read."""
    row = _seen(request, key)
    may_tend_sources(request.actor).require()
    form = SourceForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid() and not form.overtaken():
        given, reason = form.given(), form.cleaned_data["reason"]
        try:
            actions.edit_source(request.actor, row, given, reason=reason)
        except Refused as refusal:
            form.add_error("addresses", str(refusal))
        else:
            messages.success(request, _("已保存；谁改了什么、为什么，都在右侧的历史里。"))
            return redirect(row)
    trail = crumbs(*_up(), (row.name, row.get_absolute_url()), (_("修改"), ""))
    context = {"form": form, "breadcrumbs": trail}
    return render(request, "ingest/form.html", context, status=_status(form))


@require_POST
def read(request: ActorRequest, key: int) -> HttpResponseBase:
    """Have a source read now."""
    return redirect(actions.ask_for_run(request.actor, _seen(request, key)))


def _status(form: SourceForm) -> int:
    return INVALID if form.errors else status_of(form)


def _up() -> tuple[tuple[Words, str], ...]:
    return ((_("资讯来源"), tabs("sources")[2].url),)


def _seen(request: ActorRequest, key: int) -> Source:
    return get_object_or_404(Source.objects.visible_to(request.actor), pk=key)
