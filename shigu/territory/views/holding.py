"""Pages on which a space is let and released, and the frame of all pages that hold one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from shigu.districts.middleware import actor_of
from shigu.districts.policies import Refused
from shigu.districts.versions import status_of
from shigu.territory import actions
from shigu.territory.forms import HoldForm, ReleaseForm
from shigu.territory.models import Occupancy, Reservation, Space
from shigu.territory.policies import holder_and_time, may_keep
from shigu.territory.views.frame import crumbs
from shigu.territory.views.space import found


def occupy_page(request: HttpRequest, code: str) -> HttpResponse:
    """Record who moves in."""
    actor, space = actor_of(request), found(request, code)
    form = HoldForm(request.POST or None, actor=actor, space=space, initial=first_day(space))
    return holding_page(
        request, space, form, _("登记占用"), lambda given: actions.occupy(actor, space, **given)
    )


def release_page(request: HttpRequest, pk: int) -> HttpResponse:
    """End an occupancy or a reservation."""
    held = _held(request, pk)
    return holding_page(
        request,
        held.space,
        ReleaseForm(request.POST or None, initial={"on": timezone.localdate()}),
        _("结束占用"),
        lambda given: actions.release(actor_of(request), held, **given),
        said=holder_and_time(held),
    )


def first_day(space: Space) -> dict[str, Any]:
    """Today, or the first day on which the space is offered."""
    return {"start": max(timezone.localdate(), space.available_from)}


def _held(request: HttpRequest, pk: int) -> Occupancy:
    rows = Occupancy.objects.visible_to(actor_of(request))
    related = ("space__zone", "space__district", "organisation")
    outlines = ("space__district__boundary", "space__zone__geometry")
    return get_object_or_404(rows.select_related(*related).defer(*outlines), pk=pk)


def holding_page(
    request: HttpRequest,
    space: Space,
    form: Any,
    title: str,
    act: Callable[[dict[str, Any]], object],
    *,
    said: str = "",
) -> HttpResponse:
    """The form, or the verb and back to the space; a refusal stands above the form."""
    may_keep(actor_of(request), space).require()
    if request.method == "POST" and form.is_valid():
        given = form.asked() if isinstance(form, HoldForm) else form.cleaned_data
        try:
            done = act(given)
        except Refused as refusal:
            form.add_error(None, forms.ValidationError(str(refusal)))
        else:
            messages.success(request, _("%s：已办理。") % title)
            told = done if isinstance(done, Reservation) else space
            return redirect(told.get_absolute_url())
    context = {
        "space": space,
        "form": form,
        "title": title,
        "answer": said or str(space),
        "breadcrumbs": crumbs((str(space), space.get_absolute_url()), (title, "")),
    }
    return render(request, "territory/holding.html", context, status=status_of(form))
