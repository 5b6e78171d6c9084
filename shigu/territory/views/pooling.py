"""Pages of a pool: open one, look at it, change it, part it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shigu.districts.middleware import actor_of
from shigu.districts.policies import Refused, may_write, may_write_somewhere
from shigu.districts.timeline import timeline
from shigu.districts.versions import status_of
from shigu.districts.vocabulary import DataClass
from shigu.territory import actions, draws, resources
from shigu.territory.forms.pooling import EndForm, EntitleForm, PoolForm
from shigu.territory.models import Entitlement, Pool
from shigu.territory.views.frame import crumbs


@login_required
def new_pool(request: HttpRequest) -> HttpResponse:
    """Open a pool."""
    actor = actor_of(request)
    may_write_somewhere(actor, DataClass.TERRITORY).require()
    form = PoolForm(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["reason"]
        try:
            made = actions.open_pool(
                actor, form.cleaned_data["district"], form.values(), reason=why
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已设立；份额在这一页定。"))
            return redirect("territory:pool", made.code)
    return _form_page(request, form, _("设立要素池"), reverse("territory:pools"))


def pool_page(request: HttpRequest, code: str) -> HttpResponse:
    """What a pool holds, who may use which part, what is kept of it."""
    actor, row = actor_of(request), _pool(request, code)
    today = timezone.localdate()
    held = draws.drawn(actor, [row], today)
    keep = may_write(actor, DataClass.TERRITORY, row.district)
    context = {
        "pool": row,
        "left": draws.left(row, held),
        "held": held,
        "shares": resources.shares([row])[row.pk],
        "parts": Entitlement.objects.visible_to(actor).filter(pool=row).order_by("player"),
        "names": resources.names_of_players(),
        "keep": keep,
        "entitle_form": EntitleForm(pool=row) if keep else None,
        "end_form": EndForm(),
        "history": timeline(row),
        "breadcrumbs": crumbs((_("要素池"), reverse("territory:pools")), (str(row), "")),
    }
    return render(request, "territory/pool.html", context)


def edit_pool(request: HttpRequest, code: str) -> HttpResponse:
    """Change a pool; what is kept of it must fit."""
    actor, row = actor_of(request), _pool(request, code)
    may_write(actor, DataClass.TERRITORY, row.district).require()
    name, back = str(row), reverse("territory:pool", args=[row.code])
    form = PoolForm(request.POST or None, instance=row, actor=actor)
    if request.method == "POST" and form.is_valid() and not form.overtaken():
        try:
            actions.change_pool(actor, row, form.values(), reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已保存。"))
            return redirect(back)
    return _form_page(request, form, _("修改：%s") % name, back)


@require_POST
def entitle(request: HttpRequest, code: str) -> HttpResponse:
    """Give a player a part of the pool, or change the part it has."""
    actor, row = actor_of(request), _pool(request, code)
    form = EntitleForm(request.POST, pool=row)

    def act() -> object:
        given = form.cleaned_data
        share = float(given["share"]) / 100
        return actions.entitle(actor, row, given["player"], share, reason=given["reason"])

    return _done(request, row, form, act)


@require_POST
def end_entitlement(request: HttpRequest, code: str, part: str) -> HttpResponse:
    """Give a part back to the owner."""
    actor, row = actor_of(request), _pool(request, code)
    rows = Entitlement.objects.visible_to(actor).select_related("district")
    held = get_object_or_404(rows, pool=row, code=part)
    form = EndForm(request.POST)

    def act() -> object:
        return actions.end_entitlement(actor, held, reason=form.cleaned_data["reason"])

    return _done(request, row, form, act)


def _done(
    request: HttpRequest, row: Pool, form: forms.Form, act: Callable[[], object]
) -> HttpResponse:
    told = [
        f"{form[name].label}：{'；'.join(map(str, wrong))}" for name, wrong in form.errors.items()
    ]
    if not told:
        try:
            act()
        except Refused as refusal:
            told = [str(refusal)]
    for words in told:
        messages.error(request, words)
    if not told:
        messages.success(request, _("已保存。"))
    return redirect("territory:pool", row.code)


def _form_page(request: HttpRequest, form: Any, title: str, back: str) -> HttpResponse:
    way = crumbs((_("要素池"), reverse("territory:pools")), (title, ""))
    context = {"form": form, "title": title, "back": back, "breadcrumbs": way}
    return render(request, "territory/pool_form.html", context, status=status_of(form))


def _pool(request: HttpRequest, code: str) -> Pool:
    rows = Pool.objects.visible_to(actor_of(request)).select_related("district", "zone", "source")
    return get_object_or_404(rows.defer("district__boundary", "zone__geometry"), code=code)
