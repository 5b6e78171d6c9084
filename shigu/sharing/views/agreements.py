"""The list of agreements."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from shigu.districts.middleware import ActorRequest
from shigu.districts.models import District
from shigu.districts.policies import may_write_somewhere
from shigu.districts.vocabulary import DataClass
from shigu.face.listing import ListingView
from shigu.face.pieces import Empty
from shigu.sharing.models import Agreement
from shigu.sharing.queries import agreements as visible
from shigu.sharing.tables.agreements import AgreementTable
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
        _("协议向签约各方公开。由任一方的财政专员新建：写上条文，或从示例开始。"),
    )
    request: ActorRequest

    def get_queryset(self) -> list[Agreement]:
        return described(visible(self.request.actor))

    def get_answer(self, rows: list[Any]) -> str:
        holding = sum(row.state == "holds" for row in rows)
        return ngettext("%d 份协议在期。", "%d 份协议在期。", holding) % holding if rows else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan = self.request.GET.get("plan", "")
        may_make = may_write_somewhere(self.request.actor, DataClass.SHARING)
        return super().get_context_data(
            tabs=tabs("sharing:agreements", plan), may_make=may_make, **kwargs
        )


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
