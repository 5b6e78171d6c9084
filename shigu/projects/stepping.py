"""The page of one step."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shigu.districts.middleware import ActorRequest
from shigu.districts.policies import Refused
from shigu.districts.versions import status_of
from shigu.face.pieces import Link
from shigu.projects import actions, policies
from shigu.projects.procedure.table import transitions
from shigu.projects.stages import Stage
from shigu.projects.steps import StepForm
from shigu.projects.views import seen, trail


def take_step(request: ActorRequest, key: UUID, target: str) -> HttpResponse:
    """Ask for the evidence of a step and take it."""
    row = seen(request, key)
    policies.may_revise(request.actor, row).require()
    step = transitions().get((Stage(row.stage), Stage(target))) if target in Stage else None
    if step is None:
        raise Http404
    policies.may_take(request.actor, row, step).require()
    form = StepForm(request.POST or None, actor=request.actor, project=row, step=step)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.move_on(
                request.actor,
                row,
                step.target,
                reason=told["reason"],
                on=told["on"],
                evidence=form.evidence(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已记下：%s。") % row.get_stage_display())
            return redirect(row)
    way = (*trail(str(row), row.get_absolute_url()), Link(step.label))
    context = {"form": form, "project": row, "step": step, "breadcrumbs": way}
    return render(request, "projects/step.html", context, status=status_of(form))
