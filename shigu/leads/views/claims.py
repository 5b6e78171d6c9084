"""First reports: the list, one with its log, filing, extending, withdrawing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django_filters.filterset import FilterSet

from shigu.districts.middleware import ActorRequest
from shigu.districts.policies import Refused
from shigu.districts.versions import status_of
from shigu.face.listing import ListingView
from shigu.face.pieces import Empty, Event, Words
from shigu.leads import policies, said
from shigu.leads.actions import claims as verbs
from shigu.leads.filters.claims import ClaimFilter
from shigu.leads.forms.claims import ClaimForm, EvidenceForm
from shigu.leads.models import Claim
from shigu.leads.models.claims import STANDING
from shigu.leads.queries import claims as queries
from shigu.leads.tables.claims import ClaimTable
from shigu.leads.views.frame import done, trail
from shigu.projects.tabs import tabs


class ClaimList(ListingView):
    """The first reports of one's own district."""

    template_name = "leads/claims.html"
    title = gettext_lazy("首报")
    table_class = ClaimTable
    filterset_class: type[FilterSet] | None = ClaimFilter
    export_name = "claims"
    hidden_columns = ("uscc", "controller")
    empty = Empty(
        gettext_lazy("没有首报"),
        gettext_lazy("只列本区自己的首报；其他区县报了什么，这里永远看不到。"),
    )
    request: ActorRequest

    def get_queryset(self) -> Any:
        return queries.claims(self.request.actor).order_by("-filed_at")

    def get_answer(self, rows: Any) -> Words:
        return said.of_list(rows.order_by().aggregate(**queries.claim_counts()))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_claim = policies.may_claim(self.request.actor)
        return super().get_context_data(tabs=tabs("leads:claims"), may_claim=may_claim, **kwargs)


def claim(request: ActorRequest, key: UUID) -> HttpResponse:
    """One first report: how it stands, its clashes, its log."""
    row = seen(request, key)
    clashes = queries.clashes_of(request.actor, row)
    context = {
        "claim": row,
        "shape": said.SHAPES[row.state],
        "answer": said.of_claim(row, clashes),
        "clashes": [(each, said.SHAPES[each.state], said.of_clash(each)) for each in clashes],
        "standing": row.state in STANDING,
        "may_tend": policies.may_tend_claim(request.actor, row),
        "form": EvidenceForm(),
        "events": log(row),
        "breadcrumbs": trail((_("首报"), "leads:claims"), (row.firm_name, "")),
    }
    return render(request, "leads/claim.html", context)


def log(row: Claim) -> tuple[Event, ...]:
    """The log of a claim as the face tells it, the newest first."""
    lines = row.log.select_related("by").order_by("-at", "-id")
    return tuple(
        Event(
            line.get_kind_display(),
            line.at,
            str(line.by or _("台账")),
            said.until(line),
        )
        for line in lines
    )


def file(request: ActorRequest) -> HttpResponse:
    """Report a firm first."""
    policies.may_claim(request.actor).require()
    form = ClaimForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            made = verbs.file_claim(request.actor, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已首报“%s”；有没有撞单，下面会写明。") % made.firm_name)
            return redirect(made)
    context = {
        "form": form,
        "breadcrumbs": trail((_("首报"), "leads:claims"), (_("首报一家企业"), "")),
    }
    return render(request, "leads/file_claim.html", context, status=status_of(form))


@require_POST
def extend(request: ActorRequest, key: UUID) -> HttpResponse:
    """Protect for longer."""
    row, form = seen(request, key), EvidenceForm(request.POST)

    def act() -> object:
        return verbs.extend_claim(request.actor, row, reason=form.cleaned_data["reason"])

    return done(request, form, act, _("已延期。"), row.get_absolute_url())


@require_POST
def withdraw(request: ActorRequest, key: UUID) -> HttpResponse:
    """Give it up."""
    row, form = seen(request, key), EvidenceForm(request.POST)

    def act() -> object:
        return verbs.withdraw_claim(request.actor, row, reason=form.cleaned_data["reason"])

    return done(request, form, act, _("已撤回；记录仍在。"), row.get_absolute_url())


def seen(request: ActorRequest, key: UUID) -> Claim:
    """The claim that the reader sees.

    Raises:
        Http404: there is none.
    """
    found: Claim = get_object_or_404(queries.claims(request.actor), pk=key)
    return found
