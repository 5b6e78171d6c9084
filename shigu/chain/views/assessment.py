"""Having the chain assessed, looking how far it is, stopping it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shigu.chain import actions
from shigu.chain.models import Assessment, Chain
from shigu.chain.views.frame import progress_of
from shigu.districts.middleware import actor_of
from shigu.districts.policies import Refused


@require_POST
def ask(request: HttpRequest, code: str) -> HttpResponseBase:
    """Start an assessment and go back to where the reader was."""
    chain = get_object_or_404(Chain.objects.visible_to(actor_of(request)), code=code)
    try:
        actions.ask(actor_of(request), chain, reason=_("在页面上发起"))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _back(request)


@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The progress of a run; the page is loaded again once it is over."""
    run = _run(request, pk)
    if run.state in (Assessment.State.DONE, Assessment.State.FAILED):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "chain/progress.html", {"job": progress_of(run)})


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Stop a run and go back."""
    try:
        actions.withdraw(actor_of(request), _run(request, pk))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _back(request)


def _run(request: HttpRequest, pk: int) -> Assessment:
    runs = Assessment.objects.visible_to(actor_of(request)).select_related("chain")
    return get_object_or_404(runs, pk=pk)


def _back(request: HttpRequest) -> HttpResponseRedirect:
    came = request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(
        came, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(came if safe else reverse("chain:graph"))
