"""Pages of partnerships, and what they add to the page of an organisation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.cooperation import actions, queries
from shigu.cooperation.forms import PartnershipForm
from shigu.cooperation.models import Partnership
from shigu.cooperation.tables import PartnershipFilter, PartnershipTable
from shigu.districts.forms import ReasonForm
from shigu.districts.middleware import ActorRequest
from shigu.districts.policies import Refused, may_write_somewhere
from shigu.districts.timeline import timeline
from shigu.districts.versions import INVALID, status_of
from shigu.districts.vocabulary import DataClass
from shigu.face.listing import ListingView
from shigu.face.pieces import Empty, Link
from shigu.registry.models import Organisation
from shigu.registry.views import Panel

PanelsOf = Callable[[ActorRequest, Partnership], Iterable[Panel]]


class PartnershipList(ListingView):
    """Who works with whom."""

    title = gettext_lazy("科研合作")
    template_name = "cooperation/list.html"
    table_class = PartnershipTable
    filterset_class = PartnershipFilter
    export_name = "partnerships"
    hidden_columns = ("source", "code")
    empty = Empty(
        gettext_lazy("还没有登记科研合作"),
        gettext_lazy("从资讯里采纳，或在这里登记谁和谁在一起做什么。"),
    )
    request: ActorRequest

    def get_queryset(self) -> Any:
        return queries.listed(self.request.actor).order_by("-since", "code")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = may_write_somewhere(self.request.actor, DataClass.REGISTRY)
        return super().get_context_data(may_register=may, **kwargs)


def partnership(
    request: ActorRequest, key: int, panels: PanelsOf = lambda _request, _row: ()
) -> HttpResponse:
    """The page of one partnership."""
    row = _seen(request, key)
    context = {
        "row": row,
        "may": may_write_somewhere(request.actor, DataClass.REGISTRY),
        "panels": list(panels(request, row)),
        "events": timeline(row),
        "breadcrumbs": _trail(str(row)),
    }
    return render(request, "cooperation/partnership.html", context)


def register(request: ActorRequest) -> HttpResponse:
    """Enter a partnership."""
    may_write_somewhere(request.actor, DataClass.REGISTRY).require()
    form = PartnershipForm(request.POST or None, actor=request.actor)
    return _entered(request, form, None)


def revise(request: ActorRequest, key: int) -> HttpResponse:
    """Change a partnership."""
    row = _seen(request, key)
    may_write_somewhere(request.actor, DataClass.REGISTRY).require()
    form = PartnershipForm(request.POST or None, instance=row, actor=request.actor)
    return _entered(request, form, row)


def strike(request: ActorRequest, key: int) -> HttpResponse:
    """A partnership as it stands, and the reason why it is struck out."""
    row = _seen(request, key)
    may_write_somewhere(request.actor, DataClass.REGISTRY).require()
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = str(row)
        actions.strike(request.actor, row, reason=form.cleaned_data["reason"])
        messages.success(request, _("已删去“%s”；原来的内容和事由留在历史里。") % name)
        return redirect("cooperation:list")
    context = {
        "form": form,
        "row": row,
        "breadcrumbs": (*_trail(str(row), row.get_absolute_url()), Link(_("删去"))),
    }
    return render(request, "cooperation/strike.html", context, status=status_of(form))


def _entered(request: ActorRequest, form: PartnershipForm, row: Partnership | None) -> HttpResponse:
    status = status_of(form)
    if request.method == "POST" and form.is_valid() and not form.overtaken():
        given = form.cleaned_data
        try:
            made = _kept(request, form, row, given["parties"], given["reason"])
        except Refused as refusal:
            form.add_error("parties", str(refusal))
            status = INVALID
        else:
            messages.success(request, _("已保存；谁改了什么、为什么，都在历史里。"))
            return redirect(made)
    trail = _trail(str(row) if row else _("登记科研合作"))
    context = {"form": form, "row": row, "breadcrumbs": trail}
    return render(request, "cooperation/form.html", context, status=max(status, status_of(form)))


def _kept(
    request: ActorRequest,
    form: PartnershipForm,
    row: Partnership | None,
    parties: list[Organisation],
    reason: str,
) -> Partnership:
    if row is None:
        return actions.register(request.actor, form.values(), parties, reason=reason)
    return actions.revise(request.actor, row, form.values(), parties, reason=reason)


def panel(request: ActorRequest, row: Organisation) -> Iterable[Panel]:
    """With whom an organisation works, where that is known."""
    found = list(queries.of_organisation(request.actor, row))
    if found:
        yield Panel(_("科研合作"), "cooperation/panel.html", {"partnerships": found})


def _seen(request: ActorRequest, key: int) -> Partnership:
    return get_object_or_404(queries.listed(request.actor), pk=key)


def _trail(name: str, url: str = "") -> tuple[Link, ...]:
    return (Link(_("科研合作"), reverse("cooperation:list")), Link(name, url))
