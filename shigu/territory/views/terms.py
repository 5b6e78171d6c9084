"""On which terms a space is given: its facts, and the form to change them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shigu.districts.middleware import actor_of
from shigu.districts.policies import Refused
from shigu.districts.versions import status_of
from shigu.face.described import Fact, facts
from shigu.territory import actions
from shigu.territory.forms.terms import terms_form
from shigu.territory.models import Letting, Lot, Space, Terms
from shigu.territory.policies import may_keep
from shigu.territory.views.frame import crumbs


def kind_of(space: Space) -> type[Terms]:
    """What a space has: land is granted as a lot, all else is let as a unit."""
    return Lot if space.kind == Space.Kind.LAND else Letting


def terms_of(space: Space) -> Any:
    """The terms of a space, where they are known."""
    rows: Any = kind_of(space)._default_manager
    return rows.filter(space=space).first()


def told(row: Terms | None) -> list[Fact]:
    """What is known of them, with the words of each column and its unit."""
    return [] if row is None else facts(row, ("id", "space"))


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
