"""Bringing pages: files, a text or an address; then what was found, and the confirmation."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shigu.districts.middleware import ActorRequest
from shigu.districts.policies import Refused
from shigu.districts.versions import INVALID
from shigu.ingest import actions
from shigu.ingest.actions.bringing import ADDED
from shigu.ingest.bringing_forms import WAYS, Way
from shigu.ingest.models import Run, Source
from shigu.ingest.policies import may_bring
from shigu.ingest.views.frame import crumbs, tabs


def bring(request: ActorRequest, key: int | None = None) -> HttpResponseBase:
    """Bring pages by hand, to the source with ``key`` or to the shelf of all."""
    seen = Source.objects.visible_to(request.actor)
    source = get_object_or_404(seen, pk=key) if key is not None else None
    may_bring(request.actor, source).require()
    forms = _forms(request)
    sent = forms.get(request.POST.get("way", ""))
    if sent is not None and sent.is_valid():
        try:
            return redirect(actions.bring(request.actor, sent.pages(), source=source))
        except Refused as refusal:
            sent.add_error(sent.about, str(refusal))
    up: Sequence[tuple[str, str]] = [(source.name, source.get_absolute_url())] if source else []
    context = {
        "forms": list(forms.values()),
        "source": source,
        "breadcrumbs": crumbs((_("资讯来源"), tabs("sources")[2].url), *up, (_("带来网页"), "")),
    }
    return render(request, "ingest/bring.html", context, status=INVALID if sent else 200)


def _forms(request: ActorRequest) -> dict[str, Way]:
    sent = request.POST.get("way")
    return {
        form.way: form(request.POST, request.FILES) if form.way == sent else form() for form in WAYS
    }


@require_POST
def confirm(request: ActorRequest, key: uuid.UUID) -> HttpResponseBase:
    """Have the chosen pages stored."""
    run = get_object_or_404(Run.objects.visible_to(request.actor), pk=key)
    chosen = {
        int(one): {name: request.POST.get(f"{name}-{one}", "") for name in ADDED}
        for one in request.POST.getlist("page")
        if one.isdecimal()
    }
    try:
        actions.confirm_pages(request.actor, run, chosen)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(run)
