"""Pages of hand-overs: one proposal with its answers, offering a project."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from shigu.districts.middleware import ActorRequest
from shigu.districts.models import District
from shigu.districts.policies import Refused
from shigu.districts.versions import status_of
from shigu.face.forms import offer
from shigu.face.pieces import Link
from shigu.projects import actions, policies
from shigu.projects.forms import ReasonForm
from shigu.projects.models import HandOver, Project
from shigu.projects.procedure.table import transitions
from shigu.projects.stages import Stage
from shigu.projects.views import seen, trail
from shigu.registry.views import Panel

ANSWERS = {
    "accept": (actions.accept_hand_over, policies.may_answer),
    "decline": (actions.decline_hand_over, policies.may_answer),
    "withdraw": (actions.withdraw_hand_over, policies.may_withdraw),
}
PanelsOf = Callable[[ActorRequest, HandOver], Iterable[Panel]]


class HandOverForm(forms.Form):
    """To whom, what it is told, how the credit is parted, which agreement applies."""

    to = forms.ModelChoiceField(
        District.objects.none(), label=gettext_lazy("流入区县"), to_field_name="code"
    )
    summary = forms.CharField(
        label=gettext_lazy("告知对方的概况"),
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("对方接收前只看得到项目名称、总投资和这段话。"),
    )
    credit = forms.DecimalField(
        label=gettext_lazy("流入方计入比例（%）"), min_value=0, max_value=100, initial=50
    )
    agreement = forms.CharField(label=gettext_lazy("适用的分享协议"), required=False)
    reason = forms.CharField(label=gettext_lazy("事由"))

    def __init__(
        self,
        *args: Any,
        request: ActorRequest,
        project: Project,
        office: District | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.project, self.office = request.actor, project, office
        others = District.objects.visible_to(request.actor).exclude(player="")
        offer(self, to=others.exclude(pk=project.district_id).order_by("code"))

    def propose(self) -> HandOver:
        """Propose or order it with the credit as it was typed."""
        told = self.cleaned_data
        terms = {
            "summary": told["summary"],
            "credit_to": (told["credit"] / 100).quantize(Decimal("0.0001")),
            "agreement": told["agreement"],
            "reason": told["reason"],
        }
        if self.office is not None:
            own = (self.actor, self.office, self.project, told["to"])
            return actions.order_hand_over(*own, **terms)
        return actions.propose_hand_over(self.actor, self.project, told["to"], **terms)


def hand_over(
    request: ActorRequest, key: UUID, panels: PanelsOf = lambda _request, _row: ()
) -> HttpResponse:
    """One hand-over with its answers and what the apps above know of it."""
    row = _offered(request, key)
    context = {
        "row": row,
        "project": Project.objects.visible_to(request.actor).filter(pk=row.project_id).first(),
        "may_answer": policies.may_answer(request.actor, row),
        "may_withdraw": policies.may_withdraw(request.actor, row),
        "form": ReasonForm(),
        "panels": list(panels(request, row)),
        "breadcrumbs": (*trail(_("流转"), reverse("projects:hand_overs")), Link(row.name)),
    }
    return render(request, "projects/hand_over.html", context)


@require_POST
def answer(request: ActorRequest, key: UUID, how: str) -> HttpResponse:
    """Accept, decline or withdraw."""
    row = _offered(request, key)
    if how not in ANSWERS:
        raise Http404
    act, may = ANSWERS[how]
    may(request.actor, row).require()
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写明事由；它会留在历史里。"))
        return redirect("projects:hand_over", row.pk)
    try:
        done = act(request.actor, row, reason=form.cleaned_data["reason"])
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已记下：%s。") % done.get_state_display())
    return redirect("projects:hand_over", row.pk)


def offer_project(
    request: ActorRequest, key: UUID, form_class: type[HandOverForm] = HandOverForm
) -> HttpResponse:
    """Offer a project in talks to another district, or order it as the joint office.

    The form knows which verb does it.
    """
    row = seen(request, key)
    office = policies.office_that_orders(request.actor, row)
    if office is None:
        step = transitions()[Stage.TALKS, Stage.HAND_OVER]
        policies.may_take(request.actor, row, step).require()
    form = form_class(request.POST or None, request=request, project=row, office=office)
    if request.method == "POST" and form.is_valid():
        try:
            made = form.propose()
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            told = _("已调度流转；请流出区县转入流转阶段，对方再答复。")
            if office is None:
                told = _("已提出流转；对方答复前只看得到您写的概况。")
            messages.success(request, told)
            return redirect("projects:hand_over", made.pk)
    doing = _("调度流转") if office else _("提出流转")
    way = (*trail(str(row), row.get_absolute_url()), Link(doing))
    context = {
        "form": form, "project": row, "breadcrumbs": way, "doing": doing, "office": office,
    }  # fmt: skip
    return render(request, "projects/offer.html", context, status=status_of(form))


def _offered(request: ActorRequest, key: UUID) -> HandOver:
    rows = HandOver.objects.visible_to(request.actor).select_related(
        "from_district", "to_district", "district", "proposed_by", "answered_by"
    )
    return get_object_or_404(rows, pk=key)
