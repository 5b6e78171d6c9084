"""Editing what a link is and which words speak for it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shigu.chain import actions
from shigu.chain.forms import WordingForm
from shigu.chain.views.frame import trail
from shigu.chain.views.link import seen
from shigu.districts.middleware import actor_of
from shigu.districts.policies import Refused, may_write_somewhere
from shigu.districts.versions import status_of
from shigu.districts.vocabulary import DataClass


def word_link(request: HttpRequest, code: str) -> HttpResponse:
    """The form of a link's words."""
    actor, row = actor_of(request), seen(request, code)
    may_write_somewhere(actor, DataClass.CHAIN).require()
    name = row.name
    form = WordingForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid() and not form.overtaken():
        try:
            actions.word_link(actor, row, form.wording(), reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已保存；评估用的是旧值，重新计算后才反映出来。"))
            return redirect(row)
    crumbs = trail((name, row.get_absolute_url()), (_("修改"), ""))
    context = {"form": form, "link": row, "name": name, "breadcrumbs": crumbs}
    return render(request, "chain/word_link.html", context, status=status_of(form))
