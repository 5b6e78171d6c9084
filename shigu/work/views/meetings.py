"""Meetings and task forces."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from shigu.districts.middleware import ActorRequest
from shigu.districts.timeline import timeline
from shigu.districts.versions import status_of
from shigu.face.listing import ListingView
from shigu.face.pieces import Empty, Link
from shigu.work import actions, policies
from shigu.work.filters.tasks import MeetingFilter
from shigu.work.forms.meetings import DecisionForm, MeetingForm, MinutesForm
from shigu.work.minutes import DOCX, as_docx
from shigu.work.models import Meeting
from shigu.work.queries import tasks as queries
from shigu.work.tables.tasks import MeetingTable
from shigu.work.views.frame import posted, tabs, trail


class MeetingList(ListingView):
    """Meetings that one's districts call or are asked to."""

    template_name = "work/meetings.html"
    title = gettext_lazy("会议")
    table_class = MeetingTable
    filterset_class = MeetingFilter
    export_name = "meetings"
    hidden_columns = ("status",)
    empty = Empty(gettext_lazy("没有会议"), gettext_lazy("召集会议后，参会单位都看得到。"))
    request: ActorRequest

    def get_queryset(self) -> Any:
        return queries.meetings(self.request.actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = policies.may_issue(self.request.actor)
        return super().get_context_data(tabs_row=tabs(self.request), may_issue=may, **kwargs)


def meeting(request: ActorRequest, key: UUID) -> HttpResponse:
    """One meeting: agenda, minutes, decisions and what became of them."""
    row = _seen(request, key)
    context = _told(request, row)
    return render(request, "work/meeting.html", context)


def new(request: ActorRequest) -> HttpResponse:
    """Call a meeting."""
    policies.may_issue(request.actor).require()
    form = MeetingForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        made = actions.call_meeting(
            request.actor,
            form.cleaned_data["district"],
            form.values(),
            invited=form.cleaned_data["invited"],
            agenda=form.items(),
        )
        messages.success(request, _("已召集；参会单位已收到通知。"))
        return redirect(made)
    way = Link(_("会议"), reverse("work:meetings"))
    context = {"form": form, "breadcrumbs": trail(way, Link(_("召集会议")))}
    return render(request, "work/meeting_form.html", context, status=status_of(form))


@require_POST
def record(request: ActorRequest, key: UUID) -> HttpResponse:
    """Keep the minutes."""
    row = _seen(request, key)
    form = MinutesForm(request.POST, instance=row)
    if not form.is_valid() or form.overtaken():
        context = _told(request, _seen(request, key)) | {"form": form}
        return render(request, "work/meeting.html", context, status=status_of(form))
    actions.record(request.actor, row, form.values(), form.said())
    messages.success(request, _("会议记录已保存。"))
    return redirect(row)


@require_POST
def decide(request: ActorRequest, key: UUID) -> HttpResponse:
    """Write down a decision."""
    row = _seen(request, key)
    form = DecisionForm(request.POST, actor=request.actor)
    if not form.is_valid():
        context = _told(request, row) | {"decision_form": form}
        return render(request, "work/meeting.html", context, status=status_of(form))
    actions.decide(request.actor, row, form.cleaned_data)
    messages.success(request, _("已记下议定事项。"))
    return redirect(row)


@require_POST
def hand_on(request: ActorRequest, key: UUID) -> HttpResponse:
    """Make every decision that is none yet, or the one that is named, a task."""
    row = _seen(request, key)
    waiting = row.decisions.filter(task__isnull=True).select_related("owner", "district")
    if named := posted(request, "decision"):
        waiting = waiting.filter(pk__in=named)
    made = [actions.hand_on(request.actor, each) for each in waiting]
    count = len(made)
    messages.success(request, ngettext("%s 项已转为任务。", "%s 项已转为任务。", count) % count)
    return redirect(row)


def minutes(request: ActorRequest, key: UUID) -> HttpResponse:
    """The minutes as a document."""
    row = _seen(request, key)
    response = HttpResponse(as_docx(row, queries.named(row.parties)), content_type=DOCX)
    name = quote(f"{row.title}.docx")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def _told(request: ActorRequest, row: Meeting) -> dict[str, Any]:
    decisions = row.decisions.select_related("owner", "task")
    may = policies.may_issue_for(request.actor, row.district)
    return {
        "meeting": row,
        "agenda": row.agenda.all(),
        "decisions": decisions,
        "waiting": any(each.task_id is None for each in decisions),
        "places": queries.named(row.parties),
        "may": may,
        "form": MinutesForm(instance=row) if may else None,
        "decision_form": DecisionForm(actor=request.actor) if may else None,
        "events": timeline(row),
        "breadcrumbs": trail(Link(_("会议"), reverse("work:meetings")), Link(row.title)),
    }


def _seen(request: ActorRequest, key: UUID) -> Meeting:
    return get_object_or_404(queries.meetings(request.actor), pk=key)
