"""Chat groups that are told: the robots of one's districts and what became of their messages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shigu.districts.middleware import ActorRequest
from shigu.districts.policies import may_write_somewhere
from shigu.districts.queries import administered
from shigu.districts.versions import status_of
from shigu.districts.vocabulary import DataClass
from shigu.face.pieces import Link
from shigu.work import actions
from shigu.work.forms.notices import RobotForm
from shigu.work.queries import notices as queries

SHOWN = 50


def robots(request: ActorRequest) -> HttpResponse:
    """The groups that are told, the form for another one, the last messages."""
    may = may_write_somewhere(request.actor, DataClass.PEOPLE)
    form = RobotForm(administered(request.actor), request.POST or None)
    if request.method == "POST" and form.is_valid() and _added(request, form):
        messages.success(request, _("已接入；从现在起的通知会发到这个群。"))
        return redirect("work:robots")
    trail = (Link(_("通知"), reverse("work:notices")), Link(_("群机器人")))
    context = {
        "robots": queries.robots(request.actor),
        "deliveries": queries.deliveries(request.actor)[:SHOWN],
        "form": form,
        "may": may,
        "breadcrumbs": trail,
    }
    return render(request, "work/robots.html", context, status=status_of(form))


def _added(request: ActorRequest, form: RobotForm) -> bool:
    values: dict[str, Any] = dict(form.cleaned_data)
    try:
        actions.add_robot(request.actor, values.pop("district"), values)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@require_POST
def switch(request: ActorRequest, key: UUID) -> HttpResponse:
    """Put a robot out of use, or into use again."""
    row = get_object_or_404(queries.robots(request.actor), pk=key)
    actions.revise_robot(request.actor, row, {"is_active": not row.is_active})
    messages.success(request, _("已启用。") if row.is_active else _("已停用。"))
    return redirect("work:robots")


@require_POST
def send_again(request: ActorRequest, key: UUID) -> HttpResponse:
    """Try a message once more."""
    row = get_object_or_404(queries.deliveries(request.actor), pk=key)
    actions.send_again(request.actor, row)
    messages.success(request, _("正在重发。"))
    return redirect("work:robots")
