"""On which terms a space is given: its facts, and the form to change them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shigu.districts.middleware import actor_of
from shigu.districts.policies import Refused
from shigu.districts.versions import status_of
from shigu.face import units
from shigu.territory import actions
from shigu.territory.forms.terms import terms_form
from shigu.territory.models import Letting, Lot, Space, Terms
from shigu.territory.policies import may_keep
from shigu.territory.views.frame import crumbs

Fact = tuple[str, str]


def kind_of(space: Space) -> type[Terms]:
    """What a space has: land is granted as a lot, all else is let as a unit."""
    return Lot if space.kind == Space.Kind.LAND else Letting


def terms_of(space: Space) -> Any:
    """The terms of a space, where they are known."""
    rows: Any = kind_of(space)._default_manager
    return rows.filter(space=space).first()


def told(row: Terms | None) -> list[Fact]:
    """What is known of them, with the words of each column and its unit."""
    if row is None:
        return []
    columns = [column for column in row._meta.concrete_fields if column.name not in {"id", "space"}]
    values = ((column, getattr(row, column.name)) for column in columns)
    return [
        (str(column.verbose_name), _said(row, column, value))
        for column, value in values
        if value not in (None, "")
    ]


def _said(row: Terms, column: Any, value: Any) -> str:
    if column.choices:
        return str(dict(column.flatchoices)[value])
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, Decimal | int):
        unit = row.units.get(column.name, "")
        return units.measured(value, unit, get_language() or "zh-hans")
    return str(value)


def edit_terms(request: HttpRequest, code: str) -> HttpResponse:
    """Change the terms of a space."""
    actor = actor_of(request)
    space = Space.objects.visible_to(actor).select_related("district").filter(code=code).first()
    if space is None:
        raise Http404
    may_keep(actor, space).require()
    model = kind_of(space)
    form = terms_form(model)(request.POST or None, instance=terms_of(space) or model(space=space))
    if request.method == "POST" and form.is_valid() and not form.overtaken():
        try:
            why = form.cleaned_data["reason"]
            actions.set_terms(actor, space, model, form.values(), reason=why)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已保存。"))
            return redirect("territory:space", space.code)
    words = str(model._meta.verbose_name)
    way = crumbs((str(space), space.get_absolute_url()), (words, ""))
    context = {"form": form, "space": space, "words": words, "breadcrumbs": way}
    return render(request, "territory/terms.html", context, status=status_of(form))
