"""Pages where other names and codes of an organisation are noted, closed and taken off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.districts.middleware import ActorRequest
from shigu.districts.policies import Refused
from shigu.districts.versions import INVALID, status_of
from shigu.face.pieces import Link, Words
from shigu.registry import actions
from shigu.registry.forms import ClosedCode, ClosedName, CodeForm, KnownForm, NameForm
from shigu.registry.models import Identifier, Organisation, OtherName
from shigu.registry.policies import may_write_in
from shigu.registry.views.organisations import seen, trail


@dataclass(frozen=True, slots=True)
class Noted:
    """Names or codes: their forms, the verb that notes one, the column that tells it."""

    title: Words
    model: type[Any]
    form: type[KnownForm]
    closed: type[KnownForm]
    verb: Callable[..., Any]
    column: str


KINDS = {
    "name": Noted(
        gettext_lazy("登记其他名称"), OtherName, NameForm, ClosedName, actions.call, "text"
    ),
    "code": Noted(
        gettext_lazy("登记代码"), Identifier, CodeForm, ClosedCode, actions.identify, "value"
    ),
}


def note(request: ActorRequest, key: int, what: str) -> HttpResponse:
    """Note a further name or code of an organisation."""
    row, kind = seen(request, key), KINDS[what]
    may_write_in(request.actor, row.district).require()
    form = kind.form(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        values = (given[kind.column], given["kind"])
        if what == "code":
            values = values[::-1]
        try:
            kind.verb(request.actor, row, *values, reason=given["reason"], known=form.known())
        except Refused as refusal:
            form.add_error(kind.column, str(refusal))
        else:
            messages.success(request, _("已登记；搜索也找得到。"))
            return redirect(row)
    return _shown(request, row, form, {"title": kind.title})


def close(request: ActorRequest, key: int, what: str) -> HttpResponse:
    """Say until when a name or a code held, or take off what was noted wrongly."""
    kind = KINDS[what]
    rows = kind.model.objects.visible_to(request.actor)
    known = get_object_or_404(rows.select_related("organisation__district"), pk=key)
    row = known.organisation
    may_write_in(request.actor, row.district).require()
    title = f"{known.get_kind_display()}{_('：')}{getattr(known, kind.column)}"
    form = kind.closed(request.POST or None, instance=known, actor=request.actor)
    if request.method == "POST" and form.is_valid() and not form.overtaken():
        messages.success(request, _done(request, known, form.cleaned_data))
        return redirect(row)
    return _shown(request, row, form, {"title": title, "known": known})


def _done(request: ActorRequest, known: Any, given: dict[str, Any]) -> str:
    """Close it or take it off; what is to be said of it."""
    if "take_off" in request.POST:
        actions.unname(request.actor, known, reason=given["reason"])
        return _("已撤下；历史里还在。")
    actions.close(request.actor, known, given["until"], reason=given["reason"])
    return _("已注明止期。")


def _shown(
    request: ActorRequest, row: Organisation, form: KnownForm, more: dict[str, Any]
) -> HttpResponse:
    crumbs = (*trail(row.name, row.get_absolute_url()), Link(more["title"]))
    context = {"form": form, "organisation": row, "breadcrumbs": crumbs} | more
    status = INVALID if form.errors else status_of(form)
    return render(request, "registry/known.html", context, status=status)
