"""An evaluation meeting: calling it, its agenda of projects, its minutes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shigu.admission import actions, policies, queries
from shigu.admission.forms import CallForm, PutUpForm
from shigu.admission.minutes import as_docx
from shigu.admission.models import Panel
from shigu.admission.sheet_of import agreed
from shigu.admission.tables import SHAPES
from shigu.admission.views.frame import docx_file, trail
from shigu.districts.middleware import ActorRequest
from shigu.districts.policies import Refused
from shigu.districts.timeline import timeline
from shigu.districts.versions import status_of
from shigu.face.pieces import Link
from shigu.leads.views.frame import done
from shigu.work.queries.tasks import named


def meeting(request: ActorRequest, key: UUID) -> HttpResponse:
    """One evaluation meeting: its agenda with how each project stands."""
    panel = seen(request, key)
    agenda = list(queries.listed(request.actor).filter(meeting=panel.meeting))
    for row in agenda:
        row.shape = SHAPES[row.decision]
    to_put_up = queries.to_put_up(request.actor).exists()
    context = {
        "panel": panel,
        "meeting": panel.meeting,
        "agenda": agenda,
        "told": agreed(agenda),
        "members": queries.members(panel.people),
        "places": named(panel.meeting.parties),
        "may_keep": policies.may_keep(request.actor, panel),
        "put_up_form": PutUpForm(actor=request.actor) if to_put_up else None,
        "events": timeline(panel),
        "breadcrumbs": trail(Link(_("评审会"), reverse("admission:meetings")), Link(str(panel))),
    }
    return render(request, "admission/meeting.html", context)


def new(request: ActorRequest) -> HttpResponse:
    """Call an evaluation meeting."""
    policies.may_call(request.actor).require()
    form = CallForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = actions.call(
                request.actor,
                told["district"],
                form.values(),
                told["sheet"],
                form.people(),
                invited=form.asked(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已召集；参会单位和评委已收到通知。"))
            return redirect(made)
    way = trail(Link(_("评审会"), reverse("admission:meetings")), Link(_("召集评审会")))
    context: dict[str, Any] = {"form": form, "breadcrumbs": way}
    context["no_sheet"] = not queries.sheets(request.actor).exists()
    return render(request, "admission/meeting_form.html", context, status=status_of(form))


@require_POST
def put_up(request: ActorRequest, key: UUID) -> HttpResponse:
    """Put a project on the agenda."""
    panel = seen(request, key)
    form = PutUpForm(request.POST, actor=request.actor)
    return done(
        request,
        form,
        lambda: actions.put_up(request.actor, panel, form.cleaned_data["project"]),
        _("已列入议程；评委已收到通知。"),
        panel.get_absolute_url(),
    )


def minutes(request: ActorRequest, key: UUID) -> HttpResponse:
    """The minutes as a document."""
    panel = seen(request, key)
    rows = list(queries.listed(request.actor).filter(meeting=panel.meeting))
    return docx_file(as_docx(request.actor, panel, rows), panel.meeting.title)


def seen(request: ActorRequest, key: UUID) -> Panel:
    """The meeting, or 404 where the reader is not asked to it."""
    rows = queries.panels(request.actor).select_related("meeting__district", "meeting__force")
    found: Panel = get_object_or_404(rows, pk=key)
    return found
