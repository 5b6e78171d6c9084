"""Recording a promise of a project and changing it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from shigu.commitments import actions, policies
from shigu.commitments.forms import CommitmentForm, initial
from shigu.commitments.models import Commitment
from shigu.commitments.told import Told, told_of
from shigu.commitments.views.promise import seen, trail
from shigu.districts.middleware import ActorRequest
from shigu.districts.versions import status_of
from shigu.face.pieces import links
from shigu.projects.models import Project


def new(request: ActorRequest, project: UUID) -> HttpResponse:
    """Record a promise of a project."""
    rows = Project.objects.visible_to(request.actor).select_related("district")
    row = get_object_or_404(rows, pk=project)
    policies.may_promise(request.actor, row).require()
    told = _told(request, row)
    if told and told.promise:
        messages.info(request, _("这条表述已经记为承诺。"))
        return redirect(told.promise)
    form = CommitmentForm(request.POST or None, actor=request.actor, initial=initial(told))
    if request.method == "POST" and form.is_valid():
        values = form.values() | ({"statement": told.statement} if told else {})
        why = form.cleaned_data["reason"]
        made = actions.promise(request.actor, row, values, reason=why)
        messages.success(request, _("承诺已登记；到期前 %s 天预警。") % made.warn_days)
        return redirect(made)
    crumbs = links([(str(row), row.get_absolute_url()), (_("登记承诺"), "")])
    context = {
        "form": form,
        "project": row,
        "told": told,
        "breadcrumbs": crumbs,
        "back": row.get_absolute_url(),
    }
    return render(request, "commitments/form.html", context, status=status_of(form))


def _told(request: ActorRequest, project: Project) -> Told | None:
    """The statement that the address names, 404 where it is none of the project's."""
    asked = request.GET.get("statement")
    if not asked:
        return None
    for each in told_of(request.actor, project):
        if str(each.statement) == asked:
            return each
    raise Http404


def revise(request: ActorRequest, key: UUID) -> HttpResponse:
    """Change what was recorded of a promise."""
    row: Commitment = seen(request, key)
    policies.may_keep(request.actor, row).require()
    form = CommitmentForm(request.POST or None, instance=row, actor=request.actor)
    if request.method == "POST" and form.is_valid() and not form.overtaken():
        actions.revise(request.actor, row, form.values(), reason=form.cleaned_data["reason"])
        messages.success(request, _("已保存；谁改了什么、为什么，都在历史里。"))
        return redirect(row)
    context = {
        "form": form,
        "project": row.project,
        "breadcrumbs": trail(row, (_("修改"), "")),
        "back": row.get_absolute_url(),
    }
    return render(request, "commitments/form.html", context, status=status_of(form))
