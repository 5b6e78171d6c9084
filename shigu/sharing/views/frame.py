"""What the pages of agreements and ledgers have in common."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from shigu.districts.middleware import ActorRequest
from shigu.face.pieces import Link, Tab, links
from shigu.sharing.models import Agreement, Run
from shigu.sharing.views.overview import tabs

INVALID = 422
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PARTS = ("terms", "firms", "years", "measures", "history")


def the_agreement(request: ActorRequest, key: UUID) -> Agreement:
    """The agreement, 404 for who is no party to it."""
    rows = Agreement.objects.visible_to(request.actor).select_related("district", "source")
    return get_object_or_404(rows, pk=key)


def the_run(request: ActorRequest, key: UUID) -> Run:
    """The settlement with what its pages speak of, 404 for who is no party to its agreement."""
    rows = Run.objects.visible_to(request.actor).select_related(
        "agreement__district", "period", "version", "asked_by", "proposed_by", "posted_by",
        "progress",
    )  # fmt: skip
    return get_object_or_404(rows.prefetch_related("approvals__user"), pk=key)


def trail(*more: tuple[Any, str]) -> tuple[Link, ...]:
    """Breadcrumbs from sharing down."""
    return links([(_("利益共享"), tabs("")[0].url), (_("协议"), tabs("")[3].url), *more])


def of_agreement(agreement: Agreement, *more: tuple[Any, str]) -> tuple[Link, ...]:
    """Breadcrumbs below an agreement."""
    return trail((agreement.code, agreement.get_absolute_url()), *more)


def parts(agreement: Agreement, here: str) -> tuple[Tab, ...]:
    """The parts of an agreement's page."""
    words = {
        "terms": _("条款"),
        "firms": _("企业名单"),
        "years": _("年度与结算"),
        "measures": _("各方指标"),
        "history": _("历史"),
    }
    address = reverse("sharing:agreement", args=[agreement.pk])
    return tuple(
        Tab(words[part], address if part == PARTS[0] else f"{address}?part={part}", part == here)
        for part in PARTS
    )
