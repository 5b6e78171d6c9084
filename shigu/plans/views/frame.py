"""What the pages of one plan have in common."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shigu.districts.middleware import ActorRequest
from shigu.face.pieces import Link, Tab
from shigu.plans.models import Plan, Run
from shigu.plans.shown import figures, searching
from shigu.plans.shown.words import Json


def seen(request: ActorRequest, key: UUID) -> Plan:
    """The plan, 404 for who may not see it."""
    rows = Plan.objects.visible_to(request.actor)
    rows = rows.select_related("district", "requested_by", "adopted_by", "follows")
    return get_object_or_404(rows, pk=key)


PARTS = {
    "missing": gettext_lazy("缺什么"),
    "bring": gettext_lazy("招谁"),
    "where": gettext_lazy("放在哪"),
    "left": gettext_lazy("放不下"),
    "prices": gettext_lazy("稀缺的价格"),
    "front": gettext_lazy("钱与分"),
    "share": gettext_lazy("怎么分"),
    "firm": gettext_lazy("靠得住吗"),
    "how": gettext_lazy("怎么算的"),
}
OF_ROWS = ("where", "left", "how")
PAGES = {"prices": "plans:prices"}
"""Parts that are pages of their own."""


def parts(plan: Plan, document: Json | None, full: Json | None, current: str) -> list[Tab]:
    """The parts of a finished plan that this reader has, as tabs."""
    page = plan.get_absolute_url()
    return [
        Tab(
            str(name),
            reverse(PAGES[part], args=[plan.pk]) if part in PAGES else f"{page}?part={part}",
            current=part == current,
        )
        for part, name in PARTS.items()
        if is_there(part, document, full)
    ]


def is_there(part: str, document: Json | None, full: Json | None) -> bool:
    """Places are rows and shown to everybody; prices and the front are of the full document."""
    if part in OF_ROWS:
        return True
    if part == "front":
        return full is not None and bool(full["siting"].get("front"))
    return full is not None if part == "prices" else document is not None


def trail(name: str, url: str = "") -> tuple[Link, ...]:
    """Breadcrumbs down to a page of plans."""
    return (Link(_("方案"), reverse("plans:list")), Link(name, url))


def called(plan: Plan) -> str:
    """A plan by the moment it was asked for."""
    return _("%s 的方案") % plan


def standing(plan: Plan, run: Run) -> dict[str, Any]:
    """What the progress of a plan shows, on its page and when it looks again."""
    return {
        "plan": plan,
        "job": figures.progress(plan, run),
        "search": searching.searching(plan, run),
    }
