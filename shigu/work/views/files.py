"""Documents of tasks: added, and saved."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shigu.districts.middleware import ActorRequest
from shigu.districts.papers import handed_out
from shigu.districts.policies import Refused
from shigu.work import actions
from shigu.work.forms.files import FileForm
from shigu.work.models import Task, TaskFile


@require_POST
def add(request: ActorRequest, key: UUID) -> HttpResponse:
    """Keep a document of a task."""
    rows = Task.objects.visible_to(request.actor).select_related("district", "owner")
    row = get_object_or_404(rows, pk=key)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("请选一个不是空的文件。"))
        return redirect(row)
    brought = form.cleaned_data["file"]
    try:
        actions.attach(request.actor, row, brought.name, brought.read())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已加入附件；相关单位已收到通知。"))
    return redirect(row)


@require_GET
def file(request: ActorRequest, key: UUID) -> FileResponse:
    """A document, to whoever reads its task."""
    row = get_object_or_404(TaskFile.objects.visible_to(request.actor), pk=key)
    return handed_out(row.name, bytes(row.content))
