"""A score sheet, and adopting a new version."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from shigu.admission import actions, policies, queries, said
from shigu.admission.forms.sheets import SheetForm, begun
from shigu.admission.views.frame import trail
from shigu.districts.middleware import ActorRequest
from shigu.districts.policies import Refused
from shigu.districts.versions import status_of
from shigu.engine.admission.load import shipped
from shigu.face.pieces import Link


def sheet(request: ActorRequest, key: UUID) -> HttpResponse:
    """One version of a sheet."""
    row = get_object_or_404(queries.sheets(request.actor), pk=key)
    value = row.sheet
    context = {
        "row": row,
        "source": value.source,
        "most": value.most,
        "criteria": [(each, said.word(each), said.guidance(each)) for each in value.criteria],
        "vetoes": [said.word(each) for each in value.vetoes],
        "may_adopt": policies.may_adopt(request.actor),
        "breadcrumbs": trail(Link(_("评分表"), reverse("admission:sheets")), Link(str(row))),
    }
    return render(request, "admission/sheet.html", context)


def new(request: ActorRequest) -> HttpResponse:
    """Adopt a sheet, written from one that ships or from an adopted one (``?from=``)."""
    policies.may_adopt(request.actor).require()
    known = begun(request.actor, request.GET.get("from", ""), shipped())
    form = SheetForm(request.POST or None, actor=request.actor, known=known)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = actions.adopt(
                request.actor, told["district"], told["sheet"], reason=told["reason"]
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已采用第 %s 版；以后的评审会可以选它。") % made.version)
            return redirect(made)
    way = trail(Link(_("评分表"), reverse("admission:sheets")), Link(_("采用评分表")))
    context = {"form": form, "breadcrumbs": way}
    return render(request, "admission/sheet_form.html", context, status=status_of(form))
