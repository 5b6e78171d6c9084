"""Every coalition: what it is worth, and what it would gain by leaving."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from shigu.face.listing import ListingView
from shigu.face.pieces import Tab
from shigu.sharing.queries import Coalition, Division, told
from shigu.sharing.tables.division import CoalitionTable
from shigu.sharing.views.overview import framed
from shigu.sharing.views.pictures import coalition_picture
from shigu.sharing.views.wording import RULES


class Coalitions(ListingView):
    """The list of coalitions of one division, with its picture above."""

    template_name = "sharing/coalitions.html"
    title = _("每个联盟")
    table_class = CoalitionTable
    export_name = "coalitions"
    hidden_columns = ("tau", "nash")
    page_size = 100

    @property
    def division(self) -> Division:
        """The division that the page was asked for."""
        given: Division = self.kwargs["division"]
        return given

    def get_queryset(self) -> list[dict[str, Any]]:
        return [_row(coalition) for coalition in self.division.proper]

    def get_answer(self, rows: Any) -> str:
        del rows
        return "".join(told(reason) for reason in self.division.sharing["would_leave"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rule = self.rule()
        rows = sorted(self.division.proper, key=lambda row: -row.gain(rule))
        shown = framed(self.division, "sharing:coalitions") | {
            "picture": coalition_picture(self.division, rows, rule),
            "rules": self.choices(rule),
        }
        return super().get_context_data(**kwargs | shown)

    def rule(self) -> str:
        """The rule that the picture shows: what the address asks for, else the nucleolus."""
        asked = self.request.GET.get("rule", "")
        return asked if asked in self.division.amounts else "nucleolus"

    def choices(self, current: str) -> list[Tab]:
        """Rules to draw by, as links that keep the rest of the address."""
        query = self.request.GET.copy()
        tabs = []
        for rule in RULES:
            if rule.key in self.division.amounts:
                query["rule"] = rule.key
                tabs.append(Tab(rule.name, f"?{query.urlencode()}", rule.key == current))
        return tabs


def coalitions(request: HttpRequest, division: Division) -> HttpResponseBase:
    """The page of all coalitions of ``division``."""
    return Coalitions.as_view()(request, division=division)


def _row(coalition: Coalition) -> dict[str, Any]:
    gains = {
        rule.key: coalition.gain(rule.key) if rule.key in coalition.given else None
        for rule in RULES
    }
    return gains | {
        "members": coalition.members,
        "size": len(coalition.members),
        "apart": coalition.apart,
        "worth": coalition.worth,
        "surplus": coalition.surplus,
        "gap": coalition.gap,
    }
