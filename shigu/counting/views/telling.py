"""The panel of a project, and telling what statistics need of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shigu.counting import actions, policies
from shigu.counting.forms import EventForm, FactsForm
from shigu.counting.models import CapitalEvent, CountingFacts
from shigu.districts.middleware import ActorRequest
from shigu.districts.policies import Refused
from shigu.face.pieces import Link, links
from shigu.projects.models import Project
from shigu.registry.views import Panel

INVALID = 422


def panel(request: ActorRequest, project: Project) -> Panel:
    """What was told of the project for the statistics."""
    link = None
    if policies.may_tell(request.actor, project):
        link = Link(_("登记统计要素"), reverse("counting:telling", args=[project.pk]))
    return Panel(_("统计口径"), "counting/part/of_project.html", _told(request, project), link)


def telling(request: ActorRequest, project: UUID) -> HttpResponse:
    """Facts and events of a project; one form each."""
    row = _project(request, project)
    which = request.POST.get("form", "")
    told = _told(request, row)
    facts = FactsForm(
        request.POST if which == "facts" else None,
        instance=CountingFacts(**told["values"]) if told["values"] else None,
    )
    event = EventForm(request.POST if which == "event" else None)
    if which == "facts" and facts.is_valid():
        actions.tell(request.actor, row, facts.values(), reason=facts.cleaned_data["reason"])
        messages.success(request, _("已登记；今天起的统计按它计。"))
        return redirect("counting:telling", row.pk)
    if which == "event" and event.is_valid() and _recorded(request, row, event):
        messages.success(request, _("事件已登记，只添不改。"))
        return redirect("counting:telling", row.pk)
    context = {
        "project": row,
        "facts": facts,
        "event": event,
        "panel": told,
        "breadcrumbs": links([(str(row), row.get_absolute_url()), (_("统计口径"), "")]),
    }
    status = INVALID if which else 200
    return render(request, "counting/telling.html", context, status=status)


@require_POST
def cancel(request: ActorRequest, key: UUID) -> HttpResponse:
    """Cancel an event."""
    rows = CapitalEvent.objects.visible_to(request.actor).select_related("project__district")
    row = get_object_or_404(rows, pk=key)
    actions.cancel(request.actor, row, reason=request.POST.get("reason", ""))
    messages.success(request, _("已冲销；以前日期的统计不变。"))
    return redirect("counting:telling", row.project_id)


def _recorded(request: ActorRequest, row: Project, form: EventForm) -> bool:
    values = dict(form.cleaned_data)
    try:
        actions.record(request.actor, row, values, reason=values.pop("reason"))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _told(request: ActorRequest, project: Project) -> dict[str, Any]:
    facts = CountingFacts.objects.visible_to(request.actor).filter(project=project).first()
    events = list(CapitalEvent.objects.visible_to(request.actor).filter(project=project))
    gone = {row.cancels for row in events if row.cancels}
    return {
        "facts": facts,
        "words": _words(facts),
        "values": _values(facts),
        "events": [row for row in events if not row.cancels and row.pk not in gone],
    }


def _values(facts: CountingFacts | None) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in FactsForm.Meta.fields} if facts else {}


def _words(facts: CountingFacts | None) -> list[Any]:
    if facts is None:
        return []
    flags = [name for name, value in _values(facts).items() if value is True]
    return [FactsForm.base_fields[name].label for name in flags]


def _project(request: ActorRequest, key: UUID) -> Project:
    rows = Project.objects.visible_to(request.actor).select_related("district")
    row = get_object_or_404(rows, pk=key)
    policies.may_tell(request.actor, row).require()
    return row
