"""Registers of the special cooperation system: a list, an entry and a form for each."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters.filterset import filterset_factory

from shigu.districts.middleware import ActorRequest
from shigu.districts.models.recorded import fenced
from shigu.districts.timeline import timeline
from shigu.districts.versions import status_of
from shigu.face.listing import ListingView
from shigu.face.pieces import Empty, Link, Words
from shigu.work import actions, policies
from shigu.work.filters.registers import EntryFilter
from shigu.work.forms.registers import form_of
from shigu.work.models import Entry, KeyProject, ProsperityReading, ReformItem, TitleApplication
from shigu.work.queries.registers import summed, summing
from shigu.work.tables.registers import (
    EntryTable,
    KeyProjectTable,
    ProsperityTable,
    ReformTable,
    TitleTable,
)
from shigu.work.views.frame import REGISTERS, tabs, trail

TABLES: dict[str, tuple[type[Entry], type[Any]]] = {
    "reforms": (ReformItem, ReformTable),
    "prosperity": (ProsperityReading, ProsperityTable),
    "key-projects": (KeyProject, KeyProjectTable),
    "titles": (TitleApplication, TitleTable),
}


class EntryList(ListingView):
    """The entries of one register that one may read."""

    template_name = "work/register.html"
    table_class = EntryTable
    model: Any = Entry
    hidden_columns = ("status",)
    empty = Empty(gettext_lazy("还没有登记"), gettext_lazy("由各区县登记；登记后在这里汇总。"))
    request: ActorRequest

    def get_queryset(self) -> Any:
        return fenced(self.model).visible_to(self.request.actor).select_related("district")

    def get_answer(self, rows: Any) -> Words:
        del rows
        return summed(self.model, self.counted)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = policies.may_issue(self.request.actor)
        address = reverse("work:new_entry", args=[self.model.register])
        return super().get_context_data(
            tabs_row=tabs(self.request), may_issue=may, new_url=address, **kwargs
        )


def entries(request: ActorRequest, kind: str) -> HttpResponseBase:
    """The list of a register."""
    model, table = _register(kind)
    view = EntryList.as_view(
        title=dict(REGISTERS)[kind],
        export_name=kind,
        table_class=table,
        model=model,
        counts=summing(model),
        filterset_class=filterset_factory(model, EntryFilter, fields=()),
    )
    return view(request)


def new(request: ActorRequest, kind: str) -> HttpResponse:
    """Put an entry into a register."""
    model, _table = _register(kind)
    policies.may_issue(request.actor).require()
    form = form_of(model)(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        district = form.cleaned_data["district"]
        made = actions.register(request.actor, model, district, form.values())
        messages.success(request, _("已登记。"))
        return redirect(made)
    title = _("登记%s") % dict(REGISTERS)[kind]
    context = {"form": form, "may": policies.may_issue(request.actor), **_around(kind, title)}
    return render(request, "work/entry.html", context, status=status_of(form))


def entry(request: ActorRequest, kind: str, key: UUID) -> HttpResponse:
    """One entry: what is known of it, and the form to change it for who keeps it."""
    model, _table = _register(kind)
    rows = fenced(model).visible_to(request.actor).select_related("district")
    row: Any = get_object_or_404(rows, pk=key)
    may = policies.may_issue_for(request.actor, row.district)
    name = str(row)
    form = form_of(model)(request.POST or None, instance=row, actor=request.actor)
    if request.method == "POST":
        may.require()
        if form.is_valid() and not form.overtaken():
            actions.revise(request.actor, row, form.values())
            messages.success(request, _("已保存。"))
            return redirect(row)
    context = {"row": row, "form": form, "may": may, "events": timeline(row), "facts": _facts(row)}
    context |= _around(kind, name)
    return render(request, "work/entry.html", context, status=status_of(form))


def _facts(row: Any) -> list[tuple[Any, Any]]:
    shown = (
        column for column in row._meta.concrete_fields if column.name not in ("id", "criteria")
    )
    told = ((column, getattr(row, column.name)) for column in shown)
    return [
        (column.verbose_name, dict(column.flatchoices or ()).get(value, value))
        for column, value in told
        if value not in (None, "")
    ]


def _around(kind: str, name: str) -> dict[str, Any]:
    title, address = dict(REGISTERS)[kind], reverse("work:register", args=[kind])
    return {"title": name, "back": address, "breadcrumbs": trail(Link(title, address), Link(name))}


def _register(kind: str) -> tuple[type[Entry], type[Any]]:
    if kind not in TABLES:
        raise Http404
    return TABLES[kind]
