"""One project at one meeting: points, conclusion, conditions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shigu.admission import actions, policies, queries
from shigu.admission.forms import DecisionForm, ScoreForm, WithdrawForm
from shigu.admission.models import Evaluation, Proviso
from shigu.admission.sheet_of import compared, standing
from shigu.admission.tables import SHAPES
from shigu.admission.views.frame import trail
from shigu.districts.middleware import ActorRequest
from shigu.districts.policies import Refused
from shigu.districts.timeline import timeline
from shigu.face.pieces import Link
from shigu.leads.views.frame import done

INVALID = 422


def evaluation(request: ActorRequest, key: UUID) -> HttpResponse:
    """How a project is judged."""
    return _page(request, seen(request, key))


def _page(request: ActorRequest, row: Evaluation, status: int = 200, **bound: Form) -> HttpResponse:
    actor, panel = request.actor, row.meeting.panel
    sheet = panel.sheet.sheet
    scores = queries.scores(actor, row)
    context: dict[str, Any] = {
        "row": row,
        "panel": panel,
        "sheet": panel.sheet,
        "shape": SHAPES[row.decision],
        "answer": standing(row),
        "scores": scores,
        "compared": compared(sheet, scores),
        "members": queries.members(row.people),
        "handed_in": set(row.ballots.values_list("person_id", flat=True)),
        "conditions": row.conditions.select_related("owner", "task"),
        "may_judge": policies.may_judge(actor, row),
        "may_decide": policies.may_decide(actor, row),
        "may_conclude": policies.may_conclude(row),
        "may_hand_on": policies.may_hand_on(actor, row),
        "score_form": ScoreForm(sheet=sheet),
        "decision_form": DecisionForm(evaluation=row),
        "withdraw_form": WithdrawForm(prefix="withdraw"),
        "events": timeline(row),
        "breadcrumbs": trail(Link(str(panel), panel.get_absolute_url()), Link(str(row))),
    }
    return render(request, "admission/evaluation.html", context | bound, status=status)


@require_POST
def hand_in(request: ActorRequest, key: UUID) -> HttpResponse:
    """Hand in one's points."""
    row = seen(request, key)
    form = ScoreForm(request.POST, sheet=row.meeting.panel.sheet.sheet)
    if not form.is_valid():
        return _page(request, row, INVALID, score_form=form)
    told = form.cleaned_data
    try:
        actions.hand_in(
            request.actor, row, form.points(), vetoes=told["vetoes"], remark=told["remark"]
        )
    except Refused as refusal:
        return _refused(request, row, refusal, score_form=form)
    messages.success(request, _("已交表；现在看得到其他评委的分数。"))
    return redirect(row)


@require_POST
def decide(request: ActorRequest, key: UUID) -> HttpResponse:
    """Record the conclusion."""
    row = seen(request, key)
    form = DecisionForm(request.POST, evaluation=row)
    if not form.is_valid():
        return _page(request, row, INVALID, decision_form=form)
    told = form.cleaned_data
    try:
        actions.decide(
            request.actor,
            row,
            told["decision"],
            said=told["said"],
            conditions=told["conditions"],
        )
    except Refused as refusal:
        return _refused(request, row, refusal, decision_form=form)
    messages.success(request, _("结论已记下，不再改动。"))
    return redirect(row)


def _refused(
    request: ActorRequest, row: Evaluation, refusal: Refused, **bound: Form
) -> HttpResponse:
    """The page again with what was typed and why not."""
    (form,) = bound.values()
    form.add_error(None, str(refusal))
    return _page(request, row, INVALID, **bound)


@require_POST
def withdraw(request: ActorRequest, key: UUID) -> HttpResponse:
    """Take the project off the agenda."""
    row = seen(request, key)
    form = WithdrawForm(request.POST, prefix="withdraw")
    return done(
        request,
        form,
        lambda: actions.withdraw(request.actor, row, reason=form.cleaned_data["reason"]),
        _("已撤下议题。"),
        row.get_absolute_url(),
    )


@require_POST
def hand_on(request: ActorRequest, key: UUID) -> HttpResponse:
    """Make a condition a task."""
    rows = Proviso.objects.visible_to(request.actor).select_related(
        "evaluation__meeting__district", "evaluation__meeting__force", "owner"
    )
    row = get_object_or_404(rows, pk=key)
    actions.hand_on(request.actor, row)
    messages.success(request, _("已转为任务。"))
    return redirect(row.evaluation)


def seen(request: ActorRequest, key: UUID) -> Evaluation:
    """The evaluation, or 404 where the reader may not see it."""
    return get_object_or_404(queries.seen(request.actor), pk=key)
