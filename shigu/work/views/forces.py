"""Task forces: the list, one of them, a new one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.districts.middleware import ActorRequest
from shigu.districts.models import User
from shigu.districts.timeline import timeline
from shigu.districts.versions import status_of
from shigu.face.listing import ListingView
from shigu.face.pieces import Empty, Link
from shigu.work import actions, policies
from shigu.work.filters.tasks import ForceFilter
from shigu.work.forms.meetings import ForceForm, MembersForm
from shigu.work.queries import tasks as queries
from shigu.work.tables.tasks import ForceTable
from shigu.work.views.frame import tabs, trail


class ForceList(ListingView):
    """Task forces that one is a member of, or whose districts may read along."""

    template_name = "work/forces.html"
    title = gettext_lazy("工作专班")
    table_class = ForceTable
    filterset_class = ForceFilter
    export_name = "task-forces"
    hidden_columns = ("status",)
    empty = Empty(gettext_lazy("没有专班"), gettext_lazy("组建后，只有专班定的人看得到。"))
    request: ActorRequest

    def get_queryset(self) -> Any:
        return queries.forces(self.request.actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = policies.may_issue(self.request.actor)
        return super().get_context_data(tabs_row=tabs(self.request), may_issue=may, **kwargs)


def force(request: ActorRequest, key: UUID) -> HttpResponse:
    """One task force: its members, meetings and tasks."""
    row = get_object_or_404(queries.forces(request.actor), pk=key)
    context = {
        "force": row,
        "members": User.objects.filter(pk__in=row.people).order_by("username"),
        "places": queries.named(row.parties),
        "tasks": queries.listed(request.actor).filter(force=row),
        "meetings": queries.meetings(request.actor).filter(force=row),
        "may_lead": policies.may_lead(request.actor, row),
        "events": timeline(row),
        "breadcrumbs": trail(Link(_("工作专班"), reverse("work:forces")), Link(row.name)),
    }
    return render(request, "work/force.html", context)


def new(request: ActorRequest) -> HttpResponse:
    """Form a task force."""
    policies.may_issue(request.actor).require()
    form = ForceForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        values, district = form.values(), form.cleaned_data["district"]
        made = actions.convene(request.actor, district, values, form.chosen())
        messages.success(request, _("专班已组建。"))
        return redirect(made)
    way = Link(_("工作专班"), reverse("work:forces"))
    context = {"form": form, "breadcrumbs": trail(way, Link(_("组建专班")))}
    return render(request, "work/force_form.html", context, status=status_of(form))


def members(request: ActorRequest, key: UUID) -> HttpResponse:
    """Say anew who belongs to a task force."""
    row = get_object_or_404(queries.forces(request.actor), pk=key)
    policies.may_lead(request.actor, row).require()
    form = MembersForm(request.POST or None, actor=request.actor, force=row)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.change_members(request.actor, row, form.chosen(), reason=reason)
        messages.success(request, _("成员已调整；谁看得到即刻随之改变。"))
        return redirect("work:forces")
    way = Link(_("工作专班"), reverse("work:forces"))
    context = {"form": form, "breadcrumbs": trail(way, Link(_("调整成员"))), "force": row}
    return render(request, "work/members.html", context, status=status_of(form))
