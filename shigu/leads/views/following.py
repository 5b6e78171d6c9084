"""Following a lead: talks, contacts, documents, who is responsible."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shigu.districts.middleware import ActorRequest
from shigu.districts.papers import handed_out
from shigu.districts.versions import status_of
from shigu.leads.actions import registering as verbs
from shigu.leads.forms.leads import AssignForm, ContactForm, FileForm
from shigu.leads.forms.talks import TalkForm
from shigu.leads.models import LeadFile
from shigu.leads.views.frame import done, trail
from shigu.projects.models import Project
from shigu.projects.policies import may_revise


def talk(request: ActorRequest, key: UUID) -> HttpResponse:
    """Write down a round."""
    row = project_of(request, key)
    may_revise(request.actor, row).require()
    form = TalkForm(request.POST or None, initial={"at": timezone.localtime()})
    if request.method == "POST" and form.is_valid():
        made = verbs.talk(request.actor, row, form.cleaned_data)
        messages.success(request, _("已记下第 %d 轮。") % made.round)
        return redirect(row)
    context = {
        "form": form,
        "project": row,
        "name": str(row),
        "breadcrumbs": trail((_("线索"), "leads:list"), (str(row), "")),
    }
    return render(request, "leads/talk.html", context, status=status_of(form))


@require_POST
def add_contact(request: ActorRequest, key: UUID) -> HttpResponse:
    """Keep whom to call."""
    row, form = project_of(request, key), ContactForm(request.POST)

    def act() -> object:
        return verbs.add_contact(request.actor, row, form.cleaned_data)

    return done(request, form, act, _("已加联系人；只有本区看得到。"), row.get_absolute_url())


@require_POST
def assign(request: ActorRequest, key: UUID) -> HttpResponse:
    """Make somebody responsible."""
    row = project_of(request, key)
    form = AssignForm(request.POST, project=row)

    def act() -> object:
        told = form.cleaned_data
        return verbs.assign(request.actor, row, told["person"], reason=told["reason"])

    return done(request, form, act, _("已指派。"), row.get_absolute_url())


@require_POST
def add_file(request: ActorRequest, key: UUID) -> HttpResponse:
    """Keep a document."""
    row, form = project_of(request, key), FileForm(request.POST, request.FILES)

    def act() -> object:
        brought = form.cleaned_data["file"]
        return verbs.add_file(request.actor, row, brought.name, brought.read())

    return done(request, form, act, _("已加入材料。"), row.get_absolute_url())


@require_GET
def file(request: ActorRequest, key: UUID) -> FileResponse:
    """A document, to be saved and not shown: a browser runs nothing of it."""
    row = get_object_or_404(LeadFile.objects.visible_to(request.actor), pk=key)
    return handed_out(row.name, bytes(row.content))


def project_of(request: ActorRequest, key: UUID) -> Project:
    """The project that the reader sees.

    Raises:
        Http404: there is none.
    """
    rows = Project.objects.visible_to(request.actor).select_related("district")
    found: Project = get_object_or_404(rows, pk=key)
    return found
