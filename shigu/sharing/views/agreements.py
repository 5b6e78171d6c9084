"""Agreements: the list, and each with its rule text."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from shigu.districts.middleware import ActorRequest
from shigu.districts.models import District
from shigu.face.listing import ListingView
from shigu.face.pieces import Empty, links
from shigu.sharing.models import Agreement
from shigu.sharing.queries import agreements as visible
from shigu.sharing.tables import AgreementTable
from shigu.sharing.views.overview import tabs

STATES: dict[str, str | Promise] = {
    "holds": _("在期"),
    "ahead": _("尚未生效"),
    "over": _("已失效"),
}


class Agreements(ListingView):
    """Agreements that the reader's districts are party to."""

    template_name = "sharing/agreements.html"
    title = _("协议")
    table_class = AgreementTable
    export_name = "agreements"
    empty = Empty(
        _("还没有您能看到的协议"),
        _("协议向签约各方公开，由财政专员在“数据”页随数据包导入，附规则文件。"),
    )
    request: ActorRequest

    def get_queryset(self) -> list[Agreement]:
        return described(visible(self.request.actor))

    def get_answer(self, rows: list[Agreement]) -> str:
        holding = sum(row.state == "holds" for row in rows)  # type: ignore[attr-defined]
        return ngettext("%d 份协议在期。", "%d 份协议在期。", holding) % holding if rows else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan = self.request.GET.get("plan", "")
        return super().get_context_data(tabs=tabs("sharing:agreements", plan), **kwargs)


def agreement(request: ActorRequest, key: uuid.UUID) -> HttpResponseBase:
    """One agreement: who, from when to when, kept by whom, and its text."""
    found = get_object_or_404(visible(request.actor), pk=key)
    (shown,) = described([found])
    home = (_("利益共享"), tabs("")[0].url)
    trail = links([home, (_("协议"), tabs("")[3].url), (found.code, "")])
    return render(request, "sharing/agreement.html", {"agreement": shown, "breadcrumbs": trail})


def described(rows: Iterable[Agreement]) -> list[Any]:
    """Agreements with the names of their parties and whether they hold today."""
    listed: list[Any] = list(rows)
    names = {d.code: d.name for d in District.objects.exclude(player="")}
    today = timezone.localdate()
    for row in listed:
        row.names = _("、").join(names.get(party, party) for party in row.parties)
        row.state = _state(row, today)
        row.state_word = STATES[row.state]
    return listed


def _state(row: Agreement, today: Any) -> str:
    if row.holds_on(today):
        return "holds"
    return "ahead" if row.valid_from and row.valid_from > today else "over"
