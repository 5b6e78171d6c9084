"""The counting rules in words, with their source."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from shigu.counting.filters import asked
from shigu.counting.views.tables import tabs
from shigu.counting.vocabulary import said
from shigu.districts.middleware import ActorRequest
from shigu.engine.counting.tally import ITSELF, UNTOLD


def rules(request: ActorRequest) -> HttpResponse:
    """What is left out by rule, and what the count itself leaves out."""
    found = asked(request.GET).rules
    context = {
        "title": said(found.title_zh, found.title_en),
        "source": found.source,
        "rules": [(each.code, said(each.zh, each.en)) for each in found.leave_out],
        "itself": [(code, said(*words)) for code, words in ITSELF.items()],
        "untold": [(code, said(*words)) for code, words in UNTOLD.items()],
        "answer": _("首次签约计一次；增资只计增量，升格只计个数；更换业主后计其后的签约。"),
        "tabs": tabs(request, "counting:rules"),
    }
    return render(request, "counting/rules.html", context)
