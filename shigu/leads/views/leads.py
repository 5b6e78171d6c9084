"""Leads: the list, the short registration, who is there already, all the rest."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET
from django_filters.filterset import FilterSet

from shigu.districts.middleware import ActorRequest
from shigu.districts.policies import Refused
from shigu.districts.versions import status_of
from shigu.face.listing import ListingView
from shigu.face.pieces import Empty, Words
from shigu.leads import said
from shigu.leads.actions import claims, registering
from shigu.leads.alike import alike
from shigu.leads.filters.leads import LeadFilter
from shigu.leads.forms.leads import LeadForm, RegisterForm
from shigu.leads.models import Lead
from shigu.leads.queries import leads as queries
from shigu.leads.tables.leads import LeadTable
from shigu.leads.views.frame import trail
from shigu.projects.policies import may_file, may_revise
from shigu.projects.tabs import tabs


class LeadList(ListingView):
    """Leads that one may see, the due ones first."""

    template_name = "leads/leads.html"
    title = gettext_lazy("线索")
    table_class = LeadTable
    filterset_class: type[FilterSet] | None = LeadFilter
    export_name = "leads"
    hidden_columns = ("firm_name", "origin", "rhythm")
    empty = Empty(gettext_lazy("没有符合条件的线索"), gettext_lazy("放宽筛选条件，或登记第一条。"))
    request: ActorRequest

    def get_queryset(self) -> Any:
        return queries.leads(self.request.actor).order_by("next_due", "id")

    def get_counted(self, rows: Any) -> dict[str, Any]:
        counts = queries.lead_counts(self.request.actor)
        counted: dict[str, Any] = rows.order_by().aggregate(**counts)
        return counted

    def get_answer(self, rows: Any) -> Words:
        del rows
        return said.of_leads(self.counted)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = may_file(self.request.actor)
        return super().get_context_data(tabs=tabs("leads:list"), may_file=may, **kwargs)


def register(request: ActorRequest) -> HttpResponse:
    """Register a lead in one short form; report the firm first in the same step."""
    may_file(request.actor).require()
    form = RegisterForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            lead = _registered(request, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已登记“%s”；下面可以补充其余内容。") % lead.project)
            return redirect(lead)
    context = {
        "form": form,
        "breadcrumbs": trail((_("线索"), "leads:list"), (_("登记线索"), "")),
    }
    return render(request, "leads/register.html", context, status=status_of(form))


def _registered(request: ActorRequest, form: RegisterForm) -> Lead:
    told = form.cleaned_data
    reason = _("登记线索")
    lead = registering.register(
        request.actor, told["district"], form.values(), contact=form.contact(), reason=reason
    )
    if told["first_report"]:
        claims.file_claim(
            *(request.actor, told["district"], told["firm_name"]),
            project=lead.project,
            reason=reason,
        )
    return lead


@require_GET
def near(request: ActorRequest) -> HttpResponse:
    """Who is there already under a like name, while it is typed."""
    text = request.GET.get("firm_name", "").replace("\x00", "").strip()[:200]
    return render(request, "leads/near.html", {"near": alike(request.actor, text)})


def revise(request: ActorRequest, key: UUID) -> HttpResponse:
    """Add what is known of a lead by now."""
    row = seen(request, key)
    may_revise(request.actor, row.project).require()
    form = LeadForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid() and not form.overtaken():
        values = {k: v for k, v in form.cleaned_data.items() if k not in {"reason", "version"}}
        registering.revise(request.actor, row, values, reason=form.cleaned_data["reason"])
        messages.success(request, _("已保存；谁改了什么、为什么，都在历史里。"))
        return redirect(row)
    context = {
        "form": form,
        "lead": row,
        "name": str(row.project),
        "breadcrumbs": trail((_("线索"), "leads:list"), (str(row.project), "")),
    }
    return render(request, "leads/revise.html", context, status=status_of(form))


def seen(request: ActorRequest, project: UUID) -> Lead:
    """The lead of a project that the reader sees.

    Raises:
        Http404: there is none.
    """
    found: Lead = get_object_or_404(queries.leads(request.actor), project=project)
    return found
