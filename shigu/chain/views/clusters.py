"""Adding and removing the clusters that this one is compared with."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shigu.chain import actions
from shigu.chain.forms import ClusterForm
from shigu.chain.models import ComparedCluster
from shigu.chain.said import english
from shigu.chain.views.compare import Compare
from shigu.districts.middleware import actor_of
from shigu.districts.policies import Refused
from shigu.engine.pack.problems import PackError

INVALID = 422
SHOWN = 20


@require_POST
def add_cluster(request: HttpRequest) -> HttpResponseBase:
    """Keep a pack, or say everything that is wrong with it and keep nothing."""
    form = ClusterForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            content = form.cleaned_data["file"].read()
            kept = actions.add_cluster(actor_of(request), content, reason=_("在页面上添加"))
        except PackError as error:
            tongue = "en" if english() else "zh"
            for each in error.problems[:SHOWN]:
                form.add_error("file", each.line(tongue))
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("已添加%s；重新计算后并列。") % kept.name)
            return redirect("chain:compare")
    return _again(request, form)


def _again(request: HttpRequest, form: ClusterForm) -> HttpResponseBase:
    page = Compare()
    page.setup(request)
    page.prepare()
    return render(request, "chain/compare.html", page.get_context_data(form=form), status=INVALID)


@require_POST
def remove_cluster(request: HttpRequest, code: str) -> HttpResponseBase:
    """Compare with it no more."""
    kept = ComparedCluster.objects.visible_to(actor_of(request)).defer("content")
    cluster = get_object_or_404(kept, code=code)
    try:
        actions.remove_cluster(actor_of(request), cluster, reason=_("在页面上移除"))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已移除%s；重新计算后不再并列。") % cluster.name)
    return redirect("chain:compare")
