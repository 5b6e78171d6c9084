"""The page of one promise: how it stands, what proves it, what was done."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shigu.commitments import actions, policies, queries, said
from shigu.commitments.bridge import taken_of
from shigu.commitments.forms import EvidenceForm, ReasonForm, RemedyForm, brought
from shigu.commitments.models import Commitment, Document, Evidence
from shigu.commitments.told import behind
from shigu.commitments.vocabulary import SHAPES, Standing
from shigu.districts.middleware import ActorRequest
from shigu.districts.policies import Refused
from shigu.districts.timeline import timeline
from shigu.engine.promises.standing import State
from shigu.face.pieces import Link, links

INVALID = 422


def commitment(request: ActorRequest, key: UUID) -> HttpResponse:
    """One promise."""
    return _page(request, seen(request, key))


def _page(request: ActorRequest, row: Any, status: int = 200, **bound: Form) -> HttpResponse:
    steps = policies.next_steps(taken_of(row))
    context = {
        "row": row,
        "answer": said.of_promise(row, timezone.localdate()),
        "strip": said.figures(row),
        "shape": SHAPES[row.state],
        "state_word": Standing(row.state).label,
        "evidence": row.evidence.select_related("document", "user").defer("document__content"),
        "remedies": row.remedies.select_related("document", "user").defer("document__content"),
        "may_keep": policies.may_keep(request.actor, row),
        "may_remedy": policies.may_remedy(request.actor, row, State(row.state)),
        "steps": steps,
        "evidence_form": EvidenceForm(commitment=row),
        "remedy_form": RemedyForm(steps=steps),
        "reason_form": ReasonForm(prefix="withdraw"),
        "told": behind(row),
        "events": timeline(row),
        "breadcrumbs": trail(row),
        **bound,
    }
    return render(request, "commitments/commitment.html", context, status=status)


def _refused(request: ActorRequest, row: Any, refusal: Refused, **bound: Form) -> HttpResponse:
    """The page again with what was typed and why not; without it for who may not write at all."""
    policies.may_keep(request.actor, row).require()
    (form,) = bound.values()
    form.add_error(None, str(refusal))
    return _page(request, row, INVALID, **bound)


@require_POST
def prove(request: ActorRequest, key: UUID) -> HttpResponse:
    """Add evidence."""
    row = seen(request, key)
    form = EvidenceForm(request.POST, request.FILES, commitment=row)
    if not form.is_valid():
        return _page(request, row, INVALID, evidence_form=form)
    values, file = brought(form)
    try:
        actions.prove(request.actor, row, values, file)
    except Refused as refusal:
        return _refused(request, row, refusal, evidence_form=form)
    messages.success(request, _("证据已登记；状态按它重新计算。"))
    return redirect(row)


@require_POST
def remedy(request: ActorRequest, key: UUID) -> HttpResponse:
    """Take a step of the remedy."""
    row = seen(request, key)
    form = RemedyForm(request.POST, request.FILES, steps=policies.next_steps(taken_of(row)))
    if not form.is_valid():
        return _page(request, row, INVALID, remedy_form=form)
    values, file = brought(form)
    reason = values.pop("reason")
    try:
        actions.take_step(request.actor, row, values, file, reason=reason)
    except Refused as refusal:
        return _refused(request, row, refusal, remedy_form=form)
    messages.success(request, _("处置已登记，只添不改。"))
    return redirect(row)


@require_POST
def withdraw(request: ActorRequest, key: UUID) -> HttpResponse:
    """Take evidence back."""
    rows = Evidence.objects.visible_to(request.actor).select_related("commitment__district")
    row = get_object_or_404(rows, pk=key)
    form = ReasonForm(request.POST, prefix="withdraw")
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    actions.withdraw(request.actor, row, reason=reason)
    messages.success(request, _("证据已撤回，仍留在列表里。"))
    return redirect(row.commitment)


def document(request: ActorRequest, key: UUID) -> FileResponse:
    """A paper as it was brought."""
    row = get_object_or_404(Document.objects.visible_to(request.actor), pk=key)
    content = io.BytesIO(bytes(row.content))
    return FileResponse(content, as_attachment=True, filename=row.name)


def seen(request: ActorRequest, key: UUID) -> Any:
    """The promise with how it stands today, 404 for who may not read it."""
    rows = queries.listed(request.actor, timezone.localdate()).select_related("source", "statement")
    return get_object_or_404(rows, pk=key)


def trail(row: Commitment, *more: tuple[Any, str]) -> tuple[Link, ...]:
    """Breadcrumbs: the project, the promise."""
    home = (_("履约"), reverse("commitments:list"))
    project = (str(row.project), row.project.get_absolute_url())
    return links([home, project, (row.indicator_name, row.get_absolute_url()), *more])
