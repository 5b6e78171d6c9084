"""A run of a source: how far it is, what it brought, what was wrong."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shigu.districts.middleware import ActorRequest
from shigu.face.pieces import Figure, Progress
from shigu.ingest import actions
from shigu.ingest.models import Run, State
from shigu.ingest.policies import may_cancel
from shigu.ingest.views.brought import brought_by
from shigu.ingest.views.frame import crumbs, tabs


def run(request: ActorRequest, key: uuid.UUID) -> HttpResponse:
    """One run."""
    row = _seen(request, key)
    language = "en" if get_language() == "en" else "zh"
    context = {
        "run": row,
        **brought_by(request, row),
        "job": _progress(request, row) if row.open else None,
        "answer": _sentence(row),
        "figures": _figures(row),
        "cancel_url": _stop(request, row) if row.state == State.READY else "",
        "problems": [{"place": one["place"], "said": one[language]} for one in row.problems],
        "pages": row.documents.order_by("pk").only("title", "url", "published", "site"),
        "breadcrumbs": crumbs(
            (_("资讯来源"), tabs("sources")[2].url),
            (row.source.name, row.source.get_absolute_url()),
            (str(row), ""),
        ),
    }
    return render(request, "ingest/run.html", context)


def how_far(request: ActorRequest, key: uuid.UUID) -> HttpResponse:
    """The progress alone; a run that is over has the page shown anew."""
    row = _seen(request, key)
    if not row.open:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "ingest/progress.html", {"job": _progress(request, row)})


@require_POST
def cancel(request: ActorRequest, key: uuid.UUID) -> HttpResponseBase:
    """Stop a run."""
    return redirect(actions.cancel_run(request.actor, _seen(request, key)))


def _progress(request: ActorRequest, row: Run) -> Progress:
    known = row.state == State.RUNNING and row.listed
    return Progress(
        row.get_state_display(),
        min(1.0, row.seen / row.listed) if known else None,
        _("%(seen)d / %(listed)d 页") % {"seen": row.seen, "listed": row.listed},
        refresh_url=reverse("ingest:progress", args=[row.pk]),
        cancel_url=_stop(request, row),
    )


def _stop(request: ActorRequest, row: Run) -> str:
    return reverse("ingest:cancel", args=[row.pk]) if may_cancel(request.actor, row) else ""


def _sentence(row: Run) -> str:
    match row.state:
        case State.DONE:
            return _("读完；存下的每一页都过了来源的核对。")
        case State.FAILED:
            return _("这一次没有通过核对，什么也没有存；以前的文章都在。")
        case State.CANCELLED:
            return _("有人停止了这次读取，什么也没有存。")
        case State.READY:
            told = {"who": row.asked_by, "listed": row.listed, "refused": row.refused}
            return (
                _("核对了 %(listed)d 页，%(refused)d 页有问题；等%(who)s确认，现在什么也没有存。")
                % told
            )
    return _("正在读取；离开这一页也会继续。")


def _figures(row: Run) -> list[Figure]:
    told = (
        (_("列出"), row.listed),
        (_("读到"), row.seen),
        (_("新页"), row.new),
        (_("改动"), row.changed),
        (_("拒收"), row.refused),
    )
    return [Figure(name, str(count), _("页")) for name, count in told]


def _seen(request: ActorRequest, key: uuid.UUID) -> Run:
    return get_object_or_404(
        Run.objects.visible_to(request.actor).select_related("source", "asked_by"), pk=key
    )
